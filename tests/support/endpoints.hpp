// Clients and servers for tests: certificates of every kind, a fixed time, repeatable randomness, and a pair of
// connections joined in memory. Read next: tests/scenario/.
#pragma once
#include <deque>
#include <string>
#include <vector>

#include "tls/connection.hpp"

namespace tests {

namespace tls = vitrine::tls;
namespace base = vitrine::base;
namespace crypto = vitrine::crypto;

/// The time that every test of this kind takes place at: 2026-06-01 00:00 UTC.
crypto::Time now();
/// The same as a clock.
inline tls::Time no_time_passes() { return now(); }

/// Bytes that look random and are the same for the same seed.
class SeededRandom final : public crypto::Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : seed_(seed) {}
  void fill(base::MutableView out) override;

 private:
  std::uint64_t seed_;
  std::uint64_t block_ = 0;
};

/// A file of tests/vectors/endpoints.
std::string endpoint_file(const std::string& name);
/// `kind` is p256, p384, ed25519 or rsa2048; all of them are for localhost.
std::shared_ptr<const tls::Credential> credential(const std::string& kind);
/// Nothing is compressed, since not every build can: a test that is about it says so.
tls::ServerConfig server_config(const std::string& kind = "p256");
/// Trusts the CA of those certificates.
tls::ClientConfig client_config();

/// One record as it was sent.
struct SentRecord {
  tls::ContentType type;
  bool is_protected;
  std::uint64_t sequence;
  std::size_t wire_length;
  std::size_t padding;
  base::Bytes content;
};

/// Keeps what it needs of the events: names of messages, arrows, secrets by name, checks that failed.
class Recorder final : public tls::EventSink {
 public:
  /// `also` is shown everything, too; null: nobody is.
  explicit Recorder(tls::EventSink* also = nullptr) : also_(also) {}
  void on(const tls::Event& event) override;
  bool wants_secrets() const override { return true; }

  std::vector<std::string> arrows;
  std::vector<std::string> messages;                         // "> ClientHello", "< ServerHello"
  std::vector<std::pair<std::string, base::Bytes>> secrets;  // by the RFC's name, in order
  std::vector<tls::AlertDescription> alerts_sent;
  std::optional<std::size_t> records_at_fatal_alert;               // how many had been sent before it
  std::vector<tls::CertificateCompressionAlgorithm> compressions;  // of the CompressedCertificates sent
  std::vector<std::string> records;                                // "> handshake 250"
  std::vector<SentRecord> sent;
  base::Bytes secret(const std::string& name) const;  // the last of that name; empty: none

 private:
  tls::EventSink* also_;
};

/// Whom a client wants, as often as a test likes; a ticket, which can be used once, is given to the Pair.
struct Host {
  std::string host;
  std::string server_name;
  operator tls::ServerIdentity() const { return {host, server_name}; }
};

/// What a pair is made of. The defaults connect.
struct Setup {
  tls::ClientConfig client = client_config();
  tls::ServerConfig server = server_config();
  Host identity{"localhost", ""};
  std::uint64_t seed = 1;
  tls::Time now = tests::now();
  std::chrono::milliseconds server_clock_ahead{0};
  tls::EventSink* client_watcher = nullptr;  // is shown everything that the Recorder sees
  tls::EventSink* server_watcher = nullptr;
};

/// A client and a server, joined by this program alone.
class Pair {
 public:
  explicit Pair(Setup setup = {});
  /// Resuming, with early data if `identity` wants it.
  Pair(Setup setup, tls::ServerIdentity identity);

  /// Carries bytes both ways until nobody has any. `piece` bytes at a time; 0: all at once.
  void run(std::size_t piece = 0);
  /// Takes everything that one has to send.
  static base::Bytes take(tls::Connection& from);
  /// Gives bytes to one, in pieces; takes its plaintext along.
  void give(tls::Connection& to, base::View bytes, std::size_t piece = 0);
  bool connected() const;
  /// Application data of one, which is noted if it could be sent; of a server before its client has finished, too.
  bool say(tls::Connection& from, std::string_view text);
  /// A client's early data.
  bool say_early(std::string_view text);
  /// State, and failure if any, of both: what a test prints when they did not connect.
  std::string describe() const;

  Recorder client_events;
  Recorder server_events;
  SeededRandom client_random;
  SeededRandom server_random;
  tls::Connection client;
  tls::Connection server;
  base::Bytes client_said;
  base::Bytes client_said_early;
  base::Bytes server_said;
  base::Bytes client_got;  // plaintext that arrived at the client
  base::Bytes server_got;
  base::Bytes server_got_early;
  bool released_too_early = false;  // plaintext, or keys for others, before the peer's Finished

 private:
  void note_release(const tls::Connection& from);
};

}  // namespace tests
