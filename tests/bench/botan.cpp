// Botan's own TLS, on the very Botan that ours stands on. Read before: endpoint.hpp.
#include <botan/build.h>

#include "endpoint.hpp"

#if defined(BOTAN_HAS_TLS_13)

#include <botan/certstor.h>
#include <botan/credentials_manager.h>
#include <botan/data_src.h>
#include <botan/pkcs8.h>
#include <botan/system_rng.h>
#include <botan/tls_callbacks.h>
#include <botan/tls_client.h>
#include <botan/tls_policy.h>
#include <botan/tls_server.h>
#include <botan/tls_session.h>
#include <botan/tls_session_manager_memory.h>
#include <botan/tls_session_manager_noop.h>
#include <botan/tls_session_manager_stateless.h>
#include <botan/version.h>
#include <botan/x509cert.h>

#include <algorithm>
#include <array>

#include "support/endpoints.hpp"

namespace bench {
namespace {

namespace theirs = Botan::TLS;

const std::shared_ptr<Botan::RandomNumberGenerator>& random() {
  static const std::shared_ptr<Botan::RandomNumberGenerator> one = std::make_shared<Botan::System_RNG>();
  return one;
}

theirs::Group_Params_Code group_of(const std::string& group) {
  if (group == "x25519") return theirs::Group_Params_Code::X25519;
  if (group == "secp256r1") return theirs::Group_Params_Code::SECP256R1;
  if (group == "secp384r1") return theirs::Group_Params_Code::SECP384R1;
  if (group == "X25519MLKEM768") return theirs::Group_Params_Code::HYBRID_X25519_ML_KEM_768;
  return theirs::Group_Params_Code::HYBRID_SECP256R1_ML_KEM_768;
}

std::string cipher_of(const std::string& suite) {
  if (suite == "TLS_AES_128_GCM_SHA256") return "AES-128/GCM";
  return suite == "TLS_AES_256_GCM_SHA384" ? "AES-256/GCM" : "ChaCha20Poly1305";
}

class Rules final : public theirs::Policy {
 public:
  explicit Rules(const Scene& scene)
      : kind_(scene.kind), cipher_(cipher_of(scene.suite)), groups_{group_of(scene.group)} {}

  bool allow_tls12() const override { return false; }
  bool allow_tls13() const override { return true; }
  std::vector<std::string> allowed_ciphers() const override { return {cipher_}; }
  std::vector<theirs::Group_Params> key_exchange_groups() const override { return groups_; }
  bool require_cert_revocation_info() const override { return false; }
  bool require_client_certificate_authentication() const override { return kind_ == Kind::mutual; }
  bool reuse_session_tickets() const override { return true; }
  std::size_t new_session_tickets_upon_handshake_success() const override { return tickets_; }

  void give_no_tickets() { tickets_ = 0; }

 private:
  Kind kind_;
  std::string cipher_;
  std::vector<theirs::Group_Params> groups_;
  std::size_t tickets_ = kind_ == Kind::resumption ? 1 : 0;
};

/// What one side shows and whom it believes.
class Credentials final : public Botan::Credentials_Manager {
 public:
  void show(const std::string& credential) {
    certificate_ = Botan::X509_Certificate(path_of(credential + ".pem"));
    Botan::DataSource_Stream file(path_of(credential + ".key"));
    key_ = Botan::PKCS8::load_key(file);
  }
  void believe(const std::string& ca) { anchors_.add_certificate(Botan::X509_Certificate(path_of(ca))); }

  std::vector<Botan::Certificate_Store*> trusted_certificate_authorities(const std::string&,
                                                                         const std::string&) override {
    return {&anchors_};
  }
  std::vector<Botan::X509_Certificate> find_cert_chain(const std::vector<std::string>&,
                                                       const std::vector<Botan::AlgorithmIdentifier>&,
                                                       const std::vector<Botan::X509_DN>&, const std::string&,
                                                       const std::string&) override {
    if (key_ == nullptr) return {};
    return {certificate_};
  }
  std::shared_ptr<Botan::Private_Key> private_key_for(const Botan::X509_Certificate&, const std::string&,
                                                      const std::string&) override {
    return key_;
  }
  Botan::secure_vector<std::uint8_t> session_ticket_key() override { return ticket_key_; }

