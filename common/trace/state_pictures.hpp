// State machines as files that other programs show: Mermaid, graphviz, SVG. The same table gives the same bytes.
// Read before: state_layout.hpp.
#pragma once
#include <string>
#include <vector>

#include "tls/event.hpp"

namespace vitrine::trace {

using Roles = std::vector<tls::Role>;

/// A stateDiagram-v2, one line for each edge of the table.
std::string mermaid_of(tls::Role role);
/// A digraph for each.
std::string dot_of(const Roles& roles);
/// One picture, the machines side by side. It stands alone, and brings a light and a dark background of its own.
std::string svg_of(const Roles& roles);

}  // namespace vitrine::trace
