// A TlsStream at each end of a loopback connection. Tests common/net/tls_stream.hpp.
#include "net/tls_stream.hpp"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/test/unit_test.hpp>

#include "exceptions_thrown.hpp"
#include "net/race.hpp"
#include "support/endpoints.hpp"
#include "support/run_coroutine.hpp"

namespace vitrine::net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using namespace std::chrono_literals;
using ErrorCode = boost::system::error_code;

constexpr auto token = asio::as_tuple(asio::use_awaitable);

struct Sockets {
  tcp::socket client;
  tcp::socket server;
};

Sockets connected_sockets(asio::io_context& context) {
  tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), 0});
  tcp::socket client(context);
  client.connect(acceptor.local_endpoint());
  return {std::move(client), acceptor.accept()};
}

/// A client and a server, with a socket between them that holds little, so that writes have to wait.
struct Ends {
  explicit Ends(tests::Setup setup = {}) : pair(std::move(setup)) {
    for (tcp::socket* socket : {&client.socket(), &server.socket()}) {
      socket->set_option(asio::socket_base::send_buffer_size(32768));
      socket->set_option(asio::socket_base::receive_buffer_size(32768));
    }
  }

  /// Both at once; the first to finish does not end the other.
  template <class A, class B>
  void both(A a, B b) {
    int running = 2;
    std::exception_ptr trouble;
    const auto note = [&](const std::exception_ptr& error) {
      --running;
      if (error) trouble = error;
    };
    asio::co_spawn(context, a(), note);
    asio::co_spawn(context, b(), note);
    context.restart();
    const auto limit = std::chrono::steady_clock::now() + 10s;
    while (running != 0 && context.run_one_until(limit) != 0) {
    }
    BOOST_REQUIRE_MESSAGE(running == 0, "not done within 10 s");
    if (trouble) std::rethrow_exception(trouble);
  }
  void shake_hands() {
    both([&] { return client.async_handshake(asio::use_awaitable); },
         [&] { return server.async_handshake(asio::use_awaitable); });
  }
  template <class T>
  T run(asio::awaitable<T> work) {
    return tests::run_coroutine(context, std::move(work));
  }

  asio::io_context context;
  Sockets sockets = connected_sockets(context);
  tests::Pair pair;
  TlsStream client{std::move(sockets.client), std::move(pair.client), tests::no_time_passes};
  TlsStream server{std::move(sockets.server), std::move(pair.server), tests::no_time_passes};
};

ErrorCode first(const std::tuple<ErrorCode>& result) { return std::get<0>(result); }

asio::awaitable<ErrorCode> handshake(TlsStream& stream) { co_return first(co_await stream.async_handshake(token)); }
asio::awaitable<ErrorCode> wait_plaintext(TlsStream& stream) {
  co_return first(co_await stream.async_wait_plaintext(token));
}
asio::awaitable<void> ignore(asio::awaitable<ErrorCode> work) { co_await std::move(work); }
asio::awaitable<void> how_it_ends(asio::awaitable<ErrorCode> work, ErrorCode& how) { how = co_await std::move(work); }
asio::awaitable<ErrorCode> shutdown(TlsStream& stream) { co_return first(co_await stream.async_shutdown(token)); }

struct Read {
  ErrorCode error;
  std::string text;
};
asio::awaitable<Read> read_some(TlsStream& stream) {
  std::string text(100, '\0');
  const auto [error, count] = co_await stream.async_read_some(asio::buffer(text), token);
  text.resize(count);
  co_return Read{error, text};
}
asio::awaitable<ErrorCode> write(TlsStream& stream, std::string text) {
  const auto [error, count] = co_await asio::async_write(stream, asio::buffer(text), token);
  co_return error;
}

std::string long_text(char first_letter) {
  std::string text(1024UL * 1024, first_letter);
  for (std::size_t i = 0; i < text.size(); ++i) text[i] = static_cast<char>(first_letter + static_cast<char>(i % 23));
  return text;
}

BOOST_AUTO_TEST_SUITE(net_tls_stream)

