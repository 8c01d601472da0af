// AES-GCM is in gcm.cpp; here is ChaCha20-Poly1305, through Botan's streaming interface: start, process in
// place, finish with the tag.
#include "crypto/aead.hpp"

#include <botan/aead.h>
#include <botan/exceptn.h>

#include <algorithm>
#include <cassert>
#include <variant>

#include "crypto/detail/botan_bridge.hpp"
#include "crypto/detail/gcm.hpp"

namespace vitrine::crypto {

namespace {

class ChaCha20Poly1305 {
 public:
  ChaCha20Poly1305(Aead::Direction direction, base::View key)
      : mode_(Botan::AEAD_Mode::create_or_throw("ChaCha20Poly1305", direction == Aead::Direction::seal
                                                                        ? Botan::Cipher_Dir::Encryption
                                                                        : Botan::Cipher_Dir::Decryption)) {
    mode_->set_key(key);
    tag_.reserve(aead_tag_length);
  }

  void seal(const AeadMessage& message) {
    std::ranges::copy(message.content, message.body.begin());
    begin(message);
    tag_.clear();
    mode_->finish(tag_);
    std::ranges::copy(tag_, message.body.last(aead_tag_length).begin());
  }

  bool open(const AeadMessage& message) {
    begin(message);
    const auto tag = message.body.last(aead_tag_length);
    tag_.assign(tag.begin(), tag.end());
    try {
      mode_->finish(tag_);
    } catch (const Botan::Invalid_Authentication_Tag&) {
      return false;
    }
    return true;
  }

 private:
  void begin(const AeadMessage& message) {
    mode_->set_associated_data(message.additional_data);
    mode_->start(message.nonce);
    mode_->process(message.body.first(message.body.size() - aead_tag_length));
  }

  std::unique_ptr<Botan::AEAD_Mode> mode_;
  // Botan wants the tag, and only the tag, in a vector that can grow. Kept, so that it is allocated once.
  Botan::secure_vector<std::uint8_t> tag_;
};

using Cipher = std::variant<detail::Gcm, ChaCha20Poly1305>;

Cipher make(AeadAlgorithm algorithm, Aead::Direction direction, base::View key) {
  switch (algorithm) {
    case AeadAlgorithm::aes_128_gcm:
      return detail::Gcm("AES-128", key);
    case AeadAlgorithm::aes_256_gcm:
      return detail::Gcm("AES-256", key);
    case AeadAlgorithm::chacha20_poly1305:
      break;
  }
  return ChaCha20Poly1305(direction, key);
}

}  // namespace

struct Aead::State {
  Cipher cipher;
};

Aead::Aead(AeadAlgorithm algorithm, Direction direction, base::View key) {
  if (key.size() != key_length(algorithm)) throw Error("an AEAD key of the wrong length");
  state_ = detail::translated("this build has no such AEAD",
                              [&] { return std::make_unique<State>(make(algorithm, direction, key)); });
}

Aead::Aead(Aead&&) noexcept = default;
Aead& Aead::operator=(Aead&&) noexcept = default;
Aead::~Aead() = default;

void Aead::seal(const AeadMessage& message) {
  assert(message.nonce.size() == aead_nonce_length);
  assert(message.body.size() >= message.content.size() + aead_tag_length);
  std::visit([&](auto& cipher) { cipher.seal(message); }, state_->cipher);
}

bool Aead::open(const AeadMessage& message) {
  assert(message.nonce.size() == aead_nonce_length);
  if (message.body.size() < aead_tag_length) return false;
  return std::visit([&](auto& cipher) { return cipher.open(message); }, state_->cipher);
}

}  // namespace vitrine::crypto
