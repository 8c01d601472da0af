// GnuTLS over callbacks. Read before: endpoint.hpp.
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <chrono>
#include <ctime>
#include <stdexcept>

#include "endpoint.hpp"
#include "support/endpoints.hpp"

namespace bench {
namespace {

void need(int code, const char* what) {
  if (code < 0) throw std::runtime_error(std::string("GnuTLS: ") + what + ": " + gnutls_strerror(code));
}

template <class T, void (*release)(T)>
struct Freed {
  void operator()(T value) const { release(value); }
};
using Priorities = std::unique_ptr<gnutls_priority_st, Freed<gnutls_priority_t, gnutls_priority_deinit>>;
using Credentials = std::unique_ptr<std::remove_pointer_t<gnutls_certificate_credentials_t>,
                                    Freed<gnutls_certificate_credentials_t, gnutls_certificate_free_credentials>>;

class Theirs final : public Endpoint {
 public:
  Theirs(unsigned flags, gnutls_priority_t priorities, gnutls_certificate_credentials_t credentials) {
    need(gnutls_init(&session_, flags | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL), "session");
    need(gnutls_priority_set(session_, priorities), "priorities");
    need(gnutls_credentials_set(session_, GNUTLS_CRD_CERTIFICATE, credentials), "credentials");
    gnutls_transport_set_ptr(session_, this);
    gnutls_transport_set_push_function(session_, [](gnutls_transport_ptr_t self, const void* data, std::size_t size) {
      base::Bytes* const out = static_cast<Theirs*>(self)->out_;
      if (out != nullptr) base::append(*out, base::View(static_cast<const std::uint8_t*>(data), size));
      return static_cast<ssize_t>(size);
    });
    gnutls_transport_set_pull_function(session_, [](gnutls_transport_ptr_t self, void* data, std::size_t size) {
      return static_cast<Theirs*>(self)->pull(data, size);
    });
    gnutls_transport_set_pull_timeout_function(session_, [](gnutls_transport_ptr_t, unsigned) { return 1; });
  }
  ~Theirs() override { gnutls_deinit(session_); }

  gnutls_session_t session() { return session_; }

  void handshake(base::View in, base::Bytes& out) override {
    in_ = in;
    out_ = &out;
    const int code = gnutls_handshake(session_);
    if (code != GNUTLS_E_AGAIN) need(code, "handshake");
    connected_ = code == GNUTLS_E_SUCCESS;
    if (connected_) unread_ = base::copy_of(in_);
  }
  bool connected() const override { return connected_; }
  bool resumed() const override { return gnutls_session_is_resumed(session_) != 0; }
  void seal(base::View plaintext, base::Bytes* out) override {
    out_ = out;
    need(static_cast<int>(gnutls_record_send(session_, plaintext.data(), plaintext.size())), "send");
  }
  std::size_t open(base::View records) override {
    static std::array<std::uint8_t, std::size_t{1} << 14U> room;
    if (!unread_.empty()) {
      base::append(unread_, records);
      records = unread_;
    }
    in_ = records;
    std::size_t count = 0;
    for (ssize_t got = 0; (got = gnutls_record_recv(session_, room.data(), room.size())) > 0;)
      count += static_cast<std::size_t>(got);
    unread_.clear();
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

  gnutls_session_t session_ = nullptr;
  base::View in_;
  base::Bytes unread_;  // tickets: they come with the server's Finished
  base::Bytes* out_ = nullptr;
  bool connected_ = false;
};

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

std::string cipher_of(const std::string& suite) {
  if (suite == "TLS_AES_128_GCM_SHA256") return "AES-128-GCM";
  return suite == "TLS_AES_256_GCM_SHA384" ? "AES-256-GCM" : "CHACHA20-POLY1305";
}

std::string group_of(const std::string& group) {
  const std::size_t hybrid = group.find("MLKEM");
  if (hybrid == std::string::npos) return upper(group);
  return upper(group.substr(0, hybrid)) + "-" + group.substr(hybrid);
}

/// Null for a group that this GnuTLS does not know.
Priorities priorities_of(const Scene& scene) {
  const std::string text = "NONE:+VERS-TLS1.3:+AEAD:+SIGN-ALL:+CTYPE-X509:+COMP-NULL:+" + cipher_of(scene.suite) +
                           ":+GROUP-" + group_of(scene.group);
  gnutls_priority_t made = nullptr;
  if (gnutls_priority_init(&made, text.c_str(), nullptr) < 0) return nullptr;
  return Priorities(made);
}

gnutls_datum_t datum(std::string& text) {
  return {reinterpret_cast<unsigned char*>(text.data()), static_cast<unsigned>(text.size())};
}

Credentials credentials() {
  gnutls_certificate_credentials_t made = nullptr;
  need(gnutls_certificate_allocate_credentials(&made), "credentials");
  return Credentials(made);
}

void show(const Credentials& into, const std::string& credential) {
  std::string chain = contents_of(credential + ".pem");
  std::string key = contents_of(credential + ".key");
  const gnutls_datum_t chain_datum = datum(chain);
  const gnutls_datum_t key_datum = datum(key);
  need(gnutls_certificate_set_x509_key_mem(into.get(), &chain_datum, &key_datum, GNUTLS_X509_FMT_PEM), "certificate");
}

void verify(const Credentials& into, const std::string& ca) {
  std::string anchors = contents_of(ca);
  const gnutls_datum_t anchors_datum = datum(anchors);
  need(gnutls_certificate_set_x509_trust_mem(into.get(), &anchors_datum, GNUTLS_X509_FMT_PEM), "CA");
}

class GnuTlsContext final : public Context {
 public:
  GnuTlsContext(const Scene& scene, Priorities priorities) : kind_(scene.kind), priorities_(std::move(priorities)) {
    show(server_, "vectors/endpoints/" + scene.certificate);
    verify(client_, "vectors/endpoints/ca.pem");
    if (kind_ == Kind::mutual) {
      show(client_, "bench/certificates/client");
      verify(server_, "bench/certificates/ca.pem");
    }
    need(gnutls_session_ticket_key_generate(&ticket_key_), "ticket key");
  }
  ~GnuTlsContext() override {
    gnutls_free(ticket_key_.data);
    gnutls_free(ticket_.data);
  }

