// See canvas.hpp.
#include "trace/canvas.hpp"

#include <algorithm>
#include <array>

namespace vitrine::trace {
namespace {

// Arms of a line in its cell, as bits.
constexpr std::uint8_t up = 1;
constexpr std::uint8_t right = 2;
constexpr std::uint8_t down = 4;
constexpr std::uint8_t left = 8;

struct Joint {
  Glyph plain;
  Glyph taken;
};

constexpr Joint upright{{"│", "|"}, {"║", "#"}};
constexpr Joint level{{"─", "-"}, {"═", "="}};

/// By arms.
constexpr std::array<Joint, 16> joints{{
    {{" ", " "}, {" ", " "}},
    upright,
    level,
    {{"└", "+"}, {"╚", "#"}},
    upright,
    upright,
    {{"┌", "+"}, {"╔", "#"}},
    {{"├", "+"}, {"╠", "#"}},
    level,
    {{"┘", "+"}, {"╝", "#"}},
    level,
    {{"┴", "+"}, {"╩", "#"}},
    {{"┐", "+"}, {"╗", "#"}},
    {{"┤", "+"}, {"╣", "#"}},
    {{"┬", "+"}, {"╦", "#"}},
    {{"┼", "+"}, {"╬", "#"}},
}};

constexpr std::array<std::string_view, 3> colours{"", "\x1b[32m", "\x1b[1;7m"};
constexpr std::string_view no_colour = "\x1b[0m";

}  // namespace

Canvas::Cell& Canvas::cell(Place at) {
  rows_.resize(std::max(rows_.size(), at.row + 1));
  std::vector<Cell>& row = rows_[at.row];
  row.resize(std::max(row.size(), at.column + 1));
  return row[at.column];
}

void Canvas::put(Place at, const Glyph& glyph, Look look) { cell(at) = {' ', glyph, 0, look}; }

void Canvas::write(Place at, std::string_view text, Look look) {
  for (std::size_t i = 0; i < text.size(); ++i) cell({at.row, at.column + i}) = {text[i], {}, 0, look};
}

void Canvas::join(Place at, std::uint8_t arms, Look look) {
  Cell& here = cell(at);
  here.arms |= arms;
  here.look = std::max(here.look, look);
}

void Canvas::horizontal(Place left_end, std::size_t to_column, Look look) {
  for (std::size_t column = left_end.column; column <= to_column; ++column) {
    const std::uint8_t from_left = column > left_end.column ? left : 0;
    const std::uint8_t to_right = column < to_column ? right : 0;
    join({left_end.row, column}, from_left | to_right, look);
  }
}

void Canvas::vertical(Place top, std::size_t to_row, Look look) {
  for (std::size_t row = top.row; row <= to_row; ++row) {
    const std::uint8_t from_above = row > top.row ? up : 0;
    const std::uint8_t to_below = row < to_row ? down : 0;
    join({row, top.column}, from_above | to_below, look);
  }
}

std::string_view Canvas::shown(const Cell& cell, const Style& style) {
  if (cell.arms == 0 && cell.glyph.ascii.empty()) return {&cell.letter, 1};
  const Joint& joint = joints.at(cell.arms);
  const Glyph& line = cell.look == Look::plain ? joint.plain : joint.taken;
  const Glyph& glyph = cell.arms == 0 ? cell.glyph : line;
  return style.utf8 ? glyph.utf8 : glyph.ascii;
}

std::vector<std::string> Canvas::lines(const Style& style) const {
  std::vector<std::string> lines;
  for (const std::vector<Cell>& row : rows_) {
    std::string line;
    Look look = Look::plain;
    for (const Cell& cell : row) {
      if (style.colour && cell.look != look) {
        line += look == Look::plain ? "" : no_colour;
        line += colours.at(static_cast<std::size_t>(look = cell.look));
      }
      line += shown(cell, style);
    }
    if (style.colour && look != Look::plain) line += no_colour;
    lines.push_back(line);
  }
  return lines;
}

}  // namespace vitrine::trace
