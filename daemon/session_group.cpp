// Read before: session_group.hpp.
#include "session_group.hpp"

#include "echo.hpp"
#include "room_conversation.hpp"
#include "web.hpp"

namespace vitrine::daemon {

namespace asio = boost::asio;

asio::awaitable<void> SessionGroup::live(Session::Setup setup, net::TlsStream::Socket socket) {
  const std::uint64_t number = setup.number;
  setup.converse = [this](const Conversation::Place& place) { return converse(place); };
  auto made = std::make_unique<Session>(std::move(setup), std::move(socket));
  const auto session = sessions_.emplace(number, std::move(made)).first;
  asio::awaitable<void> life = session->second->run();
  std::exception_ptr trouble;
  try {
    co_await std::move(life);
  } catch (...) {
    trouble = std::current_exception();
  }
  sessions_.erase(number);
  if (trouble) std::rethrow_exception(trouble);
}

std::unique_ptr<Conversation> SessionGroup::converse(const Conversation::Place& place) {
  switch (mode_) {
    case Mode::www:
      return std::make_unique<Web>(place);
    case Mode::echo:
      return std::make_unique<Echo>(place);
    case Mode::room:
      break;
  }
  return std::make_unique<RoomConversation>(table_, place);
}

void SessionGroup::stop() {
  for (const auto& [number, session] : sessions_) session->stop();
}

void SessionGroup::set_level(trace::Level level) {
  for (const auto& [number, session] : sessions_) session->set_level(level);
}

std::map<std::uint64_t, std::string> SessionGroup::states() const {
  std::map<std::uint64_t, std::string> all;
  for (const auto& [number, session] : sessions_)
    all.emplace(number, "from " + session->address() + ": " + std::string(session->path().state()));
  return all;
}

std::vector<std::string> SessionGroup::drawing(std::uint64_t number) const {
  const auto session = sessions_.find(number);
  if (session == sessions_.end()) return {};
  std::vector<std::string> lines{"session " + std::to_string(number) + " from " + session->second->address()};
  for (std::string& line : trace::draw_path(session->second->path(), log_style())) lines.push_back(std::move(line));
  return lines;
}

}  // namespace vitrine::daemon
