// Read before: conversation.hpp. First the ears, then the mouth.
#include "conversation.hpp"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "chat/plain.hpp"
#include "net/race.hpp"

namespace vitrine::cli {
namespace {

namespace asio = boost::asio;

constexpr auto as_tuple = asio::as_tuple(asio::use_awaitable);

// Lines on their way at one time. A room answers each, and cuts off whoever does not take its answers fast enough.
constexpr std::size_t max_unconfirmed = 32;

constexpr std::array<std::string_view, 6> help_lines{
    "  /who          who is here                    /nick NAME    changes your name",
    "  /me ACTION    says it of you                 //text        says \"/text\"",
    "  /rekey        a new sending key (KeyUpdate)  /level LEVEL  quiet, steps, bytes, secrets",
    "  /resume       leaves, and comes back by a ticket",
    "  /state        draws the client's state machine, and our way through it",
    "  exit          leaves, as Ctrl-D does         anything else is said as it stands",
};

/// The room's first line, about us.
std::string welcome(const chat::RoomLine& line) {
  std::string others;
  for (const chat::Person& person : line.people) {
    if (person.name == line.sender) continue;
    others += (others.empty() ? "" : ", ") + person.name + (person.verified ? " ✔" : "");
  }
  if (line.more > 0) others += " and " + std::to_string(line.more) + " more";
  return "-- you are " + line.sender + (others.empty() ? "" : "; here: " + others);
}

}  // namespace

Conversation::Conversation(const Parts& parts)
    : stream_(parts.stream),
      terminal_(parts.terminal),
      view_(parts.view),
      draw_state_(parts.draw_state),
      can_resume_(parts.can_resume),
      patience_(parts.patience),
      form_(chat::form_of(parts.stream.connection().session().alpn)),
      reader_(form_),
      news_(parts.stream.get_executor()) {}

asio::awaitable<Conversation::Ending> Conversation::run(std::string nick) {
  asio::awaitable<void> ears = listen();
  asio::awaitable<void> mouth = speak(std::move(nick));
  co_await net::race(std::move(ears), std::move(mouth));
  co_return ending_;
}

asio::awaitable<void> Conversation::listen() {
  std::array<char, 16384> room;
  while (!terminal_.lost()) {
    const auto [error, count] = co_await stream_.async_read_some(asio::buffer(room), as_tuple);
    hear({room.data(), count});
    if (error == asio::error::eof) {
      if (const auto last = reader_.finish()) show(*last);
      ending_ = Ending::peer_left;
      co_return;
    }
    if (error) throw boost::system::system_error(error);
  }
  ending_ = Ending::we_left;
}

void Conversation::hear(std::string_view bytes) {
  while (const auto heard = reader_.next(bytes)) show(*heard);
  news_.cancel();
}

void Conversation::show(const chat::RoomReader::Heard& heard) {
  std::visit([this](const auto& one) { show(one); }, heard);
}

void Conversation::show(const chat::RoomLine& line) {
  using Kind = chat::RoomLine::Kind;
  const bool ours = numbers_.settle(line) != chat::Unconfirmed::Outcome::none;
  if (line.kind == Kind::error) return show_refusal(line);
  if (line.kind == Kind::welcome) name_ = line.sender;
  if (line.kind == Kind::welcome) return terminal_.say(welcome(line));
  if (line.kind == Kind::nick && line.sender == name_) {
    name_ = line.text;
    nick_ = ours ? name_ : "";
  }
  if (ours && line.id) said_.erase(*line.id);
  if (ours && line.kind == Kind::say) return show_delivered(line);
  if (!ours && (line.kind == Kind::say || line.kind == Kind::me)) ++received_;
  terminal_.say(chat::shown(line));
}

/// Where nobody typed the line on this screen, the level says whether it is worth a word.
void Conversation::show_delivered(const chat::RoomLine& line) {
  if (terminal_.interactive() || view_.level() != trace::Level::quiet) terminal_.delivered(line.text, line.seq);
}

void Conversation::show(const chat::Malformed& malformed) {
  terminal_.complain("The server sent a line that I cannot read: " + malformed.why + '.');
}

void Conversation::show_refusal(const chat::RoomLine& line) {
  terminal_.complain("The room refused: " + line.text);
  if (line.id) said_.erase(*line.id);
}

asio::awaitable<void> Conversation::speak(std::string nick) {
  if (!nick.empty()) {
    chat::Command command{chat::Command::Kind::nick, std::move(nick), {}};
    co_await send(std::move(command));
  }
  bool going_on = true;
  while (going_on) {
    std::optional<std::string> line = co_await terminal_.next_line();
    if (!line) co_return co_await finish(true);
    going_on = co_await obey(std::move(*line));
  }
  co_await finish(false);
}

/// We are done. A room has to confirm our lines first; a server of plain lines may have something to say on what it
/// got, and only the goodbye tells it that this was all.
asio::awaitable<void> Conversation::finish(bool end_of_input) {
  bool answered = false;
  if (form_ == chat::Form::plain && end_of_input) {
    stream_.connection().close();
    std::string nothing;
    co_await write(std::move(nothing));
    while (co_await news()) continue;
  } else {
    answered = co_await confirmed_down_to(0);
  }
  const Ending leaving = resuming_ ? Ending::resumes : Ending::we_left;
  ending_ = answered ? leaving : Ending::no_answer;
}

/// False when it was the last.
asio::awaitable<bool> Conversation::obey(std::string line) {
  Typed typed = parse_typed(line);
  if (auto* command = std::get_if<chat::Command>(&typed)) {
    if (form_ == chat::Form::plain || command->kind != chat::Command::Kind::say) terminal_.typed(line);
    co_await send(std::move(*command));
    co_return true;
  }
  terminal_.typed(line);
  if (std::holds_alternative<Leave>(typed)) co_return false;
  if (std::holds_alternative<Resume>(typed)) {
    if (!co_await may_resume()) co_return true;
    resuming_ = true;
    co_return false;
  }
  if (std::holds_alternative<Help>(typed)) help();
  if (std::holds_alternative<Rekey>(typed)) co_await rekey();
  if (std::holds_alternative<ShowState>(typed)) show_state();
  if (const auto* change = std::get_if<ChangeLevel>(&typed)) change_level(change->level);
  if (const auto* mistake = std::get_if<Mistake>(&typed)) terminal_.complain(mistake->words);
  co_return true;
}

asio::awaitable<void> Conversation::send(chat::Command command) {
  const bool say = command.kind == chat::Command::Kind::say;
  if (form_ == chat::Form::plain) {
    ++sent_;
    // Whatever was said is the server's as it stands, byte for byte.
    std::string bytes = say ? command.text + '\n' : chat::encode(command, form_);
    co_return co_await write(std::move(bytes));
  }
  if (say && command.text.empty()) co_return;
  if (!chat::fits_one_line(command.text)) {
    co_return terminal_.complain("That was too long, and is not sent: " + std::to_string(chat::max_text_bytes) +
                                 " bytes are the most that a line may have.");
  }
  co_await send_numbered(std::move(command));
}

asio::awaitable<void> Conversation::send_numbered(chat::Command command) {
  using Kind = chat::Command::Kind;
  if (!co_await confirmed_down_to(max_unconfirmed - 1)) {
    ending_ = Ending::no_answer;
    throw boost::system::system_error(asio::error::timed_out);
  }
  command.id = numbers_.number_next();
  if (command.kind == Kind::say || command.kind == Kind::me) {
    ++sent_;
    said_[*command.id] = command.text;
  }
  std::string bytes = chat::encode(command, form_);
  co_await write(std::move(bytes));
}

asio::awaitable<void> Conversation::write(std::string bytes) {
  const asio::const_buffer buffer = asio::buffer(bytes);
  if (bytes.empty()) {
    co_await stream_.async_write_some(buffer, asio::use_awaitable);  // what the connection itself has to say
  } else {
    co_await asio::async_write(stream_, buffer, asio::use_awaitable);
  }
}

asio::awaitable<void> Conversation::rekey() {
  co_await stream_.async_update_keys(tls::KeyUpdateRequest::update_not_requested, asio::use_awaitable);
}

void Conversation::help() {
  for (const std::string_view line : help_lines) terminal_.note(line);
}

void Conversation::change_level(trace::Level level) {
  view_.set_level(level);
  terminal_.note(level == trace::Level::secrets ? std::string(secrets_banner)
                                                : "Level: " + std::string(trace::name_of(level)) + '.');
}

void Conversation::show_state() {
  for (const std::string& line : draw_state_()) terminal_.note(line);
}

/// Waits until no more than `count` of our lines are without an answer. False when the room lost its time.
asio::awaitable<bool> Conversation::confirmed_down_to(std::size_t count) {
  while (numbers_.waiting() > count) {
    if (!co_await news()) co_return false;
  }
  co_return true;
}

/// True when something was heard, false when nothing was for too long.
asio::awaitable<bool> Conversation::news() {
  news_.expires_after(patience_);
  const auto [error] = co_await news_.async_wait(as_tuple);
  co_return static_cast<bool>(error);
}

}  // namespace vitrine::cli
