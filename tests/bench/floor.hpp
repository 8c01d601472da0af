// What a handshake or a record cannot cost less than: the same primitives, called alone. Read next: handshakes.cpp.
#pragma once
#include <memory>

#include "endpoint.hpp"
#include "measure.hpp"

namespace bench {

/// Of each side a key pair and an agreement; of whoever shows a certificate a signature; of whoever sees one two
/// verifications, the signature's and the certificate's own. A resumption has the agreement alone. With our own crypto
/// layer, keys already read.
class HandshakeFloor {
 public:
  explicit HandshakeFloor(const Scene& scene);
  ~HandshakeFloor();
  /// Adds one sample for each side.
  void sample(Sides& into) const;

 private:
  struct Proofs;
  Scene scene_;
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
