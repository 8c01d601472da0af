// RFC 8448 with our server in the server's place, as far as its answers must be the same: the ServerHello, the secrets
// behind it, the signature, and what it makes of the client's Finished. Its EncryptedExtensions may differ, so what
// hashes them is made from the trace's.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "base/hex.hpp"
#include "rfc8448_replays.hpp"
#include "support/thrown.hpp"
#include "tls/server/second_hello.hpp"

namespace {

using namespace tests::rfc8448;

const auto every_trace = boost::unit_test::data::make(all);
const auto signed_with_rsa = boost::unit_test::data::make({"simple_1rtt", "hello_retry_request", "compatibility_mode"});

void verifies(const Vectors& v, const std::string& side, tls::Role signer) {
  const auto message = decoded<tls::CertificateVerify>(v[side + ".CertificateVerify"]);
  const std::string computed = "computed." + side + ".CertificateVerify.";
  const base::Bytes content = tls::certificate_verify_content(signer, v[computed + "transcript_hash"]);
  same_bytes(content, v[computed + "content"], side);
  const bool rsa = message.algorithm == tls::SignatureScheme::rsa_pss_rsae_sha256;
  const auto key = crypto::Certificate::from_der(v["computed." + side + ".certificate"]).public_key();
  BOOST_TEST(key.verify(
      rsa ? crypto::SignatureAlgorithm::rsa_pss_rsae_sha256 : crypto::SignatureAlgorithm::ecdsa_secp256r1_sha256,
      content, message.signature));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rfc8448_server)

BOOST_DATA_TEST_CASE(the_recorded_hello_is_answered_with_the_server_hello_of_the_trace,
                     boost::unit_test::data::make({"simple_1rtt", "client_authentication", "compatibility_mode"}),
                     trace) {
  const Vectors v = load(trace);
  WatchedServer replay(server_of(v), secrets_of_server(v));
  replay.begin(server::Start{});
  replay.machine->receive(raw_message(v["client.ClientHello"]));
  BOOST_TEST_REQUIRE(replay.machine->name() == "WAIT_FINISHED");
  equal_hello_and_secrets(replay, v);
  BOOST_TEST(replay.session.server_name == "server");
  const bool says_ccs = std::holds_alternative<tls::SendChangeCipherSpec>(replay.answer()[1]);
  BOOST_TEST(says_ccs == v.has("computed.client.legacy_session_id"));
}

BOOST_AUTO_TEST_CASE(the_second_hello_is_answered_with_the_server_hello_of_the_trace) {
  const Vectors v = load("hello_retry_request");
  WatchedServer replay(server_of(v), secrets_of_server(v));
  replay.context.transcript.add(v["client.ClientHello1"]);
  replay.context.transcript.add(v["server.HelloRetryRequest"]);
  replay.context.transcript.replace_client_hello(hash);
  replay.context.session.hello_retry_request = true;
  const server::Retry retry{.cipher_suite = suite, .group = tls::NamedGroup::secp256r1, .asked_for_share = true};
  const auto first = decoded<tls::ClientHello>(v["client.ClientHello1"]);
  replay.begin(server::Start2{server::FirstHello{retry, server::hash_of_unchangeable(first)}});
  replay.machine->receive(raw_message(v["client.ClientHello2"]));
  BOOST_TEST_REQUIRE(replay.machine->name() == "WAIT_FINISHED");
  equal_hello_and_secrets(replay, v);
}

BOOST_DATA_TEST_CASE(the_signature_is_the_one_of_the_trace_to_the_byte, signed_with_rsa, trace) {
  const Vectors v = load(trace);
  AnswersOf32 salt({v["computed.server.CertificateVerify.salt"]});
  const base::Bytes content =
      tls::certificate_verify_content(tls::Role::server, v["computed.server.CertificateVerify.transcript_hash"]);
  const base::Bytes signature = rsa_key().sign(crypto::SignatureAlgorithm::rsa_pss_rsae_sha256, content, salt);
  const tls::CertificateVerify message{tls::SignatureScheme::rsa_pss_rsae_sha256,
                                       wire::Opaque<0, 65535>(base::View(signature))};
  same_bytes(tls::encode(message), v["server.CertificateVerify"], "CertificateVerify");
}

BOOST_DATA_TEST_CASE(the_transcript_of_the_signature_is_the_one_of_the_trace,
                     boost::unit_test::data::make({"simple_1rtt", "hello_retry_request", "client_authentication",
                                                   "compatibility_mode"}),
                     trace) {
  const Vectors v = load(trace);
  tls::Transcript transcript = after_hellos(v);
  for (const std::string& name : server_flight(v)) {
    if (name == "server.CertificateVerify") break;
    transcript.add(v[name]);
  }
  same_bytes(transcript.hash(), v["computed.server.CertificateVerify.transcript_hash"], "CertificateVerify");
  verifies(v, "server", tls::Role::server);
}

BOOST_AUTO_TEST_CASE(the_signature_of_the_client_with_a_certificate_verifies) {
  const Vectors v = load("client_authentication");
  tls::Transcript transcript = after_server_flight(v);
  transcript.add(v["client.Certificate"]);
  same_bytes(transcript.hash(), v["computed.client.CertificateVerify.transcript_hash"], "CertificateVerify");
  verifies(v, "client", tls::Role::client);
}

BOOST_DATA_TEST_CASE(the_finished_of_the_client_connects_with_the_keys_of_the_trace, every_trace, trace) {
  const Vectors v = load(trace);
  WatchedServer replay(server_of(v));
  replay.context.transcript = after_server_flight(v);
  Names before = client_flight(v);
  before.pop_back();
  for (const std::string& name : before) replay.context.transcript.add(v[name]);
  replay.begin(server::WaitFinished{second_flight(v)});
  replay.machine->receive(raw_message(v["client.Finished"]));
  BOOST_TEST_REQUIRE(replay.machine->name() == "CONNECTED");
  const auto keys =
      std::get<tls::ChangeReceivingKey>(replay.context.effects.at(0)).secret.traffic_keys(tls::Trace(nullptr));
  same_bytes(keys.key.expose(), v["key.client_application.key"], "key");
  same_bytes(keys.iv.expose(), v["key.client_application.iv"], "iv");
}

BOOST_AUTO_TEST_CASE(a_finished_with_one_bit_changed_is_refused) {
  const Vectors v = load("simple_1rtt");
  WatchedServer replay(server_of(v));
  replay.context.transcript = after_server_flight(v);
  replay.begin(server::WaitFinished{second_flight(v)});
  base::Bytes finished = v["client.Finished"];
  finished.back() ^= 1U;
  const auto abort = tests::thrown<tls::Abort>([&] { replay.machine->receive(raw_message(finished)); });
  BOOST_TEST((abort.alert == tls::AlertDescription::decrypt_error));
}

BOOST_AUTO_TEST_SUITE_END()
