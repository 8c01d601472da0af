// What the tests of pre-shared keys are written in: a server that gives tickets, a ticket of it, and a key that both
// have from elsewhere.
#pragma once
#include <boost/test/unit_test.hpp>

#include "support/evil_client.hpp"
#include "support/evil_server.hpp"
#include "support/resumption.hpp"

namespace tests::psk {

using enum tls::AlertDescription;
using tls::CipherSuite;
using tls::ClientHello;
using tls::ExtensionType;
using Psk = std::shared_ptr<const EvilPsk>;

/// Each call gives a server of its own, which opens the tickets of the others.
inline tls::ServerConfig server() { return setup_with_early_data().server; }

/// The first ticket of a good handshake.
inline Psk a_ticket(const tls::ServerConfig& config = server()) {
  EvilClient evil(config);
  ClientHello hello = evil.hello();
  hello.extensions.add(tls::PskKeyExchangeModes{{}, {tls::PskKeyExchangeMode::psk_dhe_ke}});
  evil.say(hello);
  evil.say_finished();
  evil.listen();
  BOOST_TEST_REQUIRE(!evil.tickets.empty());
  return evil.psk_of(evil.tickets.front());
}

/// A name that no server knows.
inline Psk a_stranger() {
  return std::make_shared<EvilPsk>(base::view_of("stranger"), base::view_of("a stranger's key"));
}

/// A hello with these keys and right binders, for a first flight.
inline ClientHello offering(EvilClient& evil, const EvilPsks& psks) {
  ClientHello hello = evil.hello();
  offer_psks(hello, psks);
  add_binders(hello, psks, {});
  return hello;
}

/// Whether the server selected a pre-shared key; the handshake is brought to its end either way.
inline bool resumes(EvilClient& evil) {
  evil.listen();
  BOOST_TEST_REQUIRE(evil.server_hello.has_value(),
                     (evil.victim.failure() ? evil.victim.failure()->text : "no answer"));
  evil.say_finished();
  expect_acceptance(evil);
  const bool selected = evil.server_hello->extensions.has(ExtensionType::pre_shared_key);
  BOOST_TEST(evil.victim.session().resumed == selected);
  return selected;
}

inline bool resumes(const EvilPsks& psks, const tls::ServerConfig& config = server()) {
  EvilClient evil(config);
  evil.say(evil.hello(), psks);
  return resumes(evil);
}

}  // namespace tests::psk
