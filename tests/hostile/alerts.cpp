// Hostile rows A: alerts and closure. RFC 9846 §6.
#include <boost/test/unit_test.hpp>

#include "support/evil_stages.hpp"
#include "support/waiting_states.hpp"

namespace {

using namespace tests;
using enum tls::AlertDescription;
using tls::ContentType;
using Origin = tls::Failure::Origin;

void send_alert(EvilPeer& evil, unsigned level, unsigned description) {
  evil.send_record(ContentType::alert,
                   base::Bytes{static_cast<std::uint8_t>(level), static_cast<std::uint8_t>(description)});
}

}  // namespace

BOOST_AUTO_TEST_CASE(A01_A02_an_alert_record_of_other_than_two_bytes_is_decode_error) {
  for (const std::size_t size : {1U, 3U, 4U, 16384U}) {
    against_both_at_every_stage([size](EvilPeer& evil) {
      evil.send_record(ContentType::alert, base::Bytes(size, 1));
      expect_refusal(evil, {decode_error});
    });
  }
}

BOOST_AUTO_TEST_CASE(A03_A04_A10_A15_every_error_alert_ends_it_whatever_its_level_and_is_not_answered) {
  for (unsigned description = 0; description < 256; ++description) {
    if (description == 0 || description == 90) continue;
    for (const unsigned level : {1U, 2U}) {
      against_both_at_every_stage([&](EvilPeer& evil) {
        evil.listen();
        send_alert(evil, level, description);
        expect_end_without_alert(evil, Origin::peer);
        BOOST_TEST((evil.victim.failure()->alert == static_cast<tls::AlertDescription>(description)));
        evil.send_data("after the end");
        BOOST_TEST(evil.got.empty());
        BOOST_TEST(evil.victim.output().empty());
      });
    }
  }
}

BOOST_AUTO_TEST_CASE(A05_an_undefined_alert_level_is_ignored_and_the_alert_is_not) {
  // RFC 9846 §6: the description alone says how bad it is
  for (const unsigned level : {0U, 3U, 255U}) {
    against_both_at_every_stage([level](EvilPeer& evil) {
      send_alert(evil, level, 40);
      expect_end_without_alert(evil, Origin::peer);
    });
    against_both(Stage::established, [level](EvilPeer& evil) {
      send_alert(evil, level, 0);
      BOOST_TEST((evil.victim.status() == tls::Status::peer_closed));
    });
  }
}

BOOST_AUTO_TEST_CASE(A06_A07_user_canceled_is_ignored_four_times) {
  against_both(Stage::established, [](EvilPeer& evil) {
    for (int i = 0; i < 4; ++i) send_alert(evil, 1, 90);
    expect_acceptance(evil);
    evil.got.clear();
    send_alert(evil, 1, 90);
    expect_refusal(evil, {unexpected_message});
  });
  EvilServer server;
  send_alert(server, 1, 90);
  server.run(EvilServer::Up::to_certificate);
  send_alert(server, 1, 90);
  server.run(EvilServer::Up::to_certificate, EvilServer::Up::to_the_end);
  expect_acceptance(server);
  EvilClient client;
  send_alert(client, 1, 90);
  client.say(client.hello());
  send_alert(client, 2, 90);
  client.say_finished();
  expect_acceptance(client);
}

BOOST_AUTO_TEST_CASE(A06_A07_the_fifth_user_canceled_is_unexpected_message_in_every_state) {
  in_every_state([](EvilPeer& evil) {
    const std::string before(evil.victim.state());
    for (int i = 0; i < 4; ++i) send_alert(evil, 1, 90);
    BOOST_TEST(evil.victim.state() == before);
    send_alert(evil, 1, 90);
    expect_refusal(evil, {unexpected_message});
  });
}

BOOST_AUTO_TEST_CASE(A08_close_notify_in_the_handshake_is_a_failure_of_its_own) {
  for (const Stage stage : {Stage::before_keys, Stage::during_handshake}) {
    against_both(stage, [](EvilPeer& evil) {
      send_alert(evil, 1, 0);
      expect_end_without_alert(evil, Origin::peer);
      BOOST_TEST((evil.victim.failure()->alert == close_notify));
    });
  }
}