  std::unique_ptr<Endpoint> client() override {
    auto made = std::make_unique<Theirs>(GNUTLS_CLIENT | tickets(), priorities_.get(), client_.get());
    need(gnutls_server_name_set(made->session(), GNUTLS_NAME_DNS, "localhost", 9), "name");
    gnutls_session_set_verify_cert(made->session(), "localhost", 0);
    if (ticket_.data != nullptr) need(gnutls_session_set_data(made->session(), ticket_.data, ticket_.size), "ticket");
    return made;
  }
  std::unique_ptr<Endpoint> server() override {
    auto made = std::make_unique<Theirs>(GNUTLS_SERVER | tickets(), priorities_.get(), server_.get());
    if (kind_ == Kind::mutual) {
      gnutls_certificate_server_set_request(made->session(), GNUTLS_CERT_REQUIRE);
      gnutls_session_set_verify_cert(made->session(), nullptr, 0);
    }
    if (kind_ == Kind::resumption) need(gnutls_session_ticket_enable_server(made->session(), &ticket_key_), "tickets");
    return made;
  }
  void keep_ticket_of(Endpoint& client) override {
    need(gnutls_session_get_data2(dynamic_cast<Theirs&>(client).session(), &ticket_), "ticket");
  }

 private:
  unsigned tickets() const {
    if (kind_ != Kind::resumption) return GNUTLS_NO_TICKETS;
    return ticket_.data != nullptr ? GNUTLS_NO_AUTO_SEND_TICKET : 0;
  }

  Kind kind_;
  Priorities priorities_;
  Credentials client_ = credentials();
  Credentials server_ = credentials();
  gnutls_datum_t ticket_key_{};
  gnutls_datum_t ticket_{};
};

class GnuTls final : public Library {
 public:
  std::string name() const override { return std::string("GnuTLS ") + gnutls_check_version(nullptr); }
  std::unique_ptr<Context> context(const Scene& scene) const override {
    Priorities priorities = priorities_of(scene);
    if (priorities == nullptr) return nullptr;
    return std::make_unique<GnuTlsContext>(scene, std::move(priorities));
  }
};

}  // namespace

std::unique_ptr<Library> gnutls() {
  gnutls_global_set_time_function([](std::time_t* into) {
    const std::time_t now = std::chrono::system_clock::to_time_t(tests::now());
    if (into != nullptr) *into = now;
    return now;
  });
  return std::make_unique<GnuTls>();
}

}  // namespace bench
