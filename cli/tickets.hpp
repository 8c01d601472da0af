// The tickets that we have for one server: in memory for this run and, where there is a session file, in that alone, so
// that no other run of ours uses the same one.
// Read before: session_file.hpp. Read next: session.cpp.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "session_file.hpp"
#include "tls/connection.hpp"

namespace vitrine::cli {

class Tickets {
 public:
  /// `file` may be empty: none. `address` is whom they are for.
  Tickets(const std::string& file, std::string address);

  /// Takes what came on that connection. Throws UsageError when it cannot be written down.
  void collect(tls::Connection& connection);
  /// The newest, once. Throws UsageError when the session file cannot be used.
  std::optional<tls::ClientTicket> take();
  /// Whether take() will give one, which is set aside for it. Throws as take() does.
  bool have_one();

 private:
  std::optional<SessionFile> file_;
  std::string address_;
  std::vector<tls::ClientTicket> tickets_;  // newest last; empty where there is a file
  std::optional<tls::ClientTicket> set_aside_;
};

}  // namespace vitrine::cli
