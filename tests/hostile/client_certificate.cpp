// Hostile rows C14, C16, C17, Q08, Q09, S02 for servers: what a client that was asked who it is sends or leaves out.
// RFC 9846 §4.5, §4.5.1.3.
#include "hostile/proofs.hpp"

using namespace tests;
using namespace tests::proofs;
using enum tls::AlertDescription;

namespace {

using Step = std::function<void(EvilClient&)>;

void certificate(EvilClient& evil) { evil.send(EvilPeer::certificate_of("p256")); }
void nothing_to_show(EvilClient& evil) { evil.send(Certificate{}); }
void proof(EvilClient& evil) {
  evil.send(EvilPeer::signed_by("p256", scheme_for("p256"), evil.signed_content(client_context)));
}
void finished(EvilClient& evil) { evil.send(evil.finished()); }
void data(EvilClient& evil) { evil.send_data("let me in"); }

void refused(const std::vector<Step>& steps, const Alerts& alerts, const tls::ServerConfig& config = asking_server()) {
  EvilClient evil(config);
  evil.say(evil.hello());
  for (const Step& step : steps) step(evil);
  expect_refusal(evil, alerts);
  BOOST_TEST(evil.got.empty());
}

tls::ServerConfig wishing() { return asking_server({.asking = tls::ClientAuthentication::requested}); }

}  // namespace

BOOST_AUTO_TEST_CASE(C_a_client_that_shows_its_certificate_and_proves_it_connects) {
  EvilClient evil(asking_server());
  evil.say(evil.hello());
  certificate(evil);
  proof(evil);
  evil.say_finished();
  expect_acceptance(evil);
  BOOST_TEST(evil.victim.session().peer_chain.size() == 1U);
}

BOOST_AUTO_TEST_CASE(Q08_nothing_to_show_where_a_certificate_is_required_is_certificate_required) {
  refused({nothing_to_show}, {certificate_required});
}

BOOST_AUTO_TEST_CASE(Q09_a_certificate_that_was_not_asked_for_is_unexpected_message) {
  for (const Step& step : {Step(certificate), Step(nothing_to_show), Step(proof)}) {
    refused({step}, {unexpected_message}, server_config());
  }
}

BOOST_AUTO_TEST_CASE(C14_a_certificate_without_its_proof_is_unexpected_message) {
  for (const tls::ServerConfig& config : {asking_server(), wishing()}) {
    refused({certificate, finished}, {unexpected_message}, config);
    refused({certificate, data}, {unexpected_message}, config);
  }
}

BOOST_AUTO_TEST_CASE(C16_a_proof_without_a_certificate_is_unexpected_message) {
  refused({nothing_to_show, proof}, {unexpected_message}, wishing());
  for (const tls::ServerConfig& config : {asking_server(), wishing()}) refused({proof}, {unexpected_message}, config);
}

BOOST_AUTO_TEST_CASE(C15_C17_F05_an_answer_to_the_request_may_not_be_left_out) {
  for (const tls::ServerConfig& config : {asking_server(), wishing()}) {
    refused({finished}, {unexpected_message}, config);
    refused({data}, {unexpected_message}, config);
    refused({[](EvilClient& evil) { evil.change_to_application_keys(); }, data}, {bad_record_mac}, config);
  }
}

BOOST_AUTO_TEST_CASE(S02_each_message_of_the_clients_flight_twice_is_unexpected_message) {
  refused({certificate, certificate}, {unexpected_message});
  refused({certificate, proof, proof}, {unexpected_message});
  refused({certificate, proof, certificate}, {unexpected_message});
  refused({nothing_to_show, nothing_to_show}, {unexpected_message}, wishing());
}

BOOST_AUTO_TEST_CASE(S04_a_trailing_byte_in_any_message_of_the_clients_flight_is_decode_error) {
  const auto trailing = [](base::View good) {
    return raw_message(good[0], base::concat({good.subspan(4), base::Bytes{0}}));
  };
  refused({[&](EvilClient& evil) { evil.send_message(trailing(tls::encode(EvilPeer::certificate_of("p256")))); }},
          {decode_error});
  refused({certificate,
           [&](EvilClient& evil) {
             evil.send_message(trailing(
                 tls::encode(EvilPeer::signed_by("p256", scheme_for("p256"), evil.signed_content(client_context)))));
           }},
          {decode_error});
  refused({certificate, proof, [&](EvilClient& evil) { evil.send_message(trailing(tls::encode(evil.finished()))); }},
          {decode_error});
}
