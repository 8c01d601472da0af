// See state_tables.hpp.
#include "tls/state_tables.hpp"

#include "tls/client/arrows.hpp"
#include "tls/server/arrows.hpp"

namespace vitrine::tls {

std::span<const Edge> client_transitions() { return client::ClientMachine::table; }
std::span<const Edge> server_transitions() { return server::ServerMachine::table; }

std::string mermaid(std::span<const Edge> table) {
  std::string text = "stateDiagram-v2\n";
  for (const Edge& edge : table) {
    text += "    " + std::string(edge.from) + " --> " + std::string(edge.to);
    if (!edge.message.empty()) text += " : " + std::string(edge.message);
    text += "\n";
  }
  return text;
}

}  // namespace vitrine::tls
