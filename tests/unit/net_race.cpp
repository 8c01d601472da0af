// The first to finish ends both, and how it finished is a value. Tests common/net/race.hpp, wakeup.hpp,
// once_a_second.hpp.
#include "net/race.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/test/unit_test.hpp>

#include "exceptions_thrown.hpp"
#include "net/once_a_second.hpp"
#include "net/wakeup.hpp"
#include "support/run_coroutine.hpp"

namespace vitrine::net {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using tests::exceptions_thrown;
using tests::run_coroutine;

constexpr auto for_ever = std::chrono::hours(1);

asio::awaitable<void> at_once() { co_return; }
asio::awaitable<void> throws() {
  co_await sleep_for(0ms);
  throw std::runtime_error("lost its way");
}
asio::awaitable<int> forty_two() { co_return 42; }
asio::awaitable<int> never(bool* unwound) {
  struct Unwinding {
    bool* seen;
    ~Unwinding() { *seen = true; }
  } const unwinding{unwound};
  co_await sleep_for(for_ever);
  co_return 0;
}
asio::awaitable<void> ignore(asio::awaitable<int> work) { co_await std::move(work); }

BOOST_AUTO_TEST_SUITE(net_race)

BOOST_AUTO_TEST_CASE(the_first_to_finish_ends_the_other) {
  bool unwound = false;
  const Ending ending = run_coroutine(race(ignore(never(&unwound)), at_once()));
  BOOST_TEST(ending.first == 1U);
  BOOST_TEST(!ending.error);
  BOOST_TEST(unwound);
}

BOOST_AUTO_TEST_CASE(one_that_throws_has_finished_too) {
  bool unwound = false;
  const Ending ending = run_coroutine(race(throws(), ignore(never(&unwound))));
  BOOST_TEST(ending.first == 0U);
  BOOST_CHECK_THROW(std::rethrow_exception(ending.error), std::runtime_error);
  BOOST_TEST(unwound);
}

BOOST_AUTO_TEST_CASE(a_race_that_is_cancelled_ends_both_of_its_runners) {
  bool first = false;
  bool second = false;
  const auto both = [&]() -> asio::awaitable<void> {
    asio::awaitable<void> a = ignore(never(&first));
    asio::awaitable<void> b = ignore(never(&second));
    co_await race(std::move(a), std::move(b));
  };
  const Ending ending = run_coroutine(race(both(), sleep_for(1ms)));
  BOOST_TEST(ending.first == 1U);
  BOOST_TEST(first);
  BOOST_TEST(second);
}

BOOST_AUTO_TEST_CASE(work_within_its_time_gives_its_value) {
  BOOST_TEST((run_coroutine(within(for_ever, forty_two())) == std::optional(42)));
}

BOOST_AUTO_TEST_CASE(work_that_takes_too_long_is_ended_and_gives_nothing) {
  bool unwound = false;
  BOOST_TEST((run_coroutine(within(1ms, never(&unwound))) == std::nullopt));
  BOOST_TEST(unwound);
}

BOOST_AUTO_TEST_CASE(a_time_limit_that_is_cancelled_is_not_taken_for_one_that_passed) {
  const auto slow_to_end = []() -> asio::awaitable<int> {
    co_await sleep_for(for_ever);
    co_await asio::this_coro::reset_cancellation_state();
    co_await sleep_for(1ms);
    co_return 0;
  };
  bool passed = false;
  const auto limited = [&]() -> asio::awaitable<void> {
    asio::awaitable<int> work = slow_to_end();
    const std::optional<int> result = co_await within(for_ever, std::move(work));
    passed = !result;
  };
  BOOST_TEST(run_coroutine(race(limited(), sleep_for(1ms))).first == 1U);
  BOOST_TEST(!passed);
}

BOOST_AUTO_TEST_CASE(a_time_limit_that_was_not_needed_costs_no_exception) {
  const std::size_t before = exceptions_thrown();
  BOOST_TEST((run_coroutine(within(for_ever, forty_two())) == std::optional(42)));
  BOOST_TEST(exceptions_thrown() == before);
}

BOOST_AUTO_TEST_CASE(a_wakeup_that_nobody_needs_any_more_costs_no_exception) {
  asio::io_context context;
  Wakeup wakeup(context.get_executor());
  const std::size_t before = exceptions_thrown();
  BOOST_TEST(run_coroutine(context, race(wakeup.wait(), sleep_for(1ms))).first == 1U);
  BOOST_TEST(exceptions_thrown() == before);
}

BOOST_AUTO_TEST_CASE(who_was_cancelled_while_it_waited_goes_no_further_than_to_its_next_wait) {
  asio::io_context context;
  Wakeup wakeup(context.get_executor());
  bool went_on = false;
  const auto loop = [&]() -> asio::awaitable<void> {
    co_await wakeup.wait();
    co_await sleep_for(1ms);
    went_on = true;
  };
  run_coroutine(context, race(loop(), sleep_for(1ms)));
  BOOST_TEST(!went_on);
}

BOOST_AUTO_TEST_CASE(a_wakeup_before_the_wait_is_not_lost) {
  asio::io_context context;
  Wakeup wakeup(context.get_executor());
  wakeup.notify();
  wakeup.notify();
  BOOST_TEST(run_coroutine(context, race(wakeup.wait(), sleep_for(for_ever))).first == 0U);
}

BOOST_AUTO_TEST_CASE(a_wakeup_is_used_up_by_one_wait) {
  asio::io_context context;
  Wakeup wakeup(context.get_executor());
  wakeup.notify();
  run_coroutine(context, wakeup.wait());
  BOOST_TEST(run_coroutine(context, race(wakeup.wait(), sleep_for(1ms))).first == 1U);
}

BOOST_AUTO_TEST_CASE(a_waiting_coroutine_is_woken) {
  asio::io_context context;
  Wakeup wakeup(context.get_executor());
  asio::post(context, [&] { wakeup.notify(); });
  BOOST_TEST(run_coroutine(context, race(wakeup.wait(), sleep_for(for_ever))).first == 0U);
}

BOOST_AUTO_TEST_CASE(what_happens_often_is_said_once_a_second_with_a_count) {
  OnceASecond often;
  const auto start = OnceASecond::Clock::now();
  BOOST_TEST((often.happened("no", start) == std::optional<std::string>("no")));
  for (int i = 1; i <= 3; ++i) BOOST_TEST((often.happened("no", start + i * 300ms) == std::nullopt));
  BOOST_TEST((often.happened("no", start + 1s) == std::optional<std::string>("no (4 times)")));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace vitrine::net
