// Structures for the tests of wire/: one of each kind of field, alone and nested.
#pragma once
#include "base/hex.hpp"
#include "wire/explainer.hpp"
#include "wire/reader.hpp"
#include "wire/writer.hpp"

namespace tests {

namespace wire = vitrine::wire;
namespace base = vitrine::base;

/// A structure of one field.
template <class T>
struct One {
  T field{};
  static void layout(auto& m, auto& io) { io("field", m.field); }
};

enum class Colour : std::uint16_t { red = 0x0102 };

struct Inner {
  std::uint8_t kind = 0;
  wire::Opaque<0, 3> text;
  static void layout(auto& m, auto& io) { io("kind", m.kind)("text", m.text); }
};

struct Outer {
  Colour colour{};
  wire::Fixed<3> random{};
  wire::Opaque<1, 4> name;
  wire::Vector<std::uint16_t, 2, 6> numbers;
  wire::Vector<Inner, 0, 65535> inners;
  wire::Vector<Inner, 0, 255> more;  // at the end, in newer versions only
  static void layout(auto& m, auto& io) {
    io("colour", m.colour)("random", m.random)("name", m.name)("numbers", m.numbers)("inners", m.inners)
        .tail("more", m.more);
  }
};

/// An Outer with everything in it: 2 + 3 + 3 + 5 + 8 + 4 bytes.
inline const char* const whole_outer = "0102 0a0b0c 02aabb 0400010002 0006 0102c1c2 0200 03 03 01 ff";

template <class T>
T read(std::string_view hex) {
  return wire::read_all<T>(base::from_hex(hex), "end");
}

/// What the reader says about these bytes as a T; empty: nothing.
template <class T>
std::string complaint(base::View bytes) {
  try {
    (void)wire::read_all<T>(bytes, "end");
    return "";
  } catch (const wire::DecodeError& error) {
    return error.what();
  }
}
template <class T>
std::string complaint(std::string_view hex) {
  return complaint<T>(base::View(base::from_hex(hex)));
}

template <class T>
std::string written(const T& value) {
  return base::to_hex(wire::write_all(value));
}

}  // namespace tests
