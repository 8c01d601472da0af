// The transition tables of both roles as data, computed from the arrows (tls/client/arrows.hpp, tls/server/arrows.hpp),
// and a picture of them. Read next: README.md, where the pictures are.
#pragma once
#include <span>
#include <string>

#include "tls/machine/machine.hpp"

namespace vitrine::tls {

std::span<const Edge> client_transitions();
std::span<const Edge> server_transitions();

/// A Mermaid state diagram of a table, one line for each arrow.
std::string mermaid(std::span<const Edge> table);

}  // namespace vitrine::tls
