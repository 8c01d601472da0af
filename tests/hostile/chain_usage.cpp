// Hostile rows C35 to C37: what a certificate is for, and when. RFC 9846 §4.5.1.2, §6.2, RFC 5280 §4.1.2.5, §4.2.1.12.
#include "hostile/chains.hpp"

using namespace tests;
using namespace tests::chains;
using namespace std::chrono_literals;

namespace {

EvilCertificate meant_for(std::initializer_list<std::string_view> purposes) {
  return evil_leaf().with(extended_key_usage(purposes));
}

void refused_from_client(const Chain& chain, const Alerts& alerts) {
  show_to_server(chain, [&](EvilPeer& evil) { expect_refusal(evil, alerts); });
}

void refused_from_server(const Chain& chain, const Alerts& alerts) {
  show_to_client(chain, [&](EvilPeer& evil) { expect_refusal(evil, alerts); });
}

/// The same dates for a leaf, and for an intermediate above a good leaf.
void with_dates(crypto::Time from, crypto::Time until, const std::function<void(const Chain&)>& judge) {
  EvilCertificate leaf = evil_leaf();
  leaf.not_before = from;
  leaf.not_after = until;
  judge({leaf.der()});
  EvilCertificate middle = evil_authority("Middle");
  middle.not_before = from;
  middle.not_after = until;
  judge({evil_leaf("Middle").der(), middle.der()});
}

void believed(const Chain& chain) { accepted(chain); }
void expired(const Chain& chain) { refused(chain, {certificate_expired}); }

}  // namespace

BOOST_AUTO_TEST_CASE(C35_a_key_that_may_not_sign_is_unsupported_certificate) {
  for (const auto& usage : {key_usage({2}), key_usage({4}), key_usage({1, 3}), key_usage({5, 6})}) {
    refused({evil_leaf().with(usage).der()}, {unsupported_certificate});
  }
  accepted({evil_leaf().without(oids::key_usage).der()});
}

BOOST_AUTO_TEST_CASE(C36_a_certificate_that_is_meant_for_something_else_is_unsupported_certificate) {
  refused_from_server({meant_for({client_authentication}).der()}, {unsupported_certificate});
  refused_from_client({meant_for({server_authentication}).der()}, {unsupported_certificate});
  refused({meant_for({"1.3.6.1.5.5.7.3.3"}).der()}, {unsupported_certificate});  // code signing
  accepted({evil_leaf().without(oids::extended_key_usage).der()});
}

BOOST_AUTO_TEST_CASE(C36_an_optional_client_certificate_must_be_meant_for_clients_too) {
  tls::ServerConfig config = server_trusting({});
  config.client_authentication = tls::ClientAuthentication::requested;
  EvilClient evil(config);
  evil.say(evil.hello());
  evil.send(message_of({meant_for({server_authentication}).der()}));
  expect_refusal(evil, {unsupported_certificate});
}

BOOST_AUTO_TEST_CASE(C37_a_second_too_early_or_too_late_is_certificate_expired) {
  with_dates(now(), now(), believed);
  with_dates(now() + 1s, now() + 24h, expired);
  with_dates(now() - 24h, now() - 1s, expired);
  with_dates(now() + 24h, now() - 24h, expired);
}
