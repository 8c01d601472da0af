// Every record dropped, doubled or swapped with the next, and the stream cut off at every byte, on each way that a
// handshake can take (support/scenes.hpp). RFC 9846 §5.3, §6.1.
#include <boost/test/unit_test.hpp>

#include "mutations.hpp"
#include "support/deep.hpp"
#include "support/evil_records.hpp"

namespace {

using namespace tests;

using Records = std::vector<base::Bytes>;
/// Changes a list of records at a position; false where it cannot.
using Change = bool (*)(Records&, std::size_t);

void change_each_record(const Scene& scene, Change change) {
  const std::vector<Flight> flights = record(scene).flights;
  for (std::size_t number = 0; number < flights.size(); ++number) {
    const Records original = records_of(flights[number].bytes);
    for (std::size_t at = 0; at < original.size(); ++at) {
      Records records = original;
      if (!change(records, at)) continue;
      const base::Bytes bytes = tests::concat(records);
      BOOST_TEST_CONTEXT(scene.name << ", flight " << number << " record " << at) {
        converse_with(scene, Mutation{number, bytes});
      }
    }
  }
}

void change_each_record(Change change) {
  for (const Scene* scene : every_scene()) change_each_record(*scene, change);
}

/// Of flight `number` so many bytes arrive, and from then on nothing of that direction.
Meddle cut_off(std::size_t number, std::size_t size) {
  return [=, direction = std::optional<bool>()](std::size_t n, Flight& flight) mutable {
    if (n == number) {
      direction = flight.to_server;
      flight.bytes.resize(size);
    } else if (direction == flight.to_server) {
      flight.bytes.clear();
    }
  };
}

void cut_off_everywhere(const Scene& scene, std::size_t step) {
  const std::vector<Flight> flights = record(scene).flights;
  for (std::size_t number = 0; number < flights.size(); ++number) {
    for (std::size_t size = 0; size < flights[number].bytes.size(); size += step) {
      BOOST_TEST_CONTEXT(scene.name << ", flight " << number << " cut off at " << size) {
        converse_with(scene, cut_off(number, size));
      }
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(F11_records_lost)

BOOST_AUTO_TEST_CASE(R26_every_record_dropped) {
  change_each_record([](Records& records, std::size_t at) {
    records.erase(records.begin() + static_cast<std::ptrdiff_t>(at));
    return true;
  });
}

BOOST_AUTO_TEST_CASE(R24_every_record_doubled) {
  change_each_record([](Records& records, std::size_t at) {
    const base::Bytes again = records[at];
    records.insert(records.begin() + static_cast<std::ptrdiff_t>(at), again);
    return true;
  });
}

BOOST_AUTO_TEST_CASE(R25_every_two_neighbouring_records_swapped) {
  change_each_record([](Records& records, std::size_t at) {
    if (at + 1 == records.size()) return false;
    std::swap(records[at], records[at + 1]);
    return true;
  });
}

/// In the short form not at every byte: a cut just behind a record is met all the same.
BOOST_AUTO_TEST_CASE(R27_the_stream_cut_off) {
  for (const Scene* scene : every_scene()) cut_off_everywhere(*scene, deep() ? 1 : 23);
}

BOOST_AUTO_TEST_SUITE_END()
