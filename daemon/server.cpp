// Read before: server.hpp.
#include "server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <csignal>

#include "base/printable.hpp"
#include "console.hpp"
#include "echo.hpp"
#include "files/credential.hpp"
#include "log.hpp"
#include "net/accept.hpp"
#include "net/clock.hpp"
#include "net/race.hpp"
#include "room_conversation.hpp"
#include "typed.hpp"
#include "web.hpp"

namespace vitrine::daemon {
namespace {

namespace asio = boost::asio;
using trace::Level;

constexpr auto goodbye_limit = std::chrono::seconds(10);
constexpr auto key_interval = std::chrono::minutes(10);  // how often somebody looks whether it is time for new ones

// Lines that begin with "--" tell who comes and goes; nobody but the room can write one.
void show(std::string_view line) { log(line.starts_with("--") ? Level::quiet : Level::steps, line); }

std::string words_of(const std::exception_ptr& trouble) {
  try {
    std::rethrow_exception(trouble);
  } catch (const std::exception& error) {
    return error.what();
  }
}

// For coroutines that should never end by an exception.
void report(const std::exception_ptr& trouble) {
  if (trouble) log(Level::quiet, "✘ " + words_of(trouble));
}

std::unique_ptr<trace::KeyLogFile> open_key_log(const std::filesystem::path& path) {
  if (path.empty()) return nullptr;
  try {
    auto file = std::make_unique<trace::KeyLogFile>(
        path.string(), [](std::string_view line) { log(Level::quiet, "✘ " + std::string(line)); });
    log(Level::quiet,
        "Every secret of every session goes to " + path.string() + ": whoever reads it reads everything.");
    return file;
  } catch (const std::system_error& error) {
    throw ConfigurationError(error.what());
  }
}

std::unique_ptr<trace::Recordings> open_recordings(const Options& options) {
  try {
    auto recordings = std::make_unique<trace::Recordings>(
        trace::Recordings::Wanted{options.pcapng_file, options.events_file, "vitrined " VITRINE_VERSION, options.level},
        net::recording_clock, [](std::string_view line) { log(Level::quiet, "✘ " + std::string(line)); });
    for (const std::string& line : recordings->banners()) log(Level::quiet, line);
    return recordings;
  } catch (const std::runtime_error& error) {
    throw ConfigurationError(std::string(error.what()) + ".");
  }
}

// Nobody has been let in yet.
void require_loopback(const asio::ip::tcp::acceptor& acceptor) {
  const asio::ip::tcp::endpoint endpoint = acceptor.local_endpoint();
  if (endpoint.address().is_loopback()) return;
  throw ConfigurationError("With --seed I listen on 127.0.0.0/8 and ::1 only, and not on " +
                           net::to_text(net::host_port(endpoint)) + ": anybody could compute the keys.");
}

}  // namespace

Server::Server(asio::io_context& context, Options options, Identity identity)
    : context_(context),
      options_(std::move(options)),
      configuration_(options_),
      key_log_(open_key_log(options_.key_log_file)),
      recordings_(open_recordings(options_)),
      hall_(identity.name, show),
      signals_(context.get_executor(), {SIGINT, SIGTERM, SIGHUP}),
      told_to_stop_(context.get_executor()),
      last_one_left_(context.get_executor()) {
  configuration_.load(identity, net::precise_clock());
  ca_file_ = identity.ca_file;
  if (options_.step) desk_.emplace(context.get_executor());
  open_listeners();
}

void Server::open_listeners() {
  for (const net::HostPort& where : options_.listen) {
    try {
      for (auto& acceptor : net::listen(context_.get_executor(), where)) {
        if (options_.seed) require_loopback(acceptor);
        acceptors_.push_back(std::move(acceptor));
      }
    } catch (const boost::system::system_error& error) {
      throw ListenError(where, error.code());
    }
  }
}

std::vector<std::string> Server::addresses() const {
  std::vector<std::string> all;
  all.reserve(acceptors_.size());
  for (const auto& acceptor : acceptors_) all.push_back(net::to_text(net::host_port(acceptor.local_endpoint())));
  return all;
}

asio::awaitable<void> Server::run() {
  const net::AcceptEvents events{[this](asio::ip::tcp::socket socket) { admit(std::move(socket)); },
                                 [](std::string_view words) { log(Level::quiet, "✘ " + std::string(words)); }};
  for (auto& acceptor : acceptors_) asio::co_spawn(context_, net::accept_loop(acceptor, events), report);
  asio::co_spawn(context_, attend_console(), report);
  asio::co_spawn(context_, tend_keys(), report);
  asio::awaitable<void> signals = obey_signals();
  asio::awaitable<void> word_to_stop = told_to_stop_.wait();
  co_await net::race(std::move(signals), std::move(word_to_stop));
  for (auto& acceptor : acceptors_) acceptor.close();
  co_await say_goodbye();
}

asio::awaitable<void> Server::obey_signals() {
  while (co_await signals_.next() == SIGHUP) reload();
}

asio::awaitable<void> Server::tend_keys() {
  while (true) {
    asio::awaitable<void> while_they_are_good = net::sleep_for(key_interval);
    co_await std::move(while_they_are_good);
    refresh_keys();
  }
}

void Server::refresh_keys() {
  try {
    if (configuration_.refresh_keys(net::precise_clock()))
      log(Level::steps, "New ticket keys; tickets given before stay good.");
  } catch (const ConfigurationError& error) {
    log(Level::quiet, "✘ The ticket keys stay what they were. " + std::string(error.what()));
  }
}

asio::awaitable<void> Server::say_goodbye() {
  log(Level::quiet,
      sessions_.empty() ? "Stopped." : "Stopping: saying goodbye to everyone. A second signal stops at once.");
  if (sessions_.empty()) co_return;
  hall_.announce("the server stops");
  for (const auto& [number, session] : sessions_) session->stop();
  asio::awaitable<void> everyone = last_one_left_.wait();
  asio::awaitable<void> end_of_patience = lose_patience();
  co_await net::race(std::move(everyone), std::move(end_of_patience));
  log(Level::quiet, sessions_.empty() ? "Stopped." : "Stopped, without waiting any longer.");
}

asio::awaitable<void> Server::lose_patience() {
  asio::awaitable<int> second_signal = signals_.next();
  co_await net::within(goodbye_limit, std::move(second_signal));
}

void Server::reload() {
  try {
    const Identity identity = load_identity(options_);
    configuration_.load(identity, net::precise_clock());
    ca_file_ = identity.ca_file;
    log(Level::quiet,
        "Taken up for " + identity.names + ": " + lifetime(identity, wall_clock()) + ". Nobody was disconnected.");
  } catch (const std::exception& error) {
    log_lines(Level::quiet, "✘ What was loaded before stays. " + std::string(error.what()));
  }
}

void Server::admit(asio::ip::tcp::socket socket) {
  if (sessions_.size() >= options_.max_sessions) {
    const auto words = turned_away_.happened("✘ turned a client away: as many as may be are connected");
    return words ? log(Level::quiet, *words) : void();
  }
  const std::uint64_t number = ++last_session_;
  const Session::Setup setup{number,
                             options_.seed,
                             configuration_.current(),
                             key_log_.get(),
                             recordings_.get(),
                             options_.handshake_timeout,
                             desk_ ? &*desk_ : nullptr,
                             ca_file_,
                             files::shown(client_ca_file(options_)),
                             [this](const Conversation::Place& place) { return converse(place); }};
  auto session = std::make_unique<Session>(setup, std::move(socket));
  asio::awaitable<void> life = session->run();
  sessions_.emplace(number, std::move(session));
  asio::co_spawn(context_, std::move(life),
                 [this, number](const std::exception_ptr& trouble) { forget(number, trouble); });
}

std::unique_ptr<Conversation> Server::converse(const Conversation::Place& place) {
  switch (options_.mode) {
    case Mode::www:
      return std::make_unique<Web>(place);
    case Mode::echo:
      return std::make_unique<Echo>(place);
    case Mode::room:
      break;
  }
  return std::make_unique<RoomConversation>(hall_, place);
}

void Server::forget(std::uint64_t number, const std::exception_ptr& trouble) {
  report(trouble);
  sessions_.erase(number);
  if (sessions_.empty()) last_one_left_.notify();
}

asio::awaitable<void> Server::attend_console() {
  std::optional<Console> console = Console::open(context_.get_executor());
  if (console) co_await console->run([this](std::string_view typed) { return obey(typed); });
  if (desk_) desk_->close();
  if (!console) co_return;
  log(Level::steps, "Nobody listens to this keyboard any more; the daemon goes on. Ctrl-C stops it.");
}

// False when the operator has stopped the daemon.
bool Server::obey(std::string_view line) {
  const bool for_the_daemon = line.starts_with('/') || line == "exit";
  if (desk_ && !for_the_daemon && desk_->typed(line)) return true;
  const Typed typed = parse_typed(line);
  if (const auto* command = std::get_if<chat::Command>(&typed)) return obey(*command);
  if (const auto* change = std::get_if<ChangeLevel>(&typed)) change_level(change->level);
  if (const auto* show = std::get_if<ShowState>(&typed)) show_state(show->session);
  if (const auto* mistake = std::get_if<Mistake>(&typed)) log(Level::quiet, mistake->words);
  return true;
}

bool Server::obey(const chat::Command& command) {
  if (command.kind == chat::Command::Kind::exit) {
    told_to_stop_.notify();
    return false;
  }
  if (command.kind == chat::Command::Kind::help) log_lines(Level::quiet, console_help);
  if (!command.text.empty() || command.kind != chat::Command::Kind::say) hall_.hear(chat::console, command);
  return true;
}

void Server::change_level(std::optional<Level> level) {
  if (!level)
    return log(Level::quiet,
               "Level: " + std::string(name_of(log_level())) + ". To change it:  /level quiet|steps|bytes|secrets");
  set_log_level(*level);
  for (const auto& [number, session] : sessions_) session->set_level(log_level());
  log(Level::quiet, "Level: " + std::string(name_of(log_level())) + ".");
}

// Without a number the only session, or the state of each.
void Server::show_state(std::optional<std::uint64_t> number) {
  if (!number && sessions_.size() == 1) number = sessions_.begin()->first;
  if (!number) return log_lines(Level::quiet, states_in_words(sessions_));
  const auto session = sessions_.find(*number);
  if (session == sessions_.end()) return log(Level::quiet, "There is no session " + std::to_string(*number) + ".");
  log(Level::quiet, "session " + std::to_string(*number) + " from " + session->second->address());
  for (const std::string& line : trace::draw_path(session->second->path(), log_style())) log_view(line);
}

}  // namespace vitrine::daemon
