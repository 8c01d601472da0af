// The life of a session, in the order in which it is lived. Read before: session.hpp.
#include "session.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/printable.hpp"
#include "credentials.hpp"
#include "net/accept.hpp"
#include "net/clock.hpp"
#include "net/race.hpp"
#include "trace/resumption_words.hpp"

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

trace::PacketCapture::Ends ends_of(const net::TlsStream::Socket& socket) {
  const net::Ends ends = net::ends_of(socket);
  return {tls::Role::server, {ends.local.host, ends.local.port}, {ends.remote.host, ends.remote.port}};
}

// Without the port: a client that comes again with its cookie has another.
std::string host_of(const std::string& address) { return address.substr(0, address.rfind(':')); }

std::optional<lesson::Scene::Options> scene_for(const Session::Setup& setup) {
  if (setup.desk == nullptr) return std::nullopt;
  const auto out = [session = setup.number](std::string_view line) { log_view(session, line); };
  return lesson::Scene::Options{tls::Role::server, log_style(), out, "session " + std::to_string(setup.number) + ": "};
}

}  // namespace

Session::Session(Setup setup, net::TlsStream::Socket socket)
    : setup_(std::move(setup)),
      address_(address_of(socket)),
      trace_(setup_.number, setup_.key_log, scene_for(setup_)),
      random_(setup_.seed, "server session " + std::to_string(setup_.number)),
      stream_(std::move(socket),
              tls::Connection::server(setup_.config, random_.get(), net::precise_clock(), &trace_.sink,
                                      {host_of(address_)}),
              net::precise_clock) {
  if (setup_.recordings != nullptr)
    trace_.recorders =
        std::make_unique<trace::Recorders>(*setup_.recordings, ends_of(stream_.socket()), setup_.number, trace_.sink);
}

void Session::stop() {
  stopped_ = true;
  setup_.life->emit(asio::cancellation_type::terminal);
}

asio::awaitable<void> Session::run() {
  trace_.view.begin(setup_.number, address_);
  std::exception_ptr trouble;
  try {
    asio::awaitable<void> serving = serve();
    co_await std::move(serving);
  } catch (...) {
    trouble = std::current_exception();
  }
  co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
  if (trouble && !stopped_) {
    reason_ = "trouble in the daemon";
    log_trouble(trouble, "session " + std::to_string(setup_.number) + ": ");
  }
  if (trace_.scene) trace_.scene->release();
  if (conversation_) {
    asio::awaitable<void> leaving = conversation_->leave(reason_);
    co_await std::move(leaving);
  }
  if (!abandoned_) co_await part();
}

asio::awaitable<void> Session::serve() {
  if (!co_await shake_hands()) co_return;
  conversation_ = setup_.converse({stream_, setup_.number});
  asio::awaitable<ErrorCode> conversing = conversation_->run();
  const ErrorCode error = co_await std::move(conversing);
  if (error) note_ending(error);
}

asio::awaitable<bool> Session::shake_hands() {
  auto shaking = setup_.desk == nullptr ? handshake() : step_by_step();
  const std::optional<ErrorCode> error = co_await std::move(shaking);
  if (!error) {
    abandoned_ = true;
    const trace::Timeout timeout{setup_.handshake_timeout, stream_.connection().state()};
    log_view(setup_.number, trace::explain_timeout(timeout, circumstances()));
    co_return false;
  }
  if (*error) note_ending(*error);
  tell_how_known(*error);
  co_return !*error;
}

// How it ended; nothing: not in time. The limit counts from the beginning, however busily the client sends single
// bytes.
asio::awaitable<std::optional<Session::ErrorCode>> Session::handshake() {
  auto shaking = stream_.async_handshake(token);
  const auto result = co_await net::within(setup_.handshake_timeout, std::move(shaking));
  if (!result) co_return std::nullopt;
  co_return std::get<0>(*result);
}

// Of a handshake that did not end well only what became of its early data: that is how a replay looks.
void Session::tell_how_known(const ErrorCode& error) const {
  const tls::Session& session = stream_.connection().session();
  if (error) {
    const bool refused = session.early_data != tls::EarlyData::accepted;
    const std::string words = trace::early_data_words(session);
    if (refused && !words.empty()) tell("  early data " + words);
    return;
  }
  if (log_level() < trace::Level::steps) return;
  for (const std::string& line : trace::resumption_words(session, net::precise_clock())) tell("  " + line);
}

/// Below what the view shows of this session, at the level of its steps.
void Session::tell(const std::string& line) const {
  if (log_level() >= trace::Level::steps) log_view(setup_.number, trace::fit(base::printable(line), log_style()));
}

asio::awaitable<void> Session::part() {
  asio::awaitable<bool> goodbye = say_last_words();
  const std::optional<bool> said = co_await net::within(goodbye_limit, std::move(goodbye));
  if (!said)
    log(trace::Level::steps,
        "✘ session " + std::to_string(setup_.number) + ": no answer to our goodbye within 3 s; closed.");
}

asio::awaitable<bool> Session::say_last_words() {
  if (conversation_ && stream_.connection().status() != tls::Status::failed) {
    asio::awaitable<void> speaking = conversation_->last_words();
    co_await std::move(speaking);
  }
  auto closing = stream_.async_shutdown(token);
  co_await std::move(closing);
  co_return true;
}

void Session::note_ending(const ErrorCode& error) {
  if (error == asio::error::eof || error == asio::error::operation_aborted) return;
  reason_ = "connection lost";
  log_view(setup_.number, trace::explain_failure(trace::failure_of(stream_.connection()), circumstances()));
}

trace::Circumstances Session::circumstances() const {
  trace::Circumstances around;
  around.role = tls::Role::server;
  around.style = log_style();
  around.established = conversation_ != nullptr;
  around.peer_has_spoken = stream_.connection().peer_has_spoken();
  around.now = wall_clock();
  around.address = address_;
  around.session = setup_.number;
  around.server_ca_file = setup_.ca_file;
  around.client_ca_file = setup_.client_ca_file;
  const std::vector<crypto::Certificate>& shown = stream_.connection().session().peer_chain;
  if (!shown.empty()) around.certificate = shown.front();
  return around;
}

}  // namespace vitrine::daemon