 private:
  Botan::Certificate_Store_In_Memory anchors_;
  Botan::X509_Certificate certificate_;
  std::shared_ptr<Botan::Private_Key> key_;
  Botan::secure_vector<std::uint8_t> ticket_key_ = random()->random_vec(32);
};

class Ears final : public theirs::Callbacks {
 public:
  void tls_emit_data(std::span<const std::uint8_t> data) override {
    if (out != nullptr) base::append(*out, data);
  }
  void tls_record_received(std::uint64_t, std::span<const std::uint8_t> data) override { received += data.size(); }
  void tls_alert(theirs::Alert alert) override { throw std::runtime_error("Botan: " + alert.type_string()); }
  void tls_session_established(const theirs::Session_Summary& session) override { resumed = session.was_resumption(); }
  std::chrono::system_clock::time_point tls_current_timestamp() override { return tests::now(); }

  base::Bytes* out = nullptr;
  std::size_t received = 0;
  bool resumed = false;
};

class Theirs final : public Endpoint {
 public:
  Theirs(std::shared_ptr<Ears> ears, std::unique_ptr<theirs::Channel> channel, base::Bytes said)
      : ears_(std::move(ears)), channel_(std::move(channel)), said_(std::move(said)) {}

  void handshake(base::View in, base::Bytes& out) override {
    base::append(out, said_);
    base::release(said_);
    ears_->out = &out;
    if (!in.empty()) channel_->received_data(in);
  }
  bool connected() const override { return channel_->is_handshake_complete(); }
  bool resumed() const override { return ears_->resumed; }
  void seal(base::View plaintext, base::Bytes* out) override {
    ears_->out = out;
    channel_->send(plaintext);
  }
  /// As from a socket: at most a record's worth of bytes at a time, and they come by way of the program's buffer.
  std::size_t open(base::View records) override {
    static std::array<std::uint8_t, 16384 + 256 + 5> room;
    ears_->received = 0;
    while (!records.empty()) {
      const base::View part = records.first(std::min(room.size(), records.size()));
      std::ranges::copy(part, room.begin());
      records = records.subspan(part.size());
      channel_->received_data({room.data(), part.size()});
    }
    return ears_->received;
  }

 private:
  std::shared_ptr<Ears> ears_;
  std::unique_ptr<theirs::Channel> channel_;
  base::Bytes said_;  // a ClientHello: it is said at once
};

class BotanContext final : public Context {
 public:
  explicit BotanContext(const Scene& scene) : rules_(std::make_shared<Rules>(scene)) {
    server_->show("vectors/endpoints/" + scene.certificate);
    client_->believe("vectors/endpoints/ca.pem");
    if (scene.kind == Kind::mutual) {
      client_->show("bench/certificates/client");
      server_->believe("bench/certificates/ca.pem");
    }
    if (scene.kind != Kind::resumption) return;
    client_sessions_ = std::make_shared<theirs::Session_Manager_In_Memory>(random());
    server_sessions_ = std::make_shared<theirs::Session_Manager_Stateless>(server_, random());
  }

  std::unique_ptr<Endpoint> client() override {
    auto ears = std::make_shared<Ears>();
    base::Bytes said;
    ears->out = &said;
    auto channel = std::make_unique<theirs::Client>(ears, client_sessions_, client_, rules_, random(),
                                                    theirs::Server_Information("localhost", 443));
    return std::make_unique<Theirs>(std::move(ears), std::move(channel), std::move(said));
  }
  std::unique_ptr<Endpoint> server() override {
    auto ears = std::make_shared<Ears>();
    auto channel = std::make_unique<theirs::Server>(ears, server_sessions_, server_, rules_, random());
    return std::make_unique<Theirs>(std::move(ears), std::move(channel), base::Bytes());
  }
  void keep_ticket_of(Endpoint&) override { rules_->give_no_tickets(); }  // the ticket is with client_sessions_

 private:
  std::shared_ptr<Rules> rules_;
  std::shared_ptr<Credentials> client_ = std::make_shared<Credentials>();
  std::shared_ptr<Credentials> server_ = std::make_shared<Credentials>();
  std::shared_ptr<theirs::Session_Manager> client_sessions_ = std::make_shared<theirs::Session_Manager_Noop>();
  std::shared_ptr<theirs::Session_Manager> server_sessions_ = std::make_shared<theirs::Session_Manager_Noop>();
};

class BotanTls final : public Library {
 public:
  std::string name() const override { return "Botan " + Botan::short_version_string(); }
  std::unique_ptr<Context> context(const Scene& scene) const override {
    if (scene.certificate == "ed25519") return nullptr;  // not in its TLS
    return std::make_unique<BotanContext>(scene);
  }
};

}  // namespace

std::unique_ptr<Library> botan() { return std::make_unique<BotanTls>(); }

}  // namespace bench

#else

namespace bench {

std::unique_ptr<Library> botan() { return nullptr; }

}  // namespace bench

#endif
