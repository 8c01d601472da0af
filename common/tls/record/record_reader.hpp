// Bytes from the network become records: framed, length-checked, decrypted in place, padding taken off.
// RFC 9846 §5.1, §5.2, §5.4, RFC 8449 §4. What a record may carry at this point of the conversation is the connection's
// question. Read next: tls/record/handshake_reader.hpp.
#pragma once
#include <cassert>
#include <optional>

#include "tls/event.hpp"
#include "tls/record/header.hpp"
#include "tls/record/protection.hpp"

namespace vitrine::tls {

class RecordReader {
 public:
  explicit RecordReader(Trace trace) : trace_(trace) {}

  /// Room for what may be missing of the next record; views given out before are void.
  base::MutableView prepare();
  /// Room for at least `size` more bytes; the same.
  base::MutableView prepare(std::size_t size);
  void commit(std::size_t count) {
    assert(count <= buffer_.size() - end_);
    end_ += count;
    heard_ = heard_ || count > 0;
  }

  /// The next whole record, or nothing until more bytes came. Its content lies in the buffer until the next prepare().
  /// Throws Abort as soon as a header is unacceptable.
  std::optional<RecordReceived> next();

  /// From the next record on. Early data that was to be skipped came before it.
  void change_key(const TrafficKeys& keys) {
    opener_.emplace(keys, crypto::Aead::Direction::open);
    skip_budget_.reset();
    inner_length_ = 0;
  }
  /// What a protected record may have inside, with type and padding: from the one that was read last, because it may
  /// hold the message that says so. Throws Abort.
  void limit(std::size_t inner_plaintext);
  bool is_protected() const { return opener_.has_value(); }
  /// Records that cannot be opened may be early data which we did not accept: drop up to `budget` bytes. §4.3.10.
  void skip_early_data(std::size_t budget) { skip_budget_ = budget; }
  /// Frees the buffer when nothing is in it.
  void give_back_buffer();
  /// Forgets all input and keys.
  void clear();
  /// Whether a byte has ever come.
  bool has_heard() const { return heard_; }
  /// Whether a record has begun that is not whole yet.
  bool has_fragment() const { return end_ > begin_; }

 private:
  void check_early(const RecordHeader& header, base::View input) const;
  void check_header(const Trace& trace, const RecordHeader& header) const;
  std::optional<RecordReceived> open(base::View header, base::MutableView ciphertext);
  void check_inner_length() const;
  bool skip(std::size_t size);
  void drop_buffer();

  Trace trace_;
  std::optional<RecordProtection> opener_;
  base::Bytes buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t limit_ = max_inner_plaintext;
  std::size_t inner_length_ = 0;  // of the last record under this key
  std::optional<std::size_t> skip_budget_;
  bool first_ = true;
  bool heard_ = false;
};

}  // namespace vitrine::tls
