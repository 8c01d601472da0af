// What the daemon's threads share: the store of early data, a private key, trust anchors. Many threads use each at
// once; under ThreadSanitizer, too (./run sanitize).
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <thread>

#include "crypto/certificate.hpp"
#include "crypto/signature.hpp"
#include "daemon/shared_replay_store.hpp"
#include "support/endpoints.hpp"
#include "support/vector_file.hpp"

namespace {

using namespace tests;
using std::chrono::milliseconds;

constexpr int threads = 4;

/// `what(i)` for i below `count`, in turns on several threads, which all do each i.
template <class What>
void on_all_threads(int count, What what) {
  std::vector<std::jthread> all;
  for (int thread = 0; thread < threads; ++thread) {
    all.emplace_back([&] {
      for (int i = 0; i < count; ++i) what(i);
    });
  }
}

base::Bytes binder(int number) { return base::Bytes(32, static_cast<std::uint8_t>(number)); }

}  // namespace

BOOST_AUTO_TEST_SUITE(daemon_shared)

BOOST_AUTO_TEST_CASE(of_the_copies_of_a_hello_on_all_threads_one_is_the_first) {
  constexpr milliseconds window{10'000};
  const tls::Time later = now() + 5 * window;
  for (int round = 0; round < 20; ++round) {
    vitrine::daemon::SharedReplayStore store(now(), window, 1000);
    std::atomic<int> firsts = 0;
    on_all_threads(50, [&](int i) {
      if (store.is_fresh(later, later) && store.first_time(binder(i), later, later)) ++firsts;
    });
    BOOST_TEST(firsts == 50);
  }
}

BOOST_AUTO_TEST_CASE(one_private_key_signs_for_several_threads_at_once) {
  for (const auto& [file, algorithm] : {std::pair("key_p256.pem", crypto::SignatureAlgorithm::ecdsa_secp256r1_sha256),
                                        std::pair("key_ed25519.pem", crypto::SignatureAlgorithm::ed25519),
                                        std::pair("key_rsa.pem", crypto::SignatureAlgorithm::rsa_pss_rsae_sha256)}) {
    const auto key = crypto::PrivateKey::from_pem(read_data(std::string("certificates/") + file));
    const auto public_key = crypto::PublicKey::from_spki(key.spki());
    std::atomic<int> good = 0;
    on_all_threads(10, [&](int i) {
      const base::Bytes message = binder(i);
      const base::Bytes signature = key.sign(algorithm, message, crypto::system_random());
      if (public_key.verify(algorithm, message, signature)) ++good;
    });
    BOOST_TEST(good == 10 * threads, file);
  }
}

BOOST_AUTO_TEST_CASE(one_set_of_trust_anchors_judges_for_several_threads_at_once) {
  const auto anchors = crypto::TrustAnchors::from_pem(read_data("certificates/ca.pem"));
  const auto chain = crypto::Certificate::all_from_pem(read_data("certificates/good.pem"));
  const auto at = chain.front().not_before() + std::chrono::hours(1);
  std::atomic<int> good = 0;
  on_all_threads(10, [&](int) {
    const crypto::ChainToVerify question{chain, crypto::Purpose::server_authentication, "", at};
    if (anchors.verify(question).verdict == crypto::Verdict::good) ++good;
  });
  BOOST_TEST(good == 10 * threads);
}

BOOST_AUTO_TEST_SUITE_END()
