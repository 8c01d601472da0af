// Hostile rows P: KeyUpdate and whatever else comes after the handshake. RFC 9846 §4.7.
#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "support/evil_stages.hpp"

namespace {

using namespace tests;
using enum tls::AlertDescription;
using tls::ContentType;
using tls::KeyUpdateRequest;

const base::Bytes key_update = tls::encode(tls::KeyUpdate{});
const base::Bytes key_update_request = tls::encode(tls::KeyUpdate{KeyUpdateRequest::update_requested});

void send_key_update(EvilPeer& evil, const base::Bytes& message = key_update) {
  evil.send_record(ContentType::handshake, message);
  evil.sending->update();
}

std::size_t key_updates_heard(const EvilPeer& evil) {
  return static_cast<std::size_t>(std::ranges::count_if(evil.heard, [](const base::Bytes& m) { return m[0] == 24; }));
}

/// A handshake message of these bytes after the handshake, refused with one of `alerts`.
void refused_after_the_handshake(const base::Bytes& message, const Alerts& alerts) {
  against_both(Stage::established, [&](EvilPeer& evil) {
    evil.send_message(message);
    expect_refusal(evil, alerts);
  });
}

/// A ticket whose extensions are these types, each with an empty body.
base::Bytes ticket(std::vector<unsigned> extensions, std::uint32_t lifetime = 7200, std::size_t size = 32) {
  tls::NewSessionTicket message;
  message.ticket_lifetime = lifetime;
  message.ticket.assign(std::max<std::size_t>(size, 1), 0x55);
  for (const unsigned type : extensions) message.extensions.push_back({static_cast<tls::ExtensionType>(type), {}});
  base::Bytes raw = tls::encode(message);
  if (size > 0) return raw;
  base::Bytes body(raw.begin() + 4, raw.end());
  body.erase(body.begin() + 11);  // the one byte of the ticket
  body[10] = 0;
  return raw_message(4, body);
}

}  // namespace

BOOST_AUTO_TEST_CASE(P01_P22_post_handshake_messages_before_finished_are_unexpected_message) {
  for (const base::Bytes& message : {key_update, ticket({})}) {
    against_both(Stage::during_handshake, [&](EvilPeer& evil) {
      evil.send_message(message);
      expect_refusal(evil, {unexpected_message});
    });
  }
}

BOOST_AUTO_TEST_CASE(P02_an_undefined_request_update_is_illegal_parameter) {
  for (unsigned value = 2; value < 256; ++value) {
    refused_after_the_handshake(raw_message(24, base::Bytes{static_cast<std::uint8_t>(value)}), {illegal_parameter});
  }
}

BOOST_AUTO_TEST_CASE(P03_a_key_update_of_another_length_is_decode_error) {
  for (const std::size_t size : {0U, 2U, 65536U}) {
    refused_after_the_handshake(raw_message(24, base::Bytes(size, 0)), {decode_error});
  }
}

BOOST_AUTO_TEST_CASE(P04_P05_handshake_bytes_behind_a_key_update_are_unexpected_message) {
  const base::Bytes one{24};
  for (const base::Bytes& more : {key_update, one, ticket({})}) {
    against_both(Stage::established, [&](EvilPeer& evil) {
      evil.send_record(ContentType::handshake, base::concat({key_update, more}));
      expect_refusal(evil, {unexpected_message});
    });
  }
}

BOOST_AUTO_TEST_CASE(P07_P08_records_under_the_wrong_generation_are_bad_record_mac) {
  against_both(Stage::established, [](EvilPeer& evil) {
    evil.sending->update();
    evil.send_data("too new");
    expect_refusal(evil, {bad_record_mac});
  });
  against_both(Stage::established, [](EvilPeer& evil) {
    evil.send_record(ContentType::handshake, key_update);
    evil.send_data("too old");
    expect_refusal(evil, {bad_record_mac});
  });
}

