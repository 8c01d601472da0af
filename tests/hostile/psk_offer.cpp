// Hostile rows K01 to K14, K20: what a client offers to resume with. A key that is no use makes a full handshake; a
// binder that is wrong, or an offer that contradicts itself, ends it. RFC 9846 §4.3.9, §4.3.11.
#include "base/hex.hpp"
#include "hostile/psk.hpp"
#include "support/deep.hpp"

using namespace tests;
using namespace tests::psk;

namespace {

using Change = std::function<void(ClientHello&)>;

/// A good offer of one ticket, with right binders, then changed.
void refused(const Change& change, const Alerts& alerts) {
  const EvilPsks psks{a_ticket()};
  EvilClient evil(server());
  ClientHello hello = offering(evil, psks);
  change(hello);
  evil.send_hello(hello, psks);
  expect_refusal(evil, alerts);
}

/// The binders of the offer are these, whatever they are the binders of.
void binders_refused(const std::vector<base::Bytes>& binders, const Alerts& alerts) {
  refused([&](ClientHello& hello) { set_binders(hello, binders); }, alerts);
}

/// Any bytes behind the identities.
void binder_bytes_refused(const std::string& hex, const Alerts& alerts) {
  refused(
      [&](ClientHello& hello) {
        auto& body = hello.extensions.back().extension_data;
        body.resize(body.size() - 2 - 33);
        base::append(body, base::from_hex(hex));
      },
      alerts);
}

}  // namespace

BOOST_AUTO_TEST_CASE(K_a_ticket_with_a_right_binder_resumes) { BOOST_TEST(resumes({a_ticket()})); }

BOOST_AUTO_TEST_CASE(K01_pre_shared_key_anywhere_but_last_is_illegal_parameter) {
  for (std::size_t behind = 1; behind < 5; ++behind) {
    refused(
        [behind](ClientHello& hello) {
          auto& all = hello.extensions;
          std::rotate(all.end() - 1 - static_cast<std::ptrdiff_t>(behind), all.end() - 1, all.end());
        },
        {illegal_parameter});
  }
}

BOOST_AUTO_TEST_CASE(K02_pre_shared_key_without_psk_key_exchange_modes_is_missing_extension) {
  refused([](ClientHello& hello) { hello.extensions.remove(ExtensionType::psk_key_exchange_modes); },
          {missing_extension});
}

