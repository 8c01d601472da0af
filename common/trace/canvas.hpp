// A grid of characters on which lines may cross and join, for drawings in a terminal. Read next: state_drawing.cpp.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "trace/style.hpp"

namespace vitrine::trace {

/// One column of a terminal, with static storage.
struct Glyph {
  std::string_view utf8;
  std::string_view ascii;
};

/// How a part of a drawing stands out; with colour and without.
enum class Look : std::uint8_t { plain, taken, current };

class Canvas {
 public:
  struct Place {
    std::size_t row;
    std::size_t column;
  };

  void put(Place at, const Glyph& glyph, Look look);
  /// ASCII only.
  void write(Place at, std::string_view text, Look look);
  /// Lines join and cross what is there already; where one of them was taken, the whole joint was.
  void horizontal(Place left, std::size_t to_column, Look look);
  void vertical(Place top, std::size_t to_row, Look look);

  std::vector<std::string> lines(const Style& style) const;

 private:
  struct Cell {
    char letter = ' ';      // unless it has
    Glyph glyph;            // or
    std::uint8_t arms = 0;  // of a line
    Look look = Look::plain;
  };
  Cell& cell(Place at);
  void join(Place at, std::uint8_t arms, Look look);
  static std::string_view shown(const Cell& cell, const Style& style);

  std::vector<std::vector<Cell>> rows_;
};

}  // namespace vitrine::trace
