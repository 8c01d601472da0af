// Handshake after handshake, some at one time: connect, a full handshake, close_notify, the server's close_notify or
// end. Read next: load.cpp.
#pragma once
#include <map>
#include <vector>

#include "visitor.hpp"

namespace load {

struct HandshakeLoad {
  std::size_t at_one_time = 16;
  Seconds duration{1};
  std::size_t most = 0;  // end earlier, after so many; 0: no such end
};

class Handshakes {
 public:
  Handshakes(Target target, const HandshakeLoad& load);

  void run();

  std::size_t completed = 0;
  Seconds lasted{};
  std::map<std::string, std::size_t> errors;  // what, and how often

 private:
  void begin(std::size_t number);
  void attend(std::size_t number);
  bool is_over() const;

  Target target_;
  HandshakeLoad load_;
  Poll poll_;
  std::vector<std::unique_ptr<Visitor>> visitors_;
  std::size_t begun_ = 0;
  std::size_t running_ = 0;
  Clock::time_point start_;
};

}  // namespace load
