// A connection that talks takes no memory for a record, in neither direction: what it needs it has after the first.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "allocations.hpp"
#include "unwatched_pair.hpp"

namespace {

using namespace tests;
namespace data = boost::unit_test::data;

const std::vector suites{tls::CipherSuite::TLS_AES_128_GCM_SHA256, tls::CipherSuite::TLS_AES_256_GCM_SHA384,
                         tls::CipherSuite::TLS_CHACHA20_POLY1305_SHA256};

}  // namespace

BOOST_AUTO_TEST_SUITE(records)

BOOST_DATA_TEST_CASE(a_record_is_sealed_and_opened_without_taking_memory,
                     data::make({0U, 1U, 2U}) * data::make({64U, 1024U, 16384U}), suite, size) {
  UnwatchedPair pair(UnwatchedPair::configs(suites[suite]));
  const base::Bytes text(size, 'x');
  constexpr int together = 5;
  const auto both_ways = [&](int records) {
    return UnwatchedPair::say(*pair.client, *pair.server, text, records) &&
           UnwatchedPair::say(*pair.server, *pair.client, text, records);
  };
  BOOST_TEST_REQUIRE(both_ways(together));
  const std::size_t before = allocations_made();
  bool arrived = true;
  for (int round = 0; round < 20; ++round) arrived = arrived && both_ways(round % together + 1);
  BOOST_TEST(allocations_made() - before == 0U);
  BOOST_TEST(arrived);
}

BOOST_AUTO_TEST_SUITE_END()
