// One end of a TLS 1.3 connection in memory, whoever wrote it: what the bench compares.
// Read next: ours.cpp, openssl.cpp, gnutls.cpp.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"

namespace bench {

namespace base = vitrine::base;

class Endpoint {
 public:
  Endpoint() = default;
  Endpoint(const Endpoint&) = delete;
  Endpoint& operator=(const Endpoint&) = delete;
  virtual ~Endpoint() = default;

  /// Takes what the other end sent and appends its answer to `out`. Throws std::runtime_error when the handshake fails.
  virtual void handshake(base::View in, base::Bytes& out) = 0;
  virtual bool connected() const = 0;
  /// Seals application data behind `out`.
  virtual void seal(base::View plaintext, base::Bytes& out) = 0;
  /// Opens whole records. Returns the bytes of plaintext that came out.
  virtual std::size_t open(base::View records) = 0;
};

/// What every library is given: x25519, TLS_AES_128_GCM_SHA256, the certificate `kind` of tests/vectors/endpoints
/// for localhost, no tickets; the client verifies chain and name.
class Library {
 public:
  Library() = default;
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
  virtual ~Library() = default;

  virtual std::string name() const = 0;
  virtual std::unique_ptr<Endpoint> client() = 0;
  virtual std::unique_ptr<Endpoint> server() = 0;
};

std::unique_ptr<Library> ours(const std::string& kind);
/// The same with a watcher that looks at every event and writes nothing.
std::unique_ptr<Library> ours_watched(const std::string& kind);
std::unique_ptr<Library> openssl(const std::string& kind);
std::unique_ptr<Library> gnutls(const std::string& kind);

}  // namespace bench
