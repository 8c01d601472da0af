// The order of things. What is said at the end is in ending.cpp. Read before: session.hpp.
#include "session.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>
#include <filesystem>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "base/printable.hpp"
#include "connect.hpp"
#include "crypto/random.hpp"
#include "net/clock.hpp"
#include "net/race.hpp"
#include "trace/resumption_words.hpp"
#include "trace/text.hpp"
#include "trust.hpp"

namespace vitrine::cli {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

asio::awaitable<void> first_of(asio::awaitable<void> a, asio::awaitable<void> b) {
  co_await net::race(std::move(a), std::move(b));
}

}  // namespace

Session::Session(Options options, Terminal& terminal, const trace::Style& style)
    : options_(std::move(options)),
      terminal_(terminal),
      style_(style),
      ca_file_(trusted_file(options_)),
      tickets_(options_.session_file, net::to_text(options_.address)),
      early_line_{options_.early_data, options_.nick} {
  if (options_.step && !terminal_.interactive())
    throw UsageError{"--step asks questions, and needs a terminal to hear the answers: stdin and stdout."};
  open_files();
}

asio::awaitable<ExitCode> Session::run() {
  signals_.emplace(co_await asio::this_coro::executor,
                   std::initializer_list<int>{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP});
  announce();
  asio::awaitable<void> working = work();
  asio::awaitable<void> interruption = until_interrupted();
  const net::Ending ending = co_await net::race(std::move(working), std::move(interruption));
  interrupted_ = ending.first == 1;
  if (!interrupted_ && ending.error) std::rethrow_exception(ending.error);
  if (steps_) leave_step_by_step();
  if (stream_) co_await say_goodbye();
  keep_tickets();
  if (!code_) end_after_goodbye();
  co_return *code_;
}

asio::awaitable<void> Session::work() {
  while (co_await reach()) {
    const Conversation::Parts parts{*stream_,
                                    terminal_,
                                    watchers_->view,
                                    [this] { return trace::draw_path(watchers_->path, style_); },
                                    [this] { return can_resume(); },
                                    options_.timeout};
    conversation_.emplace(parts);
    if (sent_early_) tell_of_early_data();
    asio::awaitable<Conversation::Ending> conversing = conversation_->run(options_.nick);
    left_ = co_await std::move(conversing);
    if (left_ != Conversation::Ending::resumes) break;
    co_await begin_again();
  }
}

/// What is wrong with the files that were named, if anything is.
std::optional<UsageError> Session::prepare() {
  try {
    config_ = std::make_shared<const tls::ClientConfig>(config());
    return std::nullopt;
  } catch (const UsageError& error) {
    return error;
  }
}

/// True when there is a connection, and its handshake is done. Files that are no use are found before anybody is
/// called; but whoever has no CA yet may have no daemon either, and hears that first.
asio::awaitable<bool> Session::reach() {
  const std::optional<UsageError> unusable = prepare();
  if (unusable && !waits_for_a_ca(options_)) {
    end(ExitCode::usage, {unusable->text});
    co_return false;
  }
  asio::awaitable<std::variant<tcp::socket, NoConnection>> connecting =
      connect(options_.address, options_.seed ? Reach::this_machine : Reach::anywhere, options_.connect_timeout);
  std::variant<tcp::socket, NoConnection> connected = co_await std::move(connecting);
  if (const auto* none = std::get_if<NoConnection>(&connected)) {
    end(none->code, none->lines);
    co_return false;
  }
  if (unusable) {
    end(ExitCode::usage, {unusable->text});
    co_return false;
  }
  asio::awaitable<bool> securing = secure(std::move(std::get<tcp::socket>(connected)));
  co_return co_await std::move(securing);
}

/// The server hears goodbye, and nothing of this connection is left but its tickets, our name and two numbers.
asio::awaitable<void> Session::begin_again() {
  asio::awaitable<void> closing = shut_down();
  asio::awaitable<void> limit = net::sleep_for(options_.timeout);
  co_await net::race(std::move(closing), std::move(limit));
  sent_before_ += conversation_->sent();
  received_before_ += conversation_->received();
  if (!conversation_->nick().empty()) options_.nick = conversation_->nick();
  options_.level = watchers_->view.level();
  conversation_.reset();
  stream_.reset();
  if (options_.level != trace::Level::quiet) terminal_.note("Connecting again, to resume");
}

