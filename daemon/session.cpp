// The life of a session, in the order in which it is lived. Read before: session.hpp.
#include "session.hpp"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "credentials.hpp"
#include "net/accept.hpp"
#include "net/race.hpp"

namespace vitrine::daemon {
namespace {

namespace asio = boost::asio;

constexpr auto token = asio::as_tuple(asio::use_awaitable);
constexpr auto goodbye_limit = std::chrono::seconds(3);

std::string address_of(const net::TlsStream::Socket& socket) {
  boost::system::error_code error;
  const auto endpoint = socket.remote_endpoint(error);
  return error ? "an address that is gone" : net::to_text(net::host_port(endpoint));
}

std::string words_of(const std::exception_ptr& trouble) {
  try {
    std::rethrow_exception(trouble);
  } catch (const std::exception& error) {
    return error.what();
  }
}

}  // namespace

Session::Session(Hall& hall, const Setup& setup, net::TlsStream::Socket socket)
    : hall_(hall),
      setup_(setup),
      address_(address_of(socket)),
      trace_(setup.key_log),
      stream_(std::move(socket),
              tls::Connection::server(setup.config, crypto::system_random(), wall_clock(), &trace_.sink)),
      line_waits_(stream_.get_executor()),
      told_to_stop_(stream_.get_executor()) {}

asio::awaitable<void> Session::run() {
  trace_.view.begin(setup_.number, address_);
  asio::awaitable<void> life = serve();
  asio::awaitable<void> word_to_stop = told_to_stop_.wait();
  const net::Ending ending = co_await net::race(std::move(life), std::move(word_to_stop));
  if (ending.error) {
    reason_ = "trouble in the daemon";
    log(trace::Level::quiet, "✘ session " + std::to_string(setup_.number) + ": " + words_of(ending.error));
  }
  leave();
  if (!abandoned_) co_await part();
}

asio::awaitable<void> Session::serve() {
  if (!co_await shake_hands()) co_return;
  enter();
  asio::awaitable<void> hearing = hear();
  asio::awaitable<void> telling = tell();
  const net::Ending ending = co_await net::race(std::move(hearing), std::move(telling));
  if (ending.error) std::rethrow_exception(ending.error);
}

// The limit counts from the beginning, however busily the client sends single bytes.
asio::awaitable<bool> Session::shake_hands() {
  auto handshake = stream_.async_handshake(token);
  const auto result = co_await net::within(setup_.handshake_timeout, std::move(handshake));
  if (!result) {
    abandoned_ = true;
    for (const std::string& line : trace::explain_timeout(setup_.handshake_timeout, circumstances())) log_view(line);
    co_return false;
  }
  const auto [error] = *result;
  if (error) note_ending(error);
  co_return !error;
}

void Session::enter() {
  const chat::Form form = chat::form_of(stream_.connection().session().alpn);
  member_ = hall_.enter(*this, {.form = form, .identity = "", .wanted_name = ""});
}

void Session::leave() {
  if (member_) hall_.leave(*std::exchange(member_, std::nullopt), reason_);
}

asio::awaitable<void> Session::hear() {
  chat::CommandReader reader(chat::form_of(stream_.connection().session().alpn));
  std::array<char, 4096> room;
  for (;;) {
    auto reading = stream_.async_read_some(asio::buffer(room), token);
    const auto [error, count] = co_await std::move(reading);
    if (error) {
      if (error == asio::error::eof) take(reader.finish());
      note_ending(error);
      co_return;
    }
    if (!take({room.data(), count}, reader)) co_return;
  }
}

// False when the client wants to leave.
bool Session::take(std::string_view text, chat::CommandReader& reader) {
  while (const std::optional<chat::Command> command = reader.next(text)) {
    if (!take(command)) return false;
  }
  return true;
}

bool Session::take(const std::optional<chat::Command>& command) {
  if (!command) return true;
  if (command->kind == chat::Command::Kind::exit) return false;
  hall_.hear(*member_, *command);
  return true;
}

asio::awaitable<void> Session::tell() {
  while (!cut_) {
    if (outbox_.empty()) co_await line_waits_.wait();
    const std::string batch = outbox_.take();
    if (batch.empty()) continue;
    if (const ErrorCode error = co_await send(batch)) {
      note_ending(error);
      co_return;
    }
  }
}

asio::awaitable<Session::ErrorCode> Session::send(const std::string& text) {
  auto writing = asio::async_write(stream_, asio::buffer(text), token);
  const auto [error, count] = co_await std::move(writing);
  co_return error;
}

// A full outbox ends this session, and nobody else waits for it.
void Session::deliver(chat::SharedLine line) {
  if (cut_) return;
  if (!outbox_.put(std::move(line))) {
    cut_ = true;
    reason_ = chat::Outbox::overflow_reason;
    log(trace::Level::quiet, "✘ session " + std::to_string(setup_.number) + ": cut, because it " + reason_ + ".");
    stop();
  }
  line_waits_.notify();
}

asio::awaitable<void> Session::part() {
  asio::awaitable<bool> goodbye = say_last_words();
  const std::optional<bool> said = co_await net::within(goodbye_limit, std::move(goodbye));
  if (!said)
    log(trace::Level::steps,
        "✘ session " + std::to_string(setup_.number) + ": no answer to our goodbye within 3 s; closed.");
}

// What still waits for the client, and close_notify.
asio::awaitable<bool> Session::say_last_words() {
  const bool healthy = stream_.connection().status() != tls::Status::failed;
  if (cut_) {
    const chat::Form form = chat::form_of(stream_.connection().session().alpn);
    chat::RoomLine why;
    why.kind = chat::RoomLine::Kind::error;
    why.text = "you are disconnected: too much was waiting to be sent to you";
    co_await send(chat::encode(why, form));
  }
  while (healthy && !cut_ && !outbox_.empty()) {
    const std::string batch = outbox_.take();
    if (co_await send(batch)) break;
  }
  auto closing = stream_.async_shutdown(token);
  co_await std::move(closing);
  co_return true;
}

void Session::note_ending(const ErrorCode& error) {
  if (error == asio::error::eof || error == asio::error::operation_aborted || !reason_.empty()) return;
  reason_ = "connection lost";
  if (const auto& failure = stream_.connection().failure()) {
    for (const std::string& line : trace::explain_failure(*failure, circumstances())) log_view(line);
  } else {
    log(trace::Level::quiet, "✘ session " + std::to_string(setup_.number) + ": " + error.message() + ".");
  }
}

trace::Circumstances Session::circumstances() const {
  trace::Circumstances around;
  around.role = tls::Role::server;
  around.style = log_style();
  around.established = member_.has_value();
  around.now = wall_clock();
  around.address = address_;
  around.session = setup_.number;
  around.server_ca_file = setup_.ca_file;
  return around;
}

}  // namespace vitrine::daemon
