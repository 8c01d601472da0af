// Something that can happen often and is worth a line once a second. Used by net/accept.cpp and the daemon.
#pragma once
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

namespace vitrine::net {

class OnceASecond {
 public:
  using Clock = std::chrono::steady_clock;

  /// It happened. The line to write now, with a count if there were several since the last one; or nothing.
  std::optional<std::string> happened(std::string words, Clock::time_point now = Clock::now()) {
    ++count_;
    if (last_ && now - *last_ < std::chrono::seconds(1)) return std::nullopt;
    last_ = now;
    const std::size_t count = std::exchange(count_, 0);
    return count == 1 ? words : words + " (" + std::to_string(count) + " times)";
  }

 private:
  std::optional<Clock::time_point> last_;
  std::size_t count_ = 0;
};

}  // namespace vitrine::net
