// See evil_records.hpp.
#include "support/evil_records.hpp"

#include <algorithm>

#include "tls/schedule/cipher_suite.hpp"
#include "tls/schedule/hkdf_label.hpp"

namespace tests {
namespace {

std::size_t number(base::View bytes) {
  std::size_t value = 0;
  for (const std::uint8_t byte : bytes) value = value << 8U | byte;
  return value;
}

base::Bytes low_bytes(std::size_t value, std::size_t width) {
  base::Bytes bytes;
  while (width-- > 0) bytes.push_back(static_cast<std::uint8_t>(value >> (8 * width)));
  return bytes;
}

base::Bytes header(tls::ContentType type, std::uint16_t version, std::size_t length) {
  return base::concat({low_bytes(static_cast<std::size_t>(type), 1), low_bytes(version, 2), low_bytes(length, 2)});
}

/// Cuts into pieces that say their own length: `width` bytes at `at`.
std::vector<base::Bytes> cut(base::View bytes, std::size_t at, std::size_t width) {
  std::vector<base::Bytes> pieces;
  while (bytes.size() >= at + width) {
    const std::size_t size = at + width + number(bytes.subspan(at, width));
    if (bytes.size() < size) break;
    pieces.push_back(base::copy_of(bytes.first(size)));
    bytes = bytes.subspan(size);
  }
  return pieces;
}

}  // namespace

base::Bytes raw_record(tls::ContentType type, base::View fragment, std::uint16_t version) {
  return base::concat({header(type, version, fragment.size()), fragment});
}

std::vector<base::Bytes> records_of(base::View stream) { return cut(stream, 3, 2); }
std::vector<base::Bytes> messages_of(base::View content) { return cut(content, 1, 3); }

base::Bytes raw_message(unsigned type, base::View body) {
  return base::concat({low_bytes(type, 1), low_bytes(body.size(), 3), body});
}

base::Bytes concat(const std::vector<base::Bytes>& parts) {
  base::Bytes all;
  for (const base::Bytes& part : parts) base::append(all, part);
  return all;
}

EvilKey::EvilKey(tls::CipherSuite suite, base::View traffic_secret)
    : suite_(suite), secret_(base::copy_of(traffic_secret)) {
  derive();
}

void EvilKey::derive() {
  const auto expand = [this](std::string_view label, std::size_t length) {
    return base::copy_of(tls::hkdf_expand_label(tls::hash_of(suite_), secret_, {label, {}}, length).expose());
  };
  key_ = expand("key", crypto::key_length(tls::aead_of(suite_)));
  iv_ = expand("iv", crypto::aead_nonce_length);
}

void EvilKey::update() {
  const crypto::Hash hash = tls::hash_of(suite_);
  secret_ = base::copy_of(tls::hkdf_expand_label(hash, secret_, {"traffic upd", {}}, crypto::length(hash)).expose());
  sequence = 0;
  derive();
}

base::Bytes EvilKey::nonce() const {
  base::Bytes nonce = iv_;
  const base::Bytes count = low_bytes(sequence, 8);
  for (std::size_t i = 0; i < count.size(); ++i) nonce[4 + i] ^= count[i];
  return nonce;
}

base::Bytes EvilKey::seal(tls::ContentType type, base::View content, std::size_t padding) {
  return seal_inner(base::concat({content, low_bytes(static_cast<std::size_t>(type), 1), base::Bytes(padding, 0)}));
}

base::Bytes EvilKey::seal_inner(base::View inner, tls::ContentType outer) {
  const base::Bytes head = header(outer, 0x0303, inner.size() + crypto::aead_tag_length);
  base::Bytes body = base::concat({inner, base::Bytes(crypto::aead_tag_length, 0)});
  crypto::Aead(tls::aead_of(suite_), crypto::Aead::Direction::seal, key_).seal({nonce(), head, body});
  ++sequence;
  return base::concat({head, body});
}

std::optional<Opened> EvilKey::open(base::View record) {
  base::Bytes body = base::copy_of(record.subspan(5));
  crypto::Aead aead(tls::aead_of(suite_), crypto::Aead::Direction::open, key_);
  if (!aead.open({nonce(), record.first(5), body})) return std::nullopt;
  ++sequence;
  body.resize(body.size() - crypto::aead_tag_length);
  while (!body.empty() && body.back() == 0) body.pop_back();
  if (body.empty()) return std::nullopt;
  const auto type = static_cast<tls::ContentType>(body.back());
  body.pop_back();
  return Opened{type, body};
}

}  // namespace tests
