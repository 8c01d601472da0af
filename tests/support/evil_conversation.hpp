// A whole conversation between our client and our server, with somebody in the middle; the oracles of
// support/oracles.hpp say what must still hold afterwards. Read next: support/scenes.hpp.
#pragma once
#include <functional>

#include "support/oracles.hpp"

namespace tests {

/// Bytes that one side sent before the other answered.
struct Flight {
  bool to_server;
  base::Bytes bytes;
};

/// May change the bytes of each flight; they are numbered from 0, the ClientHello.
using Meddle = std::function<void(std::size_t number, Flight& flight)>;

inline constexpr std::string_view early_question = "is anybody there?";
inline constexpr std::string_view question = "who are you?";
inline constexpr std::string_view answer = "somebody with a certificate";

/// What the two do after the handshake, each step when there is nothing left to carry.
using Script = std::vector<void (*)(Pair&)>;

/// Question, a KeyUpdate each way, answer, goodbye and goodbye; then both transports end.
const Script& usual_script();
/// Every kind of KeyUpdate with data before it, behind it in the same flight, and both ways at once; then the same end.
const Script& rekeying_script();

/// The handshake, and then the script. Returns the flights as they were sent.
std::vector<Flight> converse(Pair& pair, const Script& script, const Meddle& meddle = {}, std::size_t piece = 0);
std::vector<Flight> converse(Pair& pair, const Meddle& meddle = {}, std::size_t piece = 0);

/// What must hold however the bytes were changed on the way.
void expect_agreement(Pair& pair);
/// Nothing was changed: everything arrived, and both ended well.
void expect_success(Pair& pair);

/// A client without hybrids, whose hellos are short, so that much can be tried in little time; files are read once.
const Setup& plain_setup();
/// The default setup: X25519MLKEM768.
const Setup& hybrid_setup();
/// The plain one through a HelloRetryRequest.
const Setup& retry_setup();

}  // namespace tests