/// True when the handshake is done.
asio::awaitable<bool> Session::secure(tcp::socket socket) {
  try {
    open_stream(std::move(socket));
  } catch (const UsageError& error) {
    end(ExitCode::usage, {error.text});
    co_return false;
  }
  const auto start = std::chrono::steady_clock::now();
  auto shaking = options_.step ? step_by_step() : handshake();
  const std::optional<boost::system::error_code> ending = co_await std::move(shaking);
  if (code_) co_return false;
  if (stream_->connection().status() == tls::Status::handshaking && !ending) {
    const trace::Timeout timeout{std::chrono::ceil<std::chrono::seconds>(options_.timeout),
                                 stream_->connection().state()};
    end(ExitCode::timeout, trace::explain_timeout(timeout, circumstances()));
    stream_.reset();
    co_return false;
  }
  if (ending.value_or(boost::system::error_code()) || stream_->connection().status() == tls::Status::failed) {
    leave_early_data_open();
    end_with_failure();
    co_return false;
  }
  show_secure(std::chrono::steady_clock::now() - start - (steps_ ? steps_->thinking() : std::chrono::seconds(0)));
  co_return true;
}

/// How it ended; nothing: not in time.
asio::awaitable<std::optional<boost::system::error_code>> Session::handshake() {
  auto shaking = stream_->async_handshake(asio::as_tuple(asio::use_awaitable));
  const auto ended = co_await net::within(options_.timeout, std::move(shaking));
  if (!ended) co_return std::nullopt;
  co_return std::get<0>(*ended);
}

asio::awaitable<void> Session::until_interrupted() {
  while (true) {
    const int number = co_await signals_->next();
    if (number != SIGWINCH && number != SIGTSTP) co_return;
    terminal_.signalled(number);
  }
}

/// Whatever happened, the peer is told what there is to tell, and gets some time to read it.
asio::awaitable<void> Session::say_goodbye() {
  show_loose_ends();
  const bool hurry = interrupted_ || code_ || left_ != Conversation::Ending::we_left;
  asio::awaitable<void> closing = shut_down();
  asio::awaitable<void> limit =
      net::sleep_for(hurry ? std::min(options_.timeout, std::chrono::milliseconds(1000)) : options_.timeout);
  asio::awaitable<void> either = first_of(std::move(closing), std::move(limit));
  asio::awaitable<void> interruption = until_interrupted();
  co_await net::race(std::move(either), std::move(interruption));
}

asio::awaitable<void> Session::shut_down() { co_await stream_->async_shutdown(asio::as_tuple(asio::use_awaitable)); }

void Session::announce() {
  if (options_.seed) terminal_.note(lesson::banner(*options_.seed));
  announce_files();
  if (options_.level == trace::Level::secrets) terminal_.note(secrets_banner);
  if (options_.step) terminal_.note(step_hint);
  if (options_.level != trace::Level::quiet)
    terminal_.note("Connecting to " + base::printable(net::to_text(options_.address)));
}

void Session::open_stream(tcp::socket socket) {
  tls::ServerIdentity server{options_.server_name, "", tickets_.take()};
  const std::string alpn = server.ticket ? server.ticket->alpn : "";
  server.offer_early_data = announces_early_data(server.ticket);
  watch();
  random_.emplace(options_.seed, "client connection " + std::to_string(++connections_));
  record(socket);
  try {
    stream_.emplace(
        std::move(socket),
        tls::Connection::client(config_, std::move(server), random_->get(), net::precise_clock(), &watchers_->sink),
        net::precise_clock);
  } catch (const std::invalid_argument& error) {
    throw UsageError{"Not connected: " + base::printable(error.what()) + "\n  vitrine --help  has examples."};
  }
  say_early(alpn);
}

void Session::watch() {
  steps_.reset();
  if (options_.step) steps_.emplace(terminal_, style_);
  watchers_.emplace([this](std::string_view line) { steps_ ? steps_->scene().line(line) : terminal_.note(line); },
                    view_options(), key_log_file_ ? &*key_log_file_ : nullptr);
  if (steps_) watchers_->sink.add(steps_->scene());
}

trace::ClientView::Options Session::view_options() const {
  return {options_.level, style_, options_.server_name, std::filesystem::path(ca_file_).filename().string()};
}

void Session::show_secure(std::chrono::steady_clock::duration time) {
  const tls::Session& session = stream_->connection().session();
  terminal_.note("Secure: TLS 1.3, " + (session.group ? tls::name_of(*session.group) : "") + ", " +
                 (session.cipher_suite ? tls::name_of(*session.cipher_suite) : "") + ", server \"" +
                 base::printable(options_.server_name) + "\" " +
                 trace::how_server_is_known(session, net::precise_clock()) + ". " +
                 (session.hello_retry_request ? "2 round trips, " : "1 round trip, ") +
                 trace::duration(std::chrono::duration_cast<std::chrono::microseconds>(time)) + '.');
  if (options_.level == trace::Level::quiet) return;
  if (chat::form_of(session.alpn) == chat::Form::plain)
    terminal_.note("The server chose " + (session.alpn.empty() ? "no protocol" : base::printable(session.alpn)) +
                   " (ALPN), so these are lines of plain text, and none is confirmed.");
  if (terminal_.interactive()) terminal_.note("Type and press Enter. /help lists commands, exit leaves.");
}

}  // namespace vitrine::cli
