// The daemon's certificates and keys: found, read and checked, or made when there are none yet.
// Read next: server.cpp, which loads them again on SIGHUP.
#pragma once
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "options.hpp"
#include "tls/config.hpp"

namespace vitrine::daemon {

/// Certificate, key or an option cannot be used. what() is for people: what is wrong and what to type.
struct ConfigurationError : std::runtime_error {
  using runtime_error::runtime_error;
};

struct Identity {
  tls::Credentials credentials;  // at least one
  std::string name;              // the first that the first certificate is for; safe to print
  std::string names;             // the first of each certificate: "localhost", "chat.lan", with the quotes
  crypto::Time not_after;        // when the first of them ends
  std::string ca_file;           // what clients need to believe it, as the operator would write it; empty: unknown
};

/// Whether make_missing_pki() would have something to do.
bool lacks_pki(const Options& options);

/// Makes a PKI where neither --cert was given nor anything is there, and returns words about it; nothing otherwise.
/// Throws ConfigurationError.
std::string make_missing_pki(const Options& options);

/// All certificates and keys, or none: throws ConfigurationError when one is unreadable, damaged, not
/// belonging to the other, or a key that others can read.
Identity load_identity(const Options& options);

/// Whose certificates clients may show. Null where they are not asked for one. Throws ConfigurationError.
std::shared_ptr<const crypto::TrustAnchors> load_client_trust(const Options& options);
/// The file that it comes from.
std::filesystem::path client_ca_file(const Options& options);

/// "certificate good for 90 days", "certificate ended 2 days ago", "2 certificates, the first to end good for 9 days".
std::string lifetime(const Identity& identity, crypto::Time now);

crypto::Time wall_clock();

}  // namespace vitrine::daemon
