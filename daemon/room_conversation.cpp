// Read before: room_conversation.hpp.
#include "room_conversation.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <tuple>

#include "log.hpp"

namespace vitrine::daemon {
namespace {

namespace asio = boost::asio;

constexpr auto token = asio::as_tuple(asio::use_awaitable);

// So many lines of a client go to the hall together, and others when these have reached everybody: of what may wait for
// another member a quarter, so that one speaker, or two, leave that member's turns to send between them.
constexpr std::size_t lines_at_once = chat::max_queue_lines / 4;

// The next lines in what has come; `exit` is the last.
std::vector<chat::Command> some_of(net::TlsStream& stream, chat::CommandReader& reader) {
  const base::View heard = stream.plaintext();
  std::string_view text = base::text_of(heard);
  std::vector<chat::Command> some;
  while (some.size() < lines_at_once && (some.empty() || some.back().kind != chat::Command::Kind::exit)) {
    std::optional<chat::Command> next = reader.next(text);
    if (!next) break;
    some.push_back(std::move(*next));
  }
  stream.consume(heard.size() - text.size());
  return some;
}

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

RoomConversation::RoomConversation(Table& table, Place place)
    : table_(table),
      place_(place),
      form_(chat::form_of(place_.stream.connection().session().alpn)),
      caught_up_(place_.stream.get_executor()) {}

asio::awaitable<Conversation::ErrorCode> RoomConversation::run() {
  asio::awaitable<void> entering = enter();
  co_await std::move(entering);
  asio::awaitable<void> hearing = hear();
  co_await std::move(hearing);
  if (trouble_) std::rethrow_exception(std::exchange(trouble_, nullptr));
  co_return ending_;
}

asio::awaitable<void> RoomConversation::enter() {
  present_ = true;
  ++unanswered_;
  table_.enter(place_.session, *this, newcomer_of(place_.stream.connection().session()));
  asio::awaitable<void> catching_up = catch_up();
  co_await std::move(catching_up);
}

// Then the answers to all that was said are in the outbox, and nobody tells any more.
asio::awaitable<void> RoomConversation::leave(std::string_view reason) {
  if (!std::exchange(present_, false)) co_return;
  place_.stream.cancel();
  ++unanswered_;
  table_.leave(place_.session, cut_ ? chat::Outbox::overflow_reason : reason);
  asio::awaitable<void> catching_up = catch_up();
  co_await std::move(catching_up);
}

// Until all is answered and, for who has left, the last turn to tell is over.
asio::awaitable<void> RoomConversation::catch_up() {
  while (unanswered_ > 0 || (telling_ && !present_)) {
    asio::awaitable<void> news = caught_up_.wait();
    co_await std::move(news);
  }
  if (trouble_) std::rethrow_exception(std::exchange(trouble_, nullptr));
}

void RoomConversation::answered(std::exception_ptr trouble) {
  --unanswered_;
  if (trouble) trouble_ = std::move(trouble);
  caught_up_.notify();
}

asio::awaitable<void> RoomConversation::hear() {
  chat::CommandReader reader(form_);
  while (!is_over()) {
    auto waiting = place_.stream.async_wait_plaintext(token);
    const auto [error] = co_await std::move(waiting);
    if (error) {
      if (!ending_) ending_ = error;
      const std::optional<chat::Command> last = error == asio::error::eof ? reader.finish() : std::nullopt;
      if (last) co_await say({*last});
      co_return;
    }
    std::vector<chat::Command> some = some_of(place_.stream, reader);
    if (some.empty()) continue;
    const bool leaves = some.back().kind == chat::Command::Kind::exit;
    asio::awaitable<void> saying = say(std::move(some));
    co_await std::move(saying);
    if (leaves) co_return;
  }
}

// Until it has reached everybody.
asio::awaitable<void> RoomConversation::say(std::vector<chat::Command> commands) {
  ++unanswered_;
  table_.hear(place_.session, std::move(commands));
  asio::awaitable<void> catching_up = catch_up();
  co_await std::move(catching_up);
}

// In a turn of its own, so that those who speak now have said it all and it goes together.
void RoomConversation::tell_soon() {
  if (telling_ || !present_) return;
  asio::post(place_.stream.get_executor(), [this] { tell(); });
  telling_ = true;
}

// What is left when we leave is for last_words().
void RoomConversation::tell() try {
  while (present_ && !is_over() && !outbox_.empty()) {
    const std::string batch = outbox_.take();
    ending_ = place_.stream.write(asio::buffer(batch));
    if (ending_ || place_.stream.is_flushed()) continue;
    return place_.stream.async_flush([this](const ErrorCode& error) {
      if (!ending_) ending_ = error;
      tell();
    });
  }
  told();
} catch (...) {
  trouble_ = std::current_exception();
  told();
}

void RoomConversation::told() {
  telling_ = false;
  if (is_over()) place_.stream.cancel();
  caught_up_.notify();
}

asio::awaitable<Conversation::ErrorCode> RoomConversation::send(const std::string& text) {
  if (const ErrorCode error = place_.stream.write(asio::buffer(text))) co_return error;
  if (place_.stream.is_flushed()) co_return ErrorCode();
  auto flushing = place_.stream.async_flush(token);
  const auto [error] = co_await std::move(flushing);
  co_return error;
}

// A full outbox ends this session, and nobody else waits for it.
void RoomConversation::deliver(chat::SharedLine line) {
  if (cut_) return;
  if (!put(line)) {
    cut_ = true;
    log(trace::Level::quiet, "✘ session " + std::to_string(place_.session) + ": cut, because it " +
                                 std::string(chat::Outbox::overflow_reason) + ".");
    place_.stream.cancel();
  }
  tell_soon();
}

// Full may only mean that tell() had no turn while several spoke: then the socket takes what waits here and now. What
// tell() took before is gone already when nothing waits in the stream. A stream that is dead stays so, and tell() says
// it.
bool RoomConversation::put(const chat::SharedLine& line) {
  if (outbox_.put(line)) return true;
  if (!place_.stream.is_flushed()) return false;
  const std::string batch = outbox_.take();
  std::ignore = place_.stream.write(asio::buffer(batch));
  return outbox_.put(line);
}

void RoomConversation::undeliverable(std::exception_ptr trouble) {
  trouble_ = std::move(trouble);
  place_.stream.cancel();
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
