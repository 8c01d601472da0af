// One of the program's outputs: whole lines, each written at once, and an end that is noticed instead of a signal.
#pragma once
#include <string_view>

namespace vitrine::cli {

class Output {
 public:
  explicit Output(int descriptor);

  /// Waits if it must. After a failure (nobody reads the pipe any more) it does nothing.
  void write(std::string_view text);
  bool lost() const { return lost_; }
  bool is_terminal() const { return is_terminal_; }

 private:
  int descriptor_;
  bool is_terminal_;
  bool lost_ = false;
};

}  // namespace vitrine::cli
