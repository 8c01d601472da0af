// RFC 8448, every handshake message of every trace: decoded, encoded again to the same bytes, labelled without a gap,
// and the fields that matter compared.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "base/hex.hpp"
#include "rfc8448_trace.hpp"
#include "support/coverage.hpp"
#include "tls/message/extension_rules.hpp"

namespace {

using namespace tests::rfc8448;

const auto every_trace = boost::unit_test::data::make(all);

template <class... M>
base::Bytes encoded_again(const tls::RawMessage& message, tls::List<M...> /*all*/) {
  base::Bytes bytes;
  ((tls::is<M>(message) && (bytes = tls::encode(tls::decode<M>(message)), true)) || ...);
  return bytes;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rfc8448_messages)

BOOST_DATA_TEST_CASE(every_message_survives_decoding_and_encoding, every_trace, trace) {
  const Vectors v = load(trace);
  for (const std::string& name : messages(v)) {
    const base::Bytes again = encoded_again(raw_message(v[name]), tls::AllMessages{});
    BOOST_TEST(base::to_hex(again) == base::to_hex(v[name]), name);
  }
}

BOOST_DATA_TEST_CASE(every_byte_of_every_message_has_one_label, every_trace, trace) {
  const Vectors v = load(trace);
  for (const std::string& name : messages(v)) {
    BOOST_TEST(tests::uncovered(tls::explain_message(v[name]), v[name].size()) == "", name);
  }
}

BOOST_DATA_TEST_CASE(every_message_is_known_by_its_name, every_trace, trace) {
  const Vectors v = load(trace);
  for (const std::string& name : messages(v)) {
    std::string last = name.substr(name.rfind('.') + 1);
    if (last.ends_with('1') || last.ends_with('2')) last.pop_back();
    BOOST_TEST(tls::message_name(raw_message(v[name])) == last);
  }
}

BOOST_AUTO_TEST_CASE(the_parts_of_the_hellos_are_found) {
  const Vectors v = load("compatibility_mode");
  const auto client = decoded<tls::ClientHello>(v["client.ClientHello"]);
  const auto server = decoded<tls::ServerHello>(v["server.ServerHello"]);
  BOOST_TEST(base::to_hex(client.random) == base::to_hex(v["computed.client.random"]));
  BOOST_TEST(base::to_hex(server.random) == base::to_hex(v["computed.server.random"]));
  BOOST_TEST(base::to_hex(client.legacy_session_id) == base::to_hex(v["computed.client.legacy_session_id"]));
  BOOST_TEST(base::to_hex(server.legacy_session_id_echo) == base::to_hex(v["computed.client.legacy_session_id"]));
  BOOST_TEST((server.cipher_suite == suite));
  const auto share = client.extensions.get<tls::KeyShareClientHello>()->client_shares;
  BOOST_TEST_REQUIRE(share.size() == 1U);
  BOOST_TEST((share.front().group == tls::NamedGroup::x25519));
  BOOST_TEST(base::to_hex(share.front().key_exchange) == base::to_hex(v["client.x25519.public"]));
}

BOOST_AUTO_TEST_CASE(the_hello_retry_request_asks_for_p256_with_a_cookie) {
  const Vectors v = load("hello_retry_request");
  const auto request = decoded<tls::HelloRetryRequest>(v["server.HelloRetryRequest"]);
  BOOST_TEST((request.extensions.get<tls::KeyShareHelloRetryRequest>()->selected_group == tls::NamedGroup::secp256r1));
  BOOST_TEST(base::to_hex(request.extensions.get<tls::Cookie>()->cookie) == base::to_hex(v["computed.server.cookie"]));
}

BOOST_AUTO_TEST_CASE(the_ticket_is_found) {
  const Vectors v = load("simple_1rtt");
  const auto ticket = decoded<tls::NewSessionTicket>(v["server.NewSessionTicket"]);
  BOOST_TEST(ticket.ticket_lifetime == 30U);
  BOOST_TEST(base::to_hex(ticket.ticket_nonce) == base::to_hex(v["computed.NewSessionTicket.ticket_nonce"]));
  BOOST_TEST(base::to_hex(ticket.ticket) == base::to_hex(v["computed.NewSessionTicket.ticket"]));
  BOOST_TEST(ticket.extensions.has(tls::ExtensionType::early_data));
}

BOOST_DATA_TEST_CASE(no_extension_of_the_traces_stands_in_a_wrong_message, every_trace, trace) {
  const Vectors v = load(trace);
  const auto client = decoded<tls::ClientHello>(v[hellos(v).front()]);
  const tls::Offered offered = types_of(client.extensions);
  BOOST_CHECK_NO_THROW(tls::check_request(tls::Trace(nullptr), client.extensions));
  BOOST_CHECK_NO_THROW(
      tls::check_response(tls::Trace(nullptr), decoded<tls::ServerHello>(v["server.ServerHello"]).extensions, offered));
  BOOST_CHECK_NO_THROW(tls::check_response(
      tls::Trace(nullptr), decoded<tls::EncryptedExtensions>(v["server.EncryptedExtensions"]).extensions, offered));
}

BOOST_AUTO_TEST_SUITE_END()
