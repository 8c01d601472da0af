// WAIT_SH and WAIT_SH_2: the server's choice, or its wish for another ClientHello. RFC 9846 §4.2.3, §4.2.4.
// Read next: tls/client/wait_ee.cpp.
#include <algorithm>

#include "tls/client/arrows.hpp"
#include "tls/primitives.hpp"
#include "tls/psk_importer.hpp"
#include "tls/schedule/cipher_suite.hpp"

namespace vitrine::tls::client {
namespace {

using enum AlertDescription;

/// The version comes before everything else in the message: §4.3.1.
template <In Where>
void check_version(const ClientHandshake& h, const ServerHelloStructure<Where>& hello) {
  const auto version = hello.extensions.template get<SupportedVersionsServerHello>();
  if (!version) {
    h.require(!has_downgrade_sentinel(hello.random),
              {illegal_parameter, "4.2.3", "ServerHello.random does not end in the mark of a forced downgrade"});
    refuse({protocol_version, "E.1", "the server speaks TLS 1.3"},
           "it chose " + name_of(hello.legacy_version) + " or older");
  }
  h.require(version->selected_version == ProtocolVersion::TLS_1_3,
            {illegal_parameter, "4.3.1", "supported_versions.selected_version is TLS 1.3, the one we offered"},
            [&] { return name_of(version->selected_version); });
  h.require(hello.legacy_version == ProtocolVersion::TLS_1_2,
            {protocol_version, "4.2.3", "ServerHello.legacy_version is 0x0303"});
}

/// The fields that ServerHello and HelloRetryRequest share.
template <In Where>
void check_echoes(const ClientHandshake& h, const ServerHelloStructure<Where>& hello, const ClientHello& offered) {
  h.require(hello.legacy_session_id_echo == offered.legacy_session_id,
            {illegal_parameter, "4.2.3", "legacy_session_id_echo is what we sent"});
  const auto& suites = h.config->preferences.cipher_suites;  // in the hello GREASE is among them
  h.require(std::ranges::find(suites, hello.cipher_suite) != suites.end(),
            {illegal_parameter, "4.2.3", "cipher_suite is one that we offered"},
            [&] { return name_of(hello.cipher_suite); });
  h.require(hello.legacy_compression_method == 0, {illegal_parameter, "4.2.3", "legacy_compression_method is 0"});
}

void check_selected_group(const ClientHandshake& h, NamedGroup group, const ClientHello& offered) {
  const auto groups = offered.extensions.get<NamedGroupList>()->named_group_list;
  h.require(std::ranges::find(groups, group) != groups.end(),
            {illegal_parameter, "4.3.8", "selected_group is one of our supported_groups"},
            [&] { return name_of(group); });
  const auto shares = offered.extensions.get<KeyShareClientHello>()->client_shares;
  h.require(std::ranges::find(shares, group, &KeyShareEntry::group) == shares.end(),
            {illegal_parameter, "4.3.8", "selected_group is one that we had sent no share for"},
            [&] { return name_of(group); });
}

crypto::Secret agree(const ClientHandshake& h, const KeyShareEntry& server_share, Offer& offer) {
  const auto ours = std::ranges::find(offer.shares, server_share.group, [](const auto& share) { return share.first; });
  h.require(ours != offer.shares.end(), {illegal_parameter, "4.3.8", "server_share is for a group we sent a share for"},
            [&] { return name_of(server_share.group); });
  try {
    return std::move(ours->second).agree(server_share.key_exchange);
  } catch (const crypto::Error& error) {
    refuse({illegal_parameter, section_of_share(server_share.group), "server_share is a valid public value"},
           error.what());
  }
}

/// §4.3.11: a key of ours, with the hash of the chosen suite.
std::optional<OfferedPsk> take_psk(ClientHandshake& h, const ServerHello& hello, Offer& offer) {
  const auto selected = hello.extensions.get<PreSharedKeyServerHello>();
  if (!selected) return std::nullopt;
  h.require(selected->selected_identity < offer.psks.size(),
            {illegal_parameter, "4.3.11", "selected_identity is one of those that we offered"});
  OfferedPsk psk = std::move(offer.psks[selected->selected_identity]);
  h.require(hash_of(psk.cipher_suite) == hash_of(hello.cipher_suite),
            {illegal_parameter, "4.3.11", "cipher_suite has the hash of the selected pre-shared key"});
  return psk;
}

/// The session before answers for who the server is. §4.7.1.
void remember(Session& session, const std::optional<OfferedPsk>& psk) {
  if (!psk) return;
  session.resumed = true;
  if (!psk->ticket) {
    session.psk = SessionPsk{psk->kind, given_identity(psk->kind, psk->identity.identity), {}};
    return;
  }
  session.psk = SessionPsk{psk->kind, "", psk->ticket->received};
  session.peer_chain = psk->ticket->peer_chain;
  session.own_certificate = psk->ticket->own_certificate;
}

bool offered_mode(const ClientHandshake& h, PskKeyExchangeMode mode) {
  return std::ranges::find(h.config->psk_modes, mode) != h.config->psk_modes.end();
}

/// Without certificate and without pre-shared key there must be a key exchange; with one it depends on the mode.
void check_key_exchange(const ClientHandshake& h, bool with_psk, bool with_share) {
  if (!with_psk) return h.require(with_share, {missing_extension, "9.2", "ServerHello has a key_share"});
  h.require(offered_mode(h, with_share ? PskKeyExchangeMode::psk_dhe_ke : PskKeyExchangeMode::psk_ke),
            {illegal_parameter, "4.3.9", "the pre-shared key is used in a mode that we offered"});
}

HandshakeSecret handshake_secret(ClientHandshake& h, const ServerHello& hello, Offer& offer,
                                 std::optional<OfferedPsk>& psk) {
  EarlySecret early = psk ? std::move(psk->early_secret).for_suite(hello.cipher_suite)
                          : EarlySecret::without_psk({hello.cipher_suite, h.trace});
  const auto key_share = hello.extensions.get<KeyShareServerHello>();
  check_key_exchange(h, psk.has_value(), key_share.has_value());
  if (!key_share) return std::move(early).handshake_secret_without_key_exchange();
  h.session.group = key_share->server_share.group;
  return std::move(early).handshake_secret(agree(h, key_share->server_share, offer));
}

HandshakeKeys handshake_keys(const ClientHandshake& h, HandshakeSecret secret) {
  const base::Bytes hellos = h.transcript.hash();
  return {secret.client_handshake_traffic_secret(hellos), secret.server_handshake_traffic_secret(hellos),
          std::move(secret)};
}

std::optional<SelectedPsk> selected_psk(const ServerHello& hello, const std::optional<OfferedPsk>& psk) {
  if (!psk) return std::nullopt;
  const std::uint16_t identity = hello.extensions.get<PreSharedKeyServerHello>()->selected_identity;
  return SelectedPsk{identity, psk->cipher_suite, psk->ticket ? psk->ticket->alpn : std::string()};
}

/// Both ServerHello arrows, once the rules of each are met.
WaitEe take_server_hello(Offer offer, const ServerHello& hello, ClientHandshake& h) {
  check_response(h.trace, hello.extensions, h.offered);
  std::optional<OfferedPsk> psk = take_psk(h, hello, offer);
  HandshakeSecret secret = handshake_secret(h, hello, offer, psk);
  h.session.cipher_suite = hello.cipher_suite;
  remember(h.session, psk);
  h.transcript.choose(hash_of(hello.cipher_suite));
  HandshakeKeys keys = handshake_keys(h, std::move(secret));
  h.change_receiving_key(keys.server.clone());
  return {std::move(keys), selected_psk(hello, psk)};
}

/// In Appendix A.1 this is done just before Finished. Here it is done at once, so that an alert about the messages
/// between is encrypted, as the note below the figure asks for. While the server may still take early data, its key
/// stays.
void begin_second_flight(ClientHandshake& h, const WaitEe& next) {
  if (h.sending_early && next.psk && next.psk->identity == 0) return;
  h.begin_second_flight(next.keys.client);
}

}  // namespace

Next<Start2> on(WaitSh from, Received<HelloRetryRequest> received, ClientHandshake& h) {
  const HelloRetryRequest& request = received.message;
  check_version(h, request);
  check_echoes(h, request, from.hello);
  Offered allowed = h.offered;
  allowed.push_back(ExtensionType::cookie);
  check_response(h.trace, request.extensions, allowed);
  const auto key_share = request.extensions.get<KeyShareHelloRetryRequest>();
  const auto cookie = request.extensions.get<Cookie>();
  h.require(key_share || cookie, {illegal_parameter, "4.2.4", "HelloRetryRequest asks for a change"});
  if (key_share) check_selected_group(h, key_share->selected_group, from.hello);
  if (cookie) from.hello.extensions.add(*cookie);

  h.session.hello_retry_request = true;
  h.transcript.replace_client_hello(hash_of(request.cipher_suite));
  h.expect_record_boundary();
  const Retry retry{request.cipher_suite, key_share ? std::optional(key_share->selected_group) : std::nullopt};
  return Start2{std::move(static_cast<Offer&>(from)), retry};
}

Next<WaitEe> on(WaitSh from, Received<ServerHello> received, ClientHandshake& h) {
  check_version(h, received.message);
  check_echoes(h, received.message, from.hello);
  WaitEe next = take_server_hello(std::move(from), received.message, h);
  begin_second_flight(h, next);
  return next;
}

Next<WaitEe> on(WaitSh2 from, Received<ServerHello> received, ClientHandshake& h) {
  const ServerHello& hello = received.message;
  check_version(h, hello);
  check_echoes(h, hello, from.hello);
  h.require(hello.cipher_suite == from.retry.cipher_suite,
            {illegal_parameter, "4.2.4", "cipher_suite is the one of the HelloRetryRequest"},
            [&] { return name_of(hello.cipher_suite); });
  const auto key_share = hello.extensions.get<KeyShareServerHello>();
  if (key_share && from.retry.group) {
    h.require(key_share->server_share.group == *from.retry.group,
              {illegal_parameter, "4.3.8", "server_share is for the group of the HelloRetryRequest"});
  }
  WaitEe next = take_server_hello(std::move(from), hello, h);
  begin_second_flight(h, next);
  return next;
}

}  // namespace vitrine::tls::client
