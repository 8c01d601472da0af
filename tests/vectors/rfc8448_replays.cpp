// See rfc8448_replays.hpp.
#include "rfc8448_replays.hpp"

#include <boost/test/unit_test.hpp>

namespace tests::rfc8448 {

server::SecondFlight second_flight(const Vectors& v) {
  using Kind = tls::SecretKind;
  return {traffic_secret(v, "client_handshake_traffic", Kind::client_handshake_traffic_secret),
          traffic_secret(v, "client_application_traffic_0", Kind::client_application_traffic_secret),
          {{suite, tls::Trace(nullptr)}, crypto::Secret(base::View(v["secret.main"]))},
          0,
          {},
          {}};
}

tls::TrafficKeys WatchedServer::receiving() const {
  const auto is_key = [](const tls::Effect& e) { return std::holds_alternative<tls::ChangeReceivingKey>(e); };
  const auto last = std::find_if(context.effects.rbegin(), context.effects.rend(), is_key);
  return std::get<tls::ChangeReceivingKey>(*last).secret.traffic_keys(tls::Trace(nullptr));
}

void equal_hello_and_secrets(const WatchedServer& replay, const Vectors& v) {
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
