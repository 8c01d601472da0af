// common/tls/replay_store: each ClientHello once, inside its window, and not before the store can know.
#include <boost/test/unit_test.hpp>

#include "support/endpoints.hpp"
#include "tls/replay_store.hpp"

namespace {

using namespace tests;
using std::chrono::milliseconds;
using tls::ReplayStore;

constexpr milliseconds window{10'000};
constexpr milliseconds one{1};
const tls::Time start = now();
const tls::Time later = start + 5 * window;  // when the store has long been running

base::Bytes binder(std::uint8_t number) { return base::Bytes(32, number); }

}  // namespace

BOOST_AUTO_TEST_SUITE(tls_replay_store)

BOOST_AUTO_TEST_CASE(a_hello_is_new_once) {
  ReplayStore store(start, window, 10);
  BOOST_TEST(store.first_time(binder(1), later, later));
  BOOST_TEST(!store.first_time(binder(1), later, later));
  BOOST_TEST(store.first_time(binder(2), later, later));
}

BOOST_AUTO_TEST_CASE(a_hello_counts_as_fresh_within_the_window_on_both_sides_and_not_beyond) {
  const ReplayStore store(start, window, 10);
  BOOST_TEST(store.is_fresh(later - window, later));
  BOOST_TEST(store.is_fresh(later + window, later));
  BOOST_TEST(!store.is_fresh(later - window - one, later));
  BOOST_TEST(!store.is_fresh(later + window + one, later));
}

BOOST_AUTO_TEST_CASE(what_is_not_fresh_is_not_new) {
  ReplayStore store(start, window, 10);
  BOOST_TEST(!store.first_time(binder(1), later - window - one, later));
  BOOST_TEST(!store.first_time(binder(1), later + window + one, later));
  BOOST_TEST(store.first_time(binder(1), later, later));
}

BOOST_AUTO_TEST_CASE(a_hello_is_remembered_as_long_as_it_counts_as_fresh) {
  ReplayStore store(start, window, 10);
  const tls::Time expected = later + window;  // from a client that is ahead
  BOOST_TEST(store.first_time(binder(1), expected, later));
  for (const milliseconds after : {one, window, 2 * window - one, 2 * window}) {
    BOOST_TEST(store.is_fresh(expected, later + after));
    BOOST_TEST(!store.first_time(binder(1), expected, later + after), after.count());
  }
  BOOST_TEST(!store.is_fresh(expected, later + 2 * window + one));
}

BOOST_AUTO_TEST_CASE(nothing_is_taken_until_no_replay_from_before_the_start_could_count_as_fresh) {
  for (const milliseconds after : {milliseconds(0), one, window - one, window}) {
    ReplayStore store(start, window, 10);
    BOOST_TEST(!store.first_time(binder(1), start + after, start + after), after.count());
  }
  ReplayStore store(start, window, 10);
  BOOST_TEST(store.first_time(binder(1), start + window + one, start + window + one));
  BOOST_TEST(!store.first_time(binder(2), start + window, start + window + one));
}

BOOST_AUTO_TEST_CASE(a_full_store_refuses_until_something_in_it_is_stale) {
  ReplayStore store(start, window, 3);
  for (std::uint8_t i = 0; i < 3; ++i) BOOST_TEST(store.first_time(binder(i), later, later));
  BOOST_TEST(!store.first_time(binder(9), later, later));
  BOOST_TEST(!store.first_time(binder(9), later + window, later + window));
  BOOST_TEST(store.first_time(binder(9), later + window + one, later + window + one));
}

BOOST_AUTO_TEST_CASE(a_store_without_room_takes_nothing) {
  ReplayStore store(start, window, 0);
  BOOST_TEST(!store.first_time(binder(1), later, later));
}

BOOST_AUTO_TEST_CASE(Z02_a_connection_that_was_opened_long_ago_brings_nothing_back) {
  ReplayStore store(start, window, 10);
  BOOST_TEST(store.first_time(binder(1), later, later));
  const tls::Time much_later = later + window + one;
  BOOST_TEST(store.first_time(binder(2), much_later, much_later));  // and the first is forgotten
  BOOST_TEST(!store.is_fresh(later, later));
  BOOST_TEST(!store.first_time(binder(1), later, later));
}

BOOST_AUTO_TEST_SUITE_END()
