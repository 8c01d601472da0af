// An accept loop that nothing stops. Tests common/net/accept.hpp.
#include "net/accept.hpp"

#include <dirent.h>
#include <sys/resource.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/test/unit_test.hpp>
#include <ctime>

#include "net/race.hpp"
#include "net/wakeup.hpp"
#include "support/run_coroutine.hpp"

namespace vitrine::net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using namespace std::chrono_literals;

/// A listener on loopback with its loop running, and what came of it.
struct Listening {
  Listening() {
    for (auto& acceptor : acceptors) {
      asio::co_spawn(context,
                     accept_loop(acceptor, {.accepted = [this](tcp::socket socket) { take(std::move(socket)); },
                                            .trouble = [this](std::string_view words) { note(words); },
                                            .home = [this] { return home; }}),
                     [this](const std::exception_ptr& error) {
                       failed = error != nullptr;
                       ended = true;
                     });
    }
  }
  void take(tcp::socket socket) {
    if (std::exchange(refuse_next, false)) throw std::runtime_error("no room");
    sockets.push_back(std::move(socket));
    something.notify();
  }
  void note(std::string_view words) {
    troubles.emplace_back(words);
    something.notify();
  }
  void wait() { tests::run_coroutine(context, something.wait()); }

  asio::io_context context;
  asio::any_io_executor home = context.get_executor();
  Wakeup something{context.get_executor()};
  std::vector<tcp::acceptor> acceptors = listen(context.get_executor(), {"127.0.0.1", 0});
  std::vector<tcp::socket> sockets;
  std::vector<std::string> troubles;
  bool refuse_next = false;
  bool ended = false;
  bool failed = false;
};

/// While it lives, this process can open no further descriptor.
class NoDescriptorsLeft {
 public:
  NoDescriptorsLeft() {
    getrlimit(RLIMIT_NOFILE, &before_);
    const int lowest_free = dup(0);
    close(lowest_free);
    const rlimit none{static_cast<rlim_t>(lowest_free), before_.rlim_max};
    setrlimit(RLIMIT_NOFILE, &none);
  }
  NoDescriptorsLeft(const NoDescriptorsLeft&) = delete;
  NoDescriptorsLeft& operator=(const NoDescriptorsLeft&) = delete;
  ~NoDescriptorsLeft() { setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

BOOST_AUTO_TEST_SUITE(net_accept)

BOOST_AUTO_TEST_CASE(port_0_is_a_real_port_afterwards) {
  Listening listening;
  BOOST_TEST(listening.acceptors.size() == 1U);
  BOOST_TEST(listening.acceptors.front().local_endpoint().port() != 0);
}

BOOST_AUTO_TEST_CASE(a_port_that_is_taken_is_said_to_be) {
  Listening listening;
  const auto is_in_use = [](const boost::system::system_error& error) {
    return error.code() == asio::error::address_in_use;
  };
  const HostPort taken = host_port(listening.acceptors.front().local_endpoint());
  BOOST_CHECK_EXCEPTION(listen(listening.context.get_executor(), taken), boost::system::system_error, is_in_use);
}

BOOST_AUTO_TEST_CASE(connections_are_accepted_one_after_the_other) {
  Listening listening;
  std::vector<tcp::socket> clients;
  for (std::size_t i = 1; i <= 3; ++i) {
    clients.emplace_back(listening.context).connect(listening.acceptors.front().local_endpoint());
    while (listening.sockets.size() < i) listening.wait();
  }
  BOOST_TEST(listening.troubles.empty());
}

BOOST_AUTO_TEST_CASE(a_socket_lives_where_it_is_told_to_from_the_beginning) {
  asio::io_context elsewhere;  // outlives the listener, whose loop has the next socket there already
  Listening listening;
  listening.home = elsewhere.get_executor();
  tcp::socket client(listening.context);
  client.connect(listening.acceptors.front().local_endpoint());
  listening.wait();
  BOOST_TEST((listening.sockets.front().get_executor() == elsewhere.get_executor()));
}

BOOST_AUTO_TEST_CASE(without_descriptors_the_loop_neither_ends_nor_spins_and_then_goes_on) {
  Listening listening;
  tcp::socket client(listening.context, tcp::v4());
  client.connect(listening.acceptors.front().local_endpoint());
  {
    const NoDescriptorsLeft exhausted;
    const double before = cpu_seconds();
    listening.wait();
    tests::run_coroutine(listening.context, sleep_for(300ms));
    BOOST_TEST(cpu_seconds() - before < 0.1);
  }
  BOOST_TEST(listening.troubles.size() == 1U);
  BOOST_TEST(listening.sockets.empty());
  BOOST_TEST(!listening.ended);
  listening.wait();
  BOOST_TEST(listening.sockets.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_connection_that_nobody_can_take_does_not_end_the_loop) {
  Listening listening;
  listening.refuse_next = true;
  std::vector<tcp::socket> clients;
  for (int i = 0; i < 2; ++i) {
    clients.emplace_back(listening.context).connect(listening.acceptors.front().local_endpoint());
    listening.wait();
  }
  BOOST_TEST(listening.troubles.size() == 1U);
  BOOST_TEST(listening.sockets.size() == 1U);
}

// Of two that wait the second is accepted in the same breath, but its turn comes later.
BOOST_AUTO_TEST_CASE(who_was_accepted_but_not_yet_taken_when_the_listener_closes_is_not_taken) {
  Listening listening;
  std::vector<tcp::socket> clients;
  for (int i = 0; i < 2; ++i)
    clients.emplace_back(listening.context).connect(listening.acceptors.front().local_endpoint());
  while (listening.sockets.empty()) listening.context.run_one();
  for (auto& acceptor : listening.acceptors) acceptor.close();
  tests::run_coroutine(listening.context, sleep_for(1ms));
  BOOST_TEST(listening.sockets.size() == 1U);
  BOOST_TEST(listening.ended);
}

BOOST_AUTO_TEST_CASE(closing_the_listener_ends_the_loop) {
  Listening listening;
  listening.context.poll();
  for (auto& acceptor : listening.acceptors) acceptor.close();
  tests::run_coroutine(listening.context, sleep_for(1ms));
  BOOST_TEST(listening.ended);
  BOOST_TEST(!listening.failed);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace vitrine::net