BOOST_AUTO_TEST_CASE(A09_A12_after_close_notify_we_may_send_and_nothing_more_is_received) {
  against_both(Stage::established, [](EvilPeer& evil) {
    const base::Bytes last = evil.wrap(ContentType::application_data, base::view_of("last words"));
    const base::Bytes bye = evil.wrap(ContentType::alert, base::Bytes{1, 0});
    const base::Bytes more = evil.wrap(ContentType::application_data, base::view_of("more"));
    evil.deliver(base::concat({last, bye, more}));
    evil.deliver(more);
    evil.deliver(base::Bytes(100, 0xff));
    BOOST_TEST(base::text_of(evil.got) == "last words");
    BOOST_TEST((evil.victim.status() == tls::Status::peer_closed));
    BOOST_TEST(evil.victim.send(base::view_of("half open")));
    evil.victim.close();
    evil.listen();
    BOOST_TEST(base::text_of(evil.data) == "half open");
    BOOST_TEST((evil.alerts == Alerts{close_notify}));
    BOOST_TEST((evil.victim.received_end() == tls::Status::peer_closed));
  });
}

BOOST_AUTO_TEST_CASE(A11_an_end_without_close_notify_is_truncation) {
  against_both_at_every_stage([](EvilPeer& evil) {
    BOOST_TEST((evil.victim.received_end() == tls::Status::failed));
    expect_end_without_alert(evil, Origin::truncated);
  });
}

BOOST_AUTO_TEST_CASE(A13_a_plaintext_alert_under_keys_ends_the_connection) {
  for (unsigned description = 0; description < 256; ++description) {
    for (const Stage stage : {Stage::during_handshake, Stage::established}) {
      against_both(stage, [&](EvilPeer& evil) {
        if (description == 90 && stage == Stage::during_handshake) return;  // ignored; the next test
        evil.deliver(raw_record(ContentType::alert, base::Bytes{2, static_cast<std::uint8_t>(description)}));
        BOOST_TEST((evil.victim.status() == tls::Status::failed));
        if (stage == Stage::established) expect_refusal(evil, {unexpected_message});
      });
    }
  }
}

BOOST_AUTO_TEST_CASE(A13_a_malformed_plaintext_alert_under_keys_is_refused_for_being_plaintext) {
  for (const std::size_t size : {1U, 2U, 3U}) {
    against_both(Stage::established, [size](EvilPeer& evil) {
      evil.deliver(raw_record(ContentType::alert, base::Bytes(size, 1)));
      expect_refusal(evil, {unexpected_message});
    });
  }
}

BOOST_AUTO_TEST_CASE(A17_close_twice_says_close_notify_once_and_nothing_can_be_sent_after_it) {
  against_both(Stage::established, [](EvilPeer& evil) {
    evil.listen();
    evil.victim.close();
    evil.victim.close();
    BOOST_TEST(!evil.victim.send(base::view_of("too late")));
    BOOST_TEST(!evil.victim.update_keys());
    evil.listen();
    BOOST_TEST((evil.alerts == Alerts{close_notify}));
    evil.send_data("but we still listen");
    BOOST_TEST(base::text_of(evil.got) == "but we still listen");
  });
}

BOOST_AUTO_TEST_CASE(A_error_after_our_close_notify_is_not_announced) {
  against_both(Stage::established, [](EvilPeer& evil) {
    evil.listen();
    evil.victim.close();
    evil.listen();
    evil.deliver(evil.sending->seal_inner({}));
    BOOST_TEST((evil.victim.status() == tls::Status::failed));
    BOOST_TEST((evil.events.alerts_sent == Alerts{close_notify}));
    BOOST_TEST(evil.victim.output().empty());
  });
}

BOOST_AUTO_TEST_CASE(S06_nothing_can_be_sent_before_the_handshake_is_over) {
  in_every_state_of_the_handshake([](EvilPeer& evil) {
    evil.listen();
    BOOST_TEST(!evil.victim.send(base::view_of("too early")));
    BOOST_TEST(!evil.victim.update_keys());
    BOOST_TEST(evil.victim.output().empty());
  });
}
