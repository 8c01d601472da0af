// The threads: one io_context for each, and nobody else runs it. What lives on a context is touched by its thread
// alone; whoever wants something of it posts there. Read next: server.hpp, sessions.hpp.
#pragma once
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <vector>

namespace vitrine::daemon {

/// How many cores this process may use.
std::size_t usable_cores();

class Workers {
 public:
  using Executor = boost::asio::io_context::executor_type;

  explicit Workers(std::size_t count);
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  ~Workers();

  /// Its thread is the one that calls run().
  boost::asio::io_context& first() { return first_; }
  /// Of each, the first first.
  std::vector<Executor> executors();

  /// Until stop(); then all threads have ended, too. Throws what a handler of any of them threw, which ends them all.
  void run();
  /// From any thread.
  void stop();

 private:
  struct Context : boost::asio::io_context {
    Context() : io_context(1) {}
    using io_context::shutdown;
  };
  struct Worker {
    Context context;
    boost::asio::executor_work_guard<Executor> more_will_come{context.get_executor()};
  };
  void work(std::size_t number);

  Context first_;
  std::vector<std::unique_ptr<Worker>> others_;
};

}  // namespace vitrine::daemon
