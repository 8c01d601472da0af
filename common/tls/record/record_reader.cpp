// See record_reader.hpp.
#include "tls/record/record_reader.hpp"

#include <algorithm>

#include "tls/check.hpp"
#include "tls/record/foreign.hpp"

namespace vitrine::tls {
namespace {

using enum AlertDescription;

bool is_known(ContentType type) { return find_entry(type) != nullptr; }

/// What the peer really sent, once the padding is taken off. §5.4.
RecordReceived strip_padding(const Trace& trace, base::View inner) {
  const auto last = std::find_if(inner.rbegin(), inner.rend(), [](std::uint8_t byte) { return byte != 0; });
  require(trace, last != inner.rend(), {unexpected_message, "5.4", "a protected record is not zeros alone"});
  const auto padding = static_cast<std::size_t>(last - inner.rbegin());
  const base::View content = inner.first(inner.size() - padding - 1);
  return {{static_cast<ContentType>(*last), true, 0, 0, padding, content}};
}

/// Types that may stand inside a protected record, and which of them may be empty. §5, §5.4.
void check_inner(const Trace& trace, const Record& record) {
  require(trace, is_known(record.type) && record.type != ContentType::change_cipher_spec,
          {unexpected_message, "5", "a protected record holds handshake, alert or application data"},
          [&] { return name_of(record.type); });
  require(trace, !record.content.empty() || record.type == ContentType::application_data,
          {unexpected_message, "5.4", "only application data may be empty inside a protected record"},
          [&] { return "an empty " + name_of(record.type); });
}

}  // namespace

base::MutableView RecordReader::prepare() {
  constexpr std::size_t longest = record_header_length + max_ciphertext;
  return prepare(longest - std::min(longest, end_ - begin_));
}

base::MutableView RecordReader::prepare(std::size_t size) {
  if (begin_ > 0) {
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
      trace_.detail([&] { return WireReceived{{input}}; });
      throw Abort(unexpected_message, "5", describe_foreign(input));
    }
    if (input.size() < record_header_length) return std::nullopt;
    const RecordHeader header = read_record_header(input);
    const std::size_t size = record_header_length + header.length;
    if (input.size() < size) {
      check_early(header, input);
      return std::nullopt;
    }
    trace_.detail([&] { return WireReceived{{input.first(size)}}; });
    check_header(trace_, header);

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
    if (is_protected) check_inner(trace_, *record);
    return record;
  }
  return std::nullopt;
}

/// Nobody waits for the rest of a record that will be refused; the check is told once the record is whole.
void RecordReader::check_early(const RecordHeader& header, base::View input) const {
  try {
    check_header(Trace(nullptr), header);
  } catch (const Abort&) {
    trace_.detail([&] { return WireReceived{{input}}; });
    throw;
  }
}

void RecordReader::check_header(const Trace& trace, const RecordHeader& header) const {
  const auto type = [&] { return name_of(header.type); };
  const auto length = [&] { return std::to_string(header.length) + " bytes"; };
  require(trace, is_known(header.type), {unexpected_message, "5", "the type of the record is known"}, type);
  if (header.type == ContentType::application_data) {
    require(trace, opener_ || skip_budget_, {unexpected_message, "5.1", "application_data comes when there are keys"});
    require(trace, header.length <= max_ciphertext,
            {record_overflow, "5.2", "a protected record is at most 2^14 + 256 bytes long"}, length);
  } else {
    require(trace, header.type != ContentType::handshake || !opener_,
            {unexpected_message, "5.2", "handshake messages are protected once there are keys"});
    require(trace, header.length <= max_plaintext, {record_overflow, "5.1", "a record is at most 2^14 bytes long"},
            length);
    require(trace, header.length > 0, {unexpected_message, "5.1", "an unprotected record is not empty"}, type);
  }
}

std::optional<RecordReceived> RecordReader::open(base::View header, base::MutableView ciphertext) {
  const std::uint64_t sequence = opener_ ? opener_->sequence() : 0;
  const bool authentic = opener_ && opener_->open(header, ciphertext);
  if (!authentic && skip(header.size() + ciphertext.size())) return std::nullopt;
  require(trace_, authentic, {bad_record_mac, "5.2", "a record is authentic under its key"},
          [&] { return "number " + std::to_string(sequence) + " is not"; });
  skip_budget_.reset();
  const base::View inner = ciphertext.first(ciphertext.size() - crypto::aead_tag_length);
  inner_length_ = inner.size();
  check_inner_length();
  RecordReceived record = strip_padding(trace_, inner);
  record.sequence = sequence;
  return record;
}

void RecordReader::limit(std::size_t inner_plaintext) {
  limit_ = inner_plaintext;
  check_inner_length();
}

void RecordReader::check_inner_length() const {
  require(trace_, inner_length_ <= limit_, {record_overflow, "5.4", "a protected record is no longer than was agreed"},
          [&] { return std::to_string(inner_length_) + " bytes inside"; });
}

bool RecordReader::skip(std::size_t size) {
  if (!skip_budget_) return false;
  require(trace_, size <= *skip_budget_,
          {unexpected_message, "4.3.10", "early data that was refused stays within what we skip (our limit)"});
  trace_([&] { return RecordSkipped{size}; });
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
