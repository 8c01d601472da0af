// The plan of a drawing of a state machine: the states in a column, in the order of Appendix A's figure. An arrow to
// the next state goes straight down, any other along a lane at the side. Read next: state_drawing.hpp,
// state_pictures.hpp.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tls/state_tables.hpp"

namespace vitrine::trace {

/// All edges from one state to another: several messages may lead there.
struct StateArrow {
  std::size_t from;  // rows of the column
  std::size_t to;
  std::vector<std::string_view> messages;  // empty: the state decides by itself
  std::size_t lane = 0;                    // of one that goes round; 0 is the innermost

  bool stays() const { return from == to; }
  bool goes_down() const { return to == from + 1; }
  bool goes_round() const { return !stays() && !goes_down(); }
};

struct StateLayout {
  explicit StateLayout(std::span<const tls::Edge> table);

  std::vector<std::string_view> states;
  std::vector<StateArrow> arrows;  // in the order of the table
  std::size_t lanes = 0;

 private:
  std::size_t row_of(std::string_view state);
  void add(const tls::Edge& edge);
  void choose_lanes();
};

/// "Certificate or CompressedCertificate"; empty where the state decides by itself.
std::string label_of(const StateArrow& arrow);

}  // namespace vitrine::trace
