// Secrets, comparison and random bytes: common/crypto/secret.hpp, random.hpp.
#include <boost/test/unit_test.hpp>
#include <type_traits>
#include <utility>

#include "crypto/random.hpp"
#include "crypto/secret.hpp"

using namespace vitrine;
using crypto::Secret;

BOOST_AUTO_TEST_SUITE(crypto_secret)

BOOST_AUTO_TEST_CASE(a_secret_cannot_be_copied_by_accident) {
  BOOST_TEST(!std::is_copy_constructible_v<Secret>);
  BOOST_TEST(!std::is_copy_assignable_v<Secret>);
  BOOST_TEST(std::is_nothrow_move_constructible_v<Secret>);
}

BOOST_AUTO_TEST_CASE(a_secret_that_was_moved_from_is_empty) {
  Secret from(base::view_of("value"));
  const Secret to(std::move(from));
  BOOST_TEST(from.empty());  // NOLINT(bugprone-use-after-move): that is the question
  BOOST_TEST(base::text_of(to.expose()) == "value");
}

BOOST_AUTO_TEST_CASE(assigning_to_a_secret_replaces_it_and_to_itself_keeps_it) {
  Secret secret(base::view_of("old"));
  secret = Secret(base::view_of("new value"));
  BOOST_TEST(base::text_of(secret.expose()) == "new value");
  auto& same = secret;
  secret = std::move(same);
  BOOST_TEST(base::text_of(secret.expose()) == "new value");
}

BOOST_AUTO_TEST_CASE(a_clone_is_independent) {
  Secret secret(base::view_of("value"));
  const auto clone = secret.clone();
  secret.wipe();
  BOOST_TEST(secret.empty());
  BOOST_TEST(base::text_of(clone.expose()) == "value");
}

BOOST_AUTO_TEST_CASE(wiping_overwrites_with_zeros) {
  base::Bytes bytes(100, 7);
  crypto::wipe(bytes);
  BOOST_TEST(bytes == base::Bytes(100, 0), boost::test_tools::per_element());
  crypto::wipe({});
}

BOOST_AUTO_TEST_CASE(constant_time_comparison_compares) {
  using crypto::constant_time_equal;
  BOOST_TEST(constant_time_equal({}, {}));
  BOOST_TEST(constant_time_equal(base::view_of("same"), base::view_of("same")));
  BOOST_TEST(!constant_time_equal(base::view_of("same"), base::view_of("sams")));
  BOOST_TEST(!constant_time_equal(base::view_of("xame"), base::view_of("same")));
  BOOST_TEST(!constant_time_equal(base::view_of("same"), base::view_of("samer")));
}

BOOST_AUTO_TEST_CASE(system_random_does_not_repeat_itself) {
  base::Bytes first(32);
  base::Bytes second(32);
  crypto::system_random().fill(first);
  crypto::system_random().fill(second);
  BOOST_TEST((first != second));
  BOOST_TEST((first != base::Bytes(32)));
  crypto::system_random().fill({});
}

BOOST_AUTO_TEST_SUITE_END()
