// Content becomes records for the network: cut to size, typed, padded, sealed in place in the output buffer.
// RFC 9846 §5.1, §5.2, §5.4, RFC 8449 §4. Read next: tls/engine_send.cpp.
#pragma once
#include <algorithm>
#include <optional>

#include "tls/event.hpp"
#include "tls/record/header.hpp"
#include "tls/record/protection.hpp"

namespace vitrine::tls {

class RecordWriter {
 public:
  explicit RecordWriter(Trace trace) : trace_(trace) {}

  /// One record for each longest_content() bytes; none for no bytes. change_cipher_spec is never protected.
  void write(ContentType type, base::View content);
  /// Our own wish for shorter records, whatever the peer can take.
  void limit_fragments(std::size_t size) { fragment_ = size; }
  /// The version that plaintext records carry: 0x0301 on the first ClientHello, 0x0303 after. §5.1.
  void legacy_record_version(std::uint16_t version) { legacy_record_version_ = version; }

  /// What a protected record has inside at most, with its type; until it is called, the protocol's own limit.
  void limit(std::size_t inner_plaintext) { limit_ = inner_plaintext; }
  /// How much content fits into one record now.
  std::size_t longest_content() const { return std::min(fragment_, sealer_ ? limit_ - 1 : max_plaintext); }

  /// Protected records grow to a multiple of this many bytes, type not counted, as far as they may; 0, 1: not at all.
  void pad_to(std::size_t multiple) { multiple_ = multiple; }

  void change_key(const TrafficKeys& keys) { sealer_.emplace(keys, crypto::Aead::Direction::seal); }
  bool is_protected() const { return sealer_.has_value(); }
  /// Records sealed under the present key.
  std::uint64_t sealed() const { return sealer_ ? sealer_->sequence() : 0; }
  void forget_key() { sealer_.reset(); }

  base::View output() const { return base::View(buffer_).subspan(sent_, end_ - sent_); }
  void sent(std::size_t count);
  /// Frees the buffer when nothing is in it.
  void give_back_buffer();

 private:
  void write_one(ContentType type, base::View content);
  base::View write_plain(ContentType type, base::View content);
  base::View write_sealed(ContentType type, base::View content, std::size_t padding);
  base::MutableView room(std::size_t size);
  std::size_t padding_for(std::size_t content) const;

  Trace trace_;
  std::optional<RecordProtection> sealer_;
  base::Bytes buffer_;  // output stands in [sent_, end_)
  std::size_t sent_ = 0;
  std::size_t end_ = 0;
  std::size_t fragment_ = max_plaintext;
  std::size_t limit_ = max_inner_plaintext;
  std::size_t multiple_ = 0;
  std::uint16_t legacy_record_version_ = 0x0303;
};

}  // namespace vitrine::tls
