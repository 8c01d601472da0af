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
  const std::size_t before = buffer_.size();
  const bool seal = sealer_ && type != ContentType::change_cipher_spec;
  const std::uint64_t sequence = seal ? sealer_->sequence() : 0;
  const std::size_t padding = seal ? padding_for(content.size()) : 0;
  if (seal) {
    write_sealed(type, content, padding);
  } else {
    write_plain(type, content);
  }
  trace_.detail([&] { return WireSent{{base::View(buffer_).subspan(before)}}; });
  trace_([&] { return RecordSent{{type, seal, sequence, buffer_.size() - before, padding, content}}; });
}

void RecordWriter::write_plain(ContentType type, base::View content) {
  base::append(buffer_, write_record_header({type, legacy_record_version_, content.size()}));
  base::append(buffer_, content);
}

/// Before the plaintext comes, so that no copy of it is left behind in freed memory; by doubling, because a peer may
/// ask for very short records.
void RecordWriter::make_room(std::size_t size) {
  if (size > buffer_.capacity()) buffer_.reserve(std::max(size, 2 * buffer_.capacity()));
}

std::size_t RecordWriter::padding_for(std::size_t content) const {
  const std::size_t over = multiple_ < 2 ? 0 : content % multiple_;
  return over == 0 ? 0 : std::min(multiple_ - over, longest_content() - content);
}

void RecordWriter::write_sealed(ContentType type, base::View content, std::size_t padding) {
  const std::size_t start = buffer_.size() + record_header_length;
  const std::size_t length = content.size() + 1 + padding + crypto::aead_tag_length;
  const auto header = write_record_header({ContentType::application_data, 0x0303, length});
  make_room(start + length);
  base::append(buffer_, header);
  base::append(buffer_, content);
  buffer_.push_back(static_cast<std::uint8_t>(type));
  buffer_.resize(start + length);  // the padding is zeros; the tag is written over the last of them
  sealer_->seal(header, base::MutableView(buffer_).subspan(start, length));
}

void RecordWriter::sent(std::size_t count) {
  sent_ += count;
  if (sent_ <= buffer_.size() / 2) return;  // moving what is left pays once it is the smaller part
  buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(sent_));
  sent_ = 0;
}

}  // namespace vitrine::tls
