// What a flag does to the settings: one small function for each kind of field. Read next: shim/flags.cpp.
#pragma once
#include "shim/settings.hpp"
#include "shim/values.hpp"
#include "tls/primitives.hpp"

namespace shim {

using Apply = void (*)(Settings&, std::string_view value);

template <auto Field>
void yes(Settings& settings, std::string_view /*value*/) {
  settings.*Field = true;
}

template <auto Field>
void text(Settings& settings, std::string_view value) {
  settings.*Field = std::string(value);
}

template <auto Field>
void integer(Settings& settings, std::string_view value) {
  settings.*Field = number<std::remove_reference_t<decltype(settings.*Field)>>(value);
}

template <auto Field>
void optional_integer(Settings& settings, std::string_view value) {
  settings.*Field = number<typename std::remove_reference_t<decltype(settings.*Field)>::value_type>(value);
}

template <auto Field>
void bytes(Settings& settings, std::string_view value) {
  settings.*Field = from_base64(value);
}

template <Version Off>
void switch_off(Settings& settings, std::string_view /*value*/) {
  settings.versions_off |= Off;
}

inline void ignore(Settings& /*settings*/, std::string_view /*value*/) {}

[[noreturn]] inline void refuse(Settings& /*settings*/, std::string_view value) {
  throw Unsupported("we cannot do that: " + std::string(value));
}

/// A number of a registry; `known` says whether we can do it.
template <class E>
E registered(std::string_view value) {
  const auto registered = static_cast<E>(number<std::underlying_type_t<E>>(value));
  if (tls::find_entry(registered) == nullptr) throw Unsupported("unknown to us: " + tls::name_of(registered));
  return registered;
}

template <auto Field>
void registered_one(Settings& settings, std::string_view value) {
  settings.*Field = registered<typename std::remove_reference_t<decltype(settings.*Field)>::value_type>(value);
}

template <auto Field>
void registered_list(Settings& settings, std::string_view value) {
  auto& list = settings.*Field;
  list.push_back(registered<typename std::remove_reference_t<decltype(list)>::value_type>(value));
}

}  // namespace shim