BOOST_AUTO_TEST_CASE(what_one_end_writes_the_other_reads) {
  Ends ends;
  ends.shake_hands();
  BOOST_TEST(!ends.run(write(ends.client, "hello")));
  BOOST_TEST(ends.run(read_some(ends.server)).text == "hello");
  BOOST_TEST(!ends.run(write(ends.server, "and good day")));
  BOOST_TEST(ends.run(read_some(ends.client)).text == "and good day");
}

BOOST_AUTO_TEST_CASE(a_small_buffer_gets_the_rest_with_the_next_read) {
  Ends ends;
  ends.shake_hands();
  BOOST_TEST(!ends.run(write(ends.client, "hello")));
  std::array<char, 2> small{};
  const auto read = [&]() -> asio::awaitable<std::string> {
    const std::size_t count = co_await ends.server.async_read_some(asio::buffer(small), asio::use_awaitable);
    co_return std::string(small.data(), count);
  };
  BOOST_TEST(ends.run(read()) == "he");
  BOOST_TEST(ends.run(read()) == "ll");
  BOOST_TEST(ends.run(read()) == "o");
}

BOOST_AUTO_TEST_CASE(several_buffers_are_written_in_their_order) {
  Ends ends;
  ends.shake_hands();
  const std::array<asio::const_buffer, 3> parts{asio::buffer("ab", 2), asio::const_buffer(), asio::buffer("cd", 2)};
  const auto write_all = [&]() -> asio::awaitable<std::size_t> {
    co_return co_await asio::async_write(ends.client, parts, asio::use_awaitable);
  };
  BOOST_TEST(ends.run(write_all()) == 4U);
  const std::string first_part = ends.run(read_some(ends.server)).text;
  BOOST_TEST(first_part + ends.run(read_some(ends.server)).text == "abcd");
}

BOOST_AUTO_TEST_CASE(both_ends_can_send_a_lot_at_once_and_change_keys_meanwhile) {
  Ends ends;
  ends.shake_hands();
  const std::string up = long_text('a');
  const std::string down = long_text('A');
  std::string at_server(up.size(), '\0');
  std::string at_client(down.size(), '\0');
  const auto send = [](TlsStream& stream, const std::string& text) -> asio::awaitable<void> {
    for (std::size_t at = 0; at < text.size(); at += text.size() / 8) {
      co_await asio::async_write(stream, asio::buffer(text.data() + at, text.size() / 8), asio::use_awaitable);
      co_await stream.async_update_keys(tls::KeyUpdateRequest::update_requested, asio::use_awaitable);
    }
  };
  const auto receive = [](TlsStream& stream, std::string& text) -> asio::awaitable<void> {
    co_await asio::async_read(stream, asio::buffer(text), asio::use_awaitable);
  };
  ends.both([&] { return send(ends.client, up); },
            [&]() -> asio::awaitable<void> {
              asio::co_spawn(ends.context, send(ends.server, down), [](const std::exception_ptr&) {});
              asio::co_spawn(ends.context, receive(ends.client, at_client), [](const std::exception_ptr&) {});
              co_await receive(ends.server, at_server);
            });
  ends.context.run_for(100ms);
  BOOST_TEST((at_server == up));
  BOOST_TEST((at_client == down));
}

BOOST_AUTO_TEST_CASE(a_handshake_can_be_made_flight_by_flight) {
  Ends ends;
  const auto waits = [](const TlsStream& stream) { return !stream.connection().output().empty(); };
  ends.both(
      [&]() -> asio::awaitable<void> {
        co_await ends.client.async_flight(asio::use_awaitable);
        BOOST_TEST((waits(ends.client) && ends.client.connection().state() == "CONNECTED"));
        co_await ends.client.async_handshake(asio::use_awaitable);
        BOOST_TEST(!waits(ends.client));
      },
      [&]() -> asio::awaitable<void> {
        co_await ends.server.async_flight(asio::use_awaitable);
        BOOST_TEST((waits(ends.server) && ends.client.connection().state() == "WAIT_SH"));
        co_await ends.server.async_flight(asio::use_awaitable);
        BOOST_TEST((ends.server.connection().state() == "CONNECTED"));
      });
}

