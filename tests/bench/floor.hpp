// What a handshake or a record cannot cost less than: the same primitives, called alone. Read next: handshakes.cpp.
#pragma once
#include <memory>

#include "endpoint.hpp"
#include "measure.hpp"

namespace bench {

/// Whether who is shown a certificate has met it before. Where it is new, each handshake's configuration is new, made
/// while nobody looks at the clock.
enum class Chain : std::uint8_t { seen_before, unseen };

struct Contest {
  Scene scene;
  Chain chain = Chain::seen_before;
};

/// Of each side a key pair and an agreement; of whoever shows a certificate a signature; of whoever sees one the
/// verification of that, and of the certificate's own if it is new: its key must then be read, too. A resumption has
/// the agreement alone. With our own crypto layer.
class HandshakeFloor {
 public:
  explicit HandshakeFloor(const Contest& contest);
  ~HandshakeFloor();
  /// Adds one sample for each side.
  void sample(Sides& into) const;

 private:
  class Signer;
  struct Proofs;
  void verify(const Signer& signer) const;

  Contest contest_;
  std::unique_ptr<Proofs> proofs_;
};

/// Botan's AEAD alone, in place, with its key set before: what a record's sealing and opening are at the least.
class RecordFloor {
 public:
  RecordFloor(const std::string& suite, std::size_t size);
  ~RecordFloor();
  /// Adds one sample for each direction, in nanoseconds for one record: client is sealing, server opening.
  void sample(Sides& into, int in_a_row);

 private:
  struct State;
  std::vector<std::unique_ptr<State>> states_;
};

}  // namespace bench
