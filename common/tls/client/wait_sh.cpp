// WAIT_SH and WAIT_SH_2: the server's choice, or its wish for another ClientHello. RFC 9846 §4.2.3, §4.2.4.
// Read next: tls/client/wait_ee.cpp.
#include <algorithm>

#include "tls/client/arrows.hpp"
#include "tls/primitives.hpp"
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
    h.refuse({protocol_version, "E.1", "the server speaks TLS 1.3"},
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
  h.require(std::ranges::find(offered.cipher_suites, hello.cipher_suite) != offered.cipher_suites.end(),
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
    h.refuse({illegal_parameter, section_of_share(server_share.group), "server_share is a valid public value"},
             error.what());
  }
}

HandshakeKeys handshake_keys(const ClientHandshake& h, CipherSuite suite, const crypto::Secret& shared_secret) {
  HandshakeSecret secret = EarlySecret::without_psk({suite, h.trace}).handshake_secret(shared_secret);
  const base::Bytes hellos = h.transcript.hash();
  return {secret.client_handshake_traffic_secret(hellos), secret.server_handshake_traffic_secret(hellos),
          std::move(secret)};
}

/// Both ServerHello arrows, once the rules of each are met.
WaitEe take_server_hello(Offer offer, const ServerHello& hello, ClientHandshake& h) {
  check_response(hello.extensions, h.offered);
  const auto key_share = hello.extensions.get<KeyShareServerHello>();
  h.require(key_share.has_value(), {missing_extension, "9.2", "ServerHello has a key_share"});
  const crypto::Secret shared_secret = agree(h, key_share->server_share, offer);
  h.session.cipher_suite = hello.cipher_suite;
  h.session.group = key_share->server_share.group;
  h.transcript.choose(hash_of(hello.cipher_suite));
  HandshakeKeys keys = handshake_keys(h, hello.cipher_suite, shared_secret);
  h.change_receiving_key(keys.server.clone());
  return {std::move(keys)};
}

/// In Appendix A.1 this is done just before Finished. Here it is done at once, so that an alert about the messages
/// between is encrypted, as the note below the figure asks for.
void begin_second_flight(ClientHandshake& h, const HandshakeKeys& keys) {
  if (h.config->compatibility_mode && !h.session.hello_retry_request) h.send_change_cipher_spec();
  h.change_sending_key(keys.client.clone());
}

}  // namespace

Next<Start2> on(WaitSh from, Received<HelloRetryRequest> received, ClientHandshake& h) {
  const HelloRetryRequest& request = received.message;
  check_version(h, request);
  check_echoes(h, request, from.hello);
  Offered allowed = h.offered;
  allowed.push_back(ExtensionType::cookie);
  check_response(request.extensions, allowed);
  const auto key_share = request.extensions.get<KeyShareHelloRetryRequest>();
  const auto cookie = request.extensions.get<Cookie>();
  h.require(key_share || cookie, {illegal_parameter, "4.2.4", "HelloRetryRequest asks for a change"});
  if (key_share) check_selected_group(h, key_share->selected_group, from.hello);
  if (cookie) from.hello.extensions.add(*cookie);

  h.session.hello_retry_request = true;
  h.transcript.choose_after_retry(hash_of(request.cipher_suite));
  h.expect_record_boundary();
  const Retry retry{request.cipher_suite, key_share ? std::optional(key_share->selected_group) : std::nullopt};
  return Start2{std::move(static_cast<Offer&>(from)), retry};
}

Next<WaitEe> on(WaitSh from, Received<ServerHello> received, ClientHandshake& h) {
  check_version(h, received.message);
  check_echoes(h, received.message, from.hello);
  WaitEe next = take_server_hello(std::move(from), received.message, h);
  begin_second_flight(h, next.keys);
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
  h.require(!key_share || !from.retry.group || key_share->server_share.group == *from.retry.group,
            {illegal_parameter, "4.3.8", "server_share is for the group of the HelloRetryRequest"});
  WaitEe next = take_server_hello(std::move(from), hello, h);
  begin_second_flight(h, next.keys);
  return next;
}

}  // namespace vitrine::tls::client
