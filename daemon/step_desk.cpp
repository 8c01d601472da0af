// Read before: step_desk.hpp.
#include "step_desk.hpp"

namespace vitrine::daemon {

namespace asio = boost::asio;

asio::awaitable<std::optional<std::string>> StepDesk::next_line() {
  if (closed_) co_return std::nullopt;
  Waiting me{net::Wakeup(executor_), {}};
  waiting_->push_back(&me);
  const auto leave = [waiting = waiting_](Waiting* one) { waiting->remove(one); };
  const std::unique_ptr<Waiting, decltype(leave)> while_waiting(&me, leave);  // it may be cancelled
  asio::awaitable<void> answered = me.answered.wait();
  co_await std::move(answered);
  co_return std::move(me.line);
}

bool StepDesk::typed(std::string_view line) {
  if (waiting_->empty()) return false;
  answer(std::string(line));
  return true;
}

void StepDesk::close() {
  closed_ = true;
  while (!waiting_->empty()) answer(std::nullopt);
}

void StepDesk::answer(std::optional<std::string> line) {
  Waiting& first = *waiting_->front();
  waiting_->pop_front();
  first.line = std::move(line);
  first.answered.notify();
}

}  // namespace vitrine::daemon
