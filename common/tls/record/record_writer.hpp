// Content becomes records for the network: cut to size, typed, sealed in place in the output buffer.
// RFC 9846 §5.1, §5.2. Read next: tls/engine_send.cpp.
#pragma once
#include <optional>

#include "tls/event.hpp"
#include "tls/record/header.hpp"
#include "tls/record/protection.hpp"

namespace vitrine::tls {

class RecordWriter {
 public:
  explicit RecordWriter(Trace trace) : trace_(trace) {}

  /// One record for each 2^14 bytes, or fewer where that is wanted; none for no bytes. change_cipher_spec is never
  /// protected.
  void write(ContentType type, base::View content);
  void limit_fragments(std::size_t size) { fragment_ = size; }
  std::size_t fragment_limit() const { return fragment_; }
  /// The version that plaintext records carry: 0x0301 on the first ClientHello, 0x0303 after. §5.1.
  void legacy_record_version(std::uint16_t version) { legacy_record_version_ = version; }

  void change_key(const TrafficKeys& keys) { sealer_.emplace(keys, crypto::Aead::Direction::seal); }
  bool is_protected() const { return sealer_.has_value(); }
  /// Records sealed under the present key.
  std::uint64_t sealed() const { return sealer_ ? sealer_->sequence() : 0; }
  void forget_key() { sealer_.reset(); }

  base::View output() const { return base::View(buffer_).subspan(sent_); }
  void sent(std::size_t count);
  /// Frees the buffer when nothing is in it.
  void give_back_buffer() {
    if (output().empty()) buffer_ = {};
  }

 private:
  void write_one(ContentType type, base::View content);
  void write_plain(ContentType type, base::View content);
  void write_sealed(ContentType type, base::View content);

  Trace trace_;
  std::optional<RecordProtection> sealer_;
  base::Bytes buffer_;
  std::size_t sent_ = 0;
  std::size_t fragment_ = max_plaintext;
  std::uint16_t legacy_record_version_ = 0x0303;
};

}  // namespace vitrine::tls
