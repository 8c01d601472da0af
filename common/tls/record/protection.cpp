// See protection.hpp.
#include "tls/record/protection.hpp"

#include <algorithm>
#include <limits>

#include "tls/abort.hpp"
#include "tls/schedule/cipher_suite.hpp"

namespace vitrine::tls {

RecordProtection::RecordProtection(const TrafficKeys& keys, crypto::Aead::Direction direction)
    : aead_(aead_of(keys.suite), direction, keys.key.expose()), iv_(keys.iv.clone()) {}

void RecordProtection::seal(base::View header, base::MutableView inner_then_tag) {
  const Nonce nonce = record_nonce();
  advance();
  aead_.seal(nonce, header, inner_then_tag);
}

bool RecordProtection::open(base::View header, base::MutableView ciphertext) {
  if (!aead_.open(record_nonce(), header, ciphertext)) return false;
  advance();
  return true;
}

/// The sequence number, padded on the left and XORed with the iv. §5.3.
RecordProtection::Nonce RecordProtection::record_nonce() const {
  Nonce nonce{};
  std::ranges::copy(iv_.expose(), nonce.begin());
  for (std::size_t i = 0; i < sizeof(sequence_); ++i) {
    nonce[nonce.size() - 1 - i] ^= static_cast<std::uint8_t>(sequence_ >> (8 * i));
  }
  return nonce;
}

void RecordProtection::advance() {
  if (sequence_ == std::numeric_limits<std::uint64_t>::max()) {
    throw Abort(AlertDescription::internal_error, "5.3", "the record sequence number would wrap");
  }
  ++sequence_;
}

}  // namespace vitrine::tls
