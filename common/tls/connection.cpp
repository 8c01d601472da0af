// See connection.hpp. What it does is in engine.cpp; here is only the door.
#include "tls/connection.hpp"

#include <algorithm>
#include <cassert>
#include <stdexcept>

#include "tls/engine.hpp"

namespace vitrine::tls {
namespace {

// Without a sorted copy: the lists are short, and each connection is asked.
template <class T>
bool has_duplicates(const std::vector<T>& values) {
  return std::ranges::any_of(values, [&](const T& value) { return std::ranges::count(values, value) > 1; });
}

void check(const Preferences& preferences) {
  if (preferences.cipher_suites.empty() || preferences.groups.empty() || preferences.signature_schemes.empty()) {
    throw std::invalid_argument("preferences need at least one cipher suite, group and signature scheme");
  }
  if (has_duplicates(preferences.cipher_suites) || has_duplicates(preferences.groups) ||
      has_duplicates(preferences.signature_schemes)) {
    throw std::invalid_argument("preferences name each cipher suite, group and signature scheme once");
  }
}

void check(const std::vector<std::string>& alpn) {
  if (std::ranges::any_of(alpn, [](const std::string& name) { return name.empty() || name.size() > 255; })) {
    throw std::invalid_argument("the name of an application protocol (ALPN) has 1 to 255 bytes");
  }
}

/// RFC 8449 §4
void check(const std::optional<std::uint16_t>& record_size_limit) {
  if (!record_size_limit) return;
  if (*record_size_limit < least_record_size_limit || *record_size_limit > greatest_record_size_limit) {
    throw std::invalid_argument("a record size limit is a number from 64 to 16385");
  }
}

/// A key of zeros is how the schedule says that there is none: §7.1.
bool is_nothing(const crypto::Secret& key) {
  return crypto::constant_time_equal(key.expose(), crypto::Secret(key.size()).expose());
}

void check(const std::vector<std::shared_ptr<const ExternalPsk>>& psks) {
  constexpr std::size_t room = 32768;  // in a ClientHello, beside a ticket
  std::size_t size = 0;
  for (const auto& psk : psks) {
    const bool good = psk && !psk->identity.empty() && !is_nothing(psk->key);
    if (!good) throw std::invalid_argument("a pre-shared key has an identity, and a key that is not all zeros");
    size += psk->identity.size();
  }
  if (size > room) throw std::invalid_argument("the identities of all pre-shared keys have at most 32768 bytes");
}

void check(const Limits& limits) {
  if (limits.sent_fragment < 64 || limits.sent_fragment > max_plaintext) {
    throw std::invalid_argument("records that we send have room for 64 to 16384 bytes");
  }
}

/// §4.3.8: each share for a group that is offered, in the same order, none twice.
void check_key_shares(const ClientConfig& config) {
  auto next = config.preferences.groups.begin();
  for (const NamedGroup group : config.key_shares) {
    next = std::find(next, config.preferences.groups.end(), group);
    if (next == config.preferences.groups.end()) {
      throw std::invalid_argument("key shares are for some of the groups, in their order: " + name_of(group) +
                                  " is out of place");
    }
    ++next;
  }
}

/// Both travel in extensions, which have at most 65535 bytes.
void check_beside(const Credential& credential) {
  constexpr std::size_t frame = 4;  // status_type and the length of the response
  if (credential.ocsp_response.size() > 65535 - frame) throw std::invalid_argument("an OCSP response is too long");
  const base::Bytes& timestamps = credential.signed_certificate_timestamps;
  try {
    if (!timestamps.empty()) (void)wire::read_all<SignedCertificateTimestampList>(timestamps, "timestamps");
  } catch (const wire::DecodeError& error) {
    throw std::invalid_argument(std::string("not a SignedCertificateTimestampList: ") + error.what());
  }
}

void check(const Credentials& credentials) {
  for (const auto& credential : credentials) {
    if (!credential || credential->chain.empty()) throw std::invalid_argument("a credential has a certificate");
    if (!credential->chain.front().allows_signatures()) {
      throw std::invalid_argument("the key of a credential may sign, as far as its certificate says");  // §4.5.1.2
    }
    check_beside(*credential);
  }
}

void check(const std::vector<CertificateCompressionAlgorithm>& algorithms) {
  const auto& usable = available_compression();
  const auto missing = [&](auto one) { return std::ranges::find(usable, one) == usable.end(); };
  if (std::ranges::any_of(algorithms, missing)) {
    throw std::invalid_argument("a way to compress certificates that this program was built without");
  }
}

void check(const ClientConfig& config, const ServerIdentity& server) {
  check(config.certificate_compression);
  check(config.preferences);
  check(config.alpn);
  check(config.limits);
  check(config.credentials);
  check(config.record_size_limit);
  check_key_shares(config);
  if (server.host.empty()) throw std::invalid_argument("a client needs the name of its server: it is verified");
  const auto unprintable = [](char c) { return c <= ' ' || c >= '\x7f'; };
  if (std::ranges::any_of(server.host, unprintable) || std::ranges::any_of(server.server_name, unprintable)) {
    throw std::invalid_argument("the name of a server is printable ASCII without spaces");
  }
  if (server.host.size() > 255 || server.server_name.size() > 255) {
    throw std::invalid_argument("the name of a server has at most 255 bytes");
  }
  if (!config.trust && !config.verify_chain) throw std::invalid_argument("a client needs trust anchors");
  check(config.external_psks);
}

void check(const ServerConfig& config) {
  check(config.certificate_compression);
  check(config.preferences);
  check(config.alpn);
  check(config.limits);
  check(config.record_size_limit);
  if (config.credentials.empty()) throw std::invalid_argument("a server needs a certificate and its key");
  check(config.credentials);
  if (config.client_authentication != ClientAuthentication::none && !config.client_trust &&
      !config.verify_client_chain) {
    throw std::invalid_argument("a server that asks for client certificates needs trust anchors for them");
  }
  check(config.external_psks);
  if (config.max_early_data_size > 0 && !config.replay_store) {
    throw std::invalid_argument("a server that takes early data needs a store to recognise replays with");
  }
  const Tickets& tickets = config.tickets;
  if (tickets.lifetime < std::chrono::seconds(1) || tickets.lifetime > max_ticket_lifetime || tickets.count > 255) {
    throw std::invalid_argument("tickets live for 1 second to 7 days, and there are at most 255");
  }
  if (config.stateless_retry && !config.ticket_keys) {
    throw std::invalid_argument("a stateless retry needs ticket keys: its cookies are sealed with them");
  }
}

}  // namespace

Connection::Connection(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

Connection Connection::client(std::shared_ptr<const ClientConfig> config, ServerIdentity server, crypto::Random& random,
                              Time now, EventSink* sink) {
  check(*config, server);
  return Connection(std::make_unique<Engine>(std::move(config), std::move(server), Beginning{random, now, sink}));
}

Connection Connection::server(std::shared_ptr<const ServerConfig> config, crypto::Random& random, Time now,
                              EventSink* sink, ClientAddress client) {
  check(*config);
  if (client.text.size() > 255) throw std::invalid_argument("the address of a client has at most 255 bytes");
  return Connection(std::make_unique<Engine>(std::move(config), std::move(client), Beginning{random, now, sink}));
}

void Connection::time_is(Time now) { engine_->time_is(now); }

base::MutableView Connection::prepare() {
  assert(plaintext().empty() && early_data().bytes.empty());
  return engine_->reader().prepare();
}

base::MutableView Connection::prepare(std::size_t size) {
  assert(plaintext().empty() && early_data().bytes.empty());
  return engine_->reader().prepare(size);
}

Status Connection::received(std::size_t count) {
  if (status() == Status::failed) return Status::failed;  // what is fed to the dead is not kept
  engine_->reader().commit(count);
  return engine_->process();
}

Status Connection::receive(base::View bytes) {
  std::ranges::copy(bytes, prepare(bytes.size()).begin());
  return received(bytes.size());
}

Status Connection::received_end() { return engine_->transport_ended(); }
base::View Connection::plaintext() const { return engine_->plaintext(); }
Replayable Connection::early_data() const { return engine_->early_data(); }
Status Connection::consume(std::size_t count) { return engine_->consume(count); }
base::View Connection::output() const { return engine_->writer().output(); }
void Connection::sent(std::size_t count) { engine_->sent(count); }
void Connection::give_back_buffers() { engine_->give_back_buffers(); }
bool Connection::send(base::View plaintext) { return engine_->send(plaintext); }
bool Connection::send_early(base::View plaintext) { return engine_->send_early(plaintext); }
void Connection::close() { engine_->close(); }
void Connection::abort(AlertDescription alert) { engine_->abort(alert); }
bool Connection::update_keys(KeyUpdateRequest request) { return engine_->update_keys(request); }
std::vector<ClientTicket> Connection::take_tickets() { return engine_->take_tickets(); }
std::optional<crypto::Secret> Connection::export_keying_material(std::string_view label, base::View context,
                                                                 std::size_t length) const {
  return engine_->export_keying_material({label, context}, length);
}
std::optional<crypto::Secret> Connection::export_early_keying_material(std::string_view label, base::View context,
                                                                       std::size_t length) const {
  return engine_->export_early_keying_material({label, context}, length);
}
Status Connection::status() const { return engine_->status(); }
const std::optional<Failure>& Connection::failure() const { return engine_->failure(); }
const Session& Connection::session() const { return engine_->session(); }
Role Connection::role() const { return engine_->role(); }
std::string_view Connection::state() const { return engine_->state(); }
bool Connection::close_sent() const { return engine_->close_sent(); }
bool Connection::peer_has_spoken() const { return engine_->reader().has_heard(); }

}  // namespace vitrine::tls
