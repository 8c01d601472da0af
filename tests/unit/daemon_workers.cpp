// daemon/workers: each context on a thread of its own, and all end together.
#include "daemon/workers.hpp"

#include <sched.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/test/unit_test.hpp>
#include <set>
#include <stdexcept>
#include <thread>

#include "net/elsewhere.hpp"
#include "net/race.hpp"

namespace {

using vitrine::daemon::usable_cores;
using vitrine::daemon::Workers;
namespace asio = boost::asio;

asio::awaitable<void> visit(Workers& workers, std::vector<std::thread::id>& threads) {
  for (const Workers::Executor& executor : workers.executors()) {
    auto asking = vitrine::net::elsewhere(executor, [] { return std::this_thread::get_id(); });
    threads.push_back(co_await std::move(asking));
    BOOST_TEST((threads.front() == std::this_thread::get_id()));  // and back again
  }
  workers.stop();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(daemon_workers)

BOOST_AUTO_TEST_CASE(each_has_a_thread_of_its_own_and_the_first_is_whoever_runs_them) {
  Workers workers(4);
  std::vector<std::thread::id> threads;
  asio::co_spawn(workers.first(), visit(workers, threads), asio::detached);
  workers.run();
  BOOST_TEST((threads.front() == std::this_thread::get_id()));
  BOOST_TEST(std::set(threads.begin(), threads.end()).size() == 4U);
}

BOOST_AUTO_TEST_CASE(they_wait_for_work_and_end_when_they_are_told_to) {
  Workers workers(3);
  asio::post(workers.executors().back(), [&] { workers.stop(); });
  const auto guard = asio::make_work_guard(workers.first());
  workers.run();
  BOOST_TEST(workers.first().stopped());
}

BOOST_AUTO_TEST_CASE(what_one_of_them_throws_ends_all_and_comes_out_of_run) {
  for (const std::size_t thrower : {0U, 1U, 2U}) {
    Workers workers(3);
    const auto guard = asio::make_work_guard(workers.first());
    asio::post(workers.executors()[thrower], [] { throw std::runtime_error("oh"); });
    BOOST_CHECK_THROW(workers.run(), std::runtime_error);
  }
}

BOOST_AUTO_TEST_CASE(a_question_elsewhere_that_throws_throws_here) {
  Workers workers(2);
  const auto ask = [](Workers& all) -> asio::awaitable<void> {
    auto asking =
        vitrine::net::elsewhere(all.executors().back(), []() -> int { throw std::runtime_error("no answer"); });
    co_await std::move(asking);
  };
  std::exception_ptr trouble;
  asio::co_spawn(workers.first(), ask(workers), [&](std::exception_ptr how) {
    trouble = std::move(how);
    workers.stop();
  });
  workers.run();
  BOOST_CHECK_THROW(std::rethrow_exception(trouble), std::runtime_error);
}

// For sanitizers: nothing of one context may be touched when it has ended.
BOOST_AUTO_TEST_CASE(what_waits_in_one_for_another_ends_with_all) {
  Workers workers(3);
  const auto wait = [](Workers::Executor there) -> asio::awaitable<void> {
    auto waiting = vitrine::net::sleep_for(std::chrono::hours(1));
    co_await asio::co_spawn(there, std::move(waiting), asio::use_awaitable);
  };
  for (const Workers::Executor& here : workers.executors()) {
    for (const Workers::Executor& there : workers.executors()) asio::co_spawn(here, wait(there), asio::detached);
  }
  asio::post(workers.first(), [&] { workers.stop(); });
  workers.run();
  BOOST_TEST(workers.first().stopped());
}

BOOST_AUTO_TEST_CASE(cores_that_the_process_may_not_use_do_not_count) {
  cpu_set_t before;
  BOOST_REQUIRE(sched_getaffinity(0, sizeof before, &before) == 0);
  BOOST_TEST(usable_cores() == static_cast<std::size_t>(CPU_COUNT(&before)));
  cpu_set_t one;
  CPU_ZERO(&one);
  int first = 0;
  while (!CPU_ISSET(first, &before)) ++first;
  CPU_SET(first, &one);
  BOOST_REQUIRE(sched_setaffinity(0, sizeof one, &one) == 0);
  BOOST_TEST(usable_cores() == 1U);
  sched_setaffinity(0, sizeof before, &before);
}

BOOST_AUTO_TEST_SUITE_END()
