// Memory and randomness that are not there, at every point of a conversation: no crash, no leak, no exception, no
// connection whose two sides disagree, and whoever met the fault says internal_error.
#include <boost/algorithm/string/join.hpp>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <iostream>

#include "count.hpp"
#include "faulty_pair.hpp"
#include "support/deep.hpp"

namespace {

using namespace tests;

using Lasting = Fault::Lasting;

struct ReportCount {
  ~ReportCount() {
    std::cout << "#| faults: " << fault_count.allocations << " allocations, " << fault_count.random_reads
              << " random reads, " << fault_count.socket_calls << " writes and reads" << std::endl;
  }
};
BOOST_TEST_GLOBAL_FIXTURE(ReportCount);

/// The client refuses the server: what is said about that takes memory, too.
const Scene& refused_scene() {
  static const Scene scene = [] {
    Scene refused{"refused", plain_setup()};
    refused.setup.client.verify_chain = [](const crypto::ChainToVerify&) {
      return crypto::ChainResult{crypto::Verdict::unknown_ca, "is not signed by anybody that we know", {}};
    };
    return refused;
  }();
  return scene;
}

/// With trust anchors that have nothing to remember: each run does the same work, and what it leaves goes with them.
Outcome converse_anew(const Scene& scene, Traps& traps) {
  Scene anew = scene;
  const auto forget = [](std::shared_ptr<const crypto::TrustAnchors>& trust) {
    if (trust) trust = client_config().trust;
  };
  forget(anew.setup.client.trust);
  forget(anew.setup.server.client_trust);
  return converse_with_faults(anew, traps);
}

/// One run; after it everything that it took is given back.
void run(const Scene& scene, Traps traps) {
  const std::size_t before = live_allocations();  // with Botan's pool for secrets off: its books grow and shrink
  const std::string found = boost::join(converse_anew(scene, traps).complaints, "; ");
  BOOST_TEST(found.empty(), found);
  const std::size_t left = live_allocations() - before - (found.capacity() > 15 ? 1 : 0);
  BOOST_TEST(left == 0U, left << " blocks are left");
}

/// What a run without faults takes.
Traps measure(const Scene& scene) {
  BOOST_TEST_REQUIRE(std::getenv("BOTAN_MLOCK_POOL_SIZE") != nullptr, "set BOTAN_MLOCK_POOL_SIZE to 0 (Meson does)");
  Traps traps;
  for (int warm_up = 0; warm_up < 2; ++warm_up) {
    traps = {};
    const Outcome outcome = converse_anew(scene, traps);
    BOOST_TEST_REQUIRE(outcome.complaints.empty(), boost::join(outcome.complaints, "; "));
    BOOST_TEST_REQUIRE(outcome.clean == (&scene != &refused_scene()));
  }
  return traps;
}

void allocations_fail(const Scene& scene, Lasting lasting) {
  const std::size_t all = measure(scene).allocations.count();
  BOOST_TEST_REQUIRE(all > 0U);
  const std::size_t step = deep() ? 1 : 3;
  for (std::size_t n = 1; n <= all; n += step) {
    BOOST_TEST_CONTEXT(scene.name << ", allocation " << n << " of " << all) {
      run(scene, {Trap({n, lasting}), Trap()});
    }
    ++fault_count.allocations;
  }
}

void random_reads_fail(const Scene& scene, Lasting lasting) {
  const std::size_t all = measure(scene).random.count();
  BOOST_TEST_REQUIRE(all > 0U);
  for (std::size_t n = 1; n <= all; ++n) {
    BOOST_TEST_CONTEXT(scene.name << ", random read " << n << " of " << all) {
      run(scene, {Trap(), Trap({n, lasting})});
    }
    ++fault_count.random_reads;
  }
}

const std::vector<const Scene*>& scenes() {
  static const std::vector<const Scene*> seven{&plain_scene(),   &retry_scene(),      &client_certificate_scene(),
                                               &resumed_scene(), &early_data_scene(), &psk_alone_scene(),
                                               &refused_scene()};
  return seven;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(F13_faults_inside)

BOOST_AUTO_TEST_CASE(each_allocation_fails_once) {
  for (const Scene* scene : scenes()) allocations_fail(*scene, Lasting::once);
}

BOOST_AUTO_TEST_CASE(there_is_no_memory_from_any_point_on) {
  for (const Scene* scene : scenes()) allocations_fail(*scene, Lasting::for_good);
}

BOOST_AUTO_TEST_CASE(each_random_read_fails_once) {
  for (const Scene* scene : scenes()) random_reads_fail(*scene, Lasting::once);
}

BOOST_AUTO_TEST_CASE(there_is_no_randomness_from_any_point_on) {
  for (const Scene* scene : scenes()) random_reads_fail(*scene, Lasting::for_good);
}

BOOST_AUTO_TEST_SUITE_END()
