// Hexadecimal text and back. Strict: an odd digit or a stranger among them is an error, white space is not.
#pragma once
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace vitrine::base {

/// Lower-case digits, two for each byte, `separator` between bytes.
std::string to_hex(View bytes, std::string_view separator = "");

/// Throws std::invalid_argument, naming the offending character or the odd count. White space is skipped.
Bytes from_hex(std::string_view text);

}  // namespace vitrine::base
