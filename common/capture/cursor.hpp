// Numbers and stretches of bytes one after the other, in either byte order, never beyond the end: how the formats of
// this folder are read.
#pragma once
#include <bit>

#include "base/bytes.hpp"

namespace vitrine::capture {

/// Fewer bytes than there should be, or numbers that contradict each other. `words` is a printable phrase.
struct Damaged {
  const char* words;
};

class Cursor {
 public:
  explicit Cursor(base::View bytes, std::endian order = std::endian::big) : rest_(bytes), order_(order) {}

  std::uint8_t u8() { return static_cast<std::uint8_t>(number(1)); }
  std::uint16_t u16() { return static_cast<std::uint16_t>(number(2)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }

  base::View take(std::size_t size) {
    if (size > rest_.size()) throw Damaged{"it ends too early"};
    const base::View taken = rest_.first(size);
    rest_ = rest_.subspan(size);
    return taken;
  }
  void skip(std::size_t size) { take(size); }
  base::View rest() const { return rest_; }
  std::endian order() const { return order_; }

 private:
  std::uint64_t number(std::size_t size) {
    const base::View bytes = take(size);
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i) value = value << 8U | bytes[order_ == std::endian::big ? i : size - 1 - i];
    return value;
  }

  base::View rest_;
  std::endian order_;
};

}  // namespace vitrine::capture
