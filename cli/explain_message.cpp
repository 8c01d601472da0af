// Pages about handshake messages: who sends them when, what is in them, which extensions, who accepts them.
// Read next: explain_state.cpp.
#include "explanation.hpp"
#include "lookup.hpp"
#include "placements.hpp"
#include "tls/message/extension_rules.hpp"
#include "tls/message/handshake.hpp"
#include "tls/state_tables.hpp"
#include "trace/text.hpp"

namespace vitrine::cli {
namespace {

struct MessageWords {
  std::string_view name;
  std::string_view when;
};

constexpr std::array when_sent{
    MessageWords{"ClientHello",
                 "by the client, first of all; a second time when a HelloRetryRequest asks for it; in the clear"},
    MessageWords{"HelloRetryRequest", "by the server, once at most, in place of a ServerHello; in the clear"},
    MessageWords{"ServerHello",
                 "by the server, in answer to a ClientHello that it can work with; the last in the clear"},
    MessageWords{"EncryptedExtensions", "by the server, behind every ServerHello; the first that is encrypted"},
    MessageWords{"CertificateRequest", "by the server, if it wants to know who the client is"},
    MessageWords{"Certificate", "by the server, unless a pre-shared key stands for it; by a client that was asked"},
    MessageWords{"CompressedCertificate", "in place of Certificate, to a peer that sent compress_certificate"},
    MessageWords{"CertificateVerify", "right behind a Certificate that is not empty"},
    MessageWords{"Finished", "by both, the last of the handshake; then keys change"},
    MessageWords{"EndOfEarlyData", "by a client whose early data was accepted, when it has read the server's Finished"},
    MessageWords{"NewSessionTicket", "by the server, any time after the client's Finished"},
    MessageWords{"KeyUpdate", "by either side, any time after the handshake"},
};

std::string accepted_by(std::string_view message, std::span<const tls::Edge> table) {
  std::vector<std::string> states;
  for (const tls::Edge& edge : table) {
    const std::string state(edge.from);
    if (edge.message == message && (states.empty() || states.back() != state)) states.push_back(state);
  }
  return states.empty() ? "in no state" : "in " + trace::join(states, ", ");
}

void add_states(Page& page, std::string_view message) {
  page.item("accepted by a client", accepted_by(message, tls::client_transitions()));
  page.item("by a server",
            accepted_by(message, tls::server_transitions()) + "; anywhere else: unexpected_message (10)");
}

void add_extensions(Page& page, std::string_view message) {
  const auto* const place = std::ranges::find(placements, message, &Placement::message);
  if (place == placements.end()) return;
  std::vector<std::string> names;
  for (const auto& row : tls::entries<tls::ExtensionType>()) {
    if (tls::may_stand_in(row.value, place->where)) names.emplace_back(row.name);
  }
  page.say("extensions that may stand there: " + trace::join(names, ", "));
}

template <class M>
Lines page_about() {
  const tls::Entry<tls::HandshakeType>& row = *tls::find_entry(M::type);
  const bool retry = M::name == "HelloRetryRequest";
  Page page(std::string(M::name) + ", handshake message " + std::to_string(static_cast<unsigned>(M::type)),
            retry ? "§4.2.4" : row.section);
  page.say(retry ? "a ServerHello whose random says: not like this; send another key share, or this cookie"
                 : row.words);
  page.item("sent", std::ranges::find(when_sent, M::name, &MessageWords::name)->when);
  add_fields(page, wire::Outline::of<M>(), 0);
  add_extensions(page, M::name);
  add_states(page, M::name);
  return std::move(page).take();
}

template <class... M>
Lines page_about_any(std::string_view name, tls::List<M...> /*all*/) {
  Lines lines;
  ((same_word(M::name, name) && (lines = page_about<M>(), true)) || ...);
  return lines;
}

template <class... M>
std::vector<std::string> names_of(tls::List<M...> /*all*/) {
  return {std::string(M::name)...};
}

/// A message that is none of ours, or none at all.
Lines page_about_other(const tls::Entry<tls::HandshakeType>& row) {
  Page page(std::string(row.name) + ", handshake message " + std::to_string(static_cast<unsigned>(row.value)),
            row.section);
  page.say(row.words);
  page.item("here", "never accepted: unexpected_message (10)");
  return std::move(page).take();
}

}  // namespace

Lines explain_message(std::string_view word) {
  Lines lines = page_about_any(word, tls::AllMessages{});
  if (!lines.empty()) return lines;
  const auto* const row = row_for<tls::HandshakeType>(word);
  if (row == nullptr) return {};
  lines = page_about_any(row->name, tls::AllMessages{});
  return lines.empty() ? page_about_other(*row) : lines;
}

std::vector<std::string> message_names() {
  std::vector<std::string> names = names_of(tls::AllMessages{});
  for (const auto& rows : {tls::entries<tls::HandshakeType>(), tls::foreign_entries<tls::HandshakeType>()}) {
    for (const auto& row : rows) names.emplace_back(row.name);
  }
  return names;
}

}  // namespace vitrine::cli
