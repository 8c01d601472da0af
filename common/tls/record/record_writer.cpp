// See record_writer.hpp.
#include "tls/record/record_writer.hpp"

#include <algorithm>

namespace vitrine::tls {

void RecordWriter::write(ContentType type, base::View content) {
  while (!content.empty()) {
    const base::View fragment = content.first(std::min(content.size(), longest_content()));
    content = content.subspan(fragment.size());
    write_one(type, fragment);
  }
}

void RecordWriter::write_one(ContentType type, base::View content) {
  const bool seal = sealer_ && type != ContentType::change_cipher_spec;
  const std::uint64_t sequence = seal ? sealer_->sequence() : 0;
  const std::size_t padding = seal ? padding_for(content.size()) : 0;
  const base::View record = seal ? write_sealed(type, content, padding) : write_plain(type, content);
  end_ += record.size();
  trace_([&] {
    trace_.detail([&] { return WireSent{{record}}; });
    return RecordSent{{type, seal, sequence, record.size(), padding, content}};
  });
}

base::View RecordWriter::write_plain(ContentType type, base::View content) {
  const base::MutableView record = room(record_header_length + content.size());
  std::ranges::copy(write_record_header({type, legacy_record_version_, content.size()}), record.begin());
  std::ranges::copy(content, record.subspan(record_header_length).begin());
  return record;
}

base::View RecordWriter::write_sealed(ContentType type, base::View content, std::size_t padding) {
  const std::size_t length = content.size() + 1 + padding + crypto::aead_tag_length;
  const base::MutableView record = room(record_header_length + length);
  std::ranges::copy(write_record_header({ContentType::application_data, 0x0303, length}), record.begin());
  const base::MutableView behind = record.subspan(record_header_length + content.size(), 1 + padding);
  behind.front() = static_cast<std::uint8_t>(type);
  std::ranges::fill(behind.subspan(1), 0);
  sealer_->seal(record.first(record_header_length), record.subspan(record_header_length), content);
  return record;
}

/// Behind the output; what is written there is output when end_ says so. By doubling, because a peer may ask for very
/// short records.
base::MutableView RecordWriter::room(std::size_t size) {
  if (end_ + size > buffer_.size()) buffer_.resize(std::max(end_ + size, 2 * buffer_.size()));
  return base::MutableView(buffer_).subspan(end_, size);
}

std::size_t RecordWriter::padding_for(std::size_t content) const {
  const std::size_t over = multiple_ < 2 ? 0 : content % multiple_;
  return over == 0 ? 0 : std::min(multiple_ - over, longest_content() - content);
}

void RecordWriter::sent(std::size_t count) {
  sent_ += count;
  if (sent_ < end_ - sent_) return;  // moving what is left pays once it is the smaller part
  std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(sent_), buffer_.begin() + static_cast<std::ptrdiff_t>(end_),
            buffer_.begin());
  end_ -= sent_;
  sent_ = 0;
}

void RecordWriter::give_back_buffer() {
  if (!output().empty()) return;
  base::release(buffer_);
  sent_ = end_ = 0;
}

}  // namespace vitrine::tls
