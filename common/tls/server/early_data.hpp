// Whether to take a client's early data: RFC 9846 §4.3.10, and against replay §8.2, §8.3.
// Read next: tls/server/negotiated.cpp.
#pragma once
#include "tls/server/states.hpp"

namespace vitrine::tls::server {

/// For a ClientHello with early_data: EarlyData::accepted, or why not. Asking counts: the same one is accepted once.
EarlyData judge_early_data(const ServerHandshake& handshake, const ClientHello& hello, const Selection& selection);

/// How much more may come though it was not accepted: what this ticket allowed, or what ours allow now.
SkipEarlyData skip_early_data(const ServerHandshake& handshake, const std::optional<SelectedPsk>& psk);

}  // namespace vitrine::tls::server
