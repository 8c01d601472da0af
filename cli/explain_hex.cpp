// Bytes, explained as far as they go: records, what they carry, or bare handshake messages. Nothing here needs keys, so
// what is encrypted stays so. Read next: explain_certificate.cpp.
#include <algorithm>
#include <stdexcept>

#include "base/hex.hpp"
#include "base/printable.hpp"
#include "explanation.hpp"
#include "options.hpp"
#include "tls/message/handshake.hpp"
#include "tls/record/foreign.hpp"
#include "tls/record/header.hpp"
#include "trace/dump.hpp"
#include "trace/record_fields.hpp"
#include "trace/text.hpp"
#include "wire/dissector.hpp"

namespace vitrine::cli {
namespace {

using tls::ContentType;

constexpr bool is_content_type(std::uint8_t byte) { return byte >= 20 && byte <= 23; }

/// A record's first bytes: a content type, and a version that begins with 3.
bool is_record(base::View bytes) { return is_content_type(bytes[0]) && (bytes.size() == 1 || bytes[1] == 3); }

bool is_message(base::View bytes) { return tls::find_anywhere(static_cast<tls::HandshakeType>(bytes[0])) != nullptr; }

template <class T>
Lines fields_of(base::View bytes) {
  wire::Dissector dissector(bytes, 0, 0);
  dissector.dissect<T>();
  return trace::dump(trace::Labels(bytes, std::move(dissector).take("body")));
}

class Bytes {
 public:
  explicit Bytes(base::View bytes) : rest_(bytes) {}

  Lines explained() {
    if (is_record(rest_)) {
      while (!rest_.empty() && is_record(rest_)) record();
    } else if (is_message(rest_)) {
      handshake_.assign(rest_.begin(), rest_.end());
      rest_ = {};
    }
    messages();
    if (!handshake_.empty()) message(handshake_);
    if (!rest_.empty()) strangers();
    return std::move(lines_);
  }

 private:
  void say(const std::string& line) { lines_.push_back(line); }
  void say(const Lines& lines, std::size_t indent) {
    for (const std::string& line : lines) say(std::string(indent, ' ') + line);
  }
  base::View take(std::size_t count) {
    const base::View taken = rest_.first(std::min(count, rest_.size()));
    rest_ = rest_.subspan(taken.size());
    return taken;
  }

  void record() {
    const base::View header = take(tls::record_header_length);
    const bool encrypted = static_cast<ContentType>(header[0]) == ContentType::application_data;
    say(encrypted ? "record, encrypted (TLSCiphertext, RFC 9846 §5.2)"
                  : "record, in the clear (TLSPlaintext, RFC 9846 §5.1)");
    say(encrypted ? fields_of<trace::TLSCiphertextHeader>(header) : fields_of<trace::TLSPlaintextHeader>(header), 2);
    if (header.size() < tls::record_header_length) return say("✘ it ends here, within the 5 bytes of its header");
    const std::size_t length = tls::read_record_header(header).length;
    const base::View content = take(length);
    carried(static_cast<ContentType>(header[0]), content);
    if (content.size() < length)
      say("✘ the record ends here: " + trace::count(length, "byte") + " announced, " + std::to_string(content.size()) +
          " there");
  }
  void carried(ContentType type, base::View content) {
    if (type == ContentType::handshake) {
      base::append(handshake_, content);
      return messages();
    }
    if (type == ContentType::application_data) return say(fields_of<trace::EncryptedRecord>(content), 2);
    if (type == ContentType::alert && content.size() == 2) return say(fields_of<trace::Alert>(content), 2);
    say(fields_of<trace::Fragment>(content), 2);
  }

  /// Those that are whole by now.
  void messages() {
    while (handshake_.size() >= tls::handshake_header_length) {
      const std::size_t size = size_of(handshake_);
      if (handshake_.size() < size) return;
      message(base::View(handshake_).first(size));
      handshake_.erase(handshake_.begin(), handshake_.begin() + static_cast<std::ptrdiff_t>(size));
    }
  }
  void message(base::View raw) {
    const tls::Dissection found = tls::dissect_message(raw);
    const bool whole = raw.size() >= tls::handshake_header_length;
    const tls::RawMessage message{static_cast<tls::HandshakeType>(raw[0]), raw};
    say(whole ? "handshake message " + std::string(tls::message_name(message)) : "handshake message");
    say(trace::dump({message.type, "", raw, tls::explain_message}), 2);
    const std::string why = found.broken.empty() ? "" : ": " + found.broken;
    const std::size_t announced = whole ? size_of(raw) : tls::handshake_header_length;
    if (raw.size() < announced) {
      say("✘ it is cut short, " + trace::count(announced, "byte") + " announced, " + std::to_string(raw.size()) +
          " there" + why);
    } else if (!why.empty()) {
      say("✘ it breaks at byte " + std::to_string(end_of_labels(found.fields)) + why +
          ". A peer would say decode_error (50), §6.2");
    }
  }
  /// Of the message that begins with these 4 bytes.
  static std::size_t size_of(base::View raw) { return tls::handshake_header_length + trace::number(raw.subspan(1, 3)); }
  static std::size_t end_of_labels(const wire::Fields& fields) {
    const wire::Field& last = fields.back();
    return last.name == "body" ? last.offset : last.offset + last.size;
  }
  void strangers() {
    say(trace::count(rest_.size(), "byte") +
        ", neither a record nor a handshake message: " + tls::describe_foreign(rest_));
    say("  A record begins with its type, 14 to 17, and 03; a message with its own, as 01, and 3 bytes of length.");
  }

  base::View rest_;
  base::Bytes handshake_;  // fragments that are no whole message yet
  Lines lines_;
};

}  // namespace

base::Bytes read_hex(std::string_view text) {
  std::string digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool prefix = text.substr(i).starts_with("0x") || text.substr(i).starts_with("0X");
    if (prefix) ++i;
    if (!prefix && text[i] != ':' && text[i] != ',') digits += text[i];
  }
  try {
    base::Bytes bytes = base::from_hex(digits);
    if (!bytes.empty()) return bytes;
  } catch (const std::invalid_argument& error) {
    throw UsageError{"These are no bytes in hexadecimal: " + base::printable(error.what()) +
                     ".\n  vitrine explain hex 16 03 01 00 05 01 00 00 01 00"};
  }
  throw UsageError{"There are no bytes to explain.\n  vitrine explain hex 15 03 03 00 02 02 30"};
}

Lines explain_bytes(base::View bytes) { return Bytes(bytes).explained(); }

}  // namespace vitrine::cli
