// Tickets from one run to the next: a file that only its owner can read, a line for each. A ticket is taken out when it
// is used, so that no two connections use the same one (RFC 9846 Appendix C.4). Read next: session.cpp.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tls/ticket.hpp"

namespace vitrine::cli {

class SessionFile {
 public:
  /// Nothing is touched yet.
  explicit SessionFile(std::filesystem::path path) : path_(std::move(path)) {}

  /// The newest ticket for that address, out of the file. Throws UsageError when the file is there and cannot be used;
  /// one that does not exist has none.
  std::optional<tls::ClientTicket> take(const std::string& address);
  /// Adds these, and leaves out what has expired. Throws UsageError.
  void keep(const std::string& address, const std::vector<tls::ClientTicket>& tickets, tls::Time now);

 private:
  std::filesystem::path path_;
};

}  // namespace vitrine::cli
