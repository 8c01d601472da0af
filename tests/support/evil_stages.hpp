// The same deed against both roles, at three points of their lives.
#pragma once
#include <boost/test/unit_test.hpp>

#include "support/evil_client.hpp"
#include "support/evil_server.hpp"

namespace tests {

enum class Stage {
  before_keys,       // a client that waits for ServerHello; a server that waits for ClientHello
  during_handshake,  // under handshake keys: WAIT_EE; WAIT_FINISHED
  established,
};

/// A client and a server are brought to that stage and given to `deed`, one after the other, as EvilPeer.
template <class Deed>
void against_both(Stage stage, Deed deed) {
  BOOST_TEST_CONTEXT("against a client") {
    EvilServer evil;
    evil.run(stage == Stage::before_keys        ? EvilServer::Up::to_hello
             : stage == Stage::during_handshake ? EvilServer::Up::to_encrypted_extensions
                                                : EvilServer::Up::to_the_end);
    evil.listen();
    deed(evil);
  }
  BOOST_TEST_CONTEXT("against a server") {
    EvilClient evil;
    if (stage != Stage::before_keys) evil.say(evil.hello());
    if (stage == Stage::established) evil.say_finished();
    deed(evil);
  }
}

/// The same at every stage.
template <class Deed>
void against_both_at_every_stage(Deed deed) {
  for (const Stage stage : {Stage::before_keys, Stage::during_handshake, Stage::established}) {
    BOOST_TEST_CONTEXT("stage " << static_cast<int>(stage)) { against_both(stage, deed); }
  }
}

}  // namespace tests
