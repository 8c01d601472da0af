// See state_drawing.hpp. Each state has a row, and each arrow that leaves it one of the rows below.
#include "trace/state_drawing.hpp"

#include <algorithm>

#include "trace/canvas.hpp"
#include "trace/state_layout.hpp"
#include "trace/text.hpp"

namespace vitrine::trace {
namespace {

constexpr std::size_t mark_column = 1;
constexpr std::size_t state_column = 3;
constexpr std::size_t spine_column = 4;
constexpr std::size_t label_column = 7;
constexpr std::size_t lane_width = 5;
constexpr std::size_t words_columns = 96;

constexpr Glyph head_down{"▼", "v"};
constexpr Glyph head_left{"◀", "<"};
constexpr Glyph loop{"↺", "@"};
constexpr Glyph now{"▶", ">"};
constexpr Glyph passed{"✔", "*"};

using Steps = std::vector<StatePath::Step>;

class Drawing {
 public:
  Drawing(std::span<const tls::Edge> table, const Steps& steps) : layout_(table), steps_(steps) {
    std::size_t label_end = 0;
    for (const StateArrow& arrow : layout_.arrows) label_end = std::max(label_end, label_of(arrow).size());
    lane_column_ = label_column + label_end + 3;
    find_rows();
    for (std::size_t i = 0; i < layout_.states.size(); ++i) draw_state(i);
  }

  void mark(std::string_view state, const Glyph& glyph, Look look) {
    const auto row = static_cast<std::size_t>(std::ranges::find(layout_.states, state) - layout_.states.begin());
    canvas_.put({rows_.at(row), mark_column}, glyph, look);
    canvas_.write({rows_.at(row), state_column}, state, look);
  }

  std::vector<std::string> lines(const Style& style) const { return canvas_.lines(style); }

 private:
  void find_rows() {
    std::size_t row = 0;
    for (std::size_t i = 0; i < layout_.states.size(); ++i) {
      rows_.push_back(row);
      const auto leaves = [i](const StateArrow& arrow) { return arrow.from == i; };
      row += 1 + std::max<std::size_t>(1, static_cast<std::size_t>(std::ranges::count_if(layout_.arrows, leaves)));
    }
  }

  /// The arrow that goes down comes last; the name is written over where the lines begin.
  void draw_state(std::size_t state) {
    std::size_t row = rows_[state];
    for (const StateArrow& arrow : layout_.arrows) {
      if (arrow.from == state && !arrow.goes_down()) draw_aside(arrow, ++row);
    }
    for (const StateArrow& arrow : layout_.arrows) {
      if (arrow.from == state && arrow.goes_down()) draw_down(arrow, ++row);
    }
    canvas_.write({rows_[state], state_column}, layout_.states[state], Look::plain);
  }

  void draw_aside(const StateArrow& arrow, std::size_t row) {
    const Look look = look_of(arrow);
    if (arrow.stays()) {
      canvas_.put({row, spine_column}, loop, look);
    } else {
      draw_round(arrow, row, look);
    }
    canvas_.write({row, label_column}, label_of(arrow), look);
  }

  void draw_round(const StateArrow& arrow, std::size_t row, Look look) {
    const std::size_t lane = lane_column_ + arrow.lane * lane_width;
    const std::size_t end = rows_[arrow.to];
    const std::size_t head = state_column + layout_.states[arrow.to].size() + 1;
    canvas_.vertical({rows_[arrow.from], spine_column}, row, look);
    canvas_.horizontal({row, spine_column}, lane, look);
    canvas_.vertical({std::min(row, end), lane}, std::max(row, end), look);
    canvas_.horizontal({end, head + 1}, lane, look);
    canvas_.put({end, head}, head_left, look);
    if (const std::string label = label_of(arrow); !label.empty())
      canvas_.write({row, label_column - 1}, " " + label + " ", look);
  }

  void draw_down(const StateArrow& arrow, std::size_t row) {
    const Look look = look_of(arrow);
    canvas_.vertical({rows_[arrow.from], spine_column}, row, look);
    canvas_.put({row, spine_column}, head_down, look);
    canvas_.write({row, label_column}, label_of(arrow), look);
  }

  Look look_of(const StateArrow& arrow) const {
    const auto is_it = [&](const StatePath::Step& step) {
      return step.edge->from == layout_.states[arrow.from] && step.edge->to == layout_.states[arrow.to];
    };
    return std::ranges::any_of(steps_, is_it) ? Look::taken : Look::plain;
  }

  StateLayout layout_;
  const Steps& steps_;
  std::size_t lane_column_ = 0;
  std::vector<std::size_t> rows_;
  Canvas canvas_;
};

/// "ServerHello → WAIT_EE", "KeyUpdate → CONNECTED (3 times)".
std::string words_of(const StatePath::Step& step) {
  const std::string_view cause = step.edge->message.empty() ? step.edge->from : step.edge->message;
  std::string words = std::string(cause) + " → " + std::string(step.edge->to);
  if (step.times > 1) words += " (" + grouped(step.times) + " times)";
  return words;
}

}  // namespace

std::vector<std::string> draw_machine(std::span<const tls::Edge> table, const Style& style) {
  const Steps nothing_taken;
  return Drawing(table, nothing_taken).lines(style);
}

std::vector<std::string> draw_path(const StatePath& path, const Style& style) {
  Drawing drawing(path.table(), path.steps());
  for (const StatePath::Step& step : path.steps()) drawing.mark(step.edge->from, passed, Look::taken);
  drawing.mark(path.state(), now, Look::current);
  std::vector<std::string> lines = drawing.lines(style);
  std::vector<std::string> words;
  for (const StatePath::Step& step : path.steps()) words.push_back(words_of(step));
  for (const std::string& line : wrap(words, " · ", words_columns)) lines.push_back(fit("  " + line, style));
  return lines;
}

}  // namespace vitrine::trace
