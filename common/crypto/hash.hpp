// The two hash functions of TLS 1.3's cipher suites, whole and running (for the transcript, RFC 9846 §4.1).
#pragma once
#include <memory>
#include <string_view>

#include "base/bytes.hpp"

namespace vitrine::crypto {

enum class Hash : std::uint8_t { sha256, sha384 };

/// Bytes of output: 32 or 48. The RFC's Hash.length.
constexpr std::size_t length(Hash hash) { return hash == Hash::sha256 ? 32 : 48; }

/// "SHA-256"
constexpr std::string_view name_of(Hash hash) { return hash == Hash::sha256 ? "SHA-256" : "SHA-384"; }

base::Bytes digest(Hash hash, base::View data);

/// A hash that can be read at any point and continued after.
class RunningHash {
 public:
  explicit RunningHash(Hash hash);
  RunningHash(RunningHash&&) noexcept;
  RunningHash& operator=(RunningHash&&) noexcept;
  ~RunningHash();

  void update(base::View data);
  /// The hash of everything so far; does not end it.
  base::Bytes current() const;
  Hash algorithm() const { return hash_; }

 private:
  struct State;
  std::unique_ptr<State> state_;
  Hash hash_;
};

}  // namespace vitrine::crypto
