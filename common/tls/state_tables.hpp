// The transition tables of both roles as data, computed from the arrows (tls/client/arrows.hpp, tls/server/arrows.hpp).
// Read next: trace/state_layout.hpp, of which all drawings are made.
#pragma once
#include <span>

#include "tls/machine/machine.hpp"

namespace vitrine::tls {

std::span<const Edge> client_transitions();
std::span<const Edge> server_transitions();
std::span<const Edge> transitions(Role role);

}  // namespace vitrine::tls
