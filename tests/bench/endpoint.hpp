// One end of a TLS 1.3 connection in memory, whoever wrote it: what the bench compares.
// Read next: ours.cpp, openssl.cpp, gnutls.cpp, botan.cpp.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "base/bytes.hpp"

namespace bench {

namespace base = vitrine::base;

enum class Kind : std::uint8_t { full, mutual, resumption };

/// What a connection is to be like, in the RFC's names. Everything else is equal for all, too: the server's certificate
/// is for localhost and the client verifies chain and name; tickets are given in the first handshake of a resumption
/// alone; compatibility mode is on, as it is with everybody unless it is asked not to be.
struct Scene {
  Kind kind = Kind::full;
  std::string certificate = "p256";  // or p384, ed25519, rsa2048: tests/vectors/endpoints
  std::string group = "x25519";
  std::string suite = "TLS_AES_128_GCM_SHA256";
};

class Endpoint {
 public:
  Endpoint() = default;
  Endpoint(const Endpoint&) = delete;
  Endpoint& operator=(const Endpoint&) = delete;
  virtual ~Endpoint() = default;

  /// Takes what the other end sent and appends its answer to `out`. Throws std::runtime_error when the handshake fails.
  virtual void handshake(base::View in, base::Bytes& out) = 0;
  virtual bool connected() const = 0;
  /// Whether it went without certificates.
  virtual bool resumed() const = 0;
  /// Seals application data, one record, behind `out`; null: a socket would have taken it, and nobody wants it.
  virtual void seal(base::View plaintext, base::Bytes* out) = 0;
  /// Opens whole records, of application data or tickets. Returns the bytes of plaintext that came out.
  virtual std::size_t open(base::View records) = 0;
  /// Nothing will come for a while.
  virtual void idle() {}
};

/// The configuration of both ends, as two programs keep it over many connections.
class Context {
 public:
  Context() = default;
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  virtual ~Context() = default;

  /// What a program has in its hand before it connects. Costs nothing.
  virtual void prepare() {}
  virtual std::unique_ptr<Endpoint> client() = 0;
  virtual std::unique_ptr<Endpoint> server() = 0;
  /// The next clients resume with the ticket that this one got, and no more tickets are given.
  virtual void keep_ticket_of(Endpoint& client) = 0;
};

class Library {
 public:
  Library() = default;
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
  virtual ~Library() = default;

  virtual std::string name() const = 0;
  /// Whether a client that has verified a chain does less when it sees it again.
  virtual bool remembers_chains() const { return false; }
  /// Null where the library does not know what the scene needs.
  virtual std::unique_ptr<Context> context(const Scene& scene) const = 0;
};

using Libraries = std::vector<std::unique_ptr<Library>>;

std::unique_ptr<Library> ours();
/// The same with a watcher that looks at every event and writes nothing.
std::unique_ptr<Library> ours_watched();
std::unique_ptr<Library> openssl();
/// With SSL_MODE_RELEASE_BUFFERS: slower, and smaller while idle.
std::unique_ptr<Library> openssl_releasing();
std::unique_ptr<Library> gnutls();
/// Null where Botan was built without its TLS.
std::unique_ptr<Library> botan();

/// The path of a file below tests/, and what is in it.
std::string path_of(const std::string& file);
std::string contents_of(const std::string& file);

}  // namespace bench
