// See mutations.hpp.
#include "mutations.hpp"

#include <boost/test/unit_test.hpp>
#include <iostream>

#include "support/evil_records.hpp"

namespace tests {
namespace {

std::size_t mutated_handshakes = 0;

struct ReportCount {
  ~ReportCount() { std::cout << "#| mutated handshakes: " << mutated_handshakes << std::endl; }
};

/// True when the first difference is in the protected part of a protected record.
bool breaks_a_seal(base::View before, base::View after) {
  const auto at = static_cast<std::size_t>(std::ranges::mismatch(before, after).in1 - before.begin());
  std::size_t begin = 0;
  for (const base::Bytes& record : records_of(before)) {
    if (at < begin + record.size()) {
      return record.front() == static_cast<std::uint8_t>(tls::ContentType::application_data) && at >= begin + 5;
    }
    begin += record.size();
  }
  return false;
}

/// One alert at the most, and nothing left.
void expect_refusal(const tls::Connection& victim, const Recorder& events) {
  BOOST_TEST(events.alerts_sent.size() <= 1U);
  BOOST_TEST(victim.state() == "Failed");
}

/// A broken seal is answered with the alert that is for it. §5.2.
void expect_bad_record_mac(const tls::Connection& victim) {
  BOOST_TEST((victim.failure()->alert == tls::AlertDescription::bad_record_mac), victim.failure()->text);
}

}  // namespace

BOOST_TEST_GLOBAL_FIXTURE(ReportCount);

Recording record(const Scene& scene) {
  const auto pair = scene.begin();
  std::vector<Flight> flights = converse(*pair, scene.script);
  expect_success(*pair);
  return {std::move(flights), pair->client_got, pair->server_got};
}

bool refused_at_once(const Scene& scene, const Recording& recording, const Mutation& mutation) {
  const auto pair = scene.begin();
  const auto& [to_server, original] = recording.flights[mutation.flight];
  tls::Connection& victim = to_server ? pair->server : pair->client;
  for (std::size_t i = 0; i < mutation.flight; ++i) {
    if (recording.flights[i].to_server != to_server) continue;
    Pair::take(victim);
    pair->give(victim, recording.flights[i].bytes);
  }
  Pair::take(victim);
  pair->give(victim, mutation.bytes);
  if (victim.status() != tls::Status::failed) return false;
  ++mutated_handshakes;
  BOOST_TEST(base::text_of(recording.client_got).starts_with(base::text_of(pair->client_got)));
  BOOST_TEST(base::text_of(recording.server_got).starts_with(base::text_of(pair->server_got)));
  expect_refusal(victim, to_server ? pair->server_events : pair->client_events);
  if (breaks_a_seal(original, mutation.bytes)) expect_bad_record_mac(victim);
  return true;
}

void converse_with(const Scene& scene, const Meddle& meddle) {
  const auto pair = scene.begin();
  ++mutated_handshakes;
  converse(*pair, scene.script, meddle);
  expect_agreement(*pair);
}

void converse_with(const Scene& scene, const Mutation& mutation) {
  converse_with(scene, [&mutation](std::size_t number, Flight& flight) {
    if (number == mutation.flight) flight.bytes = base::copy_of(mutation.bytes);
  });
}

}  // namespace tests