BOOST_AUTO_TEST_CASE(a_flight_that_is_refused_ends_with_the_failure_and_the_alert_on_its_way) {
  tests::Setup setup;
  setup.identity.host = "example.org";
  Ends ends(std::move(setup));
  ErrorCode at_client;
  ErrorCode at_server;
  ends.both([&]() -> asio::awaitable<void> { at_client = first(co_await ends.client.async_flight(token)); },
            [&]() -> asio::awaitable<void> { at_server = co_await handshake(ends.server); });
  BOOST_TEST(at_client == ErrorCode(Error::failed));
  BOOST_TEST(at_server == ErrorCode(Error::failed));
  BOOST_TEST((ends.server.connection().failure()->origin == tls::Failure::Origin::peer));
}

BOOST_AUTO_TEST_CASE(after_a_goodbye_from_both_each_read_ends_cleanly) {
  Ends ends;
  ends.shake_hands();
  BOOST_TEST(!ends.run(write(ends.client, "last words")));
  ErrorCode at_client;
  ErrorCode at_server;
  ends.both([&]() -> asio::awaitable<void> { at_client = co_await shutdown(ends.client); },
            [&]() -> asio::awaitable<void> {
              BOOST_TEST((co_await read_some(ends.server)).text == "last words");
              BOOST_TEST((co_await read_some(ends.server)).error == ErrorCode(asio::error::eof));
              at_server = co_await shutdown(ends.server);
            });
  BOOST_TEST(!at_client);
  BOOST_TEST(!at_server);
}

BOOST_AUTO_TEST_CASE(behind_our_own_goodbye_nothing_can_be_written) {
  Ends ends;
  ends.shake_hands();
  ends.both([&] { return ends.client.async_shutdown(asio::use_awaitable); },
            [&] { return ends.server.async_shutdown(asio::use_awaitable); });
  BOOST_TEST(ends.run(write(ends.client, "one more thing")) == ErrorCode(Error::closed));
}

BOOST_AUTO_TEST_CASE(a_connection_that_ends_without_a_goodbye_is_truncated) {
  Ends ends;
  ends.shake_hands();
  ends.client.socket().close();
  BOOST_TEST(ends.run(read_some(ends.server)).error == ErrorCode(Error::truncated));
  BOOST_TEST((ends.server.connection().failure()->origin == tls::Failure::Origin::truncated));
}

BOOST_AUTO_TEST_CASE(a_goodbye_that_is_never_answered_is_truncated) {
  Ends ends;
  ends.shake_hands();
  ErrorCode at_client;
  ends.both([&]() -> asio::awaitable<void> { at_client = co_await shutdown(ends.client); },
            [&]() -> asio::awaitable<void> {
              co_await read_some(ends.server);
              ends.server.socket().close();
            });
  BOOST_TEST(at_client == ErrorCode(Error::truncated));
}

BOOST_AUTO_TEST_CASE(when_the_client_refuses_the_server_learns_why) {
  tests::Setup setup;
  setup.identity.host = "example.org";
  Ends ends(std::move(setup));
  ErrorCode at_client;
  ErrorCode at_server;
  ends.both([&]() -> asio::awaitable<void> { at_client = co_await handshake(ends.client); },
            [&]() -> asio::awaitable<void> { at_server = co_await handshake(ends.server); });
  BOOST_TEST(at_client == ErrorCode(Error::failed));
  BOOST_TEST(at_server == ErrorCode(Error::failed));
  const auto& why = ends.server.connection().failure();
  BOOST_TEST((why->origin == tls::Failure::Origin::peer));
  BOOST_TEST((why->alert == ends.client.connection().failure()->alert));
}

