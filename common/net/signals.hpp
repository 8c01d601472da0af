// The signals a program lives with, one after the other, as values. Read next: daemon/server.cpp.
#pragma once
#include <boost/asio/awaitable.hpp>
#include <boost/asio/signal_set.hpp>
#include <initializer_list>

namespace vitrine::net {

class Signals {
 public:
  /// From now on these do not end the program.
  Signals(const boost::asio::any_io_executor& executor, std::initializer_list<int> numbers);

  /// The number of the next one. None that came since the last call is lost.
  boost::asio::awaitable<int> next();

 private:
  boost::asio::signal_set set_;
};

}  // namespace vitrine::net