BOOST_AUTO_TEST_CASE(P09_a_requested_update_is_answered_once_and_before_the_next_data) {
  against_both(Stage::established, [](EvilPeer& evil) {
    evil.listen();
    send_key_update(evil, key_update_request);
    BOOST_TEST(evil.victim.send(base::view_of("data")));
    const std::vector<base::Bytes> records = records_of(Pair::take(evil.victim));
    BOOST_TEST_REQUIRE(records.size() == 2U);
    const auto answer = evil.receiving->open(records[0]);
    BOOST_TEST_REQUIRE(answer.has_value());
    BOOST_TEST((answer->content == key_update));
    evil.receiving->update();
    const auto data = evil.receiving->open(records[1]);
    BOOST_TEST_REQUIRE(data.has_value());
    BOOST_TEST(base::text_of(data->content) == "data");
    expect_acceptance(evil);
  });
}

BOOST_AUTO_TEST_CASE(P10_CVE_2026_56862_the_33rd_key_update_without_data_is_unexpected_message) {
  against_both(Stage::established, [](EvilPeer& evil) {
    for (int i = 0; i < 32; ++i) send_key_update(evil);
    expect_acceptance(evil);
    evil.got.clear();
    for (int i = 0; i < 32; ++i) send_key_update(evil);
    BOOST_TEST((evil.victim.status() == tls::Status::established));
    send_key_update(evil);
    expect_refusal(evil, {unexpected_message});
  });
}

BOOST_AUTO_TEST_CASE(P11_the_101st_key_update_of_a_minute_is_unexpected_message_even_with_data_between) {
  const auto key_update_and_data = [](EvilPeer& evil) {
    send_key_update(evil);
    evil.send_data("x");
  };
  against_both(Stage::established, [&](EvilPeer& evil) {
    for (const auto time : {now(), now() + std::chrono::minutes(1), now() - std::chrono::hours(24)}) {
      evil.victim.time_is(time);
      for (int i = 0; i < 100; ++i) key_update_and_data(evil);
      evil.victim.time_is(time + std::chrono::seconds(59));
      BOOST_TEST((evil.victim.status() == tls::Status::established));
    }
    send_key_update(evil);
    expect_refusal(evil, {unexpected_message});
  });
}

BOOST_AUTO_TEST_CASE(P11_answers_that_we_asked_for_do_not_count) {
  Pair pair;
  pair.run();
  for (int i = 0; i < 200; ++i) {
    BOOST_TEST(pair.client.update_keys(KeyUpdateRequest::update_requested));
    BOOST_TEST(pair.client.send(base::view_of("x")));
    pair.server.time_is(now() + std::chrono::minutes(i));
    pair.run();
  }
  BOOST_TEST(pair.connected(), pair.describe());
}

BOOST_AUTO_TEST_CASE(P12_requests_that_cross_advance_each_side_twice) {
  Pair pair;
  pair.run();
  BOOST_TEST(pair.client.update_keys(KeyUpdateRequest::update_requested));
  BOOST_TEST(pair.server.update_keys(KeyUpdateRequest::update_requested));
  pair.run();
  for (auto* events : {&pair.client_events, &pair.server_events}) {
    BOOST_TEST(std::ranges::count(events->messages, "> KeyUpdate") == 2);
    BOOST_TEST(std::ranges::count(events->messages, "< KeyUpdate") == 2);
  }
  BOOST_TEST(pair.client.send(base::view_of("on")));
  pair.run();
  BOOST_TEST(base::text_of(pair.server_got) == "on");
}

BOOST_AUTO_TEST_CASE(P13_a_flood_of_requests_without_reading_is_answered_by_one_update) {
  against_both(Stage::established, [](EvilPeer& evil) {
    evil.listen();
    std::size_t queued = 0;
    for (int i = 0; i < 1000; ++i) {
      evil.victim.time_is(now() + std::chrono::seconds(i));
      send_key_update(evil, key_update_request);
      evil.send_data("x");
      if (i == 0) queued = evil.victim.output().size();
    }
    BOOST_TEST((evil.victim.status() == tls::Status::established));
    BOOST_TEST(queued > 0U);
    BOOST_TEST(evil.victim.output().size() == queued);
  });
}