BOOST_AUTO_TEST_CASE(K03_more_or_fewer_binders_than_identities_are_illegal_parameter) {
  const base::Bytes binder(32);
  binders_refused({binder, binder}, {illegal_parameter});
  refused(
      [](ClientHello& hello) {
        auto offer = *hello.extensions.get<tls::OfferedPsks>();
        offer.identities.push_back(offer.identities.front());
        hello.extensions.set(offer);
      },
      {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(K04_no_binder_or_one_of_less_than_32_bytes_is_decode_error) {
  binder_bytes_refused("0000", {decode_error});
  binder_bytes_refused("", {decode_error});
  for (std::size_t size = 0; size < 32; ++size) {
    const std::array<std::uint8_t, 3> lengths{0, static_cast<std::uint8_t>(size + 1), static_cast<std::uint8_t>(size)};
    binder_bytes_refused(base::to_hex(lengths) + base::to_hex(base::Bytes(size)), {decode_error});
  }
}

BOOST_AUTO_TEST_CASE(K05_a_binder_longer_than_the_hash_is_decrypt_error) {
  for (const std::size_t size : {33U, 48U, 64U, 255U}) binders_refused({base::Bytes(size)}, {decrypt_error});
}

BOOST_AUTO_TEST_CASE(K05_a_right_binder_with_more_bytes_behind_it_is_decrypt_error) {
  refused(
      [](ClientHello& hello) {
        base::Bytes binder = hello.extensions.get<tls::OfferedPsks>()->binders.front().binder;
        binder.push_back(0);
        set_binders(hello, {binder});
      },
      {decrypt_error});
}

BOOST_AUTO_TEST_CASE(K06_K08_CVE_2026_1584_a_binder_with_any_bit_changed_is_decrypt_error) {
  const EvilPsks psks{a_ticket()};
  for (std::size_t bit = 0; bit < 256; ++bit) {
    EvilClient evil(server());
    ClientHello hello = offering(evil, psks);
    hello.extensions.back().extension_data[hello.extensions.back().extension_data.size() - 1 - bit / 8] ^=
        static_cast<std::uint8_t>(1U << (bit % 8));
    evil.send_hello(hello, psks);
    BOOST_TEST_CONTEXT("bit " << bit) { expect_refusal(evil, {decrypt_error}); }
  }
}

BOOST_AUTO_TEST_CASE(K07_a_binder_over_another_part_of_the_hello_is_decrypt_error) {
  const Psk psk = a_ticket();
  const auto over = [&](const std::function<base::Bytes(const ClientHello&)>& part) {
    EvilClient evil(server());
    ClientHello hello = evil.hello();
    offer_psks(hello, {psk});
    set_binders(hello, {psk->binder(part(hello))});
    evil.send_hello(hello, {psk});
    expect_refusal(evil, {decrypt_error});
  };
  over([](const ClientHello& hello) { return tls::encode(hello); });
  over([](const ClientHello& hello) { return base::concat({truncated(hello), base::Bytes{0, 33}}); });
  over([](const ClientHello& hello) { return base::concat({truncated(hello), base::Bytes{0, 33, 32}}); });
  over([](const ClientHello& hello) {
    const base::Bytes all = truncated(hello);
    return base::Bytes(all.begin() + 4, all.end());  // without the header
  });
  over([](const ClientHello&) { return base::Bytes(); });
}

BOOST_AUTO_TEST_CASE(K07_a_binder_of_another_kind_of_key_is_decrypt_error) {
  for (const auto kind : {tls::PskKind::external, tls::PskKind::imported}) {
    const Psk ticket = a_ticket();
    auto relabelled = std::make_shared<EvilPsk>(ticket->identity, ticket->key.expose());
    relabelled->kind = kind;
    EvilClient evil(server());
    ClientHello hello = offering(evil, {relabelled});
    evil.send_hello(hello, {relabelled});
    expect_refusal(evil, {decrypt_error});
  }
}

BOOST_AUTO_TEST_CASE(K09_an_unknown_identity_alone_makes_a_full_handshake) { BOOST_TEST(!resumes({a_stranger()})); }

BOOST_AUTO_TEST_CASE(K09_an_unknown_identity_before_a_good_one_is_passed_over) {
  EvilClient evil(server());
  evil.say(evil.hello(), {a_stranger(), a_ticket()});
  BOOST_TEST(resumes(evil));
  BOOST_TEST(evil.server_hello->extensions.get<tls::PreSharedKeyServerHello>()->selected_identity == 1U);
}

BOOST_AUTO_TEST_CASE(K09_only_the_binder_of_the_selected_key_is_judged) {
  const Psk good = a_ticket();
  const Psk unknown = a_stranger();
  EvilClient evil(server());
  ClientHello hello = evil.hello();
  offer_psks(hello, {good, unknown});
  add_binders(hello, {good, good}, {});
  evil.send_hello(hello, {good, unknown});
  BOOST_TEST(resumes(evil));
}

BOOST_AUTO_TEST_CASE(K10_a_ticket_with_any_bit_flipped_makes_a_full_handshake) {
  const Psk good = a_ticket();
  for (std::size_t bit = 0; bit < 8 * good->identity.size(); bit += deep() ? 1 : 9) {
    base::Bytes identity = good->identity;
    identity[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    auto changed = std::make_shared<EvilPsk>(identity, good->key.expose());
    changed->kind = tls::PskKind::resumption;
    BOOST_TEST(!resumes({changed}), "bit " << bit);
  }
}

BOOST_AUTO_TEST_CASE(K12_a_ticket_of_a_suite_with_another_hash_makes_a_full_handshake) {
  const Psk psk = a_ticket();
  EvilClient evil(server());
  ClientHello hello = evil.hello();
  hello.cipher_suites = {};
  hello.cipher_suites.push_back(CipherSuite::TLS_AES_256_GCM_SHA384);
  evil.say(hello, {psk});
  BOOST_TEST(!resumes(evil));
}

BOOST_AUTO_TEST_CASE(K13_a_client_that_offers_psk_ke_alone_gets_a_full_handshake) {
  const EvilPsks psks{a_ticket()};
  for (const unsigned mode : {0U, 2U, 0x0bU}) {  // psk_ke, unassigned, GREASE
    EvilClient evil(server());
    ClientHello hello = evil.hello();
    offer_psks(hello, psks);
    hello.extensions.set(tls::PskKeyExchangeModes{{}, {static_cast<tls::PskKeyExchangeMode>(mode)}});
    add_binders(hello, psks, {});
    evil.send_hello(hello, psks);
    BOOST_TEST(!resumes(evil));
    BOOST_TEST(evil.victim.session().group.has_value());
  }
}

BOOST_AUTO_TEST_CASE(K14_of_many_identities_only_the_first_four_are_looked_up) {
  const Psk good = a_ticket();
  BOOST_TEST(resumes({a_stranger(), a_stranger(), a_stranger(), good}));
  BOOST_TEST(!resumes({a_stranger(), a_stranger(), a_stranger(), a_stranger(), good}));
}

BOOST_AUTO_TEST_CASE(K14_as_many_identities_as_a_hello_can_hold_make_a_full_handshake) {
  const auto nobody = std::make_shared<EvilPsk>(base::Bytes{1}, base::view_of("key"));
  BOOST_TEST(!resumes(EvilPsks(1630, nobody)));
}

BOOST_AUTO_TEST_CASE(K20_a_ticket_resumes_under_another_protocol_but_without_early_data_RFC_9846_4_3_11) {
  const auto alpn = [](ClientHello& hello, std::string_view name) {
    hello.extensions.add(tls::ProtocolNameList{{}, {{wire::Opaque<1, 255>(base::view_of(name))}}});
  };
  tls::ServerConfig config = server();
  config.alpn = {"one", "two"};
  EvilClient before(config);
  ClientHello first = before.hello();
  alpn(first, "one");
  first.extensions.add(tls::PskKeyExchangeModes{{}, {tls::PskKeyExchangeMode::psk_dhe_ke}});
  before.say(first);
  before.say_finished();
  before.listen();
  BOOST_TEST_REQUIRE(!before.tickets.empty());

  EvilClient evil(config);
  ClientHello second = evil.hello();
  alpn(second, "two");
  second.extensions.add(tls::EarlyDataIndication{});
  evil.say(second, {before.psk_of(before.tickets.front())});
  BOOST_TEST(resumes(evil));
  BOOST_TEST((evil.victim.session().early_data == tls::EarlyData::other_protocol));
}

BOOST_AUTO_TEST_CASE(K20_a_ticket_under_another_server_name_makes_a_full_handshake) {
  const EvilPsks psks{a_ticket()};
  EvilClient evil(server());
  ClientHello hello = evil.hello();
  hello.extensions.add(tls::ServerNameList{
      {}, {{tls::NameType::host_name, wire::Opaque<1, 65535>(base::view_of("elsewhere.example"))}}});
  evil.say(hello, psks);
  BOOST_TEST(!resumes(evil));
}