BOOST_AUTO_TEST_CASE(a_peer_that_does_not_speak_tls_gets_the_alert_and_no_reset) {
  Ends ends;
  tcp::socket& raw = ends.client.socket();
  raw.non_blocking(false);
  ErrorCode at_server;
  std::string answer(100, '\0');
  ErrorCode how_it_ended;
  ends.both(
      [&]() -> asio::awaitable<void> {
        // More than the server looks at: what it leaves unread must not become a reset.
        const std::string request = "GET / HTTP/1.1\r\n" + std::string(8192, 'x');
        co_await asio::async_write(raw, asio::buffer(request), asio::use_awaitable);
        const auto [error, count] = co_await asio::async_read(raw, asio::buffer(answer), token);
        answer.resize(count);
        how_it_ended = error;
        raw.close();
      },
      [&]() -> asio::awaitable<void> {
        at_server = co_await handshake(ends.server);
        co_await shutdown(ends.server);
        ends.server.socket().close();
      });
  BOOST_TEST(at_server == ErrorCode(Error::failed));
  BOOST_TEST(how_it_ended == ErrorCode(asio::error::eof));
  BOOST_REQUIRE(answer.size() == 7U);
  BOOST_TEST(answer.substr(0, 6) == std::string("\x15\x03\x03\x00\x02\x02", 6));
}

BOOST_AUTO_TEST_CASE(a_read_can_be_given_up) {
  Ends ends;
  ends.shake_hands();
  const auto read = [&]() -> asio::awaitable<bool> {
    const auto result = co_await within(1ms, read_some(ends.server));
    co_return result.has_value();
  };
  BOOST_TEST(!ends.run(read()));
  BOOST_TEST(!ends.run(write(ends.client, "still there")));
  BOOST_TEST(ends.run(read_some(ends.server)).text == "still there");
}

BOOST_AUTO_TEST_CASE(a_cancelled_wait_ends_and_the_next_one_does_not) {
  Ends ends;
  ends.shake_hands();
  ErrorCode how;
  ends.both([&] { return how_it_ends(wait_plaintext(ends.server), how); },
            [&]() -> asio::awaitable<void> {
              ends.server.cancel();
              co_return;
            });
  BOOST_TEST(how == asio::error::operation_aborted);
  BOOST_TEST(!ends.run(write(ends.client, "still there")));
  BOOST_TEST(!ends.run(wait_plaintext(ends.server)));
}

/// How a wait for plaintext ends when `cancel` is called while the socket can be read and written at one time: the wait
/// for the socket is over already, but what came is not a whole record.
ErrorCode cancelled_just_when_ready(Ends& ends, const std::function<void()>& cancel,
                                    asio::cancellation_slot slot = {}) {
  ends.shake_hands();
  std::string text = long_text('a');
  ErrorCode full;
  while (!full) ends.server.socket().write_some(asio::buffer(text), full);
  ErrorCode how;
  bool ended = false;
  ends.server.async_wait_plaintext(asio::bind_cancellation_slot(slot, [&](ErrorCode error) {
    how = error;
    ended = true;
  }));
  ends.server.socket().async_wait(tcp::socket::wait_write, [&](ErrorCode) { cancel(); });
  ends.client.socket().write_some(asio::buffer("\x17", 1));
  ErrorCode empty;
  while (!empty) ends.client.socket().read_some(asio::buffer(text), empty);
  ends.context.restart();
  const auto limit = std::chrono::steady_clock::now() + 10s;
  while (!ended && ends.context.run_one_until(limit) != 0) {
  }
  BOOST_TEST(ended);
  return how;
}

BOOST_AUTO_TEST_CASE(a_cancellation_is_not_lost_when_the_socket_is_ready_just_then) {
  Ends ends;
  BOOST_TEST(cancelled_just_when_ready(ends, [&] { ends.server.cancel(); }) == asio::error::operation_aborted);
}

// As a time limit cancels: a client that sends byte after byte must not slip through.
BOOST_AUTO_TEST_CASE(nor_is_one_of_the_operation_alone) {
  asio::cancellation_signal signal;
  Ends ends;
  const auto cancel = [&] { signal.emit(asio::cancellation_type::terminal); };
  BOOST_TEST(cancelled_just_when_ready(ends, cancel, signal.slot()) == asio::error::operation_aborted);
}

