// See server_replay.hpp.
#include "replay/server_replay.hpp"

#include <algorithm>

namespace vitrine::replay {

void AnswersOf32::fill(base::MutableView out) {
  const bool known = out.size() == 32 && next_ < answers_.size();
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = known ? answers_[next_].at(i) : std::uint8_t{1};
  next_ += known ? 1 : 0;
}

crypto::PrivateKey rsa_key() {
  return crypto::PrivateKey::from_pkcs8(load("private_keys")["computed.server.rsa.pkcs8"]);
}

tls::ServerConfig server_of(const Vectors& v) {
  if (!v.has("computed.server.certificate")) return server_of(load("simple_1rtt"));
  tls::ServerConfig config;
  config.credentials.push_back(std::make_shared<const tls::Credential>(
      tls::Credential{{crypto::Certificate::from_der(v["computed.server.certificate"])}, rsa_key()}));
  return config;
}

std::vector<base::Bytes> secrets_of_server(const Vectors& v) {
  return {v["computed.server.random"], v["server." + tls::name_of(group_of(v)) + ".private"]};
}

ServerReplay::ServerReplay(tls::ServerConfig config, tls::Trace events, std::vector<base::Bytes> random)
    : random_bytes(std::move(random)),
      context({random_bytes, crypto::Time{}, events, session},
              std::make_shared<const tls::ServerConfig>(std::move(config))) {}

std::span<const tls::Effect> ServerReplay::answer() const {
  const auto is_message = [](const tls::Effect& e) { return std::holds_alternative<tls::SendMessage>(e); };
  return {std::ranges::find_if(context.effects, is_message), context.effects.end()};
}

}  // namespace vitrine::replay
