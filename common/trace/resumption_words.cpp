// See resumption_words.hpp.
#include "trace/resumption_words.hpp"

#include "trace/text.hpp"

namespace vitrine::trace {
namespace {

std::string shared_key(const tls::SessionPsk& psk) {
  return std::string("the shared key \"") + psk.identity +
         (psk.kind == tls::PskKind::imported ? "\" (imported)" : "\"");
}

std::string refused(std::string_view why) { return "refused: " + std::string(why); }

std::string off_by(std::chrono::milliseconds skew) {
  return "the ticket's age is " + duration(skew < skew.zero() ? -skew : skew) + " off what the client says (§8.3)";
}

std::string_view reason(tls::PskRefusal why) {
  switch (why) {
    case tls::PskRefusal::no_mode:
      return "none of its ways to use a key is one of ours (§4.3.9)";
    case tls::PskRefusal::unknown:
      return "no ticket that our keys open, and no shared key of ours (§4.3.11)";
    case tls::PskRefusal::expired:
      return "the ticket is older than its lifetime (§4.7.1)";
    case tls::PskRefusal::certificate_too_old:
      return "certificates were last shown too long ago (§4.7.1)";
    case tls::PskRefusal::other_name:
      return "the ticket was given for another server name (§4.7.1)";
    case tls::PskRefusal::other_certificate:
      return "the certificate that the client saw then is no longer ours";
    case tls::PskRefusal::client_certificate:
      return "it does not say about the client what is asked of clients now";
    case tls::PskRefusal::other_hash:
      return "the cipher suite goes with another hash (§4.3.11)";
  }
  return "";
}

}  // namespace

std::string ago(std::chrono::milliseconds time) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
  if (seconds.count() == 0) return "a moment ago";
  return (seconds < std::chrono::minutes(2) ? std::to_string(seconds.count()) + " s" : rough(seconds)) + " ago";
}

std::string how_server_is_known(const tls::Session& session, tls::Time now) {
  if (!session.psk) return "verified";
  if (session.psk->kind != tls::PskKind::resumption) return "known by " + shared_key(*session.psk) + ", no certificate";
  return "known by the ticket of " + ago(now - session.psk->since) + " (verified then; certificate still good today)";
}

std::string early_data_words(const tls::Session& session) {
  switch (session.early_data) {
    case tls::EarlyData::not_offered:
      return "";
    case tls::EarlyData::accepted:
      return "taken";
    case tls::EarlyData::declined:
      return refused("the server did not take it");
    case tls::EarlyData::disabled:
      return refused("it is off here");
    case tls::EarlyData::no_ticket:
      return refused("no session was resumed (§4.3.10)");
    case tls::EarlyData::not_first:
      return refused("it came with another than the first pre-shared key (§4.3.10)");
    case tls::EarlyData::not_allowed:
      return refused("the ticket does not allow it (§4.7.1)");
    case tls::EarlyData::other_suite:
      return refused("the cipher suite is not that of the session before (§4.3.10)");
    case tls::EarlyData::other_protocol:
      return refused("the protocol (ALPN) is not that of the session before (§4.3.10)");
    case tls::EarlyData::retried:
      return refused("a HelloRetryRequest came between (§4.3.10)");
    case tls::EarlyData::stale:
      return refused(off_by(session.ticket_age_skew));
    case tls::EarlyData::replayed:
      return refused("it was seen before, or I have not run long enough to know (§8.2)");
  }
  return "";
}

std::vector<std::string> resumption_words(const tls::Session& session, tls::Time now) {
  std::vector<std::string> lines;
  if (session.psk && session.psk->kind == tls::PskKind::resumption)
    lines.push_back("resumed by a ticket of " + ago(now - session.psk->since) + "; no certificate was needed");
  if (session.psk && session.psk->kind != tls::PskKind::resumption)
    lines.push_back("the client knows " + shared_key(*session.psk) + "; no certificate was needed");
  if (!session.psk && session.psk_refusal)
    lines.push_back("not resumed by what the client has from before: " + std::string(reason(*session.psk_refusal)));
  const std::string early = early_data_words(session);
  if (!early.empty()) lines.push_back("early data " + early);
  return lines;
}

}  // namespace vitrine::trace
