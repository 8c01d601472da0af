// Values of flags from their text. What does not fit is Unsupported, which ends the program with 89.
#pragma once
#include <charconv>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"

namespace shim {

/// A flag that we do not know, or a value that we cannot do.
struct Unsupported : std::runtime_error {
  using runtime_error::runtime_error;
};

template <class N>
N number(std::string_view text) {
  N value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size())
    throw Unsupported("no such number: " + std::string(text));
  return value;
}

vitrine::base::Bytes from_base64(std::string_view text);

/// "<EMPTY>" and "<NULL>" are no names at all; else hexadecimal, with commas between.
std::vector<vitrine::base::Bytes> hex_list(std::string_view text);

/// Names, each behind the byte that says how long it is.
std::vector<std::string> prefixed_names(std::string_view wire);

}  // namespace shim
