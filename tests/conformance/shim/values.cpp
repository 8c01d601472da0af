// See values.hpp.
#include "shim/values.hpp"

#include "base/hex.hpp"

namespace shim {

namespace base = vitrine::base;

base::Bytes from_base64(std::string_view text) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  base::Bytes bytes;
  unsigned bits = 0;
  unsigned count = 0;
  for (const char digit : text.substr(0, text.find('='))) {
    const auto value = digits.find(digit);
    if (value == std::string_view::npos) throw Unsupported("not base64: " + std::string(text));
    bits = (bits << 6U | static_cast<unsigned>(value)) & 0xffffffU;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push_back(static_cast<std::uint8_t>(bits >> count));
  }
  return bytes;
}

std::vector<base::Bytes> hex_list(std::string_view text) {
  std::vector<base::Bytes> names;
  if (text == "<EMPTY>" || text == "<NULL>") return names;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    try {
      names.push_back(base::from_hex(text.substr(0, comma)));
    } catch (const std::invalid_argument& error) {
      throw Unsupported(error.what());
    }
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return names;
}

std::vector<std::string> prefixed_names(std::string_view wire) {
  std::vector<std::string> names;
  while (!wire.empty()) {
    const std::size_t length = static_cast<std::uint8_t>(wire.front());
    if (length == 0 || length >= wire.size()) throw Unsupported("not a list of protocol names");
    names.emplace_back(wire.substr(1, length));
    wire.remove_prefix(length + 1);
  }
  return names;
}

}  // namespace shim
