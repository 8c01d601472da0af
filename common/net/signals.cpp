// Read before: net/signals.hpp.
#include "net/signals.hpp"

#include <boost/asio/use_awaitable.hpp>

namespace vitrine::net {

Signals::Signals(const boost::asio::any_io_executor& executor, std::initializer_list<int> numbers) : set_(executor) {
  for (const int number : numbers) set_.add(number);
}

boost::asio::awaitable<int> Signals::next() { co_return co_await set_.async_wait(boost::asio::use_awaitable); }

}  // namespace vitrine::net
