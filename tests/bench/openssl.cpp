// OpenSSL's libssl over callbacks, without a BIO's own buffers. Read before: endpoint.hpp.
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "endpoint.hpp"
#include "support/endpoints.hpp"

namespace bench {
namespace {

using Settings = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;
using Session = std::unique_ptr<SSL_SESSION, decltype(&SSL_SESSION_free)>;

enum class Buffers : std::uint8_t { kept, released };

void need(bool done, const char* what) {
  if (done) return;
  throw std::runtime_error(std::string("OpenSSL: ") + what + ": " + ERR_error_string(ERR_get_error(), nullptr));
}

/// What stands for the socket.
struct Wire {
  base::View in;
  base::Bytes* out = nullptr;
};

int read_wire(BIO* bio, char* to, int room) {
  Wire& wire = *static_cast<Wire*>(BIO_get_data(bio));
  BIO_clear_retry_flags(bio);
  if (wire.in.empty()) {
    BIO_set_retry_read(bio);
    return -1;
  }
  const std::size_t count = std::min(static_cast<std::size_t>(room), wire.in.size());
  std::copy_n(wire.in.data(), count, to);
  wire.in = wire.in.subspan(count);
  return static_cast<int>(count);
}

int write_wire(BIO* bio, const char* data, int size) {
  const Wire& wire = *static_cast<Wire*>(BIO_get_data(bio));
  const base::View bytes(reinterpret_cast<const std::uint8_t*>(data), static_cast<std::size_t>(size));
  if (wire.out != nullptr) base::append(*wire.out, bytes);
  return size;
}

BIO_METHOD* wire_method() {
  static BIO_METHOD* const method = [] {
    BIO_METHOD* made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "wire");
    BIO_meth_set_read(made, read_wire);
    BIO_meth_set_write(made, write_wire);
    BIO_meth_set_ctrl(made, [](BIO*, int command, long, void*) -> long { return command == BIO_CTRL_FLUSH ? 1 : 0; });
    return made;
  }();
  return method;
}

class Theirs final : public Endpoint {
 public:
  explicit Theirs(SSL_CTX* settings) : ssl_(SSL_new(settings), SSL_free) {
    BIO* const bio = BIO_new(wire_method());
    BIO_set_data(bio, &wire_);
    BIO_set_init(bio, 1);
    SSL_set_bio(ssl_.get(), bio, bio);
  }
  /// Said to be over: a session that ends without a goodbye is not resumed again.
  ~Theirs() override { SSL_set_shutdown(ssl_.get(), SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN); }

  void accept() { SSL_set_accept_state(ssl_.get()); }
  void connect(SSL_SESSION* session) {
    SSL_set_connect_state(ssl_.get());
    need(SSL_set1_host(ssl_.get(), "localhost") == 1, "name");
    need(SSL_set_tlsext_host_name(ssl_.get(), "localhost") == 1, "name");
    if (session != nullptr) need(SSL_set_session(ssl_.get(), session) == 1, "session");
  }

  void handshake(base::View in, base::Bytes& out) override {
    wire_ = {in, &out};
    const int done = SSL_do_handshake(ssl_.get());
    need(done == 1 || SSL_get_error(ssl_.get(), done) == SSL_ERROR_WANT_READ, "handshake");
  }
  bool connected() const override { return SSL_is_init_finished(ssl_.get()) == 1; }
  bool resumed() const override { return SSL_session_reused(ssl_.get()) == 1; }
  void seal(base::View plaintext, base::Bytes* out) override {
    wire_ = {{}, out};
    need(SSL_write(ssl_.get(), plaintext.data(), static_cast<int>(plaintext.size())) > 0, "write");
  }
  std::size_t open(base::View records) override {
    static std::array<std::uint8_t, std::size_t{1} << 14U> room;
    wire_ = {records, nullptr};
    std::size_t count = 0;
    for (int got = 0; (got = SSL_read(ssl_.get(), room.data(), static_cast<int>(room.size()))) > 0;)
      count += static_cast<std::size_t>(got);
    return count;
  }

  SSL_SESSION* session() { return SSL_get1_session(ssl_.get()); }

