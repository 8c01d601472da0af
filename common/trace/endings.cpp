// Connections that end without an alert: cut short, or too slow. The state that waited says what is likely.
// Read before: alerts_told.cpp.
#include <array>
#include <string>

#include "trace/failure_parts.hpp"
#include "trace/text.hpp"

namespace vitrine::trace {
namespace {

using enum Fault;

/// How far the peer had come.
enum class Stage : std::uint8_t { silent, hello, flight, session };

Stage stage_of(std::string_view state, const Circumstances& around) {
  if (!around.peer_has_spoken) return Stage::silent;
  if (around.established) return Stage::session;
  return phase_of(state) == Phase::hello ? Stage::hello : Stage::flight;
}

struct Row {
  Fault fault;
  std::string_view verdict;
  std::string_view detail;
  std::string_view next;
};

using Rows = std::array<Row, 4>;  // one for each Stage

// clang-format off
constexpr Rows cut_at_client{
    Row{unclear, "the server took the connection and hung up without a word",
        "Expected: ServerHello; found: the end, and not one byte before it, no close_notify (0), §6.1.",
        "Does a TLS 1.3 server live there?  openssl s_client -connect {address}"},
    Row{peer, "the connection ended in the middle of the handshake, without an alert or close_notify (0), §6.1",
        "Expected: ServerHello; found: part of something, and the end.",
        "Does a TLS 1.3 server live there?  openssl s_client -connect {address}"},
    Row{peer, "the connection ended in the middle of the handshake, without an alert or close_notify (0), §6.1",
        "The server had answered, and left before its Finished. Its own log knows why.",
        "Look at what was said so far:  vitrine -v {address}"},
    Row{unclear, "the connection ended without a goodbye (close_notify). The end of the conversation may be missing",
        "Expected close_notify (0), §6.1; found the end of the connection. What came before it is genuine.",
        "Start again:  vitrine {address}"}};

constexpr Rows cut_at_server{
    Row{unclear, "the client connected and hung up without a word",
        "Expected: ClientHello; found: the end, and not one byte before it, no close_notify (0), §6.1.",
        "A port scan or a health check looks like this: nothing to do."},
    Row{peer, "the client left in the middle of the handshake, before its ClientHello was whole",
        "Expected close_notify (0), §6.1, or an alert; found the end of the connection.",
        "Its own window knows more. What came:  vitrined -v"},
    Row{unclear, "the client left in the middle of the handshake, after our certificate, and did not say why",
        "Expected: its Finished, or an alert, or close_notify (0), §6.1. Often the certificate was not to its liking.",
        "Does it trust {our CA}, and was it asked for the right name?"},
    Row{unclear, "the connection ended without a goodbye",
        "Expected close_notify (0), §6.1; found the end of the connection. What came before it is genuine.",
        "Nothing to do here: the client's program or the network ended it."}};

constexpr Rows slow_server{
    Row{unclear, "{address} took the connection and said nothing for {time}",
        "Expected: ServerHello (§4.2.3); found: silence. I hung up without an alert.",
        "Does a TLS server live there?  openssl s_client -connect {address}"},
    Row{unclear, "{address} did not finish the handshake within {time}",
        "Expected: ServerHello (§4.2.3); found: part of something. I hung up without an alert.",
        "Look at what was said so far:  vitrine -v {address}"},
    Row{unclear, "{address} did not finish the handshake within {time}",
        "It answered, and its Finished (§4.5.3) did not come. I hung up without an alert.",
        "Look at what was said so far:  vitrine -v {address}   or wait longer:  --timeout SECONDS"}};

constexpr Rows slow_client{
    Row{unclear, "the client did not finish its handshake within {time}; closed",
        "Expected: ClientHello (§4.2.2); found: silence. It was told no alert.",
        "Something that waits for us to speak first, or a scan, looks like this: nothing to do."},
    Row{unclear, "the client did not finish its handshake within {time}; closed",
        "Expected: ClientHello (§4.2.2); found: part of it. It was told no alert.",
        "For slow networks:  vitrined --handshake-timeout SECONDS"},
    Row{unclear, "the client did not finish its handshake within {time}; closed",
        "Expected: its Finished (§4.5.3); found: silence after our ServerHello. It was told no alert.",
        "For slow networks:  vitrined --handshake-timeout SECONDS"}};
// clang-format on

Account account(const Row& row, const Circumstances& around) {
  return {row.fault, filled(row.verdict, around), {std::string(row.detail)}, {filled(row.next, around)}};
}

}  // namespace

Account cut_short(const tls::Failure& failure, const Circumstances& around) {
  const Rows& rows = around.role == tls::Role::client ? cut_at_client : cut_at_server;
  return account(rows.at(static_cast<std::size_t>(stage_of(failure.state, around))), around);
}

Account too_slow(const Timeout& timeout, const Circumstances& around) {
  const Rows& rows = around.role == tls::Role::client ? slow_server : slow_client;
  const Row& row = rows.at(static_cast<std::size_t>(stage_of(timeout.state, around)));
  Account late = account(row, around);
  late.verdict = replaced(late.verdict, "{time}", std::to_string(timeout.limit.count()) + " s");
  return late;
}

}  // namespace vitrine::trace
