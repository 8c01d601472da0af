// AES-GCM and ChaCha20-Poly1305 through Botan's streaming interface: start, process in place, finish with the tag.
#include "crypto/aead.hpp"

#include <botan/aead.h>
#include <botan/exceptn.h>

#include <algorithm>
#include <cassert>

#include "crypto/detail/botan_bridge.hpp"

namespace vitrine::crypto {
namespace {

std::string_view botan_name(AeadAlgorithm algorithm) {
  switch (algorithm) {
    case AeadAlgorithm::aes_128_gcm:
      return "AES-128/GCM";
    case AeadAlgorithm::aes_256_gcm:
      return "AES-256/GCM";
    case AeadAlgorithm::chacha20_poly1305:
      return "ChaCha20Poly1305";
  }
  return {};
}

}  // namespace

struct Aead::State {
  std::unique_ptr<Botan::AEAD_Mode> mode;
  // Botan wants the tag, and only the tag, in a vector that can grow. Kept, so that it is allocated once.
  Botan::secure_vector<std::uint8_t> tag;

  void begin(base::View nonce, base::View additional_data, base::MutableView body) {
    assert(nonce.size() == aead_nonce_length);
    mode->set_associated_data(additional_data);
    mode->start(nonce);
    mode->process(body);
  }
};

Aead::Aead(AeadAlgorithm algorithm, Direction direction, base::View key) : state_(std::make_unique<State>()) {
  if (key.size() != key_length(algorithm)) throw Error("an AEAD key of the wrong length");
  detail::translated("this build has no such AEAD", [&] {
    const auto botan_direction =
        direction == Direction::seal ? Botan::Cipher_Dir::Encryption : Botan::Cipher_Dir::Decryption;
    state_->mode = Botan::AEAD_Mode::create_or_throw(botan_name(algorithm), botan_direction);
    state_->mode->set_key(key);
    state_->tag.reserve(aead_tag_length);
  });
}

Aead::Aead(Aead&&) noexcept = default;
Aead& Aead::operator=(Aead&&) noexcept = default;
Aead::~Aead() = default;

void Aead::seal(base::View nonce, base::View additional_data, base::MutableView plaintext_then_tag) {
  assert(plaintext_then_tag.size() >= aead_tag_length);
  const auto body = plaintext_then_tag.first(plaintext_then_tag.size() - aead_tag_length);
  state_->begin(nonce, additional_data, body);
  state_->tag.clear();
  state_->mode->finish(state_->tag);
  std::ranges::copy(state_->tag, plaintext_then_tag.last(aead_tag_length).begin());
}

bool Aead::open(base::View nonce, base::View additional_data, base::MutableView ciphertext_then_tag) {
  if (ciphertext_then_tag.size() < aead_tag_length) return false;
  const auto body = ciphertext_then_tag.first(ciphertext_then_tag.size() - aead_tag_length);
  const auto tag = ciphertext_then_tag.last(aead_tag_length);
  state_->begin(nonce, additional_data, body);
  state_->tag.assign(tag.begin(), tag.end());
  try {
    state_->mode->finish(state_->tag);
  } catch (const Botan::Invalid_Authentication_Tag&) {
    return false;
  }
  return true;
}

}  // namespace vitrine::crypto
