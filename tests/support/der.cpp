// See der.hpp.
#include "support/der.hpp"

#include <charconv>

namespace tests::der {
namespace {

base::Bytes length(std::size_t size) {
  if (size < 128) return {static_cast<std::uint8_t>(size)};
  base::Bytes bytes;
  for (; size > 0; size >>= 8U) bytes.insert(bytes.begin(), static_cast<std::uint8_t>(size));
  bytes.insert(bytes.begin(), static_cast<std::uint8_t>(0x80U | bytes.size()));
  return bytes;
}

base::Bytes joined(const std::vector<base::Bytes>& parts) {
  base::Bytes all;
  for (const base::Bytes& part : parts) base::append(all, part);
  return all;
}

std::vector<unsigned> numbers(std::string_view dotted) {
  std::vector<unsigned> all;
  for (const char* at = dotted.data(); at < dotted.data() + dotted.size(); ++at) {
    at = std::from_chars(at, dotted.data() + dotted.size(), all.emplace_back()).ptr;
  }
  return all;
}

base::Bytes base_128(unsigned number) {
  base::Bytes bytes{static_cast<std::uint8_t>(number & 0x7fU)};
  while ((number >>= 7U) > 0) bytes.insert(bytes.begin(), static_cast<std::uint8_t>(0x80U | (number & 0x7fU)));
  return bytes;
}

}  // namespace

base::Bytes tagged(unsigned tag, base::View content) {
  return base::concat({base::Bytes{static_cast<std::uint8_t>(tag)}, length(content.size()), content});
}

base::Bytes sequence(const std::vector<base::Bytes>& parts) { return tagged(0x30, joined(parts)); }
base::Bytes set(const std::vector<base::Bytes>& parts) { return tagged(0x31, joined(parts)); }

base::Bytes oid(std::string_view dotted) {
  const std::vector<unsigned> all = numbers(dotted);
  base::Bytes bytes = base_128(40 * all[0] + all[1]);
  for (std::size_t i = 2; i < all.size(); ++i) base::append(bytes, base_128(all[i]));
  return tagged(6, bytes);
}

base::Bytes integer(base::View big_endian) {
  const bool looks_negative = !big_endian.empty() && big_endian.front() >= 0x80;
  return tagged(2, base::concat({base::Bytes(looks_negative ? 1 : 0), big_endian}));
}

base::Bytes integer(unsigned number) {
  base::Bytes bytes{static_cast<std::uint8_t>(number)};
  while ((number >>= 8U) > 0) bytes.insert(bytes.begin(), static_cast<std::uint8_t>(number));
  return integer(base::View(bytes));
}

base::Bytes null() { return tagged(5, {}); }
base::Bytes truth() { return tagged(1, base::Bytes{0xff}); }
base::Bytes utf8_string(std::string_view text) { return tagged(12, base::view_of(text)); }
base::Bytes octet_string(base::View content) { return tagged(4, content); }
base::Bytes bit_string(base::View content) { return tagged(3, base::concat({base::Bytes{0}, content})); }
base::Bytes around(unsigned number, base::View content) { return tagged(0xa0U | number, content); }
base::Bytes in_place(unsigned number, base::View content) { return tagged(0x80U | number, content); }

}  // namespace tests::der
