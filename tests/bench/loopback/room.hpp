// Members of a room who talk and listen, or visitors of any server who do nothing. The first few of them are those who
// speak. Read next: load.cpp.
#pragma once
#include <vector>

#include "visitor.hpp"

namespace load {

struct Talk {
  Seconds duration{1};
  double lines_per_second = 0;  // 0: as fast as the room can
};

struct Heard {
  std::size_t lines = 0;       // said
  std::size_t deliveries = 0;  // heard, by all members together
  std::size_t missing = 0;     // not heard by somebody within some seconds
  Seconds lasted{};
  std::vector<float> latencies;  // µs from before it was said until it was heard, of each delivery, sorted
};

class Room {
 public:
  explicit Room(Target target) : target_(std::move(target)) {}

  /// Until there are `count`, all established; in a room, until all have heard of all. Throws std::runtime_error when
  /// that takes too long.
  void grow(std::size_t count);
  /// Some members say lines in turn, and everybody hears them.
  Heard talk(const Talk& talk);

  std::size_t members() const { return members_.size(); }
  /// Members that the server closed, or that heard something wrong.
  std::size_t lost() const { return lost_; }

 private:
  struct Line {
    Clock::time_point said;
    std::size_t heard = 0;
  };

  struct Member {
    std::unique_ptr<Visitor> visitor;  // null: lost
    bool arrived = false;              // established, and in a room, welcomed
  };

  void attend(std::size_t number);
  bool hear(Member& member);
  void listen(std::string& heard);
  void note(std::size_t line);
  void say_next(Clock::time_point now);
  bool goes_on(const Talk& talk, Seconds since) const;
  bool may_speak(const Talk& talk, Clock::time_point start) const;
  void wait(std::chrono::milliseconds limit);
  std::size_t present() const { return members_.size() - lost_; }
  Heard summary(Clock::time_point start);

  Target target_;
  Poll poll_;
  std::vector<Member> members_;
  std::size_t arrived_ = 0;
  std::size_t lost_ = 0;
  std::vector<Line> lines_;
  std::size_t complete_ = 0;  // lines that everybody heard
  std::vector<float> latencies_;
};

}  // namespace load
