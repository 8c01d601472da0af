// OpenSSL's libssl through memory BIOs. Read before: endpoint.hpp.
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <ctime>
#include <stdexcept>

#include "endpoint.hpp"
#include "support/endpoints.hpp"

namespace bench {
namespace {

using Context = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;

void need(bool done, const char* what) {
  if (done) return;
  throw std::runtime_error(std::string("OpenSSL: ") + what + ": " + ERR_error_string(ERR_get_error(), nullptr));
}

class Theirs final : public Endpoint {
 public:
  Theirs(SSL_CTX* context, bool server)
      : ssl_(SSL_new(context), SSL_free), in_(BIO_new(BIO_s_mem())), out_(BIO_new(BIO_s_mem())) {
    SSL_set_bio(ssl_.get(), in_, out_);
    if (server) {
      SSL_set_accept_state(ssl_.get());
    } else {
      SSL_set_connect_state(ssl_.get());
      need(SSL_set1_host(ssl_.get(), "localhost") == 1, "name");
      need(SSL_set_tlsext_host_name(ssl_.get(), "localhost") == 1, "name");
    }
  }

  void handshake(base::View in, base::Bytes& out) override {
    feed(in);
    const int done = SSL_do_handshake(ssl_.get());
    need(done == 1 || SSL_get_error(ssl_.get(), done) == SSL_ERROR_WANT_READ, "handshake");
    take(out);
  }
  bool connected() const override { return SSL_is_init_finished(ssl_.get()) == 1; }
  void seal(base::View plaintext, base::Bytes& out) override {
    need(SSL_write(ssl_.get(), plaintext.data(), static_cast<int>(plaintext.size())) > 0, "write");
    take(out);
  }
  std::size_t open(base::View records) override {
    feed(records);
    std::size_t count = 0;
    for (int got = 0; (got = SSL_read(ssl_.get(), room_.data(), static_cast<int>(room_.size()))) > 0;)
      count += static_cast<std::size_t>(got);
    return count;
  }

 private:
  void feed(base::View in) {
    if (!in.empty()) BIO_write(in_, in.data(), static_cast<int>(in.size()));
  }
  void take(base::Bytes& out) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(out_, &data);
    if (size > 0)
      base::append(out, base::View(reinterpret_cast<const std::uint8_t*>(data), static_cast<std::size_t>(size)));
    BIO_reset(out_);
  }

  std::unique_ptr<SSL, decltype(&SSL_free)> ssl_;
  BIO* in_;   // owned by ssl_
  BIO* out_;  // the same
  base::Bytes room_ = base::Bytes(1U << 14U);
};

Context context(const SSL_METHOD* method) {
  Context made(SSL_CTX_new(method), SSL_CTX_free);
  need(made != nullptr, "context");
  SSL_CTX_set_min_proto_version(made.get(), TLS1_3_VERSION);
  need(SSL_CTX_set_ciphersuites(made.get(), "TLS_AES_128_GCM_SHA256") == 1, "suite");
  need(SSL_CTX_set1_groups_list(made.get(), "X25519") == 1, "group");
  return made;
}

std::string path_of(const std::string& file) {
  const char* root = std::getenv("VITRINE_SOURCE_ROOT");
  return std::string(root != nullptr ? root : ".") + "/tests/vectors/endpoints/" + file;
}

class OpenSslLibrary final : public Library {
 public:
  explicit OpenSslLibrary(const std::string& kind)
      : client_(context(TLS_client_method())), server_(context(TLS_server_method())) {
    need(SSL_CTX_use_certificate_file(server_.get(), path_of(kind + ".pem").c_str(), SSL_FILETYPE_PEM) == 1,
         "certificate");
    need(SSL_CTX_use_PrivateKey_file(server_.get(), path_of(kind + ".key").c_str(), SSL_FILETYPE_PEM) == 1, "key");
    SSL_CTX_set_num_tickets(server_.get(), 0);
    need(SSL_CTX_load_verify_locations(client_.get(), path_of("ca.pem").c_str(), nullptr) == 1, "CA");
    SSL_CTX_set_verify(client_.get(), SSL_VERIFY_PEER, nullptr);
    X509_VERIFY_PARAM_set_time(SSL_CTX_get0_param(client_.get()), std::chrono::system_clock::to_time_t(tests::now()));
  }

  std::string name() const override { return std::string("OpenSSL ") + OpenSSL_version(OPENSSL_VERSION_STRING); }
  std::unique_ptr<Endpoint> client() override { return std::make_unique<Theirs>(client_.get(), false); }
  std::unique_ptr<Endpoint> server() override { return std::make_unique<Theirs>(server_.get(), true); }

 private:
  Context client_;
  Context server_;
};

}  // namespace

std::unique_ptr<Library> openssl(const std::string& kind) { return std::make_unique<OpenSslLibrary>(kind); }

}  // namespace bench
