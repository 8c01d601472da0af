// Read before: sessions.hpp.
#include "sessions.hpp"

#include <algorithm>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>

#include "log.hpp"
#include "net/elsewhere.hpp"

namespace vitrine::daemon {
namespace {

namespace asio = boost::asio;

constexpr std::size_t most_states_shown = 20;

}  // namespace

Sessions::Sessions(Workers& workers, Hall& hall, Mode mode)
    : first_(workers.first().get_executor()), last_one_left_(first_) {
  for (const Workers::Executor& executor : workers.executors())
    all_.push_back(std::make_unique<Home>(hall, Table::Threads{first_, executor}, mode));
}

// The fewest sessions: a thread that is behind has more of them left and gets fewer new ones, which taking turns would
// not notice. Of equals the last, because the first also accepts, and runs the room.
Workers::Executor Sessions::least_busy() const {
  const auto fewer = [](const auto& one, const auto& other) { return one->count < other->count; };
  return (*std::min_element(all_.rbegin(), all_.rend(), fewer))->group.executor();
}

Sessions::Home& Sessions::home_of(net::TlsStream::Socket& socket) {
  const auto lives_there = [&](const auto& home) { return socket.get_executor() == home->group.executor(); };
  return **std::find_if(all_.begin(), all_.end(), lives_there);
}

void Sessions::admit(Session::Setup setup, net::TlsStream::Socket socket) {
  Home& home = home_of(socket);
  const std::uint64_t number = setup.number;
  const auto signal = setup.life = std::make_shared<asio::cancellation_signal>();
  asio::awaitable<void> life = home.group.live(std::move(setup), std::move(socket));
  auto at_the_end = [this, number, signal](const std::exception_ptr& trouble) { forget(number, trouble); };
  homes_.emplace(number, &home);
  ++home.count;
  try {
    asio::co_spawn(home.group.executor(), std::move(life),
                   asio::bind_cancellation_slot(signal->slot(), asio::bind_executor(first_, std::move(at_the_end))));
  } catch (...) {
    forget(number, nullptr);
    throw;
  }
}

void Sessions::forget(std::uint64_t number, const std::exception_ptr& trouble) {
  if (trouble) log_trouble(trouble);
  const auto home = homes_.find(number);
  --home->second->count;
  homes_.erase(home);
  if (homes_.empty()) last_one_left_.notify();
}

void Sessions::stop() {
  for (const auto& home : all_) asio::post(home->group.executor(), [&group = home->group] { group.stop(); });
}

asio::awaitable<void> Sessions::all_gone() {
  while (!homes_.empty()) {
    asio::awaitable<void> last_one = last_one_left_.wait();
    co_await std::move(last_one);
  }
}

void Sessions::set_level(trace::Level level) {
  for (const auto& home : all_)
    asio::post(home->group.executor(), [&group = home->group, level] { group.set_level(level); });
}

asio::awaitable<std::vector<std::string>> Sessions::states(std::optional<std::uint64_t> number) {
  if (!number && homes_.size() == 1) number = homes_.begin()->first;
  if (!number) {
    auto asking = all_states();
    co_return co_await std::move(asking);
  }
  std::vector<std::string> lines;
  if (const auto home = homes_.find(*number); home != homes_.end()) {
    SessionGroup& group = home->second->group;
    auto drawing = net::elsewhere(group.executor(), [&group, number] { return group.drawing(*number); });
    lines = co_await std::move(drawing);
  }
  if (lines.empty()) lines.push_back("There is no session " + std::to_string(*number) + ".");
  co_return lines;
}

asio::awaitable<std::vector<std::string>> Sessions::all_states() {
  std::map<std::uint64_t, std::string> all;
  for (const auto& home : all_) {
    SessionGroup& group = home->group;
    auto asking = net::elsewhere(group.executor(), [&group] { return group.states(); });
    all.merge(co_await std::move(asking));
  }
  if (all.empty()) co_return std::vector<std::string>{"There is no session."};
  std::vector<std::string> lines{"/state N draws the machine of session N. Now:"};
  for (const auto& [number, state] : all) {
    if (lines.size() <= most_states_shown) lines.push_back("  session " + std::to_string(number) + " " + state);
  }
  if (all.size() > most_states_shown)
    lines.push_back("  and " + std::to_string(all.size() - most_states_shown) + " more");
  co_return lines;
}

}  // namespace vitrine::daemon