 private:
  std::unique_ptr<SSL, decltype(&SSL_free)> ssl_;
  Wire wire_;
};

const char* group_name(const std::string& group) {
  if (group == "secp256r1") return "P-256";
  if (group == "secp384r1") return "P-384";
  return group.c_str();
}

Settings settings(const SSL_METHOD* method, const Scene& scene) {
  Settings made(SSL_CTX_new(method), SSL_CTX_free);
  need(made != nullptr, "context");
  SSL_CTX_set_min_proto_version(made.get(), TLS1_3_VERSION);
  SSL_CTX_set_session_cache_mode(made.get(), SSL_SESS_CACHE_OFF);
  need(SSL_CTX_set_ciphersuites(made.get(), scene.suite.c_str()) == 1, "suite");
  X509_VERIFY_PARAM_set_time(SSL_CTX_get0_param(made.get()), std::chrono::system_clock::to_time_t(tests::now()));
  return made;
}

void show(SSL_CTX* settings, const std::string& credential) {
  need(SSL_CTX_use_certificate_file(settings, path_of(credential + ".pem").c_str(), SSL_FILETYPE_PEM) == 1,
       "certificate");
  need(SSL_CTX_use_PrivateKey_file(settings, path_of(credential + ".key").c_str(), SSL_FILETYPE_PEM) == 1, "key");
}

void verify(SSL_CTX* settings, const std::string& ca) {
  need(SSL_CTX_load_verify_locations(settings, path_of(ca).c_str(), nullptr) == 1, "CA");
  SSL_CTX_set_verify(settings, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
}

class OpenSslContext final : public Context {
 public:
  OpenSslContext(const Scene& scene, Buffers buffers)
      : client_(settings(TLS_client_method(), scene)), server_(settings(TLS_server_method(), scene)) {
    show(server_.get(), "vectors/endpoints/" + scene.certificate);
    verify(client_.get(), "vectors/endpoints/ca.pem");
    SSL_CTX_set_num_tickets(server_.get(), scene.kind == Kind::resumption ? 1 : 0);
    if (scene.kind == Kind::mutual) {
      show(client_.get(), "bench/certificates/client");
      verify(server_.get(), "bench/certificates/ca.pem");
    }
    for (SSL_CTX* each : {client_.get(), server_.get()})
      if (buffers == Buffers::released) SSL_CTX_set_mode(each, SSL_MODE_RELEASE_BUFFERS);
  }

  /// False for a group that this OpenSSL does not know.
  bool take_group(const std::string& group) {
    for (SSL_CTX* each : {client_.get(), server_.get()}) {
      if (SSL_CTX_set1_groups_list(each, group_name(group)) == 1) continue;
      ERR_clear_error();
      return false;
    }
    return true;
  }

  std::unique_ptr<Endpoint> client() override {
    auto made = std::make_unique<Theirs>(client_.get());
    made->connect(session_.get());
    return made;
  }
  std::unique_ptr<Endpoint> server() override {
    auto made = std::make_unique<Theirs>(server_.get());
    made->accept();
    return made;
  }
  void keep_ticket_of(Endpoint& client) override {
    session_.reset(dynamic_cast<Theirs&>(client).session());
    SSL_CTX_set_num_tickets(server_.get(), 0);
  }

 private:
  Settings client_;
  Settings server_;
  Session session_{nullptr, SSL_SESSION_free};
};

class OpenSsl final : public Library {
 public:
  explicit OpenSsl(Buffers buffers) : buffers_(buffers) {}
  std::string name() const override {
    const std::string version = std::string("OpenSSL ") + OpenSSL_version(OPENSSL_VERSION_STRING);
    return buffers_ == Buffers::kept ? version : version + " releasing";
  }
  std::unique_ptr<Context> context(const Scene& scene) const override {
    auto made = std::make_unique<OpenSslContext>(scene, buffers_);
    return made->take_group(scene.group) ? std::move(made) : nullptr;
  }

 private:
  Buffers buffers_;
};

}  // namespace

std::unique_ptr<Library> openssl() { return std::make_unique<OpenSsl>(Buffers::kept); }
std::unique_ptr<Library> openssl_releasing() { return std::make_unique<OpenSsl>(Buffers::released); }

}  // namespace bench
