// Resumption in memory: RFC 9846 §2.2, §4.3.11, §4.7.1. A ticket that is good makes a short handshake; one that is not
// makes a full one, and never a failure.
#include "support/resumption.hpp"

#include <boost/test/unit_test.hpp>

#include "tls/abort.hpp"
#include "tls/psk_importer.hpp"

namespace {

using namespace tests;
using std::chrono::hours;
using tls::CipherSuite;
using tls::PskKeyExchangeMode;

bool resumed(const Pair& pair) {
  BOOST_TEST_REQUIRE(pair.connected(), pair.describe());
  BOOST_TEST(pair.client.session().resumed == pair.server.session().resumed);
  return pair.client.session().resumed;
}

/// Whether a ticket of `before` resumes with `after`.
bool resumes(const Setup& before, const Setup& after) { return resumed(*met_again(after, with_ticket(before))); }

void data_flows(Pair& pair) {
  BOOST_TEST(pair.client.send(base::view_of("ping")));
  BOOST_TEST(pair.server.send(base::view_of("pong")));
  pair.run();
  BOOST_TEST(base::text_of(pair.server_got) == "ping");
  BOOST_TEST(base::text_of(pair.client_got) == "pong");
}

crypto::ChainResult good(const crypto::ChainToVerify& /*question*/) { return {crypto::Verdict::good, "", {}}; }
crypto::ChainResult stranger(const crypto::ChainToVerify& /*question*/) {
  return {crypto::Verdict::unknown_ca, "signed by nobody we know", {}};
}

/// A server that knows its client by a certificate.
Setup mutual() {
  Setup setup = setup_with_tickets();
  setup.client.credentials = {credential("p256")};
  setup.server.client_authentication = tls::ClientAuthentication::required;
  setup.server.verify_client_chain = good;
  return setup;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(resumption)

BOOST_AUTO_TEST_CASE(a_server_gives_two_tickets_and_the_first_resumes) {
  const Setup setup = setup_with_tickets();
  BOOST_TEST(tickets_of(setup).size() == 2U);
  const auto pair = met_again(setup, with_ticket(setup));
  BOOST_TEST(resumed(*pair));
  data_flows(*pair);
}

BOOST_AUTO_TEST_CASE(a_resumed_handshake_has_no_certificates_and_keeps_the_identity) {
  const Setup setup = setup_with_tickets();
  const auto pair = met_again(setup, with_ticket(setup));
  BOOST_TEST(pair->server_events.messages ==
                 (std::vector<std::string>{"< ClientHello", "> ServerHello", "> EncryptedExtensions", "> Finished",
                                           "< Finished", "> NewSessionTicket", "> NewSessionTicket"}),
             boost::test_tools::per_element());
  BOOST_TEST_REQUIRE(!pair->client.session().peer_chain.empty());
  BOOST_TEST(pair->client.session().peer_chain.front().subject() == "localhost");
}

BOOST_AUTO_TEST_CASE(a_resumed_session_gives_tickets_that_resume_again) {
  const Setup setup = setup_with_tickets();
  auto pair = met_again(setup, with_ticket(setup));
  std::vector<tls::ClientTicket> tickets = pair->client.take_tickets();
  BOOST_TEST_REQUIRE(tickets.size() == 2U);
  BOOST_TEST(resumed(*met_again(setup, {"localhost", "", std::move(tickets.back())})));
}

BOOST_AUTO_TEST_CASE(every_suite_resumes_with_every_suite_of_the_same_hash) {
  for (const CipherSuite before : Setup{}.client.preferences.cipher_suites) {
    for (const CipherSuite after : Setup{}.client.preferences.cipher_suites) {
      Setup first = setup_with_tickets();
      first.client.preferences.cipher_suites = {before};
      Setup second = first;
      second.client.preferences.cipher_suites = {after};
      const bool sha384_before = before == CipherSuite::TLS_AES_256_GCM_SHA384;
      const bool sha384_after = after == CipherSuite::TLS_AES_256_GCM_SHA384;
      BOOST_TEST(resumes(first, second) == (sha384_before == sha384_after));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_resumption_survives_a_hello_retry_request) {
  const Setup before = setup_with_tickets();
  Setup after = before;
  after.server.preferences.groups = {tls::NamedGroup::secp384r1};
  const auto pair = met_again(after, with_ticket(before));
  BOOST_TEST(resumed(*pair));
  BOOST_TEST(pair->client.session().hello_retry_request);
}

BOOST_AUTO_TEST_CASE(H28_a_psk_of_another_hash_than_the_hello_retry_request_is_dropped) {
  const Setup before = setup_with_tickets();
  Setup after = before;
  after.server.preferences.groups = {tls::NamedGroup::secp384r1};
  after.server.preferences.cipher_suites = {CipherSuite::TLS_AES_256_GCM_SHA384};
  BOOST_TEST(!resumed(*met_again(after, with_ticket(before))));
}

BOOST_AUTO_TEST_CASE(K11_an_expired_ticket_is_of_no_use_to_either_side) {
  const Setup before = setup_with_tickets();
  for (const auto later : {hours(25), hours(24 * 8), hours(-24)}) {
    Setup after = before;
    after.now += later;
    BOOST_TEST(!resumes(before, after));
    tls::ServerIdentity identity = with_ticket(before);
    identity.ticket->received = after.now;  // a client that lost track of time
    BOOST_TEST(!resumed(*met_again(after, std::move(identity))));
  }
}

BOOST_AUTO_TEST_CASE(K11_a_ticket_that_expires_between_the_two_hellos_of_a_retry_is_still_good) {
  const Setup before = setup_with_tickets();
  for (const bool stateless : {false, true}) {
    Setup after = before;
    after.server.preferences.groups = {tls::NamedGroup::secp384r1};
    after.server.stateless_retry = stateless;
    after.now += before.server.tickets.lifetime - std::chrono::seconds(1);
    after.seed = 101;
    Pair pair(after, with_ticket(before));
    pair.give(pair.server, Pair::take(pair.client));
    pair.server.time_is(after.now + std::chrono::seconds(2));
    pair.run();
    BOOST_TEST(pair.connected(), pair.describe());
    BOOST_TEST(resumed(pair));
  }
}

BOOST_AUTO_TEST_CASE(K10_a_ticket_with_any_byte_changed_makes_a_full_handshake) {
  const Setup setup = setup_with_tickets();
  const std::size_t size = with_ticket(setup).ticket->ticket.size();
  for (std::size_t at = 0; at < size; at += 7) {
    tls::ServerIdentity identity = with_ticket(setup);
    identity.ticket->ticket[at] ^= 1U;
    BOOST_TEST(!resumed(*met_again(setup, std::move(identity))));
  }
}

BOOST_AUTO_TEST_CASE(K06_a_wrong_key_for_a_right_ticket_is_decrypt_error) {
  const Setup setup = setup_with_tickets();
  tls::ServerIdentity identity = with_ticket(setup);
  identity.ticket->psk.expose().front() ^= 1U;
  const auto pair = met_again(setup, std::move(identity));
  BOOST_TEST_REQUIRE(pair->server.failure().has_value());
  BOOST_TEST((pair->server.failure()->alert == tls::AlertDescription::decrypt_error));
}

BOOST_AUTO_TEST_CASE(K16_a_ticket_of_another_server_makes_a_full_handshake) {
  const Setup before = setup_with_tickets();
  Setup after = before;
  SeededRandom random(78);
  after.server.ticket_keys = std::make_shared<tls::TicketKeys>(tls::TicketKeys::fresh(random, after.now));
  BOOST_TEST(!resumes(before, after));
}

BOOST_AUTO_TEST_CASE(K17_a_rotated_key_still_opens_until_no_ticket_of_it_is_alive) {
  const Setup before = setup_with_tickets();
  SeededRandom random(79);
  Setup after = before;
  const auto one = std::make_shared<tls::TicketKeys>(before.server.ticket_keys->rotated(random, before.now + hours(1)));
  after.server.ticket_keys = one;
  BOOST_TEST(resumes(before, after));
  const auto week_later = before.now + hours(2 + 24 * 7);
  after.server.ticket_keys = std::make_shared<tls::TicketKeys>(one->rotated(random, week_later));
  BOOST_TEST(!resumes(before, after));
}

BOOST_AUTO_TEST_CASE(K20_a_ticket_under_another_name_makes_a_full_handshake) {
  const Setup before = setup_with_tickets();
  Setup after = before;
  after.identity = {"127.0.0.1", ""};
  tls::ServerIdentity identity = with_ticket(before);
  identity.host = "127.0.0.1";
  BOOST_TEST(!resumed(*met_again(after, std::move(identity))));
}

BOOST_AUTO_TEST_CASE(K19_Botan_5818_a_ticket_from_before_client_certificates_were_required_does_not_resume) {
  const Setup before = setup_with_tickets();
  Setup after = mutual();
  after.server.ticket_keys = before.server.ticket_keys;
  const auto pair = met_again(after, with_ticket(before));
  BOOST_TEST(!resumed(*pair));
  BOOST_TEST(!pair->server.session().peer_chain.empty());
}

BOOST_AUTO_TEST_CASE(K19_K21_a_clients_certificate_is_judged_again_at_resumption) {
  const Setup before = mutual();
  const auto pair = met_again(before, with_ticket(before));
  BOOST_TEST(resumed(*pair));
  BOOST_TEST(pair->server.session().peer_chain.front().subject() == "localhost");

  Setup after = before;
  after.server.verify_client_chain = stranger;
  const auto refused = met_again(after, with_ticket(before));
  BOOST_TEST(!refused->server.session().resumed);
  BOOST_TEST((refused->server.failure()->alert == tls::AlertDescription::unknown_ca));
}

BOOST_AUTO_TEST_CASE(K21_a_ticket_with_a_clients_certificate_does_not_resume_where_none_is_asked_for_now) {
  const Setup before = mutual();
  Setup after = before;
  after.server.client_authentication = tls::ClientAuthentication::none;
  BOOST_TEST(!resumes(before, after));
}

BOOST_AUTO_TEST_CASE(K21_a_ticket_from_before_another_server_certificate_does_not_resume) {
  const Setup before = setup_with_tickets();
  Setup after = before;
  after.server.credentials = {credential("p384")};
  BOOST_TEST(!resumes(before, after));
}

BOOST_AUTO_TEST_CASE(of_several_certificates_the_one_that_was_shown_must_still_be_there) {
  Setup before = setup_with_tickets();
  before.server.credentials = {credential("rsa2048"), credential("p256")};
  Setup after = before;
  after.server.credentials = {credential("p384"), credential("p256")};
  BOOST_TEST(resumes(before, after));
  after.server.credentials = {credential("rsa2048"), credential("p384")};
  BOOST_TEST(!resumes(before, after));
}

BOOST_AUTO_TEST_CASE(K23_a_client_does_not_resume_with_a_server_that_it_no_longer_believes) {
  const Setup before = setup_with_tickets();
  Setup after = before;
  after.client.verify_chain = stranger;
  const auto pair = met_again(after, with_ticket(before));
  BOOST_TEST((pair->client.failure()->alert == tls::AlertDescription::unknown_ca));
}

BOOST_AUTO_TEST_CASE(a_ticket_is_not_offered_by_somebody_else_than_it_was_given_to) {
  const Setup before = mutual();
  Setup somebody_else = before;
  somebody_else.client.credentials = server_config("p384").credentials;
  const auto pair = met_again(somebody_else, with_ticket(before));
  BOOST_TEST(!resumed(*pair));
  BOOST_TEST((pair->server.session().peer_chain.front().fingerprint() ==
              somebody_else.client.credentials.front()->chain.front().fingerprint()));

  Setup asking = before;
  asking.server.client_authentication = tls::ClientAuthentication::requested;
  Setup nobody = asking;
  nobody.client.credentials.clear();
  BOOST_TEST(!resumes(asking, nobody));
  BOOST_TEST(!resumes(nobody, asking));
  BOOST_TEST(resumes(nobody, nobody));
}

BOOST_AUTO_TEST_CASE(an_external_key_does_not_stand_in_for_a_certificate_that_is_required) {
  Setup setup = mutual();
  setup.client.external_psks = {std::make_shared<tls::ExternalPsk>(
      tls::ExternalPsk{base::copy_of(base::view_of("ana")), crypto::Secret(base::view_of("a secret of both"))})};
  setup.server.external_psks = setup.client.external_psks;
  Pair pair(setup);
  pair.run();
  BOOST_TEST(!resumed(pair));
  BOOST_TEST(!pair.server.session().peer_chain.empty());
}

BOOST_AUTO_TEST_CASE(a_judge_that_aborts_over_an_old_chain_makes_a_full_handshake) {
  const auto picky = [](const crypto::ChainToVerify&) -> crypto::ChainResult {
    throw tls::Abort(tls::AlertDescription::access_denied, "6.2", "not today");
  };
  const Setup before = mutual();
  Setup server_is_picky = before;
  server_is_picky.server.verify_client_chain = picky;
  const auto pair = met_again(server_is_picky, with_ticket(before));
  BOOST_TEST(!pair->server.session().resumed);
  BOOST_TEST((pair->server.failure()->alert == tls::AlertDescription::access_denied));
  Setup client_is_picky = before;
  client_is_picky.client.verify_chain = picky;
  const auto other = met_again(client_is_picky, with_ticket(before));
  BOOST_TEST((other->client.failure()->alert == tls::AlertDescription::access_denied));
}

BOOST_AUTO_TEST_CASE(K13_psk_ke_is_used_only_where_both_sides_ask_for_it) {
  const PskKeyExchangeMode alone = PskKeyExchangeMode::psk_ke;
  Setup before = setup_with_tickets();
  before.client.psk_modes = {alone, PskKeyExchangeMode::psk_dhe_ke};
  Setup after = before;
  after.client.psk_modes = {alone};
  BOOST_TEST(!resumes(before, after));
  after.server.psk_modes = {alone};
  const auto pair = met_again(after, with_ticket(before));
  BOOST_TEST(resumed(*pair));
  BOOST_TEST(!pair->client.session().group.has_value());
  data_flows(*pair);
}

BOOST_AUTO_TEST_CASE(no_ticket_goes_to_a_client_that_cannot_use_one) {
  Setup setup = setup_with_tickets();
  setup.client.psk_modes = {};
  Pair pair(setup);
  pair.run();
  BOOST_TEST(pair.connected(), pair.describe());
  BOOST_TEST(pair.server_events.messages.back() == "< Finished");
}

BOOST_AUTO_TEST_CASE(every_ticket_has_a_number_and_a_key_of_its_own) {
  const auto tickets = tickets_of(setup_with_tickets());
  BOOST_TEST(tickets.at(0).ticket_age_add != tickets.at(1).ticket_age_add);
  BOOST_TEST(!std::ranges::equal(tickets.at(0).psk.expose(), tickets.at(1).psk.expose()));
  BOOST_TEST(!std::ranges::equal(tickets.at(0).ticket, tickets.at(1).ticket));
}

BOOST_AUTO_TEST_CASE(certificates_that_were_shown_a_week_ago_are_shown_again) {
  Setup setup = setup_with_tickets();
  tls::ServerIdentity identity = with_ticket(setup);
  for (int day = 1; day <= 7; ++day) {
    setup.now += hours(24);
    auto pair = met_again(setup, std::move(identity));
    BOOST_TEST(resumed(*pair), "day " << day);
    identity = {"localhost", "", std::move(pair->client.take_tickets().front())};
  }
  setup.now += hours(24);
  BOOST_TEST(!resumed(*met_again(setup, std::move(identity))));
}

BOOST_AUTO_TEST_CASE(a_server_with_external_keys_serves_clients_without_them_or_without_a_mode_for_them) {
  for (const bool with_key : {false, true}) {
    Setup setup;
    const auto psk = std::make_shared<tls::ExternalPsk>(
        tls::ExternalPsk{base::copy_of(base::view_of("ana")), crypto::Secret(base::Bytes(32, 1))});
    setup.server.external_psks = {psk};
    if (with_key) setup.client.external_psks = {psk};
    setup.client.psk_modes = {tls::PskKeyExchangeMode::psk_ke};
    Pair pair(setup);
    pair.run();
    BOOST_TEST(pair.connected(), pair.describe());
    BOOST_TEST(!pair.server.session().resumed);
  }
}

BOOST_AUTO_TEST_CASE(an_external_key_takes_the_place_of_certificates) {
  for (const auto hash : {crypto::Hash::sha256, crypto::Hash::sha384}) {
    Setup setup;
    const auto psk = std::make_shared<tls::ExternalPsk>(
        tls::ExternalPsk{base::copy_of(base::view_of("ana")), crypto::Secret(base::view_of("a secret of both")), hash});
    setup.client.external_psks = {psk};
    setup.server.external_psks = {psk};
    if (hash == crypto::Hash::sha384) setup.client.preferences.cipher_suites = {CipherSuite::TLS_AES_256_GCM_SHA384};
    Pair pair(setup);
    pair.run();
    BOOST_TEST(resumed(pair));
    BOOST_TEST(pair.client.session().peer_chain.empty());
    data_flows(pair);
  }
}

BOOST_AUTO_TEST_CASE(K26_an_imported_key_works_for_every_hash_and_only_where_the_context_is_the_same) {
  const tls::ExternalPsk psk{base::copy_of(base::view_of("ana")), crypto::Secret(base::view_of("a secret of both"))};
  for (const CipherSuite suite : Setup{}.client.preferences.cipher_suites) {
    Setup setup;
    setup.client.preferences.cipher_suites = {suite};
    setup.client.external_psks = tls::imported(psk, base::view_of("ana to vitrine"));
    setup.server.external_psks = setup.client.external_psks;
    Pair pair(setup);
    pair.run();
    BOOST_TEST(resumed(pair));
    setup.server.external_psks = tls::imported(psk, base::view_of("vitrine to ana"));
    Pair reflected(setup);
    reflected.run();
    BOOST_TEST(!resumed(reflected));
  }
}

BOOST_AUTO_TEST_CASE(a_suite_is_chosen_that_goes_with_the_external_key) {
  Setup setup;
  const auto psk = std::make_shared<tls::ExternalPsk>(tls::ExternalPsk{
      base::copy_of(base::view_of("ana")), crypto::Secret(base::view_of("a secret of both")), crypto::Hash::sha384});
  setup.client.external_psks = {psk};
  setup.server.external_psks = {psk};
  Pair pair(setup);
  pair.run();
  BOOST_TEST(resumed(pair));
  BOOST_TEST((pair.client.session().cipher_suite == CipherSuite::TLS_AES_256_GCM_SHA384));
}

BOOST_AUTO_TEST_CASE(an_external_key_that_the_server_does_not_know_makes_a_full_handshake) {
  Setup setup;
  setup.client.external_psks = {std::make_shared<tls::ExternalPsk>(
      tls::ExternalPsk{base::copy_of(base::view_of("ana")), crypto::Secret(base::view_of("a secret of both"))})};
  Pair pair(setup);
  pair.run();
  BOOST_TEST(!resumed(pair));
}

BOOST_AUTO_TEST_SUITE_END()
