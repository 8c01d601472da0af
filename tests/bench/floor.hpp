// What a handshake cannot cost less than: the same primitives, called alone. Read next: bench.cpp.
#pragma once
#include <string>

#include "measure.hpp"

namespace bench {

struct Sides {
  Samples client;
  Samples server;
};

/// Adds one sample for each side: a key pair and an agreement on x25519 each; of the server a signature with the key of
/// `kind`; of the client the verification of that and of the certificate's own.
class Floor {
 public:
  explicit Floor(const std::string& kind);
  void sample(Sides& into) const;

 private:
  std::string kind_;
};

}  // namespace bench
