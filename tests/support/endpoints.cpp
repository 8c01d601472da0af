// See endpoints.hpp.
#include "support/endpoints.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>

#include "crypto/hash.hpp"
#include "support/broken_rules.hpp"
#include "tls/message/handshake.hpp"

namespace tests {

crypto::Time now() { return crypto::Time{std::chrono::sys_days{std::chrono::year{2026} / 6 / 1}}; }

void SeededRandom::fill(base::MutableView out) {
  while (!out.empty()) {
    const std::string text = std::to_string(seed_) + "/" + std::to_string(block_++);
    const base::Bytes block = crypto::digest(crypto::Hash::sha256, base::view_of(text));
    const std::size_t count = std::min(block.size(), out.size());
    std::copy_n(block.begin(), count, out.begin());
    out = out.subspan(count);
  }
}

std::string endpoint_file(const std::string& name) {
  const char* root = std::getenv("VITRINE_SOURCE_ROOT");
  const std::string path = std::string(root != nullptr ? root : ".") + "/tests/vectors/endpoints/" + name;
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::shared_ptr<const tls::Credential> credential(const std::string& kind) {
  static std::map<std::string, std::shared_ptr<const tls::Credential>> read;
  auto& known = read[kind];
  if (!known) {
    known = std::make_shared<tls::Credential>(
        tls::Credential{crypto::Certificate::all_from_pem(endpoint_file(kind + ".pem")),
                        crypto::PrivateKey::from_pem(endpoint_file(kind + ".key"))});
  }
  return known;
}

tls::ServerConfig server_config(const std::string& kind) {
  tls::ServerConfig config;
  config.certificate_compression.clear();
  config.credentials = {credential(kind)};
  return config;
}

tls::ClientConfig client_config() {
  tls::ClientConfig config;
  config.certificate_compression.clear();
  config.trust = std::make_shared<crypto::TrustAnchors>(crypto::TrustAnchors::from_pem(endpoint_file("ca.pem")));
  return config;
}

void Recorder::on(const tls::Event& event) {
  if (also_ != nullptr) also_->on(event);
  std::visit(
      [this]<class E>(const E& e) {
        if constexpr (std::is_same_v<E, tls::Transition>) {
          arrows.push_back(std::string(e.from) + " --" + std::string(e.message) + "--> " + std::string(e.to));
        } else if constexpr (std::is_same_v<E, tls::MessageReceived>) {
          messages.push_back("< " + std::string(e.name));
        } else if constexpr (std::is_same_v<E, tls::MessageSent>) {
          messages.push_back("> " + std::string(e.name));
          if (e.type == tls::HandshakeType::compressed_certificate) {
            compressions.push_back(tls::decode<tls::CompressedCertificate>({e.type, e.raw}).algorithm);
          }
        } else if constexpr (std::is_same_v<E, tls::RecordSent>) {
          records.push_back("> " + tls::name_of(e.type) + " " + std::to_string(e.wire_length));
          sent.push_back({e.type, e.is_protected, e.sequence, e.wire_length, e.padding, base::copy_of(e.content)});
        } else if constexpr (std::is_same_v<E, tls::SecretDerived>) {
          secrets.emplace_back(std::string(e.name), base::copy_of(e.bytes->value));
        } else if constexpr (std::is_same_v<E, tls::AlertSent>) {
          if (e.level == tls::AlertLevel::fatal) records_at_fatal_alert = records.size();
          alerts_sent.push_back(e.description);
        } else if constexpr (std::is_same_v<E, tls::Check>) {
          note_broken_rule(e);
        }
      },
      event);
}

base::Bytes Recorder::secret(const std::string& name) const {
  const auto found =
      std::ranges::find(secrets.rbegin(), secrets.rend(), name, &std::pair<std::string, base::Bytes>::first);
  return found == secrets.rend() ? base::Bytes{} : found->second;
}

Pair::Pair(Setup setup) : Pair(setup, setup.identity) {}

Pair::Pair(Setup setup, tls::ServerIdentity identity)
    : client_events(setup.client_watcher),
      server_events(setup.server_watcher),
      client_random(setup.seed * 2),
      server_random(setup.seed * 2 + 1),
      client(tls::Connection::client(std::make_shared<tls::ClientConfig>(std::move(setup.client)), std::move(identity),
                                     client_random, setup.now, &client_events)),
      server(tls::Connection::server(std::make_shared<tls::ServerConfig>(std::move(setup.server)), server_random,
                                     setup.now + setup.server_clock_ahead, &server_events)) {}

base::Bytes Pair::take(tls::Connection& from) {
  base::Bytes bytes = base::copy_of(from.output());
  from.sent(bytes.size());
  return bytes;
}

void Pair::give(tls::Connection& to, base::View bytes, std::size_t piece) {
  base::Bytes& got = &to == &client ? client_got : server_got;
  while (!bytes.empty()) {
    const base::View part = bytes.first(piece == 0 ? bytes.size() : std::min(piece, bytes.size()));
    bytes = bytes.subspan(part.size());
    to.receive(part);
    while (!to.early_data().bytes.empty()) {
      base::append(server_got_early, to.early_data().bytes);
      to.consume(to.early_data().bytes.size());
    }
    note_release(to);
    while (!to.plaintext().empty()) {
      base::append(got, to.plaintext());
      to.consume(to.plaintext().size());
    }
  }
}

void Pair::note_release(const tls::Connection& from) {
  if (from.status() != tls::Status::handshaking) return;
  if (!from.plaintext().empty() || from.export_keying_material("EXPORTER-test", {}, 16)) released_too_early = true;
}

bool Pair::say(tls::Connection& from, std::string_view text) {
  const bool half_rtt = &from == &server && from.status() == tls::Status::handshaking;
  const bool sent = half_rtt ? from.send_early(base::view_of(text)) : from.send(base::view_of(text));
  if (sent) base::append(&from == &client ? client_said : server_said, base::view_of(text));
  return sent;
}

bool Pair::say_early(std::string_view text) {
  const bool sent = client.send_early(base::view_of(text));
  if (sent) base::append(client_said_early, base::view_of(text));
  return sent;
}

void Pair::run(std::size_t piece) {
  for (int turn = 0; turn < 1000; ++turn) {
    const base::Bytes to_server = take(client);
    const base::Bytes to_client = take(server);
    if (to_server.empty() && to_client.empty()) return;
    give(server, to_server, piece);
    give(client, to_client, piece);
  }
  throw std::runtime_error("the two never stop talking");
}

std::string Pair::describe() const {
  std::string text;
  for (const auto* one : {&client, &server}) {
    text += (one == &client ? "client " : ", server ") + std::string(one->state());
    if (one->failure()) text += " (" + tls::name_of(one->failure()->alert) + ": " + one->failure()->text + ")";
  }
  return text;
}

bool Pair::connected() const {
  return client.status() == tls::Status::established && server.status() == tls::Status::established;
}

}  // namespace tests
