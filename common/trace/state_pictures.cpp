// See state_pictures.hpp. SVG is in state_svg.cpp.
#include "trace/state_pictures.hpp"

#include "trace/state_layout.hpp"

namespace vitrine::trace {
namespace {

std::string digraph(tls::Role role) {
  const StateLayout layout(tls::transitions(role));
  std::string text = "digraph ";
  text += role == tls::Role::client ? "client" : "server";
  text += " {\n  node [shape=box, style=rounded, fontname=monospace];\n  edge [fontname=monospace, fontsize=10];\n";
  for (const StateArrow& arrow : layout.arrows) {
    text.append("  ").append(layout.states[arrow.from]).append(" -> ").append(layout.states[arrow.to]);
    if (const std::string label = label_of(arrow); !label.empty())
      text.append(" [label=\"").append(label).append("\"]");
    text += ";\n";
  }
  return text + "}\n";
}

}  // namespace

std::string mermaid_of(tls::Role role) {
  std::string text = "stateDiagram-v2\n";
  for (const tls::Edge& edge : tls::transitions(role)) {
    text.append("    ").append(edge.from).append(" --> ").append(edge.to);
    if (!edge.message.empty()) text.append(" : ").append(edge.message);
    text += '\n';
  }
  return text;
}

std::string dot_of(const Roles& roles) {
  std::string text;
  for (const tls::Role role : roles) text += digraph(role);
  return text;
}

}  // namespace vitrine::trace
