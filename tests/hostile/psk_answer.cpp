// Hostile rows for clients that offered pre-shared keys: SH16 to SH18, E10, Q05, C13, Z11, Z12. What a server may not
// make of the offer. RFC 9846 §4.3.10, §4.3.11, §4.5.
#include "hostile/psk.hpp"
#include "hostile/server_flight.hpp"

using namespace tests;
using namespace tests::psk;
using Up = EvilServer::Up;

namespace {

constexpr std::string_view ticket_key = "thirty-two bytes that nobody has";

/// A ticket as a client keeps it, of a session with a server of ours.
tls::ClientTicket kept_ticket() {
  return {.ticket = base::copy_of(base::view_of("ticket")),
          .psk = crypto::Secret(base::view_of(ticket_key)),
          .cipher_suite = CipherSuite::TLS_AES_128_GCM_SHA256,
          .lifetime = std::chrono::hours(1),
          .ticket_age_add = 7,
          .max_early_data_size = 1000,
          .received = now(),
          .server_name = "localhost",
          .alpn = {},
          .peer_chain = credential("p256")->chain,
          .own_certificate = {}};
}

enum class Early : std::uint8_t { no, yes };

/// A client that offers that ticket and then an external key, and a server that knows the first.
struct Resuming {
  explicit Resuming(Early early = Early::no, tls::ClientConfig config = client_config())
      : evil(with_key(config), identity(early)) {
    evil.psk = std::make_shared<EvilPsk>(kept_ticket());
    BOOST_TEST_REQUIRE(evil.hello.extensions.get<tls::OfferedPsks>().value().identities.size() == 2U);
    BOOST_TEST_REQUIRE(evil.hello.extensions.has(ExtensionType::early_data) == (early == Early::yes));
  }
  static const tls::ClientConfig& with_key(tls::ClientConfig& config) {
    config.external_psks = {std::make_shared<tls::ExternalPsk>(
        tls::ExternalPsk{base::copy_of(base::view_of("other")), crypto::Secret(base::view_of("the other key"))})};
    return config;
  }
  static tls::ServerIdentity identity(Early early) { return {"localhost", "", kept_ticket(), early == Early::yes}; }

  EvilServer evil;
};

void refused_hello(const std::function<void(EvilServer&, tls::ServerHello&)>& change, const Alerts& alerts) {
  Resuming resuming;
  tls::ServerHello reply = resuming.evil.server_hello_with_psk();
  change(resuming.evil, reply);
  resuming.evil.send(reply);
  expect_refusal(resuming.evil, alerts);
}

/// What follows a good ServerHello and a good EncryptedExtensions.
void refused_after_parameters(const std::function<void(EvilServer&)>& deed, const Alerts& alerts) {
  Resuming resuming;
  resuming.evil.say(resuming.evil.server_hello_with_psk());
  resuming.evil.send(tls::EncryptedExtensions{});
  deed(resuming.evil);
  expect_refusal(resuming.evil, alerts);
}

tls::EncryptedExtensions accepting() {
  tls::EncryptedExtensions message;
  message.extensions.add(tls::EarlyDataIndication{});
  return message;
}

}  // namespace

BOOST_AUTO_TEST_CASE(SH_a_selected_ticket_needs_no_certificate) {
  Resuming resuming;
  resuming.evil.say(resuming.evil.server_hello_with_psk());
  resuming.evil.send(tls::EncryptedExtensions{});
  resuming.evil.say_finished();
  expect_acceptance(resuming.evil);
  BOOST_TEST(resuming.evil.victim.session().resumed);
}

BOOST_AUTO_TEST_CASE(SH_keys_that_were_not_selected_leave_a_full_handshake) {
  Resuming resuming;
  resuming.evil.run(Up::to_the_end);
  expect_acceptance(resuming.evil);
  BOOST_TEST(!resuming.evil.victim.session().resumed);
}

