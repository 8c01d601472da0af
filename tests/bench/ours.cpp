// Ours, without and with a watcher. Read before: endpoint.hpp.
#include <algorithm>
#include <stdexcept>

#include "endpoint.hpp"
#include "support/endpoints.hpp"
#include "tls/connection.hpp"
#include "tls/saved_ticket.hpp"

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
    take(&out);
  }
  bool connected() const override { return connection_.status() == tls::Status::established; }
  bool resumed() const override { return connection_.session().resumed; }
  void seal(base::View plaintext, base::Bytes* out) override {
    if (!connection_.send(plaintext)) throw std::runtime_error("not connected");
    take(out);
  }
  /// As TlsStream reads: as much as there is room for, then everything that is in it.
  std::size_t open(base::View records) override {
    std::size_t count = 0;
    while (!records.empty()) {
      const base::MutableView room = connection_.prepare();
      const base::View part = records.first(std::min(room.size(), records.size()));
      std::ranges::copy(part, room.begin());
      records = records.subspan(part.size());
      connection_.received(part.size());
      for (std::size_t size = 0; (size = connection_.plaintext().size()) > 0; count += size) connection_.consume(size);
    }
    return count;
  }
  void idle() override { connection_.give_back_buffers(); }

  tls::ClientTicket ticket() { return std::move(connection_.take_tickets().at(0)); }

 private:
  void take(base::Bytes* out) {
    if (out != nullptr) base::append(*out, connection_.output());
    connection_.sent(connection_.output().size());
  }

  tls::Connection connection_;
};

template <class Number, class NameOf>
Number named(const std::vector<Number>& known, const std::string& name, NameOf name_of) {
  const auto found = std::ranges::find(known, name, name_of);
  if (found == known.end()) throw std::runtime_error("we have no " + name);
  return *found;
}

class OurContext final : public Context {
 public:
  OurContext(const Scene& scene, tls::EventSink* sink) : sink_(sink) {
    tls::ClientConfig client = tests::client_config();
    tls::ServerConfig server = tests::server_config(scene.certificate);
    const auto name = [](auto number) { return tls::name_of(number); };
    client.preferences.groups = {named(client.preferences.groups, scene.group, name)};
    client.key_shares = client.preferences.groups;
    client.preferences.cipher_suites = {named(client.preferences.cipher_suites, scene.suite, name)};
    server.preferences.groups = client.preferences.groups;
    server.preferences.cipher_suites = client.preferences.cipher_suites;
    server.tickets.count = 1;
    if (scene.kind == Kind::mutual) authenticate(client, server);
    if (scene.kind == Kind::resumption)
      server.ticket_keys =
          std::make_shared<tls::TicketKeys>(tls::TicketKeys::fresh(crypto::system_random(), tests::now()));
    client_ = std::make_shared<const tls::ClientConfig>(std::move(client));
    server_ = std::make_shared<const tls::ServerConfig>(std::move(server));
  }

  void prepare() override {
    identity_ = {"localhost", ""};
    if (ticket_) identity_.ticket = another(*ticket_);
  }
  std::unique_ptr<Endpoint> client() override {
    return std::make_unique<Ours>(
        tls::Connection::client(client_, std::move(identity_), crypto::system_random(), tests::now(), sink_));
  }
  std::unique_ptr<Endpoint> server() override {
    return std::make_unique<Ours>(tls::Connection::server(server_, crypto::system_random(), tests::now(), sink_));
  }
  void keep_ticket_of(Endpoint& client) override {
    ticket_ = dynamic_cast<Ours&>(client).ticket();
    tls::ServerConfig server = *server_;
    server.tickets.count = 0;
    server_ = std::make_shared<const tls::ServerConfig>(std::move(server));
  }

 private:
  /// A ticket is used once, but not here. As a program has it that kept it in memory: with the chain that it read then.
  static std::optional<tls::ClientTicket> another(const tls::ClientTicket& ticket) {
    auto made = tls::ticket_from(tls::to_bytes(ticket).expose());
    made.value().peer_chain = ticket.peer_chain;
    return made;
  }

  static void authenticate(tls::ClientConfig& client, tls::ServerConfig& server) {
    const auto chain = crypto::Certificate::all_from_pem(contents_of("bench/certificates/client.pem"));
    client.credentials = {std::make_shared<tls::Credential>(
        tls::Credential{chain, crypto::PrivateKey::from_pem(contents_of("bench/certificates/client.key"))})};
    server.client_authentication = tls::ClientAuthentication::required;
    server.client_trust = std::make_shared<crypto::TrustAnchors>(
        crypto::TrustAnchors::from_pem(contents_of("bench/certificates/ca.pem")));
  }

  tls::EventSink* sink_;
  std::shared_ptr<const tls::ClientConfig> client_;
  std::shared_ptr<const tls::ServerConfig> server_;
  tls::ServerIdentity identity_;
  std::optional<tls::ClientTicket> ticket_;
};

class Vitrine final : public Library {
 public:
  explicit Vitrine(tls::EventSink* sink) : sink_(sink) {}
  std::string name() const override { return sink_ == nullptr ? "vitrine" : "vitrine, watched"; }
  bool remembers_chains() const override { return true; }
  std::unique_ptr<Context> context(const Scene& scene) const override {
    return std::make_unique<OurContext>(scene, sink_);
  }

 private:
  tls::EventSink* sink_;
};

}  // namespace

std::unique_ptr<Library> ours() { return std::make_unique<Vitrine>(nullptr); }

std::unique_ptr<Library> ours_watched() {
  static Watcher watcher;
  return std::make_unique<Vitrine>(&watcher);
}

}  // namespace bench
