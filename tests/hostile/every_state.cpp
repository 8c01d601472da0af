// Hostile rows of no one message: what holds in each state that waits, for both roles. RFC 9846 §4, §5.1, §6,
// Appendix A.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <set>

#include "support/evil_server.hpp"
#include "support/waiting_states.hpp"
#include "tls/state_tables.hpp"

namespace {

using namespace tests;
using enum tls::AlertDescription;
using tls::ContentType;
using Origin = tls::Failure::Origin;

void send_alert(EvilPeer& evil, tls::AlertDescription description) {
  evil.send_record(ContentType::alert, base::Bytes{1, static_cast<std::uint8_t>(description)});
}

/// What a connection says of itself, to see whether anything happened.
std::tuple<tls::Status, std::string, std::size_t> looks(const EvilPeer& evil) {
  return {evil.victim.status(), std::string(evil.victim.state()), evil.victim.output().size()};
}

std::set<std::string_view> waiting(std::span<const tls::Edge> table) {
  std::set<std::string_view> states;
  for (const tls::Edge& edge : table) {
    if (!edge.message.empty()) states.insert(edge.from);
  }
  return states;
}

base::Bytes header(unsigned type, std::size_t length) {
  return {static_cast<std::uint8_t>(type), static_cast<std::uint8_t>(length >> 16U),
          static_cast<std::uint8_t>(length >> 8U), static_cast<std::uint8_t>(length)};
}

}  // namespace

BOOST_AUTO_TEST_CASE(S01_no_state_that_waits_is_left_out_here) {
  std::set<std::string_view> clients;
  std::set<std::string_view> servers;
  for (const WaitingState& state : waiting_states()) {
    (state.role == tls::Role::client ? clients : servers).insert(state.name);
  }
  BOOST_TEST((clients == waiting(tls::client_transitions())));
  BOOST_TEST((servers == waiting(tls::server_transitions())));
}

BOOST_AUTO_TEST_CASE(A14_in_every_state_our_one_alert_can_be_read_by_the_peer) {
  in_every_state([](EvilPeer& evil) {
    evil.send_record(ContentType::handshake, raw_message(77, base::Bytes(3)));
    expect_refusal(evil, {unexpected_message});
  });
  in_every_state([](EvilPeer& evil) {
    evil.deliver(raw_record(static_cast<ContentType>(0x47), base::Bytes(3)));
    expect_refusal(evil, {unexpected_message});
  });
}

BOOST_AUTO_TEST_CASE(A08_close_notify_in_every_state_of_the_handshake_ends_it_at_once) {
  in_every_state_of_the_handshake([](EvilPeer& evil) {
    send_alert(evil, close_notify);
    expect_end_without_alert(evil, Origin::peer);
    BOOST_TEST((evil.victim.failure()->alert == close_notify));
    BOOST_TEST((evil.victim.received_end() == tls::Status::failed));
    BOOST_TEST(evil.victim.output().empty());
  });
}

BOOST_AUTO_TEST_CASE(A11_an_end_of_the_transport_in_every_state_is_truncation) {
  in_every_state([](EvilPeer& evil) {
    BOOST_TEST((evil.victim.received_end() == tls::Status::failed));
    expect_end_without_alert(evil, Origin::truncated);
  });
}

BOOST_AUTO_TEST_CASE(A16_no_renegotiation_and_then_another_handshake_end_quietly) {
  constexpr auto no_renegotiation = static_cast<tls::AlertDescription>(100);
  EvilServer other;
  const base::Bytes hello = tls::encode(other.hello);
  in_every_state([&](EvilPeer& evil) {
    send_alert(evil, no_renegotiation);
    expect_end_without_alert(evil, Origin::peer);
    evil.send_record(ContentType::handshake, hello);
    evil.deliver(raw_record(ContentType::handshake, hello));
    expect_end_without_alert(evil, Origin::peer);
    BOOST_TEST(evil.victim.output().empty());
  });
}