BOOST_AUTO_TEST_CASE(a_handler_never_runs_inside_the_call_that_started_the_operation) {
  Ends ends;
  ends.shake_hands();
  bool called = false;
  ends.client.async_write_some(asio::buffer("x", 1), [&](ErrorCode error, std::size_t count) {
    called = true;
    BOOST_TEST(!error);
    BOOST_TEST(count == 1U);
  });
  BOOST_TEST(!called);
  ends.context.restart();
  ends.context.run_for(10s);
  BOOST_TEST(called);
}

BOOST_AUTO_TEST_CASE(a_read_into_no_room_ends_at_once) {
  Ends ends;
  ends.shake_hands();
  const auto read = [&]() -> asio::awaitable<std::size_t> {
    co_return co_await ends.client.async_read_some(asio::mutable_buffer(), asio::use_awaitable);
  };
  BOOST_TEST(ends.run(read()) == 0U);
}

BOOST_AUTO_TEST_CASE(who_waits_for_plaintext_takes_it_where_it_lies) {
  Ends ends;
  ends.shake_hands();
  const auto wait = [&] { return ends.run(wait_plaintext(ends.server)); };
  BOOST_TEST(!ends.run(write(ends.client, "hello")));
  BOOST_TEST(!ends.run(write(ends.client, "again")));
  BOOST_TEST(!wait());
  BOOST_TEST(base::text_of(ends.server.plaintext()) == "hello");
  ends.server.consume(2);
  BOOST_TEST(!wait());
  BOOST_TEST(base::text_of(ends.server.plaintext()) == "llo");
  ends.server.consume(3);
  BOOST_TEST(!wait());
  BOOST_TEST(base::text_of(ends.server.plaintext()) == "again");
  ends.server.consume(5);
  ends.both([&] { return ignore(shutdown(ends.client)); },
            [&]() -> asio::awaitable<void> {
              const ErrorCode error = co_await wait_plaintext(ends.server);
              BOOST_TEST(error == asio::error::eof);
              co_await shutdown(ends.server);
            });
}

BOOST_AUTO_TEST_CASE(what_the_socket_takes_at_once_needs_no_waiting) {
  Ends ends;
  ends.shake_hands();
  BOOST_TEST(!ends.client.write(asio::buffer("hello", 5)));
  BOOST_TEST(ends.client.is_flushed());
  BOOST_TEST(ends.run(read_some(ends.server)).text == "hello");
}

BOOST_AUTO_TEST_CASE(what_the_socket_does_not_take_at_once_is_waited_for) {
  Ends ends;
  ends.shake_hands();
  const std::string text = long_text('a');
  std::string heard(text.size(), '\0');
  BOOST_TEST(!ends.client.write(asio::buffer(text)));
  BOOST_TEST(!ends.client.is_flushed());
  ends.both([&] { return ends.client.async_flush(asio::use_awaitable); },
            [&]() -> asio::awaitable<void> {
              co_await asio::async_read(ends.server, asio::buffer(heard), asio::use_awaitable);
            });
  BOOST_TEST(ends.client.is_flushed());
  BOOST_TEST((heard == text));
}

BOOST_AUTO_TEST_CASE(nothing_is_written_behind_a_goodbye) {
  Ends ends;
  ends.shake_hands();
  ends.client.connection().close();
  BOOST_TEST((ends.client.write(asio::buffer("x", 1)) == Error::closed));
}

BOOST_AUTO_TEST_CASE(a_good_conversation_throws_nothing) {
  Ends ends;
  const auto half = [](TlsStream& stream) -> asio::awaitable<void> {
    asio::awaitable<ErrorCode> shaking = handshake(stream);
    BOOST_TEST((co_await within(10s, std::move(shaking)) == std::optional(ErrorCode())));
    BOOST_TEST(!stream.write(asio::buffer("hello", 5)));
    BOOST_TEST(!co_await wait_plaintext(stream));
    stream.consume(stream.plaintext().size());
    asio::awaitable<ErrorCode> parting = shutdown(stream);
    BOOST_TEST((co_await within(10s, std::move(parting)) == std::optional(ErrorCode())));
  };
  const std::size_t before = tests::exceptions_thrown();
  ends.both([&] { return half(ends.client); }, [&] { return half(ends.server); });
  BOOST_TEST(tests::exceptions_thrown() == before);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace vitrine::net
