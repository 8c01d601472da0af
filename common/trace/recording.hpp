// A file that a program adds to while it runs, for its owner alone (0600): new, or begun by a program of ours in the
// same format, and written by one program at a time. Read next: trace/packet_capture.hpp, trace/event_log.hpp.
#pragma once
#include <mutex>
#include <string>

#include "base/bytes.hpp"
#include "trace/style.hpp"

namespace vitrine::trace {

class Recording {
 public:
  /// How it begins: written into a new file, and behind what an older one of that kind holds already.
  struct Beginning {
    base::Bytes bytes;
    std::size_t mark;  // so many of them are the same in every file of that kind
  };
  /// `trouble` is told once, when something cannot be written; nothing more is written then. Throws std::runtime_error
  /// in words that name the path.
  Recording(const std::string& path, const Beginning& beginning, LineOut trouble);
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;
  ~Recording();

  /// All of it or nothing. Safe to call from several threads.
  void append(base::View bytes);

 private:
  void take_over(const Beginning& beginning) const;

  std::string path_;
  LineOut trouble_;
  int file_;
  std::mutex one_at_a_time_;
  bool broken_ = false;
};

}  // namespace vitrine::trace
