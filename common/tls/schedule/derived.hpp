// How derivations report themselves: each has its inputs in words and bytes, so that a reader can repeat it.
// Read next: tls/schedule/key_schedule.hpp.
#pragma once
#include "crypto/hash.hpp"
#include "tls/event.hpp"

namespace vitrine::tls {

/// SecretDerived without its values; what is not said is not an input.
struct Derived {
  SecretKind kind;
  MadeBy made_by;
  crypto::Hash hash;
  std::string_view from = "";
  std::string_view input = "";
  std::string_view label = "";
  std::string_view context_words = "";
  base::View context = {};
  std::uint64_t generation = 0;
};

/// The bytes go to a sink that asked for secrets, and to no other.
void report(const Trace& trace, const Derived& derived, const SecretBytes& bytes);

/// The RFC's name of a kind of secret: "client_handshake_traffic_secret".
std::string_view name_of(SecretKind kind);

}  // namespace vitrine::tls
