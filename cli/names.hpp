// Lists of IANA names as people type them: "x25519,secp256r1". Used by options.cpp.
#pragma once
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/nearest.hpp"
#include "base/printable.hpp"
#include "options.hpp"
#include "tls/registry.hpp"

namespace vitrine::cli {

/// The parts between the commas (or colons, as OpenSSL's lists have); "none" and "" have no parts.
std::vector<std::string> split_list(std::string_view list);

/// All names of a registry, as a list.
template <class E>
std::string known_names() {
  std::string all;
  for (const tls::Entry<E>& entry : tls::entries<E>()) all += (all.empty() ? "" : ",") + std::string(entry.name);
  return all;
}

/// The values that `list` names. Throws UsageError for a name that is unknown or comes twice; `what` says what it
/// should be.
template <class E>
std::vector<E> values_of(std::string_view what, std::string_view list) {
  std::vector<E> values;
  for (const std::string& name : split_list(list)) {
    const auto value = tls::from_name<E>(name);
    if (!value) {
      const std::string meant = base::nearest(name, split_list(known_names<E>()));
      throw UsageError{"There is no " + std::string(what) + " \"" + base::printable(name) + "\"." +
                       (meant.empty() ? "" : " Did you mean " + meant + "?") + "\n  I know " + known_names<E>() + '.'};
    }
    if (std::ranges::find(values, *value) != values.end())
      throw UsageError{"The " + std::string(what) + ' ' + name + " is listed twice."};
    values.push_back(*value);
  }
  return values;
}

}  // namespace vitrine::cli
