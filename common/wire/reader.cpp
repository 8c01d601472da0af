// See reader.hpp: the three places where bytes are counted.
#include "wire/reader.hpp"

namespace vitrine::wire {

base::View Reader::prefixed(std::size_t min, std::size_t max) {
  const std::size_t length = big_endian(take(length_bytes(max)));
  if (length < min || length > max) {
    throw DecodeError(std::string(name_) + ": length " + std::to_string(length) + " is outside <" +
                      std::to_string(min) + ".." + std::to_string(max) + ">");
  }
  return take(length);
}

base::View Reader::take(std::size_t count) {
  if (rest_.size() < count) {
    throw DecodeError(std::string(name_) + ": " + std::to_string(count) + " bytes expected, " +
                      std::to_string(rest_.size()) + " left");
  }
  const base::View taken = rest_.first(count);
  rest_ = rest_.subspan(count);
  return taken;
}

std::size_t Reader::big_endian(base::View bytes) {
  std::size_t value = 0;
  for (const std::uint8_t byte : bytes) value = value << 8U | byte;
  return value;
}

}  // namespace vitrine::wire
