// Our server in the server's place of a trace, entered anywhere, with the trace's secrets for its random bytes.
// Read next: walk.hpp.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "replay/rfc8448.hpp"
#include "tls/server/arrows.hpp"

namespace vitrine::replay {

namespace server = tls::server;

/// Answers each request for 32 bytes with the next of these; other lengths only blind Botan's computations.
class AnswersOf32 final : public crypto::Random {
 public:
  explicit AnswersOf32(std::vector<base::Bytes> answers) : answers_(std::move(answers)) {}
  void fill(base::MutableView out) override;

 private:
  std::vector<base::Bytes> answers_;
  std::size_t next_ = 0;
};

crypto::PrivateKey rsa_key();
/// With the certificate of the trace; §4 shows none, and goes on from §3.
tls::ServerConfig server_of(const Vectors& v);
/// What the trace's server drew: ServerHello.random and its private key.
std::vector<base::Bytes> secrets_of_server(const Vectors& v);
struct ServerReplay {
  ServerReplay(tls::ServerConfig config, tls::Trace events, std::vector<base::Bytes> random = {});

  void begin(server::ServerMachine::State state) { machine.emplace(std::move(state), context); }
  /// What it asks for, from its first message on.
  std::span<const tls::Effect> answer() const;
  AnswersOf32 random_bytes;
  tls::Session session;
  server::ServerHandshake context;
  std::optional<server::ServerMachine> machine;
};

}  // namespace vitrine::replay
