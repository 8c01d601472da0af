// What a piece of work throws, to be looked at.
#pragma once
#include <stdexcept>

namespace tests {

/// The Error that `work` throws. Any other ending is an exception of its own, and the test fails.
template <class Error, class Work>
Error thrown(Work work) {
  try {
    work();
  } catch (const Error& error) {
    return error;
  }
  throw std::logic_error("nothing was thrown");
}

}  // namespace tests
