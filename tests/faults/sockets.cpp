// Socket calls that fail, and room that is not there, at every point of a conversation between two TlsStreams: an error
// for whoever met the fault, an end for both, and nothing worse. Tests common/net/tls_stream.hpp.
#include <boost/algorithm/string/join.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/test/unit_test.hpp>
#include <cerrno>
#include <cstring>

#include "allocations.hpp"
#include "count.hpp"
#include "net/tls_stream.hpp"
#include "socket_calls.hpp"
#include "support/run_coroutine.hpp"
#include "support/scenes.hpp"

namespace {

using namespace tests;
namespace asio = boost::asio;
namespace net = vitrine::net;
using asio::ip::tcp;
using Lasting = Fault::Lasting;

struct Sockets {
  explicit Sockets(asio::io_context& context) : client(context), server(context) {
    tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), 0});
    client.connect(acceptor.local_endpoint());
    server = acceptor.accept();
  }
  tcp::socket client;
  tcp::socket server;
};

/// A client that asks and a server that answers; each says goodbye, or closes its socket at the first error.
class Conversation {
 public:
  void run() {
    int running = 2;
    const auto ended = [&running](const std::exception_ptr& trouble) {
      --running;
      BOOST_TEST(!trouble, "no exception comes out");
    };
    asio::co_spawn(context_, ask(), ended);
    asio::co_spawn(context_, reply(), ended);
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (running != 0 && context_.run_one_until(limit) != 0) {
    }
    BOOST_TEST_REQUIRE(running == 0, "both end");
  }

  bool is_clean() const { return !error_; }

  Complaints judge() {
    client_.connection().received_end();
    server_.connection().received_end();
    return complaints({client_.connection(), pair_.client_events, client_said_, {}, client_got_, {}},
                      {server_.connection(), pair_.server_events, server_said_, {}, server_got_, {}});
  }

 private:
  using Awaitable = asio::awaitable<void>;

  Awaitable ask() {
    try {
      co_await client_.async_handshake(asio::use_awaitable);
      co_await write(client_, client_said_, question);
      co_await client_.async_update_keys(tls::KeyUpdateRequest::update_requested, asio::use_awaitable);
      co_await read(client_, client_got_, answer.size());
      co_await client_.async_shutdown(asio::use_awaitable);
    } catch (const boost::system::system_error& error) {
      error_ = error.code();
    }
    client_.socket().close();
  }

  Awaitable reply() {
    try {
      co_await server_.async_handshake(asio::use_awaitable);
      co_await read(server_, server_got_, question.size());
      co_await write(server_, server_said_, answer);
      co_await server_.async_shutdown(asio::use_awaitable);
    } catch (const boost::system::system_error& error) {
      error_ = error.code();
    }
    server_.socket().close();
  }

  static Awaitable write(net::TlsStream& stream, base::Bytes& said, std::string_view text) {
    base::append(said, base::view_of(text));
    co_await asio::async_write(stream, asio::buffer(text), asio::use_awaitable);
  }

  static Awaitable read(net::TlsStream& stream, base::Bytes& got, std::size_t size) {
    while (got.size() < size) {
      std::array<std::uint8_t, 100> room{};
      const std::size_t count = co_await stream.async_read_some(asio::buffer(room), asio::use_awaitable);
      base::append(got, base::View(room).first(count));
    }
  }

  asio::io_context context_;
  Sockets sockets_{context_};
  Pair pair_{plain_setup()};
  net::TlsStream client_{std::move(sockets_.client), std::move(pair_.client), no_time_passes};
  net::TlsStream server_{std::move(sockets_.server), std::move(pair_.server), no_time_passes};
  base::Bytes client_said_;
  base::Bytes client_got_;
  base::Bytes server_said_;
  base::Bytes server_got_;
  boost::system::error_code error_;
};

void expect_good(Conversation& conversation) {
  const Complaints found = conversation.judge();
  BOOST_TEST(found.empty(), boost::join(found, "; "));
}

enum class Meant : bool { to_be_overcome, to_end_it };

/// False when the conversation was over before the trap sprang.
bool run(SocketCallsThrough::Traps traps, SocketFault fault, Meant meant) {
  Conversation conversation;
  const SocketCallsThrough through(traps, fault);
  conversation.run();
  if (!traps.sends.has_sprung() && !traps.receives.has_sprung()) return false;
  ++fault_count.socket_calls;
  BOOST_TEST(conversation.is_clean() == (meant == Meant::to_be_overcome));
  expect_good(conversation);
  return true;
}

/// Every call, one after the other.
void each_fails(int error, Meant meant, Lasting lasting) {
  bool going_on = true;
  for (std::size_t n = 1; going_on; ++n) {
    BOOST_TEST_CONTEXT("call " << n << ": " << (error != 0 ? std::strerror(error) : "one byte")) {
      const bool sent = run({Trap({n, lasting}), Trap()}, {error}, meant);
      const bool received = run({Trap(), Trap({n, lasting})}, {error}, meant);
      going_on = sent || received;
      BOOST_TEST(((sent && received) || n > 2), "a conversation has more calls than this");
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(F13_faults_outside)

BOOST_AUTO_TEST_CASE(a_conversation_without_faults_is_clean) {
  Conversation conversation;
  conversation.run();
  BOOST_TEST(conversation.is_clean());
  expect_good(conversation);
}

BOOST_AUTO_TEST_CASE(a_call_that_is_interrupted_or_would_block_or_does_little_is_made_again) {
  for (const int error : {EINTR, EAGAIN, 0}) each_fails(error, Meant::to_be_overcome, Lasting::once);
}

BOOST_AUTO_TEST_CASE(one_byte_at_a_time_is_enough) { each_fails(0, Meant::to_be_overcome, Lasting::for_good); }

BOOST_AUTO_TEST_CASE(a_call_that_fails_ends_both_and_leaves_nothing_wrong) {
  for (const int error : {EPIPE, ECONNRESET, ENOBUFS, ETIMEDOUT})
    each_fails(error, Meant::to_end_it, Lasting::for_good);
}

BOOST_AUTO_TEST_CASE(D30_no_room_to_read_into_ends_the_operation_that_wants_it) {
  constexpr std::size_t room = 2048;
  bool sprung = true;
  for (std::size_t n = 1; sprung; ++n) {
    BOOST_TEST_CONTEXT("room " << n) {
      Trap trap({n});
      Conversation conversation;
      const AllocationsThrough through(&trap, room);
      conversation.run();
      sprung = trap.has_sprung();
      BOOST_TEST(conversation.is_clean() == !sprung);
      BOOST_TEST((sprung || n > 2));
      expect_good(conversation);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
