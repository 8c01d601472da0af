// Read before: steps.hpp.
#include "steps.hpp"

namespace vitrine::cli {

namespace asio = boost::asio;

asio::awaitable<bool> Steps::pause(std::string_view state) {
  const auto begin = std::chrono::steady_clock::now();
  bool going_on = true;
  if (scene_.has_flight()) going_on = co_await ask(state);
  thinking_ += std::chrono::steady_clock::now() - begin;
  scene_.sent();
  if (going_on) anything_sent_ = true;
  co_return going_on;
}

asio::awaitable<bool> Steps::ask(std::string_view state) {
  scene_.pause(state);
  while (scene_.asking()) {
    const std::optional<std::string> line = co_await terminal_.next_line();
    if (!line) co_return false;
    terminal_.typed(*line);
    if (!scene_.answer(*line)) co_return false;
  }
  co_return true;
}

}  // namespace vitrine::cli
