// See rfc8448_replays.hpp.
#include "rfc8448_replays.hpp"

#include <boost/test/unit_test.hpp>

namespace tests::rfc8448 {

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
