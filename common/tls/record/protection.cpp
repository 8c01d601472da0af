// See protection.hpp.
#include "tls/record/protection.hpp"

#include <cstring>
#include <limits>

#include "tls/abort.hpp"
#include "tls/schedule/cipher_suite.hpp"

namespace vitrine::tls {

RecordProtection::RecordProtection(const TrafficKeys& keys, crypto::Aead::Direction direction)
    : aead_(aead_of(keys.suite), direction, keys.key.expose()), iv_(keys.iv.clone()) {}

void RecordProtection::seal(base::View header, base::MutableView inner_then_tag, base::View content) {
  const Nonce nonce = record_nonce();
  advance();
  aead_.seal({nonce, header, inner_then_tag, content});
}

bool RecordProtection::open(base::View header, base::MutableView ciphertext) {
  const Nonce nonce = record_nonce();
  if (!aead_.open({nonce, header, ciphertext})) return false;
  advance();
  return true;
}

/// The sequence number, padded on the left and XORed with the iv (§5.3): its last four bytes meet the last four there,
/// the rest of it the rest. By bytes it would take longer than the record's own header and copies.
RecordProtection::Nonce RecordProtection::record_nonce() const {
  std::uint64_t front = 0;
  std::uint32_t back = 0;
  std::memcpy(&front, iv_.expose().data(), sizeof(front));
  std::memcpy(&back, iv_.expose().data() + sizeof(front), sizeof(back));
  front ^= base::big_endian(sequence_ >> 32U);
  back ^= base::big_endian(static_cast<std::uint32_t>(sequence_));
  Nonce nonce;
  std::memcpy(nonce.data(), &front, sizeof(front));
  std::memcpy(nonce.data() + sizeof(front), &back, sizeof(back));
  return nonce;
}

void RecordProtection::advance() {
  if (sequence_ == std::numeric_limits<std::uint64_t>::max()) {
    throw Abort(AlertDescription::internal_error, "5.3", "the record sequence number would wrap");
  }
  ++sequence_;
}

}  // namespace vitrine::tls
