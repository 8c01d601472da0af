// What can be asked of the PKI, and what comes back: plain types, no Botan, so that the daemon may use them too.
// Read next: authority.hpp.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace vitrine::pki {

using Time = std::chrono::sys_seconds;

/// Something is not as it has to be. what() is for people: the verdict, why, and what to type next, one or more lines.
struct Error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The request itself makes no sense: a host name with a space, an end before its beginning.
struct UsageError : Error {
  using Error::Error;
};

enum class KeyKind : std::uint8_t { p256, p384, ed25519, rsa2048, rsa3072, rsa4096 };

/// When a certificate is good, in UTC. What is left out: it ends `days` after it begins (or after now), and began an
/// hour ago, so that a peer whose clock is a little slow believes it; when its end is past, 90 days before that end.
struct Validity {
  std::optional<Time> not_before;
  std::optional<Time> not_after;
  int days = 90;
};

/// A CA with its first server certificate. `key` is the kind of both keys. The server is good for localhost,
/// 127.0.0.1, ::1 and `more_names`; `validity` is the server's, the CA has ten years.
struct NewAuthority {
  std::filesystem::path folder;
  KeyKind key = KeyKind::p256;
  std::string ca_name = "vitrine test CA";
  std::vector<std::string> more_names = {};
  Validity validity = {};
};

enum class Purpose : std::uint8_t { server, client };

/// One more certificate from the CA in `folder`: a server's with one or more DNS names or IP addresses, or a client's
/// with one nickname. `stem` is what the files are called before .pem and .key; empty: made from the first name.
struct NewCertificate {
  std::filesystem::path folder;
  Purpose purpose = Purpose::server;
  std::vector<std::string> names;
  KeyKind key = KeyKind::p256;
  Validity validity = {};
  std::string stem = {};
};

/// A new certificate and a new key in place of `stem`.pem and .key, for the same names and use. No `key`: the same
/// kind.
struct Renewal {
  std::filesystem::path folder;
  std::string stem;
  std::optional<KeyKind> key = {};
  Validity validity = {};
};

/// A certificate and its key, as files.
struct Made {
  std::filesystem::path certificate;
  std::filesystem::path key;
  std::vector<std::string> names;  // of a server: what its SAN lists; otherwise the common name
  KeyKind kind;
  Time not_before;
  Time not_after;
};

struct MadeAuthority {
  Made ca;
  Made server;
};

}  // namespace vitrine::pki
