// Hostile rows K15, K18, K24, K25 and F16: the tickets that a server gives, taken apart. RFC 9846 §4.7.1, §7.5.
#include <bit>
#include <set>

#include "base/hex.hpp"
#include "hostile/psk.hpp"
#include "tls/server/ticket.hpp"

using namespace tests;
using namespace tests::psk;

namespace {

/// All tickets of one handshake with a server that is generous.
std::vector<tls::ClientTicket> many_tickets(std::uint64_t seed) {
  Setup setup = setup_with_tickets();
  setup.seed = seed;
  setup.server.tickets.count = 255;
  setup.client.limits.tickets_kept = 1000;
  setup.client.limits.messages_without_data = 1000;
  return tickets_of(setup);
}

std::string hex(base::View bytes) { return base::to_hex(bytes); }

/// The ticket's contents, and the same server's keys to seal others with.
struct TicketOfOurs {
  tls::ServerConfig config = server();
  Psk ticket = a_ticket(config);
  base::Bytes contents = base::copy_of(config.ticket_keys->open(ticket->identity).value().expose());
  SeededRandom random{11};

  /// A handshake that offers these contents under the old key. It resumes, or is a full one, or the binder is wrong.
  bool resumes_with(base::View other) {
    auto psk = std::make_shared<EvilPsk>(config.ticket_keys->seal(other, random), ticket->key.expose());
    psk->kind = tls::PskKind::resumption;
    psk->obfuscated_ticket_age = ticket->obfuscated_ticket_age;
    EvilClient evil(config);
    evil.say(evil.hello(), {psk});
    if (!evil.victim.failure()) return psk::resumes(evil);
    BOOST_TEST((evil.victim.failure()->alert == decrypt_error), evil.victim.failure()->text);
    return false;
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(K15_the_first_ticket_is_sealed_with_a_key_that_is_random_and_not_zero) {
  const tls::ServerConfig config = server();
  const std::string line(base::text_of(config.ticket_keys->to_text().expose()));
  const std::string secret = line.substr(line.rfind(' ') + 1, 64);
  BOOST_TEST(secret != std::string(64, '0'));
  SeededRandom another(12);
  const std::string other(base::text_of(tls::TicketKeys::fresh(another, now()).to_text().expose()));
  BOOST_TEST(other.find(secret) == std::string::npos);

  const auto zero = tls::TicketKeys::from_text(line.substr(0, line.rfind(' ') + 1) + std::string(64, '0') + "\n");
  const Psk ticket = a_ticket(config);
  BOOST_TEST(config.ticket_keys->open(ticket->identity).has_value());
  BOOST_TEST(!zero.open(ticket->identity).has_value());
}

BOOST_AUTO_TEST_CASE(K18_the_age_of_a_thousand_tickets_is_disguised_by_different_even_numbers) {
  std::set<std::uint32_t> numbers;
  std::array<unsigned, 32> ones{};
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    for (const tls::ClientTicket& ticket : many_tickets(seed)) {
      BOOST_TEST(numbers.insert(ticket.ticket_age_add).second);
      for (unsigned bit = 0; bit < 32; ++bit) ones.at(bit) += ticket.ticket_age_add >> bit & 1U;
    }
  }
  BOOST_TEST(numbers.size() == 1020U);
  for (const unsigned count : ones) BOOST_TEST((count > 430 && count < 590), count);  // five standard deviations
}

BOOST_AUTO_TEST_CASE(K24_every_ticket_of_a_connection_has_a_nonce_and_a_key_of_its_own) {
  std::set<std::string> keys;
  for (const tls::ClientTicket& ticket : many_tickets(1)) BOOST_TEST(keys.insert(hex(ticket.psk.expose())).second);
  BOOST_TEST(keys.size() == 255U);
}

BOOST_AUTO_TEST_CASE(K25_contents_cut_anywhere_or_with_more_behind_make_a_full_handshake) {
  TicketOfOurs ours;
  BOOST_TEST(ours.resumes_with(ours.contents));
  for (std::size_t size = 0; size < ours.contents.size(); ++size) {
    BOOST_TEST(!ours.resumes_with(base::View(ours.contents).first(size)), "cut at " << size);
  }
  BOOST_TEST(!ours.resumes_with(base::concat({ours.contents, base::Bytes{0}})));
}

BOOST_AUTO_TEST_CASE(K25_contents_of_another_format_make_a_full_handshake) {
  TicketOfOurs ours;
  for (unsigned format = 0; format < 256; ++format) {
    if (format == tls::server::TicketContents::format) continue;
    ours.contents.front() = static_cast<std::uint8_t>(format);
    BOOST_TEST(!ours.resumes_with(ours.contents), format);
  }
}

BOOST_AUTO_TEST_CASE(K25_contents_with_any_byte_changed_never_end_in_anything_unforeseen) {
  TicketOfOurs ours;
  for (std::size_t at = 1; at < ours.contents.size(); ++at) {
    for (const unsigned mask : {0x01U, 0x80U, 0xffU}) {
      base::Bytes changed = ours.contents;
      changed[at] ^= static_cast<std::uint8_t>(mask);
      BOOST_TEST_CONTEXT("byte " << at << " by " << mask) { (void)ours.resumes_with(changed); }
    }
  }
}

BOOST_AUTO_TEST_CASE(F16_exported_keys_are_what_the_peer_computes_and_nothing_before_the_handshake_is_over) {
  EvilClient evil;
  const auto exported = [&evil](std::string_view label, std::size_t length) {
    return evil.victim.export_keying_material(label, base::view_of("context"), length);
  };
  BOOST_TEST(!exported("EXPORTER-test", 32).has_value());
  evil.say(evil.hello());
  BOOST_TEST(!exported("EXPORTER-test", 32).has_value());
  evil.say_finished();
  for (const std::size_t length : {1U, 32U, 100U}) {
    const auto exports = exported("EXPORTER-test", length);
    BOOST_TEST_REQUIRE(exports.has_value());
    const auto theirs = evil.exporter->export_keying_material({"EXPORTER-test", base::view_of("context")}, length);
    BOOST_TEST(hex(exports->expose()) == hex(theirs.expose()));
    BOOST_TEST(hex(exports->expose()) != hex(exported("EXPORTER-else", length)->expose()));
  }
  evil.send_record(tls::ContentType::alert, base::Bytes{2, 40});
  BOOST_TEST(!exported("EXPORTER-test", 32).has_value());
}

/// RFC 9149 §3
BOOST_AUTO_TEST_CASE(P_a_client_gets_as_many_tickets_as_it_asks_for_and_no_more_than_we_give) {
  tls::ServerConfig config = server();
  config.tickets.count = 2;
  const EvilPsks psks{a_ticket(config)};
  for (const std::uint8_t wanted : {std::uint8_t{0}, std::uint8_t{1}, std::uint8_t{9}}) {
    for (const bool again : {false, true}) {
      EvilClient evil(config);
      ClientHello hello = evil.hello();
      if (!again) hello.extensions.add(tls::PskKeyExchangeModes{{}, {tls::PskKeyExchangeMode::psk_dhe_ke}});
      const auto other = static_cast<std::uint8_t>(wanted + 1);
      hello.extensions.add(tls::TicketRequestContents{{}, again ? other : wanted, again ? wanted : other});
      if (again) {
        evil.say(hello, psks);
      } else {
        evil.say(hello);
      }
      BOOST_TEST(resumes(evil) == again);
      evil.listen();
      const std::size_t given = std::min<std::size_t>(wanted, config.tickets.count);
      BOOST_TEST(evil.tickets.size() == given);
      const auto hint = evil.encrypted_extensions->extensions.get<tls::TicketRequestHint>();
      BOOST_TEST_REQUIRE(hint.has_value());
      BOOST_TEST(hint->expected_count == given);
    }
  }
}
