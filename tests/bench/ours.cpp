// Ours, without and with a watcher. Read before: endpoint.hpp.
#include <stdexcept>

#include "endpoint.hpp"
#include "support/endpoints.hpp"
#include "tls/connection.hpp"

namespace bench {
namespace {

namespace tls = vitrine::tls;
namespace crypto = vitrine::crypto;

class Watcher final : public tls::EventSink {
 public:
  void on(const tls::Event& event) override { seen_ += event.index(); }

 private:
  std::size_t seen_ = 0;
};

class Ours final : public Endpoint {
 public:
  explicit Ours(tls::Connection connection) : connection_(std::move(connection)) {}

  void handshake(base::View in, base::Bytes& out) override {
    if (!in.empty()) connection_.receive(in);
    if (const auto& failure = connection_.failure()) throw std::runtime_error(failure->text);
    take(out);
  }
  bool connected() const override { return connection_.status() == tls::Status::established; }
  void seal(base::View plaintext, base::Bytes& out) override {
    if (!connection_.send(plaintext)) throw std::runtime_error("not connected");
    take(out);
  }
  std::size_t open(base::View records) override {
    std::size_t count = 0;
    connection_.receive(records);
    while (!connection_.plaintext().empty()) {
      const std::size_t size = connection_.plaintext().size();
      count += size;
      connection_.consume(size);
    }
    return count;
  }

 private:
  void take(base::Bytes& out) {
    base::append(out, connection_.output());
    connection_.sent(connection_.output().size());
  }

  tls::Connection connection_;
};

class VitrineLibrary final : public Library {
 public:
  VitrineLibrary(const std::string& kind, tls::EventSink* sink) : sink_(sink) {
    tls::ClientConfig client = tests::client_config();
    client.preferences.groups = {tls::NamedGroup::x25519};
    client.key_shares = {tls::NamedGroup::x25519};
    client.preferences.cipher_suites = {tls::CipherSuite::TLS_AES_128_GCM_SHA256};
    client_ = std::make_shared<const tls::ClientConfig>(std::move(client));
    server_ = std::make_shared<const tls::ServerConfig>(tests::server_config(kind));
  }

  std::string name() const override { return sink_ == nullptr ? "vitrine" : "vitrine, watched"; }
  std::unique_ptr<Endpoint> client() override {
    return std::make_unique<Ours>(
        tls::Connection::client(client_, {"localhost", ""}, crypto::system_random(), tests::now(), sink_));
  }
  std::unique_ptr<Endpoint> server() override {
    return std::make_unique<Ours>(tls::Connection::server(server_, crypto::system_random(), tests::now(), sink_));
  }

 private:
  tls::EventSink* sink_;
  std::shared_ptr<const tls::ClientConfig> client_;
  std::shared_ptr<const tls::ServerConfig> server_;
};

}  // namespace

std::unique_ptr<Library> ours(const std::string& kind) { return std::make_unique<VitrineLibrary>(kind, nullptr); }

std::unique_ptr<Library> ours_watched(const std::string& kind) {
  static Watcher watcher;
  return std::make_unique<VitrineLibrary>(kind, &watcher);
}

}  // namespace bench
