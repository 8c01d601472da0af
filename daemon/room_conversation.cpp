// Read before: room_conversation.hpp.
#include "room_conversation.hpp"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "log.hpp"
#include "net/race.hpp"

namespace vitrine::daemon {
namespace {

namespace asio = boost::asio;

constexpr auto token = asio::as_tuple(asio::use_awaitable);

// Whoever showed a certificate is who it says, and called by its common name where that is a name for a room.
chat::Newcomer newcomer_of(const tls::Session& session) {
  chat::Newcomer newcomer{.form = chat::form_of(session.alpn), .identity = "", .wanted_name = ""};
  if (session.peer_chain.empty()) return newcomer;
  const crypto::Certificate& shown = session.peer_chain.front();
  newcomer.wanted_name = shown.common_name();
  newcomer.identity =
      newcomer.wanted_name.empty() ? "a certificate for \"" + shown.subject() + '"' : "CN=" + newcomer.wanted_name;
  return newcomer;
}

}  // namespace

RoomConversation::RoomConversation(Hall& hall, Place place)
    : hall_(hall),
      place_(std::move(place)),
      form_(chat::form_of(place_.stream.connection().session().alpn)),
      line_waits_(place_.stream.get_executor()) {}

asio::awaitable<Conversation::ErrorCode> RoomConversation::run() {
  enter();
  asio::awaitable<void> hearing = hear();
  asio::awaitable<void> telling = tell();
  const net::Ending ending = co_await net::race(std::move(hearing), std::move(telling));
  if (ending.error) std::rethrow_exception(ending.error);
  co_return ending_;
}

void RoomConversation::enter() { member_ = hall_.enter(*this, newcomer_of(place_.stream.connection().session())); }

void RoomConversation::leave(std::string_view reason) {
  if (member_) hall_.leave(*std::exchange(member_, std::nullopt), cut_ ? chat::Outbox::overflow_reason : reason);
}

asio::awaitable<void> RoomConversation::hear() {
  chat::CommandReader reader(form_);
  std::array<char, 512> room;  // in the frame of every session, for as long as it lasts
  for (;;) {
    auto reading = place_.stream.async_read_some(asio::buffer(room), token);
    const auto [error, count] = co_await std::move(reading);
    if (error) {
      if (error == asio::error::eof) take(reader.finish());
      ending_ = error;
      co_return;
    }
    if (!take({room.data(), count}, reader)) co_return;
  }
}

// False when the client wants to leave.
bool RoomConversation::take(std::string_view text, chat::CommandReader& reader) {
  while (const std::optional<chat::Command> command = reader.next(text)) {
    if (!take(command)) return false;
  }
  return true;
}

bool RoomConversation::take(const std::optional<chat::Command>& command) {
  if (!command) return true;
  if (command->kind == chat::Command::Kind::exit) return false;
  hall_.hear(*member_, *command);
  return true;
}

asio::awaitable<void> RoomConversation::tell() {
  while (!cut_) {
    if (outbox_.empty()) co_await line_waits_.wait();
    const std::string batch = outbox_.take();
    if (batch.empty()) continue;
    if (const ErrorCode error = co_await send(batch)) {
      ending_ = error;
      co_return;
    }
  }
}

asio::awaitable<Conversation::ErrorCode> RoomConversation::send(const std::string& text) {
  auto writing = asio::async_write(place_.stream, asio::buffer(text), token);
  const auto [error, count] = co_await std::move(writing);
  co_return error;
}

// A full outbox ends this session, and nobody else waits for it.
void RoomConversation::deliver(chat::SharedLine line) {
  if (cut_) return;
  if (!outbox_.put(std::move(line))) {
    cut_ = true;
    log(trace::Level::quiet, "✘ session " + std::to_string(place_.session) + ": cut, because it " +
                                 std::string(chat::Outbox::overflow_reason) + ".");
    place_.stop();
  }
  line_waits_.notify();
}

// Whoever was cut is told why, and nothing else.
asio::awaitable<void> RoomConversation::last_words() {
  if (cut_) co_return co_await say_why_cut();
  while (!outbox_.empty()) {
    const std::string batch = outbox_.take();
    if (co_await send(batch)) co_return;
  }
}

asio::awaitable<void> RoomConversation::say_why_cut() {
  chat::RoomLine why;
  why.kind = chat::RoomLine::Kind::error;
  why.text = "you are disconnected: too much was waiting to be sent to you";
  const std::string line = chat::encode(why, form_);
  co_await send(line);
}

}  // namespace vitrine::daemon
