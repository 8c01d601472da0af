// Bits of every flight flipped, every record dropped, doubled or swapped, on each way that a handshake can take
// (support/scenes.hpp). The oracles are those of support/evil_conversation.hpp.
#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "support/evil_records.hpp"
#include "support/scenes.hpp"

namespace {

using namespace tests;

std::vector<Flight> clean_flights(const Scene& scene) {
  const auto meeting = scene.begin();
  Pair& pair = *meeting;
  std::vector<Flight> flights = converse(pair);
  expect_success(pair);
  return flights;
}

/// The receiver alone, with the flights before as they were recorded: most changes are refused here already, and this
/// is much quicker than a whole conversation. True when it failed at once.
bool refused_at_once(const Scene& scene, const std::vector<Flight>& flights, std::size_t number, base::View changed) {
  const auto meeting = scene.begin();
  Pair& pair = *meeting;
  const bool to_server = flights[number].to_server;
  tls::Connection& victim = to_server ? pair.server : pair.client;
  for (std::size_t i = 0; i < number; ++i) {
    if (flights[i].to_server != to_server) continue;
    Pair::take(victim);
    pair.give(victim, flights[i].bytes);
  }
  const std::size_t before = to_server ? pair.server_got.size() : pair.client_got.size();
  Pair::take(victim);
  pair.give(victim, changed);
  if (victim.status() != tls::Status::failed) return false;
  BOOST_TEST((to_server ? pair.server_got : pair.client_got).size() == before);
  BOOST_TEST((to_server ? pair.server_events : pair.client_events).alerts_sent.size() <= 1U);
  BOOST_TEST(victim.state() == "Failed");
  return true;
}

void whole_conversation(const Scene& scene, std::size_t number, base::View changed) {
  const auto meeting = scene.begin();
  Pair& pair = *meeting;
  converse(pair, [&](std::size_t n, Flight& flight) {
    if (n == number) flight.bytes = base::copy_of(changed);
  });
  expect_agreement(pair);
}

/// Every `step`th bit of the flights from `first` to `last`.
void flip_bits(const Scene& scene, std::size_t first, std::size_t last, std::size_t step) {
  const std::vector<Flight> flights = clean_flights(scene);
  for (std::size_t number = first; number <= std::min(last, flights.size() - 1); ++number) {
    base::Bytes bytes = flights[number].bytes;
    for (std::size_t bit = 0; bit < bytes.size() * 8; bit += step) {
      const auto mask = static_cast<std::uint8_t>(1U << (bit % 8));
      bytes[bit / 8] ^= mask;
      BOOST_TEST_CONTEXT(scene.name << ", flight " << number << " bit " << bit) {
        if (!refused_at_once(scene, flights, number, bytes)) whole_conversation(scene, number, bytes);
      }
      bytes[bit / 8] ^= mask;
    }
  }
}

void flip_each_bit(const Scene& scene, std::size_t first, std::size_t last) { flip_bits(scene, first, last, 1); }

using Records = std::vector<base::Bytes>;

/// Each way to change a list of records that `change` makes at a position.
void for_each_record(const Scene& scene, const std::function<bool(Records&, std::size_t)>& change) {
  const std::vector<Flight> flights = clean_flights(scene);
  for (std::size_t number = 0; number < flights.size(); ++number) {
    const std::size_t count = records_of(flights[number].bytes).size();
    for (std::size_t at = 0; at < count; ++at) {
      Records records = records_of(flights[number].bytes);
      if (!change(records, at)) continue;
      BOOST_TEST_CONTEXT(scene.name << ", flight " << number << " record " << at) {
        whole_conversation(scene, number, tests::concat(records));
      }
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(F11_every_bit_of_the_client_hello_flipped) { flip_each_bit(plain_scene(), 0, 0); }

BOOST_AUTO_TEST_CASE(F11_every_bit_of_the_servers_flight_flipped) { flip_each_bit(plain_scene(), 1, 1); }

BOOST_AUTO_TEST_CASE(F11_every_bit_after_the_servers_flight_flipped) { flip_each_bit(plain_scene(), 2, 100); }

BOOST_AUTO_TEST_CASE(F11_every_bit_of_both_hellos_and_the_retry_flipped) { flip_each_bit(retry_scene(), 0, 2); }

BOOST_AUTO_TEST_CASE(F11_every_bit_of_the_handshake_after_a_retry_flipped) { flip_each_bit(retry_scene(), 3, 4); }

BOOST_AUTO_TEST_CASE(F11_every_bit_of_a_stateless_retry_flipped) { flip_each_bit(stateless_scene(), 0, 2); }

BOOST_AUTO_TEST_CASE(F11_every_bit_of_a_clients_certificate_and_of_its_request_flipped) {
  flip_bits(client_certificate_scene(), 1, 1, 5);
  flip_each_bit(client_certificate_scene(), 2, 2);
}

/// In a ClientHello with a ticket most bits are the ticket's, and each makes a full handshake: some of them will do.
BOOST_AUTO_TEST_CASE(F11_bits_of_a_resumption_and_every_bit_of_its_answers_flipped) {
  flip_bits(resumed_scene(), 0, 0, 5);
  flip_each_bit(resumed_scene(), 1, 3);
}

BOOST_AUTO_TEST_CASE(F11_bits_of_accepted_early_data_and_every_bit_of_its_answers_flipped) {
  flip_bits(early_data_scene(), 0, 0, 5);
  flip_each_bit(early_data_scene(), 1, 3);
}

BOOST_AUTO_TEST_CASE(F11_bits_of_refused_early_data_and_of_its_answers_flipped) {
  flip_bits(refused_early_data_scene(), 0, 3, 5);
}

BOOST_AUTO_TEST_CASE(F11_a_bit_of_every_other_byte_of_a_hybrid_exchange_flipped) {
  flip_bits(hybrid_scene(), 0, 1, 13);
}

BOOST_AUTO_TEST_CASE(every_record_dropped) {
  for (const Scene* scene : every_scene()) {
    for_each_record(*scene, [](Records& records, std::size_t at) {
      records.erase(records.begin() + static_cast<std::ptrdiff_t>(at));
      return true;
    });
  }
}

BOOST_AUTO_TEST_CASE(every_record_doubled) {
  for (const Scene* scene : every_scene()) {
    for_each_record(*scene, [](Records& records, std::size_t at) {
      const base::Bytes again = records[at];
      records.insert(records.begin() + static_cast<std::ptrdiff_t>(at), again);
      return true;
    });
  }
}

BOOST_AUTO_TEST_CASE(every_two_neighbouring_records_swapped) {
  for (const Scene* scene : every_scene()) {
    for_each_record(*scene, [](Records& records, std::size_t at) {
      if (at + 1 == records.size()) return false;
      std::swap(records[at], records[at + 1]);
      return true;
    });
  }
}
