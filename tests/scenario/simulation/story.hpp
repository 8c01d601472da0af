// What happened in a world, told when somebody wants to know: TAP takes lines like these for comments.
#pragma once
#include <iostream>

namespace tests {

class Story {
 public:
  static Story silent() { return Story(nullptr); }
  static Story aloud() { return Story(&std::cout); }

  /// `words` are what to print, one after the other; they cost nothing when nobody listens.
  template <class... Words>
  void tell(const Words&... words) const {
    if (out_ != nullptr) ((*out_ << "# ") << ... << words) << std::endl;
  }

 private:
  explicit Story(std::ostream* out) : out_(out) {}
  std::ostream* out_;
};

}  // namespace tests
