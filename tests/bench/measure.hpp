// CPU time of this thread, and the middle of many measurements. Read next: connect.hpp.
#pragma once
#include <algorithm>
#include <ctime>
#include <vector>

namespace bench {

/// Microseconds of CPU time that this thread has used.
inline double cpu_time() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

/// Adds up what one end's work costs, in microseconds.
class Timer {
 public:
  template <class Work>
  void operator()(Work work) {
    const double before = cpu_time();
    work();
    time_ += cpu_time() - before;
  }
  double time() const { return time_; }

 private:
  double time_ = 0;
};

class Samples {
 public:
  void add(double value) { values_.push_back(value); }
  /// What half of them stayed below: a few interrupted ones change nothing.
  double median() const {
    std::vector<double> sorted = values_;
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::ranges::nth_element(sorted, middle);
    return *middle;
  }

 private:
  std::vector<double> values_;
};

/// The samples of both ends.
struct Sides {
  Samples client;
  Samples server;
};

}  // namespace bench
