// See early_data.hpp.
#include "tls/server/early_data.hpp"

#include <algorithm>

#include "tls/server/psk.hpp"

namespace vitrine::tls::server {
namespace {

/// What the client's ticket and our choice must have in common. §4.3.10.
EarlyData judge_parameters(const ServerHandshake& h, const Selection& selection) {
  if (h.config->max_early_data_size == 0) return EarlyData::disabled;
  if (!selection.psk || !selection.psk->ticket) return EarlyData::no_ticket;
  if (selection.psk->identity != 0) return EarlyData::not_first;
  const TicketContents& ticket = *selection.psk->ticket;
  if (ticket.max_early_data_size == 0) return EarlyData::not_allowed;
  if (ticket.cipher_suite != selection.cipher_suite) return EarlyData::other_suite;
  if (ticket.alpn != selection.alpn) return EarlyData::other_protocol;
  return EarlyData::accepted;
}

/// Once, and only when it is expected. The binder that was checked is what a ClientHello is known by.
EarlyData judge_freshness(const ServerHandshake& h, const OfferedPsks& offer, const TicketContents& ticket) {
  const Time expected = h.now + age_skew(ticket, offer.identities.front(), h.now);
  ReplayStore& store = *h.config->replay_store;
  if (!store.is_fresh(expected, h.now)) return EarlyData::stale;
  const bool first = store.first_time(offer.binders.front().binder, expected, h.now);
  return first ? EarlyData::accepted : EarlyData::replayed;
}

}  // namespace

EarlyData judge_early_data(const ServerHandshake& h, const ClientHello& hello, const Selection& selection) {
  const EarlyData outcome = judge_parameters(h, selection);
  if (outcome != EarlyData::accepted) return outcome;
  return judge_freshness(h, *hello.extensions.get<OfferedPsks>(), *selection.psk->ticket);
}

SkipEarlyData skip_early_data(const ServerHandshake& h, const std::optional<SelectedPsk>& psk) {
  const std::uint32_t then = psk && psk->ticket ? psk->ticket->max_early_data_size : 0;
  return {std::max(then, h.config->max_early_data_size)};
}

}  // namespace vitrine::tls::server
