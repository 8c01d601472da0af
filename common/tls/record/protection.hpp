// One direction of record protection: an AEAD, an iv and a sequence number. RFC 9846 §5.2, §5.3.
// Read next: tls/record/record_reader.hpp, tls/record/record_writer.hpp.
#pragma once
#include "crypto/aead.hpp"
#include "tls/schedule/traffic_secret.hpp"

namespace vitrine::tls {

class RecordProtection {
 public:
  RecordProtection(const TrafficKeys& keys, crypto::Aead::Direction direction);

  /// Encrypts all but the last 16 bytes of `inner_then_tag` in place and writes the tag there. `header` is the record's
  /// five bytes. `content`, if there is some, is what `inner_then_tag` is to begin with: what stands there instead is
  /// overwritten. Throws Abort{internal_error} rather than use a sequence number twice.
  void seal(base::View header, base::MutableView inner_then_tag, base::View content = {});
  /// Decrypts in place. False when the record is not authentic; the sequence number then stays.
  [[nodiscard]] bool open(base::View header, base::MutableView ciphertext);

  /// The number of the next record, which is also how many this key has protected.
  std::uint64_t sequence() const { return sequence_; }

 private:
  using Nonce = std::array<std::uint8_t, crypto::aead_nonce_length>;
  Nonce record_nonce() const;
  void advance();

  crypto::Aead aead_;
  crypto::Secret iv_;
  std::uint64_t sequence_ = 0;
};

}  // namespace vitrine::tls
