// See rfc8448_server_replay.hpp.
#include "rfc8448_server_replay.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

namespace tests::rfc8448 {

void AnswersOf32::fill(base::MutableView out) {
  const bool known = out.size() == 32 && next_ < answers_.size();
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = known ? answers_[next_].at(i) : std::uint8_t{1};
  next_ += known ? 1 : 0;
}

crypto::PrivateKey rsa_key() {
  return crypto::PrivateKey::from_pkcs8(load("rfc8448/private_keys.txt")["computed.server.rsa.pkcs8"]);
}

tls::ServerConfig server_of(const Vectors& v) {
  if (!v.has("computed.server.certificate")) return server_of(load_trace("simple_1rtt"));
  tls::ServerConfig config;
  config.credentials.push_back(std::make_shared<const tls::Credential>(
      tls::Credential{{crypto::Certificate::from_der(v["computed.server.certificate"])}, rsa_key()}));
  return config;
}

std::vector<base::Bytes> secrets_of_server(const Vectors& v) {
  return {v["computed.server.random"], v["server." + tls::name_of(group_of(v)) + ".private"]};
}

server::SecondFlight second_flight(const Vectors& v) {
  using Kind = tls::SecretKind;
  return {traffic_secret(v, "client_handshake_traffic", Kind::client_handshake_traffic_secret),
          traffic_secret(v, "client_application_traffic_0", Kind::client_application_traffic_secret),
          {{suite, tls::Trace(nullptr)}, crypto::Secret(base::View(v["secret.main"]))},
          0,
          {},
          {}};
}

ServerReplay::ServerReplay(tls::ServerConfig config, std::vector<base::Bytes> random)
    : random_bytes(std::move(random)),
      context({random_bytes, crypto::Time{}, tls::Trace(&events), session},
              std::make_shared<const tls::ServerConfig>(std::move(config))) {}

std::span<const tls::Effect> ServerReplay::answer() const {
  const auto is_message = [](const tls::Effect& e) { return std::holds_alternative<tls::SendMessage>(e); };
  return {std::ranges::find_if(context.effects, is_message), context.effects.end()};
}

tls::TrafficKeys ServerReplay::receiving() const {
  const auto is_key = [](const tls::Effect& e) { return std::holds_alternative<tls::ChangeReceivingKey>(e); };
  const auto last = std::find_if(context.effects.rbegin(), context.effects.rend(), is_key);
  return std::get<tls::ChangeReceivingKey>(*last).secret.traffic_keys(tls::Trace(nullptr));
}

void equal_hello_and_secrets(const ServerReplay& replay, const Vectors& v) {
  BOOST_TEST_REQUIRE(replay.answer().size() > 1U);
  same_bytes(std::get<tls::SendMessage>(replay.answer()[0]).raw, v["server.ServerHello"], "ServerHello");
  same_bytes(replay.events.secret("handshake_secret"), v["secret.handshake"], "handshake");
  same_bytes(replay.events.secret("main_secret"), v["secret.main"], "main");
  for (const std::string side : {"client", "server"}) {
    same_bytes(replay.events.secret(side + "_handshake_traffic_secret"), v["secret." + side + "_handshake_traffic"],
               side);
  }
}

}  // namespace tests::rfc8448
