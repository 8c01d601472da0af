// What the tests of server_hello messages are written in: a good one, a change, and what must come of it.
#pragma once
#include <boost/test/unit_test.hpp>

#include "base/hex.hpp"
#include "support/evil_server.hpp"

namespace tests::server_hello {

using enum tls::AlertDescription;
using tls::ContentType;
using tls::ExtensionType;
using tls::HelloRetryRequest;
using tls::NamedGroup;
using tls::ProtocolVersion;
using tls::ServerHello;

template <class Hello>
using Change = std::function<void(Hello&)>;

template <class Hello>
inline void set_body(Hello& hello, unsigned type, const std::string& hex) {
  const auto wanted = static_cast<ExtensionType>(type);
  std::erase_if(hello.extensions, [=](const auto& e) { return e.extension_type == wanted; });
  hello.extensions.push_back({wanted, wire::Opaque<0, 65535>(base::View(base::from_hex(hex)))});
}

template <class Hello>
inline void remove(Hello& hello, ExtensionType type) {
  std::erase_if(hello.extensions, [type](const auto& e) { return e.extension_type == type; });
}

template <class Hello>
inline void duplicate(Hello& hello, ExtensionType type) {
  hello.extensions.push_back(*hello.extensions.find(type));
}

inline void refused(const Change<ServerHello>& change, const Alerts& alerts) {
  EvilServer evil;
  ServerHello hello = evil.server_hello();
  change(hello);
  evil.send(hello);
  expect_refusal(evil, alerts);
  BOOST_TEST(evil.events.secret("handshake_secret").empty());
}

inline void refused_retry(const Change<HelloRetryRequest>& change, const Alerts& alerts) {
  EvilServer evil;
  HelloRetryRequest retry = evil.retry(NamedGroup::secp256r1);
  change(retry);
  evil.send(retry);
  expect_refusal(evil, alerts);
}

/// After a good HelloRetryRequest for that group.
inline void refused_after_retry(const Change<ServerHello>& change, const Alerts& alerts,
                                NamedGroup group = NamedGroup::secp256r1) {
  EvilServer evil;
  evil.say(evil.retry(group));
  evil.group = group;
  ServerHello hello = evil.server_hello();
  change(hello);
  evil.send(hello);
  expect_refusal(evil, alerts);
}

inline void refused_bytes(const base::Bytes& message, const Alerts& alerts) {
  EvilServer evil;
  evil.send_message(message);
  expect_refusal(evil, alerts);
}

}  // namespace tests::server_hello
