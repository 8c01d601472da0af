// What the tests of ClientHellos are written in: a good one, a change, and what must come of it.
#pragma once
#include <boost/test/unit_test.hpp>

#include "base/hex.hpp"
#include "support/evil_client.hpp"

namespace tests::client_hello {

using enum tls::AlertDescription;
using tls::ClientHello;
using tls::ContentType;
using tls::ExtensionType;
using tls::NamedGroup;
using tls::ProtocolVersion;
using Change = std::function<void(ClientHello&)>;

inline void refused_bytes(const base::Bytes& message, const Alerts& alerts) {
  EvilClient evil;
  evil.send_message(message);
  expect_refusal(evil, alerts);
}

inline void refused(const Change& change, const Alerts& alerts, const tls::ServerConfig& config = server_config()) {
  EvilClient evil(config);
  ClientHello hello = evil.hello();
  change(hello);
  evil.send(hello);
  expect_refusal(evil, alerts);
}

inline void accepted(const Change& change, const tls::ServerConfig& config = server_config()) {
  EvilClient evil(config);
  ClientHello hello = evil.hello();
  change(hello);
  evil.say(hello);
  BOOST_TEST_REQUIRE(evil.server_hello.has_value(),
                     (evil.victim.failure() ? evil.victim.failure()->text : "no answer"));
  evil.say_finished();
  expect_acceptance(evil);
}

/// Puts any bytes in the place of an extension's body, or at the end.
inline void set_body(ClientHello& hello, unsigned type, const base::Bytes& body) {
  const auto wanted = static_cast<ExtensionType>(type);
  const auto found = std::ranges::find(hello.extensions, wanted, &tls::Extension<tls::In::CH>::extension_type);
  const wire::Opaque<0, 65535> data{base::View(body)};
  if (found == hello.extensions.end()) {
    hello.extensions.push_back({wanted, data});
  } else {
    found->extension_data = data;
  }
}

inline Change body(ExtensionType type, const std::string& hex) {
  return [=](ClientHello& hello) { set_body(hello, static_cast<unsigned>(type), base::from_hex(hex)); };
}

inline void remove(ClientHello& hello, ExtensionType type) {
  std::erase_if(hello.extensions, [type](const auto& e) { return e.extension_type == type; });
}

inline base::Bytes share_of(NamedGroup group, base::View key_exchange) {
  return vitrine::wire::write_all(tls::KeyShareClientHello{{}, {{group, wire::Opaque<1, 65535>(key_exchange)}}});
}

inline Change share(NamedGroup group, const base::Bytes& key_exchange) {
  return [=](ClientHello& hello) {
    set_body(hello, static_cast<unsigned>(ExtensionType::key_share), share_of(group, key_exchange));
  };
}

inline base::Bytes good_hello() {
  EvilClient evil;
  ClientHello hello = evil.hello();
  set_body(hello, 0, base::from_hex("000c0000096c6f63616c686f7374"));
  set_body(hello, 16, base::from_hex("0003026832"));
  return tls::encode(hello);
}

}  // namespace tests::client_hello