BOOST_AUTO_TEST_CASE(R37_a_length_that_overflows_16_or_24_bits_with_its_offset_is_a_length_like_any_other) {
  for (const std::size_t length : {0xfffbU, 0xfffcU, 0xffffU, 0x10000U, 0x1fffcU}) {
    in_every_state([length](EvilPeer& evil) {  // within our limit: waited for
      const auto before = looks(evil);
      evil.send_record(ContentType::handshake, header(20, length));
      BOOST_TEST((looks(evil) == before));
      BOOST_TEST((evil.victim.received_end() == tls::Status::failed));
    });
  }
  for (const std::size_t length : {0x20001U, 0xfffffbU, 0xfffffcU, 0xffffffU}) {
    in_every_state([length](EvilPeer& evil) {
      evil.send_record(ContentType::handshake, header(20, length));
      expect_refusal(evil, {decode_error});
    });
  }
}

BOOST_AUTO_TEST_CASE(R37_an_overflowing_length_behind_a_good_message_is_refused_as_well) {
  for (const std::size_t length : {0xfffffbU, 0xffffffU, 0xffffU}) {
    EvilServer evil;
    evil.run(EvilServer::Up::to_encrypted_extensions);
    evil.listen();
    evil.send_record(ContentType::handshake,
                     base::concat({tls::encode(tls::EncryptedExtensions{}), header(11, length)}));
    if (length > 0xffffU) {
      expect_refusal(evil, {decode_error});
    } else {
      BOOST_TEST(evil.victim.state() == "WAIT_CERT_CR");
    }
  }
}

BOOST_AUTO_TEST_CASE(S08_nothing_read_changes_nothing) {
  in_every_state([](EvilPeer& evil) {
    const auto before = looks(evil);
    const std::size_t arrows = evil.events.arrows.size();
    for (int i = 0; i < 10; ++i) {
      (void)evil.victim.prepare();
      evil.victim.received(0);
      evil.deliver({});
    }
    BOOST_TEST((looks(evil) == before));
    BOOST_TEST(evil.events.arrows.size() == arrows);
  });
}

BOOST_AUTO_TEST_CASE(S08_one_record_makes_at_most_64_steps_however_much_is_in_it) {
  std::vector<base::Bytes> contents;
  for (const unsigned type : {0U, 1U, 2U, 4U, 5U, 8U, 11U, 13U, 15U, 20U, 24U, 25U, 77U, 254U}) {
    base::Bytes full;
    for (int i = 0; i < 4096; ++i) base::append(full, header(type, 0));
    full.resize(16384);
    contents.push_back(full);
  }
  base::Bytes tickets;
  tls::NewSessionTicket small;
  small.ticket = {1};
  while (tickets.size() < 16000) base::append(tickets, tls::encode(small));
  contents.push_back(tickets);
  for (const base::Bytes& content : contents) {
    in_every_state([&content](EvilPeer& evil) {
      const std::size_t before = evil.events.arrows.size();
      evil.send_record(ContentType::handshake, content);
      BOOST_TEST(evil.events.arrows.size() - before <= 64U);
      BOOST_TEST((evil.victim.status() == tls::Status::failed));
    });
  }
}

BOOST_AUTO_TEST_CASE(S05_after_an_error_in_any_state_every_call_fails_with_the_same_error) {
  in_every_state([](EvilPeer& evil) {
    evil.send_record(ContentType::handshake, raw_message(77, {}));
    const std::string text = evil.victim.failure().value().text;
    (void)Pair::take(evil.victim);
    for (int i = 0; i < 3; ++i) {
      evil.send_record(ContentType::handshake, raw_message(static_cast<unsigned>(i), {}));
      evil.victim.abort(internal_error);
      BOOST_TEST(!evil.victim.send_early(base::view_of("x")));
      BOOST_TEST(!evil.victim.update_keys());
      BOOST_TEST(!evil.victim.export_keying_material("EXPORTER-test", {}, 32).has_value());
      BOOST_TEST(evil.victim.failure()->text == text);
      BOOST_TEST(evil.victim.output().empty());
    }
  });
}
