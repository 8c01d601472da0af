// GnuTLS through callbacks over two buffers. Read before: endpoint.hpp.
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>

#include "endpoint.hpp"
#include "support/endpoints.hpp"

namespace bench {
namespace {

constexpr const char* priorities =
    "NONE:+VERS-TLS1.3:+AES-128-GCM:+AEAD:+GROUP-X25519:+SIGN-ALL:+CTYPE-X509:+COMP-NULL:%DISABLE_TLS13_COMPAT_MODE";

void need(int code, const char* what) {
  if (code < 0) throw std::runtime_error(std::string("GnuTLS: ") + what + ": " + gnutls_strerror(code));
}

class Theirs final : public Endpoint {
 public:
  Theirs(gnutls_certificate_credentials_t credentials, bool server) {
    const unsigned flags =
        (server ? GNUTLS_SERVER : GNUTLS_CLIENT) | GNUTLS_NONBLOCK | GNUTLS_NO_TICKETS | GNUTLS_NO_SIGNAL;
    need(gnutls_init(&session_, flags), "session");
    need(gnutls_priority_set_direct(session_, priorities, nullptr), "priorities");
    need(gnutls_credentials_set(session_, GNUTLS_CRD_CERTIFICATE, credentials), "credentials");
    if (!server) {
      need(gnutls_server_name_set(session_, GNUTLS_NAME_DNS, "localhost", 9), "name");
      gnutls_session_set_verify_cert(session_, "localhost", 0);
    }
    gnutls_transport_set_ptr(session_, this);
    gnutls_transport_set_push_function(session_, [](gnutls_transport_ptr_t self, const void* data, std::size_t size) {
      base::append(static_cast<Theirs*>(self)->out_, base::View(static_cast<const std::uint8_t*>(data), size));
      return static_cast<ssize_t>(size);
    });
    gnutls_transport_set_pull_function(session_, [](gnutls_transport_ptr_t self, void* data, std::size_t size) {
      return static_cast<Theirs*>(self)->pull(data, size);
    });
    gnutls_transport_set_pull_timeout_function(session_, [](gnutls_transport_ptr_t, unsigned) { return 1; });
  }
  ~Theirs() override { gnutls_deinit(session_); }

  void handshake(base::View in, base::Bytes& out) override {
    in_ = in;
    const int code = gnutls_handshake(session_);
    if (code != GNUTLS_E_AGAIN) need(code, "handshake");
    connected_ = code == GNUTLS_E_SUCCESS;
    take(out);
  }
  bool connected() const override { return connected_; }
  void seal(base::View plaintext, base::Bytes& out) override {
    need(static_cast<int>(gnutls_record_send(session_, plaintext.data(), plaintext.size())), "send");
    take(out);
  }
  std::size_t open(base::View records) override {
    in_ = records;
    std::size_t count = 0;
    for (ssize_t got = 0; (got = gnutls_record_recv(session_, room_.data(), room_.size())) > 0;)
      count += static_cast<std::size_t>(got);
    return count;
  }

 private:
  ssize_t pull(void* data, std::size_t size) {
    if (in_.empty()) {
      gnutls_transport_set_errno(session_, EAGAIN);
      return -1;
    }
    const std::size_t count = std::min(size, in_.size());
    std::copy_n(in_.data(), count, static_cast<std::uint8_t*>(data));
    in_ = in_.subspan(count);
    return static_cast<ssize_t>(count);
  }
  void take(base::Bytes& out) {
    base::append(out, out_);
    out_.clear();
  }

  gnutls_session_t session_ = nullptr;
  base::View in_;
  base::Bytes out_;
  base::Bytes room_ = base::Bytes(1U << 14U);
  bool connected_ = false;
};

class Credentials {
 public:
  Credentials() { need(gnutls_certificate_allocate_credentials(&value_), "credentials"); }
  Credentials(const Credentials&) = delete;
  Credentials& operator=(const Credentials&) = delete;
  ~Credentials() { gnutls_certificate_free_credentials(value_); }
  gnutls_certificate_credentials_t get() const { return value_; }

 private:
  gnutls_certificate_credentials_t value_ = nullptr;
};

gnutls_datum_t datum(std::string& text) {
  return {reinterpret_cast<unsigned char*>(text.data()), static_cast<unsigned>(text.size())};
}

class GnuTlsLibrary final : public Library {
 public:
  explicit GnuTlsLibrary(const std::string& kind) {
    std::string chain = tests::endpoint_file(kind + ".pem");
    std::string key = tests::endpoint_file(kind + ".key");
    std::string ca = tests::endpoint_file("ca.pem");
    const gnutls_datum_t chain_datum = datum(chain);
    const gnutls_datum_t key_datum = datum(key);
    const gnutls_datum_t ca_datum = datum(ca);
    need(gnutls_certificate_set_x509_key_mem(server_.get(), &chain_datum, &key_datum, GNUTLS_X509_FMT_PEM),
         "certificate");
    need(gnutls_certificate_set_x509_trust_mem(client_.get(), &ca_datum, GNUTLS_X509_FMT_PEM), "CA");
  }

  std::string name() const override { return std::string("GnuTLS ") + gnutls_check_version(nullptr); }
  std::unique_ptr<Endpoint> client() override { return std::make_unique<Theirs>(client_.get(), false); }
  std::unique_ptr<Endpoint> server() override { return std::make_unique<Theirs>(server_.get(), true); }

 private:
  Credentials client_;
  Credentials server_;
};

}  // namespace

std::unique_ptr<Library> gnutls(const std::string& kind) { return std::make_unique<GnuTlsLibrary>(kind); }

}  // namespace bench
