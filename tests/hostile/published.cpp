// Failures that others have published, where no other row says the whole of it, against both roles. The rest carry
// their number in the name of their row: P10, K06, K19, H18, SH11, SH23, CH47.
#include <boost/test/unit_test.hpp>

#include "support/evil_client.hpp"
#include "support/evil_server.hpp"
#include "support/waiting_states.hpp"

namespace {

using namespace tests;
using enum tls::AlertDescription;
using tls::NamedGroup;

bool has_handshake_secret(const EvilPeer& evil) { return !evil.events.secret("handshake_secret").empty(); }

/// A server that asked for secp256r1 hears this second hello.
void refused_by_server(const std::function<void(tls::ClientHello&)>& change, const Alerts& alerts) {
  tls::ServerConfig config = server_config();
  config.preferences.groups = {NamedGroup::secp256r1};
  EvilClient evil(config);
  tls::ClientHello hello = evil.hello();
  evil.say(hello);
  BOOST_TEST_REQUIRE(evil.retry.has_value());
  evil.offer_share(hello, NamedGroup::secp256r1);
  change(hello);
  evil.send(hello);
  expect_refusal(evil, alerts);
  BOOST_TEST(!has_handshake_secret(evil));
}

/// A client that was asked for another share hears this ServerHello.
void refused_by_client(NamedGroup group, const std::function<void(tls::ServerHello&)>& change, const Alerts& alerts) {
  tls::ClientConfig config = client_config();
  config.key_shares = {};
  EvilServer evil(config);
  evil.say(evil.retry(group));
  evil.group = group;
  tls::ServerHello hello = evil.server_hello();
  change(hello);
  evil.send(hello);
  expect_refusal(evil, alerts);
  BOOST_TEST(!has_handshake_secret(evil));
}

void client_share(tls::ClientHello& hello, NamedGroup group, const base::Bytes& share) {
  hello.extensions.set(tls::KeyShareClientHello{{}, {{group, wire::Opaque<1, 65535>(base::View(share))}}});
}

std::function<void(tls::ServerHello&)> server_share(NamedGroup group, const base::Bytes& share) {
  return [=](tls::ServerHello& hello) {
    hello.extensions.set(tls::KeyShareServerHello{{}, {group, wire::Opaque<1, 65535>(base::View(share))}});
  };
}

}  // namespace

BOOST_AUTO_TEST_CASE(CVE_2026_34582_data_before_finished_is_never_delivered_in_any_state) {
  in_every_state_of_the_handshake([](EvilPeer& evil) {
    const bool early = evil.victim.state() == "WAIT_EOED";  // it may come then, and not among the data
    evil.send_data("let me in");
    BOOST_TEST(evil.got.empty());
    BOOST_TEST((evil.victim.status() != tls::Status::established));
    if (!early) expect_refusal(evil, {unexpected_message});
  });
}

BOOST_AUTO_TEST_CASE(CVE_2026_34873_after_a_retry_no_secret_is_made_of_zeros) {
  const base::Bytes infinity{0};
  const base::Bytes zeros(65);
  for (const base::Bytes& share : {infinity, zeros}) {
    refused_by_server([&](tls::ClientHello& hello) { client_share(hello, NamedGroup::secp256r1, share); },
                      {illegal_parameter});
    refused_by_client(NamedGroup::secp256r1, server_share(NamedGroup::secp256r1, share), {illegal_parameter});
  }
  refused_by_client(NamedGroup::x25519, server_share(NamedGroup::x25519, base::Bytes(32)), {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(CVE_2026_34873_after_a_retry_no_secret_is_made_without_the_share_that_was_asked_for) {
  const auto without = [](auto& hello) { hello.extensions.remove(tls::ExtensionType::key_share); };
  refused_by_server(without, {missing_extension});
  refused_by_server([](tls::ClientHello& hello) { hello.extensions.set(tls::KeyShareClientHello{}); },
                    {illegal_parameter});
  refused_by_server([](tls::ClientHello& hello) { client_share(hello, NamedGroup::x25519, base::Bytes(32, 9)); },
                    {illegal_parameter});
  refused_by_client(NamedGroup::secp256r1, without, {missing_extension});
  refused_by_client(NamedGroup::secp256r1, server_share(NamedGroup::x25519, base::Bytes(32, 9)), {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(CVE_2026_34873_after_a_retry_nobody_goes_back_to_an_older_version) {
  refused_by_server(
      [](tls::ClientHello& hello) {
        hello.extensions.set(tls::SupportedVersionsClientHello{{}, {tls::ProtocolVersion::TLS_1_2}});
      },
      {protocol_version});
  refused_by_client(NamedGroup::secp256r1,
                    [](tls::ServerHello& hello) { hello.extensions.remove(tls::ExtensionType::supported_versions); },
                    {protocol_version});
}
