// The secrets of a connection as lines that Wireshark and its kin read (SSLKEYLOGFILE, RFC 9850):
//   LABEL <client random> <secret>      both in hexadecimal
// Whoever has them reads everything, so they go nowhere unless asked for. Read next: trace/fan_out.hpp.
#pragma once
#include <atomic>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tls/event.hpp"
#include "trace/style.hpp"

namespace vitrine::trace {

/// Writes the lines of one connection, either role.
class KeyLog : public tls::EventSink {
 public:
  explicit KeyLog(LineOut out) : out_(std::move(out)) {}

  void on(const tls::Event& event) override;
  bool wants_secrets() const override { return true; }
  bool wants_details() const override { return false; }

 private:
  void remember(const tls::Message& message);
  void write(const tls::SecretDerived& secret);

  struct Entry {
    std::string_view label;
    std::string secret;  // in hexadecimal
  };
  void write(const Entry& entry) const;

  LineOut out_;
  std::string client_random_;   // of the first ClientHello, in hexadecimal
  std::vector<Entry> waiting_;  // a client derives the secret of its early data before its hello is sent
};

/// The file: appended to, made for its owner alone (0600), each line in one write(), so that any number of
/// connections, threads and programs can share it.
class KeyLogFile {
 public:
  /// `trouble` is told, once, when a line could not be written. Throws std::system_error, naming the path.
  explicit KeyLogFile(const std::string& path, LineOut trouble = {});
  KeyLogFile(const KeyLogFile&) = delete;
  KeyLogFile& operator=(const KeyLogFile&) = delete;
  ~KeyLogFile();

  /// False when the line could not be written. Safe to call from several threads.
  bool append(std::string_view line) const;

 private:
  std::string path_;
  LineOut trouble_;
  int file_;
  mutable std::atomic_flag troubled_;
};

}  // namespace vitrine::trace
