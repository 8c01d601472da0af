// The reader of common/wire: what it takes is written again as the same bytes and explained to the last one, and no
// shorter or longer input is the same structure.
#include "fuzz/target.hpp"
#include "support/coverage.hpp"
#include "wire/explainer.hpp"
#include "wire/reader.hpp"
#include "wire/writer.hpp"

namespace fuzz {
namespace {

namespace wire = vitrine::wire;

enum class Colour : std::uint16_t { red = 1 };

struct Inner {
  std::uint8_t kind = 0;
  wire::Opaque<0, 3> text;
  wire::Vector<Colour, 2, 8> colours;
  static void layout(auto& m, auto& io) { io("kind", m.kind)("text", m.text)("colours", m.colours); }
};

/// Every kind of field, lengths of one, two and three bytes, and vectors inside vectors.
struct Closed {
  static constexpr bool ends_by_itself = true;
  Colour colour{};
  wire::Uint24 number;
  std::uint64_t time = 0;
  wire::Fixed<5> random{};
  wire::Opaque<2, 300> name;
  wire::Vector<Inner, 0, 65535> inners;
  wire::Opaque<0, 16777215> blob;
  static void layout(auto& m, auto& io) {
    io("colour", m.colour)("number", m.number)("time", m.time)("random", m.random)("name", m.name)("inners", m.inners)(
        "blob", m.blob);
  }
};

/// Ends where its bytes end.
struct Open {
  static constexpr bool ends_by_itself = false;
  wire::Vector<std::uint32_t, 4, 16> numbers;
  wire::Rest rest;
  static void layout(auto& m, auto& io) { io("numbers", m.numbers)("rest", m.rest); }
};

template <class T>
bool is_one(base::View bytes) {
  try {
    (void)wire::read_all<T>(bytes, "end");
    return true;
  } catch (const wire::DecodeError&) {
    return false;
  }
}

template <class T>
void check_taken(base::View bytes) {
  const T value = wire::read_all<T>(bytes, "end");
  ensure(std::ranges::equal(wire::write_all(value), bytes), "what was read is written as the same bytes");
  wire::Explainer explainer;
  T::layout(value, explainer);
  const std::string uncovered = tests::uncovered(std::move(explainer).take(), bytes.size());
  ensure(uncovered.empty(), uncovered);
  if (!T::ends_by_itself) return;
  ensure(!is_one<T>(bytes.first(bytes.size() - 1)), "a byte less is not the same structure");
  ensure(!is_one<T>(base::concat({bytes, bytes.first(1)})), "a byte more is not the same structure");
}

template <class T>
void check(base::View bytes) {
  if (is_one<T>(bytes)) check_taken<T>(bytes);
}

}  // namespace

void on::wire(base::View input) {
  Input choice(input);
  if (choice.byte() % 2 == 0) {
    check<Closed>(choice.rest());
  } else {
    check<Open>(choice.rest());
  }
}

}  // namespace fuzz
