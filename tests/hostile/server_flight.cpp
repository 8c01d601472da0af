// Hostile rows S, F and R33 for clients: order, cuts and Finished of the server's encrypted flight. RFC 9846 §4.4,
// §4.5.
#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "hostile/server_flight.hpp"

using namespace tests;
using namespace tests::server_flight;
using enum tls::AlertDescription;

BOOST_AUTO_TEST_CASE(E01_E09_Q01_Q06_C10_C11_C12_C52_F05_P28_S01_S02_only_the_next_message_is_expected) {
  const auto refused = [](Up at, const std::vector<unsigned>& expected) {
    for (unsigned type = 0; type < 256; ++type) {
      if (std::ranges::find(expected, type) != expected.end()) continue;
      BOOST_TEST_CONTEXT("type " << type << " at step " << static_cast<int>(at)) {
        refused_at(at, [&](EvilServer& evil) { evil.send_message(message_for(evil, type)); }, {unexpected_message});
      }
    }
  };
  refused(Up::to_encrypted_extensions, {8});
  refused(Up::to_certificate, {11, 13, 25});
  refused(Up::to_certificate_verify, {15});
  refused(Up::to_finished, {20});
}

BOOST_AUTO_TEST_CASE(S02_each_pair_of_neighbours_swapped_is_unexpected_message) {
  for (std::size_t i = 0; i + 1 < messages_in_order.size(); ++i) {
    refused_at(static_cast<Up>(i + 1),
               [i](EvilServer& evil) { evil.send_message(message_for(evil, messages_in_order[i + 1])); },
               {unexpected_message});
  }
}

BOOST_AUTO_TEST_CASE(S04_a_trailing_byte_in_any_message_is_decode_error) {
  for (std::size_t i = 0; i < messages_in_order.size(); ++i) {
    refused_at(static_cast<Up>(i + 1),
               [i](EvilServer& evil) {
                 const base::Bytes good = message_for(evil, messages_in_order[i]);
                 base::Bytes body(good.begin() + 4, good.end());
                 body.push_back(0);
                 evil.send_message(raw_message(messages_in_order[i], body));
               },
               {decode_error});
  }
}

BOOST_AUTO_TEST_CASE(E02_C04_S04_a_message_cut_anywhere_is_decode_error) {
  for (std::size_t i = 0; i < messages_in_order.size(); ++i) {
    EvilServer measure;
    measure.run(static_cast<Up>(i + 1));
    const std::size_t size = message_for(measure, messages_in_order[i]).size();
    for (std::size_t cut = 4; cut < size; cut += cut < 20 ? 1 : 13) {
      refused_at(static_cast<Up>(i + 1),
                 [&](EvilServer& evil) {
                   const base::Bytes good = message_for(evil, messages_in_order[i]);
                   evil.send_message(raw_message(messages_in_order[i], base::View(good).subspan(4, cut - 4)));
                 },
                 {decode_error});
    }
  }
}

BOOST_AUTO_TEST_CASE(F01_each_bit_of_verify_data_counts) {
  for (std::size_t bit = 0; bit < 256; ++bit) {
    refused_at(Up::to_finished,
               [bit](EvilServer& evil) {
                 tls::Finished finished = evil.finished();
                 finished.verify_data[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
                 evil.send(finished);
               },
               {decrypt_error});
  }
}

BOOST_AUTO_TEST_CASE(F02_a_finished_of_another_length_is_decode_error) {
  for (const std::size_t size : {0U, 1U, 31U, 33U, 48U, 65536U, 196608U}) {
    refused_at(Up::to_finished,
               [size](EvilServer& evil) {
                 tls::Finished finished = evil.finished();
                 finished.verify_data.resize(size);
                 evil.send(finished);
               },
               {decode_error});
  }
}

BOOST_AUTO_TEST_CASE(F04_a_finished_in_the_clear_is_unexpected_message) {
  refused_at(
      Up::to_finished,
      [](EvilServer& evil) { evil.deliver(raw_record(tls::ContentType::handshake, tls::encode(evil.finished()))); },
      {unexpected_message});
}

BOOST_AUTO_TEST_CASE(F07_bytes_behind_the_finished_are_unexpected_message_and_we_send_no_finished) {
  for (const base::Bytes& more : {base::Bytes{4}, tls::encode(tls::KeyUpdate{})}) {
    refused_at(Up::to_finished,
               [&](EvilServer& evil) {
                 evil.heard.clear();
                 evil.send_record(tls::ContentType::handshake, base::concat({tls::encode(evil.finished()), more}));
                 BOOST_TEST(std::ranges::count(evil.events.messages, "> Finished") == 0);
               },
               {unexpected_message});
  }
}

BOOST_AUTO_TEST_CASE(F06_a_second_finished_is_unexpected_message) {
  EvilServer evil;
  evil.run(Up::to_finished);
  const tls::Finished finished = evil.finished();
  evil.say_finished();
  evil.listen();
  evil.send(finished);
  expect_refusal(evil, {unexpected_message});
}

BOOST_AUTO_TEST_CASE(F08_data_right_behind_the_servers_finished_is_accepted) {
  EvilServer evil;
  evil.run(Up::to_finished);
  base::Bytes flight = evil.wrap(tls::ContentType::handshake, tls::encode(evil.finished()));
  base::append(evil.transcript, tls::encode(evil.finished()));
  evil.change_to_application_keys();
  base::append(flight, evil.wrap(tls::ContentType::application_data, base::view_of("early bird")));
  evil.deliver(flight);
  BOOST_TEST(base::text_of(evil.got) == "early bird");
  expect_acceptance(evil);
}

BOOST_AUTO_TEST_CASE(R33_a_flight_in_one_record_is_accepted) {
  EvilServer evil;
  evil.run(Up::to_encrypted_extensions);
  base::Bytes flight;
  for (const unsigned type : messages_in_order) {
    const base::Bytes message = message_for(evil, type);
    base::append(evil.transcript, message);
    base::append(flight, message);
  }
  const base::Bytes record = evil.wrap(tls::ContentType::handshake, flight);
  evil.change_to_application_keys();
  evil.deliver(record);
  expect_acceptance(evil);
}
