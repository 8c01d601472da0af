// `--step`: the operator's keyboard, as sessions see it that wait for an answer. Who has asked first is answered first.
// Read next: stepping.cpp.
#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "net/wakeup.hpp"

namespace vitrine::daemon {

class StepDesk {
 public:
  explicit StepDesk(boost::asio::any_io_executor executor) : executor_(std::move(executor)) {}

  /// The line that is typed for whoever asks; nothing when nobody sits there any more.
  boost::asio::awaitable<std::optional<std::string>> next_line();

  /// False when nobody waits for it.
  bool typed(std::string_view line);
  /// Nobody will type anything any more.
  void close();

 private:
  struct Waiting {
    net::Wakeup answered;
    std::optional<std::string> line;
  };
  void answer(std::optional<std::string> line);

  boost::asio::any_io_executor executor_;
  std::shared_ptr<std::list<Waiting*>> waiting_ = std::make_shared<std::list<Waiting*>>();  // a waiter may outlive us
  bool closed_ = false;
};

}  // namespace vitrine::daemon
