// Read before: workers.hpp.
#include "workers.hpp"

#include <pthread.h>
#include <sched.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <exception>
#include <string>
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

// What waits in one context may hold something of another, such as a socket that is being accepted: all are emptied
// before any ends. Twice, because what is destroyed may post.
Workers::~Workers() {
  for (int round = 0; round < 2; ++round) {
    first_.shutdown();
    for (const auto& worker : others_) worker->context.shutdown();
  }
}

std::vector<Workers::Executor> Workers::executors() {
  std::vector<Executor> all{first_.get_executor()};
  for (const auto& worker : others_) all.push_back(worker->context.get_executor());
  return all;
}

void Workers::run() {
  std::vector<std::jthread> threads;
  threads.reserve(others_.size());
  const auto stop_all = [](Workers* all) { all->stop(); };
  const std::unique_ptr<Workers, decltype(stop_all)> before_they_are_joined(this, stop_all);
  for (std::size_t i = 0; i < others_.size(); ++i) threads.emplace_back([this, i] { work(i); });
  first_.run();
}

void Workers::stop() {
  for (const auto& worker : others_) worker->context.stop();
  first_.stop();
}

// Its name is for whoever looks with top -H or a debugger.
void Workers::work(std::size_t number) {
  pthread_setname_np(pthread_self(), ("vitrined-" + std::to_string(number + 2)).c_str());
  try {
    others_[number]->context.run();
  } catch (...) {
    boost::asio::post(first_, [trouble = std::current_exception()] { std::rethrow_exception(trouble); });
  }
}

}  // namespace vitrine::daemon
