// Read before: server.hpp.
#include "server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <csignal>

#include "console.hpp"
#include "files/credential.hpp"
#include "log.hpp"
#include "net/accept.hpp"
#include "net/clock.hpp"
#include "net/race.hpp"
#include "typed.hpp"

namespace vitrine::daemon {
namespace {

namespace asio = boost::asio;
using trace::Level;

constexpr auto goodbye_limit = std::chrono::seconds(10);
constexpr auto key_interval = std::chrono::minutes(10);  // how often somebody looks whether it is time for new ones

// Lines that begin with "--" tell who comes and goes; nobody but the room can write one.
void show(std::string_view line) { log(line.starts_with("--") ? Level::quiet : Level::steps, line); }

// For coroutines that should never end by an exception.
void report(const std::exception_ptr& trouble) {
  if (trouble) log_trouble(trouble);
}

}  // namespace

Server::Server(Workers& workers, Options options, const Identity& identity)
    : context_(workers.first()),
      options_(std::move(options)),
      configuration_(options_),
      key_log_(open_key_log(options_)),
      recordings_(open_recordings(options_)),
      ca_file_(identity.ca_file),
      client_ca_file_(files::shown(client_ca_file(options_))),
      hall_(identity.name, show),
      sessions_(workers, hall_, options_.mode),
      signals_(context_.get_executor(), {SIGINT, SIGTERM, SIGHUP}),
      told_to_stop_(context_.get_executor()) {
  configuration_.load(identity, net::precise_clock());
  if (options_.step) desk_.emplace(context_.get_executor());
  listeners_ = open_listeners(context_.get_executor(), options_);
}

asio::awaitable<void> Server::run() {
  begin_to_accept();
  asio::co_spawn(context_, attend_console(), report);
  asio::co_spawn(context_, tend_keys(), report);
  asio::awaitable<void> signals = obey_signals();
  asio::awaitable<void> word_to_stop = told_to_stop_.wait();
  co_await net::race(std::move(signals), std::move(word_to_stop));
  for (auto& acceptor : listeners_) acceptor.close();
  co_await say_goodbye();
}

void Server::begin_to_accept() {
  const net::AcceptEvents events{[this](asio::ip::tcp::socket socket) { admit(std::move(socket)); },
                                 [](std::string_view words) { log(Level::quiet, "✘ " + std::string(words)); },
                                 [this] { return sessions_.least_busy(); }};
  for (auto& acceptor : listeners_) asio::co_spawn(context_, net::accept_loop(acceptor, events), report);
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

// The announcement is posted to each thread before the word to stop, and arrives there before it.
asio::awaitable<void> Server::say_goodbye() {
  const bool alone = sessions_.size() == 0;
  log(Level::quiet, alone ? "Stopped." : "Stopping: saying goodbye to everyone. A second signal stops at once.");
  if (alone) co_return;
  hall_.close("the server stops");
  sessions_.stop();
  asio::awaitable<void> everyone = sessions_.all_gone();
  asio::awaitable<void> end_of_patience = lose_patience();
  co_await net::race(std::move(everyone), std::move(end_of_patience));
  log(Level::quiet, sessions_.size() == 0 ? "Stopped." : "Stopped, without waiting any longer.");
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
  Session::Setup setup{number,
                       options_.seed,
                       configuration_.current(),
                       key_log_.get(),
                       recordings_.get(),
                       options_.handshake_timeout,
                       desk_ ? &*desk_ : nullptr,
                       ca_file_,
                       client_ca_file_,
                       {},
                       {}};
  sessions_.admit(std::move(setup), std::move(socket));
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
  if (const auto* show = std::get_if<ShowState>(&typed)) asio::co_spawn(context_, show_state(show->session), report);
  if (const auto* mistake = std::get_if<Mistake>(&typed)) log(Level::quiet, mistake->words);
  return true;
}

bool Server::obey(const chat::Command& command) {
  if (command.kind == chat::Command::Kind::exit) {
    told_to_stop_.notify();
    return false;
  }
  if (command.kind == chat::Command::Kind::help) log_lines(Level::quiet, console_help);
  if (!command.text.empty() || command.kind != chat::Command::Kind::say) hall_.hear_operator(command);
  return true;
}

void Server::change_level(std::optional<Level> level) {
  if (!level)
    return log(Level::quiet,
               "Level: " + std::string(name_of(log_level())) + ". To change it:  /level quiet|steps|bytes|secrets");
  set_log_level(*level);
  sessions_.set_level(log_level());
  log(Level::quiet, "Level: " + std::string(name_of(log_level())) + ".");
}

asio::awaitable<void> Server::show_state(std::optional<std::uint64_t> number) {
  auto asking = sessions_.states(number);
  log_views(co_await std::move(asking));
}

}  // namespace vitrine::daemon
