// See state_tables.hpp.
#include "tls/state_tables.hpp"

#include "tls/client/arrows.hpp"
#include "tls/server/arrows.hpp"

namespace vitrine::tls {

std::span<const Edge> client_transitions() { return client::ClientMachine::table; }
std::span<const Edge> server_transitions() { return server::ServerMachine::table; }
std::span<const Edge> transitions(Role role) {
  return role == Role::client ? client_transitions() : server_transitions();
}

}  // namespace vitrine::tls
