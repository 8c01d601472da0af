// See record_reader.hpp.
#include "tls/record/record_reader.hpp"

#include <algorithm>

#include "tls/abort.hpp"
#include "tls/record/foreign.hpp"

namespace vitrine::tls {
namespace {

using enum AlertDescription;

bool is_known(ContentType type) { return find_entry(type) != nullptr; }

/// What the peer really sent, once the padding is taken off. §5.4.
RecordReceived strip_padding(base::View inner) {
  const auto last = std::find_if(inner.rbegin(), inner.rend(), [](std::uint8_t byte) { return byte != 0; });
  if (last == inner.rend()) throw Abort(unexpected_message, "5.4", "a protected record of zeros alone");
  const auto padding = static_cast<std::size_t>(last - inner.rbegin());
  const base::View content = inner.first(inner.size() - padding - 1);
  return {{static_cast<ContentType>(*last), true, 0, 0, padding, content}};
}

/// Types that may stand inside a protected record, and which of them may be empty. §5, §5.4.
void check_inner(const Record& record) {
  if (!is_known(record.type) || record.type == ContentType::change_cipher_spec) {
    throw Abort(unexpected_message, "5", "a protected record of type " + name_of(record.type));
  }
  if (record.content.empty() && record.type != ContentType::application_data) {
    throw Abort(unexpected_message, "5.4", "a protected " + name_of(record.type) + " record without content");
  }
}

}  // namespace

base::MutableView RecordReader::prepare(std::size_t size) {
  if (begin_ == end_) begin_ = end_ = 0;
  if (buffer_.size() - end_ < size && begin_ > 0) {
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
              buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
    end_ -= begin_;
    begin_ = 0;
  }
  if (buffer_.size() - end_ < size) buffer_.resize(end_ + size);
  return base::MutableView(buffer_).subspan(end_);
}

std::optional<RecordReceived> RecordReader::next() {
  while (begin_ < end_) {
    const base::MutableView input = base::MutableView(buffer_).subspan(begin_, end_ - begin_);
    if (first_ && !is_known(static_cast<ContentType>(input.front()))) {
      throw Abort(unexpected_message, "5", describe_foreign(input));
    }
    if (input.size() < record_header_length) return std::nullopt;
    const RecordHeader header = read_record_header(input);
    check_header(header);
    const std::size_t size = record_header_length + header.length;
    if (input.size() < size) return std::nullopt;

    first_ = false;
    begin_ += size;
    const base::MutableView fragment = input.subspan(record_header_length, header.length);
    const bool is_protected = header.type == ContentType::application_data;
    std::optional<RecordReceived> record = is_protected
                                               ? open(input.first(record_header_length), fragment)
                                               : std::optional(RecordReceived{{header.type, false, 0, 0, 0, fragment}});
    if (!record) continue;
    record->wire_length = size;
    trace_([&] { return *record; });
    if (is_protected) check_inner(*record);
    return record;
  }
  return std::nullopt;
}

void RecordReader::check_header(const RecordHeader& header) const {
  if (!is_known(header.type)) {
    throw Abort(unexpected_message, "5", "a record of type " + name_of(header.type));
  }
  const bool wants_protection = header.type == ContentType::application_data;
  if (wants_protection && !opener_ && !skip_budget_) {
    throw Abort(unexpected_message, "5.1", "application_data before there are keys");
  }
  if (header.type == ContentType::handshake && opener_) {
    throw Abort(unexpected_message, "5.2", "an unprotected handshake record after the keys were agreed");
  }
  if (header.length > (wants_protection ? max_ciphertext : max_plaintext)) {
    throw Abort(record_overflow, wants_protection ? "5.2" : "5.1",
                "a record of " + std::to_string(header.length) + " bytes");
  }
  if (header.length == 0 && !wants_protection) {
    throw Abort(unexpected_message, "5.1", "an empty " + name_of(header.type) + " record");
  }
}

std::optional<RecordReceived> RecordReader::open(base::View header, base::MutableView ciphertext) {
  const std::uint64_t sequence = opener_ ? opener_->sequence() : 0;
  if (!opener_ || !opener_->open(header, ciphertext)) {
    if (skip(header.size() + ciphertext.size())) return std::nullopt;
    throw Abort(bad_record_mac, "5.2", "record " + std::to_string(sequence) + " under this key is not authentic");
  }
  skip_budget_.reset();
  const base::View inner = ciphertext.first(ciphertext.size() - crypto::aead_tag_length);
  inner_length_ = inner.size();
  check_inner_length();
  RecordReceived record = strip_padding(inner);
  record.sequence = sequence;
  return record;
}

void RecordReader::limit(std::size_t inner_plaintext) {
  limit_ = inner_plaintext;
  check_inner_length();
}

void RecordReader::check_inner_length() const {
  if (inner_length_ <= limit_) return;
  throw Abort(record_overflow, "5.4", "a protected record with " + std::to_string(inner_length_) + " bytes inside");
}

bool RecordReader::skip(std::size_t size) {
  if (!skip_budget_) return false;
  if (size > *skip_budget_) {
    throw Abort(unexpected_message, "4.3.10", "more early data than we are willing to skip");
  }
  *skip_budget_ -= size;
  return true;
}

void RecordReader::give_back_buffer() {
  if (!has_fragment()) drop_buffer();
}

void RecordReader::clear() {
  opener_.reset();
  drop_buffer();
}

/// Plaintext was in it.
void RecordReader::drop_buffer() {
  crypto::wipe(buffer_);
  base::release(buffer_);
  begin_ = end_ = 0;
}

}  // namespace vitrine::tls
