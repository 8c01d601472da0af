// Read before: workers.hpp.
#include "workers.hpp"

#include <sched.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <exception>
#include <thread>

namespace vitrine::daemon {

std::size_t usable_cores() {
  cpu_set_t mine;
  const bool known = sched_getaffinity(0, sizeof mine, &mine) == 0;  // unless there are more than 1024
  return std::max(1U, known ? static_cast<unsigned>(CPU_COUNT(&mine)) : std::thread::hardware_concurrency());
}

Workers::Workers(std::size_t count) {
  while (others_.size() + 1 < count) others_.push_back(std::make_unique<Worker>());
}

std::vector<Workers::Executor> Workers::executors() {
  std::vector<Executor> all{first_.get_executor()};
  for (const auto& worker : others_) all.push_back(worker->context.get_executor());
  return all;
}

void Workers::run() {
  std::vector<std::jthread> threads;
  const auto stop_all = [](Workers* all) { all->stop(); };
  const std::unique_ptr<Workers, decltype(stop_all)> before_they_are_joined(this, stop_all);
  for (const auto& worker : others_) threads.emplace_back([&] { work(worker->context); });
  first_.run();
}

void Workers::stop() {
  for (const auto& worker : others_) worker->context.stop();
  first_.stop();
}

void Workers::work(boost::asio::io_context& context) {
  try {
    context.run();
  } catch (...) {
    boost::asio::post(first_, [trouble = std::current_exception()] { std::rethrow_exception(trouble); });
  }
}

}  // namespace vitrine::daemon