BOOST_AUTO_TEST_CASE(P14_no_second_request_before_the_first_is_answered) {
  against_both(Stage::established, [](EvilPeer& evil) {
    evil.listen();
    for (int i = 0; i < 3; ++i) BOOST_TEST(evil.victim.update_keys(KeyUpdateRequest::update_requested));
    for (const base::Bytes& record : records_of(Pair::take(evil.victim))) {
      const auto opened = evil.receiving->open(record);
      BOOST_TEST_REQUIRE(opened.has_value());
      evil.heard.push_back(opened->content);
      evil.receiving->update();
    }
    BOOST_TEST_REQUIRE(key_updates_heard(evil) == 3U);
    BOOST_TEST((std::ranges::count(evil.heard, key_update_request) == 1));
  });
}

BOOST_AUTO_TEST_CASE(P15_a_key_update_gives_new_keys_and_begins_to_count_again) {
  against_both(Stage::established, [](EvilPeer& evil) {
    for (int i = 0; i < 5; ++i) {
      send_key_update(evil);  // the evil key is derived anew and counts from 0
      evil.send_data("generation");
    }
    BOOST_TEST(evil.got.size() == 50U);
    expect_acceptance(evil);
  });
}

BOOST_AUTO_TEST_CASE(P_a_requested_update_and_a_fatal_alert_in_one_read_end_quietly) {
  against_both(Stage::established, [](EvilPeer& evil) {
    evil.listen();
    const base::Bytes request = evil.wrap(ContentType::handshake, key_update_request);
    evil.sending->update();
    evil.deliver(base::concat({request, evil.wrap(ContentType::alert, base::Bytes{2, 40})}));
    expect_end_without_alert(evil, tls::Failure::Origin::peer);
    BOOST_TEST(evil.victim.output().empty());
  });
}

BOOST_AUTO_TEST_CASE(P_a_requested_update_and_close_notify_in_one_read_leave_us_able_to_send) {
  against_both(Stage::established, [](EvilPeer& evil) {
    evil.listen();
    const base::Bytes request = evil.wrap(ContentType::handshake, key_update_request);
    evil.sending->update();
    evil.deliver(base::concat({request, evil.wrap(ContentType::alert, base::Bytes{1, 0})}));
    BOOST_TEST((evil.victim.status() == tls::Status::peer_closed));
    BOOST_TEST(evil.victim.send(base::view_of("bye")));
  });
}

BOOST_AUTO_TEST_CASE(P17_P18_S04_malformed_tickets_are_refused) {
  const auto refused = [](const base::Bytes& message, const Alerts& alerts) {
    EvilServer evil;
    evil.run(EvilServer::Up::to_the_end);
    evil.listen();
    evil.send_message(message);
    expect_refusal(evil, alerts);
  };
  refused(ticket({}, 7200, 0), {decode_error});
  refused(ticket({42, 42}), {illegal_parameter});
  refused(ticket({51}), {illegal_parameter});
  refused(raw_message(4, base::Bytes(3, 0)), {decode_error});
  const base::Bytes good = ticket({});
  refused(raw_message(4, base::concat({base::View(good).subspan(4), base::Bytes{0}})), {decode_error});
}

BOOST_AUTO_TEST_CASE(P21_the_33rd_ticket_without_data_is_unexpected_message) {
  EvilServer evil;
  evil.run(EvilServer::Up::to_the_end);
  evil.listen();
  for (int i = 0; i < 32; ++i) evil.send_message(ticket({}));
  BOOST_TEST((evil.victim.status() == tls::Status::established));
  evil.send_message(ticket({}));
  expect_refusal(evil, {unexpected_message});
}

BOOST_AUTO_TEST_CASE(P23_a_ticket_from_a_client_is_unexpected_message) {
  EvilClient evil;
  evil.run();
  evil.send_message(ticket({}));
  expect_refusal(evil, {unexpected_message});
}

BOOST_AUTO_TEST_CASE(P25_P26_P28_P29_S03_any_other_message_after_the_handshake_is_unexpected_message) {
  for (unsigned type = 0; type < 256; ++type) {
    if (type == 24) continue;
    against_both(Stage::established, [type](EvilPeer& evil) {
      if (type == 4 && evil.victim.role() == tls::Role::client) return;
      evil.send_message(raw_message(type, base::Bytes(3, 0)));
      expect_refusal(evil, {unexpected_message});
    });
  }
}
