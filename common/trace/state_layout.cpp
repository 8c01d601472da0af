// See state_layout.hpp.
#include "trace/state_layout.hpp"

#include <algorithm>
#include <utility>

namespace vitrine::trace {
namespace {

/// The stretch of the column beside which an arrow runs. It leaves below its state and arrives at the height of one.
struct Stretch {
  std::size_t top;
  std::size_t bottom;
  bool meets(const Stretch& other) const { return top <= other.bottom && other.top <= bottom; }
};

Stretch stretch_of(const StateArrow& arrow) {
  const std::size_t leaves = 2 * arrow.from + 1;
  const std::size_t arrives = 2 * arrow.to;
  return {std::min(leaves, arrives), std::max(leaves, arrives)};
}

std::size_t length_of(const StateArrow& arrow) { return stretch_of(arrow).bottom - stretch_of(arrow).top; }

}  // namespace

StateLayout::StateLayout(std::span<const tls::Edge> table) {
  for (const tls::Edge& edge : table) row_of(edge.from);
  for (const tls::Edge& edge : table) add(edge);
  choose_lanes();
}

std::size_t StateLayout::row_of(std::string_view state) {
  const auto found = std::ranges::find(states, state);
  const auto row = static_cast<std::size_t>(found - states.begin());
  if (found == states.end()) states.push_back(state);
  return row;
}

void StateLayout::add(const tls::Edge& edge) {
  const std::size_t from = row_of(edge.from);
  const std::size_t to = row_of(edge.to);
  auto arrow = std::ranges::find_if(arrows, [&](const StateArrow& a) { return a.from == from && a.to == to; });
  if (arrow == arrows.end()) arrow = arrows.insert(arrow, {from, to, {}});
  if (!edge.message.empty()) arrow->messages.push_back(edge.message);
}

/// The shortest come first and next to the column.
void StateLayout::choose_lanes() {
  std::vector<StateArrow*> round;
  for (StateArrow& arrow : arrows) {
    if (arrow.goes_round()) round.push_back(&arrow);
  }
  std::ranges::sort(round, {}, [](const StateArrow* arrow) { return std::pair(length_of(*arrow), arrow->from); });
  for (auto arrow = round.begin(); arrow != round.end(); ++arrow) {
    const auto taken = [&](const StateArrow* other) {
      return other->lane == (*arrow)->lane && stretch_of(*other).meets(stretch_of(**arrow));
    };
    while (std::any_of(round.begin(), arrow, taken)) ++(*arrow)->lane;
    lanes = std::max(lanes, (*arrow)->lane + 1);
  }
}

std::string label_of(const StateArrow& arrow) {
  std::string label;
  for (const std::string_view message : arrow.messages) label.append(label.empty() ? "" : " or ").append(message);
  return label;
}

}  // namespace vitrine::trace
