// Read before: room_conversation.hpp.
#include "room_conversation.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <tuple>

#include "log.hpp"
#include "net/race.hpp"

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
      place_(std::move(place)),
      form_(chat::form_of(place_.stream.connection().session().alpn)),
      line_waits_(place_.stream.get_executor()),
      answer_came_(place_.stream.get_executor()) {}

asio::awaitable<Conversation::ErrorCode> RoomConversation::run() {
  asio::awaitable<void> entering = enter();
  co_await std::move(entering);
  asio::awaitable<void> hearing = hear();
  asio::awaitable<void> telling = tell();
  const net::Ending ending = co_await net::race(std::move(hearing), std::move(telling));
  if (ending.error) std::rethrow_exception(ending.error);
  co_return ending_;
}

asio::awaitable<void> RoomConversation::enter() {
  present_ = true;
  ++unanswered_;
  table_.enter(place_.session, *this, newcomer_of(place_.stream.connection().session()));
  asio::awaitable<void> catching_up = catch_up();
  co_await std::move(catching_up);
}

// Then the answers to all that was said are in the outbox.
asio::awaitable<void> RoomConversation::leave(std::string_view reason) {
  if (!std::exchange(present_, false)) co_return;
  ++unanswered_;
  table_.leave(place_.session, cut_ ? chat::Outbox::overflow_reason : reason);
  asio::awaitable<void> catching_up = catch_up();
  co_await std::move(catching_up);
}

asio::awaitable<void> RoomConversation::catch_up() {
  while (unanswered_ > 0) {
    asio::awaitable<void> answer = answer_came_.wait();
    co_await std::move(answer);
  }
  if (trouble_) std::rethrow_exception(std::exchange(trouble_, nullptr));
}

void RoomConversation::answered(std::exception_ptr trouble) {
  --unanswered_;
  if (trouble) trouble_ = std::move(trouble);
  answer_came_.notify();
}

asio::awaitable<void> RoomConversation::hear() {
  chat::CommandReader reader(form_);
  for (;;) {
    auto waiting = place_.stream.async_wait_plaintext(token);
    const auto [error] = co_await std::move(waiting);
    if (error) {
      ending_ = error;
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

// What is left when it is cancelled is for last_words().
asio::awaitable<void> RoomConversation::tell() {
  while (!cut_) {
    if (outbox_.empty()) co_await line_waits_.wait();
    const asio::cancellation_state state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none) co_return;
    if (trouble_) std::rethrow_exception(std::exchange(trouble_, nullptr));
    const std::string batch = outbox_.take();
    if (batch.empty()) continue;
    if (const ErrorCode error = co_await send(batch)) {
      ending_ = error;
      co_return;
    }
  }
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
    place_.stop();
  }
  line_waits_.notify();
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