BOOST_AUTO_TEST_CASE(SH16_a_selected_identity_out_of_range_is_illegal_parameter) {
  for (const unsigned identity : {2U, 3U, 256U, 0x8000U, 0xffffU}) {
    refused_hello(
        [identity](EvilServer&, tls::ServerHello& reply) {
          reply.extensions.set(tls::PreSharedKeyServerHello{{}, static_cast<std::uint16_t>(identity)});
        },
        {illegal_parameter});
  }
}

BOOST_AUTO_TEST_CASE(SH17_a_selected_key_with_a_suite_of_another_hash_is_illegal_parameter) {
  refused_hello([](EvilServer&, tls::ServerHello& reply) { reply.cipher_suite = CipherSuite::TLS_AES_256_GCM_SHA384; },
                {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(SH18_a_selected_key_without_key_share_is_illegal_parameter_where_psk_ke_was_not_offered) {
  refused_hello([](EvilServer&, tls::ServerHello& reply) { reply.extensions.remove(ExtensionType::key_share); },
                {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(SH18_a_selected_key_with_key_share_is_illegal_parameter_where_psk_ke_alone_was_offered) {
  tls::ClientConfig config = client_config();
  config.psk_modes = {tls::PskKeyExchangeMode::psk_ke};
  Resuming resuming(Early::no, config);
  resuming.evil.send(resuming.evil.server_hello_with_psk());
  expect_refusal(resuming.evil, {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(SH_a_server_that_does_not_have_the_key_is_found_out_by_the_first_record) {
  Resuming resuming;
  resuming.evil.psk = std::make_shared<EvilPsk>(base::view_of("ticket"), base::view_of("a guess"));
  resuming.evil.say(resuming.evil.server_hello_with_psk());
  resuming.evil.deliver(resuming.evil.wrap(tls::ContentType::handshake, tls::encode(tls::EncryptedExtensions{})));
  BOOST_TEST_REQUIRE(resuming.evil.victim.failure().has_value());
  BOOST_TEST((resuming.evil.victim.failure()->alert == bad_record_mac));
}

BOOST_AUTO_TEST_CASE(SH17_H28_a_suite_of_another_hash_after_a_retry_is_refused) {
  Resuming resuming;
  resuming.evil.suite = CipherSuite::TLS_AES_256_GCM_SHA384;
  resuming.evil.say(resuming.evil.retry(tls::NamedGroup::secp256r1));
  BOOST_TEST(!resuming.evil.hello.extensions.has(ExtensionType::pre_shared_key));
  resuming.evil.group = tls::NamedGroup::secp256r1;
  resuming.evil.send(resuming.evil.server_hello_with_psk());
  expect_refusal(resuming.evil, {unsupported_extension});
}

BOOST_AUTO_TEST_CASE(H27_a_second_hello_has_binders_over_both_hellos_and_the_retry) {
  Resuming resuming;
  resuming.evil.say(resuming.evil.retry(tls::NamedGroup::secp256r1));
  const auto offer = resuming.evil.hello.extensions.get<tls::OfferedPsks>();
  BOOST_TEST_REQUIRE(offer.has_value());
  base::Bytes before = resuming.evil.transcript;
  before.resize(before.size() - tls::encode(resuming.evil.hello).size());
  const base::Bytes expected = resuming.evil.psk->binder(base::concat({before, truncated(resuming.evil.hello)}));
  BOOST_TEST((base::Bytes(offer->binders.front().binder) == expected));
  resuming.evil.group = tls::NamedGroup::secp256r1;
  resuming.evil.say(resuming.evil.server_hello_with_psk());
  resuming.evil.send(tls::EncryptedExtensions{});
  resuming.evil.say_finished();
  expect_acceptance(resuming.evil);
}

BOOST_AUTO_TEST_CASE(Q05_a_certificate_request_in_a_resumed_handshake_is_unexpected_message) {
  refused_after_parameters([](EvilServer& evil) { evil.send(server_flight::good_request()); }, {unexpected_message});
}

BOOST_AUTO_TEST_CASE(C13_a_certificate_in_a_resumed_handshake_is_unexpected_message) {
  refused_after_parameters([](EvilServer& evil) { evil.send(evil.certificate()); }, {unexpected_message});
  refused_after_parameters([](EvilServer& evil) { evil.send(evil.certificate_verify()); }, {unexpected_message});
}

BOOST_AUTO_TEST_CASE(E10_early_data_accepted_though_it_was_not_offered_is_unsupported_extension) {
  Resuming resuming;
  resuming.evil.say(resuming.evil.server_hello_with_psk());
  resuming.evil.send(accepting());
  expect_refusal(resuming.evil, {unsupported_extension});
}

BOOST_AUTO_TEST_CASE(E10_Z11_early_data_accepted_with_another_key_than_the_first_is_illegal_parameter) {
  Resuming resuming(Early::yes);
  resuming.evil.psk = std::make_shared<EvilPsk>(base::view_of("other"), base::view_of("the other key"));
  resuming.evil.say(resuming.evil.server_hello_with_psk(1));
  resuming.evil.send(accepting());
  expect_refusal(resuming.evil, {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(E10_Z11_early_data_accepted_without_a_key_is_illegal_parameter) {
  Resuming resuming(Early::yes);
  resuming.evil.say(resuming.evil.server_hello());
  resuming.evil.send(accepting());
  expect_refusal(resuming.evil, {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(Z11_early_data_accepted_under_another_suite_is_illegal_parameter) {
  Resuming resuming(Early::yes);
  resuming.evil.suite = CipherSuite::TLS_CHACHA20_POLY1305_SHA256;
  resuming.evil.say(resuming.evil.server_hello_with_psk());
  resuming.evil.send(accepting());
  expect_refusal(resuming.evil, {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(Z11_early_data_accepted_under_another_protocol_is_illegal_parameter) {
  tls::ClientConfig config = client_config();
  config.alpn = {"one"};
  Resuming resuming(Early::yes, config);
  resuming.evil.say(resuming.evil.server_hello_with_psk());
  tls::EncryptedExtensions message = accepting();
  message.extensions.add(tls::ProtocolNameList{{}, {{wire::Opaque<1, 255>(base::view_of("one"))}}});
  resuming.evil.send(message);
  expect_refusal(resuming.evil, {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(E10_early_data_in_a_hello_retry_request_or_after_one_is_refused) {
  Resuming in_it(Early::yes);
  tls::HelloRetryRequest request = in_it.evil.retry(tls::NamedGroup::secp256r1);
  request.extensions.push_back({ExtensionType::early_data, {}});
  in_it.evil.send(request);
  BOOST_TEST_REQUIRE(in_it.evil.victim.failure().has_value());
  BOOST_TEST((in_it.evil.victim.failure()->alert == illegal_parameter));

  Resuming after_it(Early::yes);
  after_it.evil.say(after_it.evil.retry(tls::NamedGroup::secp256r1));
  BOOST_TEST(!after_it.evil.hello.extensions.has(ExtensionType::early_data));
  after_it.evil.group = tls::NamedGroup::secp256r1;
  after_it.evil.say(after_it.evil.server_hello_with_psk());
  after_it.evil.send(accepting());
  expect_refusal(after_it.evil, {unsupported_extension});
}

BOOST_AUTO_TEST_CASE(Z12_a_server_that_answers_early_data_with_an_older_version_is_protocol_version) {
  Resuming resuming(Early::yes);
  BOOST_TEST(resuming.evil.victim.send_early(base::view_of("early")));
  tls::ServerHello old = resuming.evil.server_hello();
  old.extensions.clear();
  resuming.evil.send(old);
  BOOST_TEST_REQUIRE(resuming.evil.victim.failure().has_value());
  BOOST_TEST((resuming.evil.victim.failure()->alert == protocol_version));
}
