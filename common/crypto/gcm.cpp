// GMAC is GCM with nothing but additional data. Over A and C, each filled up with zeros to whole blocks, it gives
//   (G ^ [8·m, 0])·H ^ E(J0)      where GCM's tag is      (G ^ [8·a, 8·c])·H ^ E(J0)
// with H and J0 as in SP 800-38D §7.1, E the cipher, and G what GHASH has come to before its last block, the lengths; a
// and c are the lengths of A and C in bytes, m their sum when they are filled up. Multiplication distributes over ^, so
// the two differ by [8·(a ^ m), 8·c]·H: a matter of the lengths alone.
#include "crypto/detail/gcm.hpp"

#include <botan/block_cipher.h>
#include <botan/mac.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>
#include <string>

#include "crypto/aead.hpp"
#include "crypto/secret.hpp"

namespace vitrine::crypto::detail {
namespace {

constexpr std::size_t block_length = 16;

/// What is missing to a whole block.
std::size_t filling(std::size_t length) { return (0 - length) % block_length; }

constexpr std::uint64_t polynomial = 0xe1ULL << 56U;  // 1 + x + x^2 + x^7, which is x^128

FieldElement masked(const FieldElement& a, std::uint64_t mask) { return {a.high & mask, a.low & mask}; }

FieldElement sum(const FieldElement& a, const FieldElement& b) { return {a.high ^ b.high, a.low ^ b.low}; }

FieldElement times_x(const FieldElement& a) {
  const std::uint64_t overflow = 0 - (a.low & 1U);
  return {a.high >> 1U ^ (overflow & polynomial), a.low >> 1U | a.high << 63U};
}

FieldElement over_x(const FieldElement& a) {
  const std::uint64_t overflow = 0 - (a.high >> 63U);
  const std::uint64_t high = a.high ^ (overflow & polynomial);
  return {high << 1U | a.low >> 63U, a.low << 1U | (overflow & 1U)};
}

FieldElement times_x(FieldElement a, unsigned times) {
  for (; times > 0; --times) a = times_x(a);
  return a;
}

FieldElement element(const std::array<std::uint8_t, block_length>& block) {
  const auto halves = std::bit_cast<std::array<std::uint64_t, 2>>(block);
  return {base::big_endian(halves[0]), base::big_endian(halves[1])};
}

std::array<std::uint8_t, block_length> block_of(const FieldElement& a) {
  return std::bit_cast<std::array<std::uint8_t, block_length>>(
      std::array{base::big_endian(a.high), base::big_endian(a.low)});
}

/// Blocks of counter mode: the nonce, and a number that counts from `first`. Two stores for each, not sixteen: the
/// cipher reads a block at once, and would wait for stores that are smaller.
void count(base::View nonce, std::uint32_t first, base::MutableView blocks) {
  std::uint64_t front = 0;
  std::uint32_t back = 0;
  std::memcpy(&front, nonce.data(), sizeof(front));
  std::memcpy(&back, nonce.data() + sizeof(front), sizeof(back));
  for (std::uint8_t* to = blocks.data(); to != blocks.data() + blocks.size(); to += block_length) {
    const auto half = std::bit_cast<std::uint64_t>(std::array{back, base::big_endian(first++)});
    std::memcpy(to, &front, sizeof(front));
    std::memcpy(to + sizeof(front), &half, sizeof(half));
  }
}

}  // namespace

/// A length of 2^j bytes is 8·2^j bits, the coefficient of x^(60-j) of the first half, of x^(124-j) of the second.
Gcm::Gcm(std::string_view cipher, base::View key)
    : cipher_(Botan::BlockCipher::create_or_throw(cipher)),
      gmac_(Botan::MessageAuthenticationCode::create_or_throw("GMAC(" + std::string(cipher) + ")")) {
  cipher_->set_key(key);
  gmac_->set_key(key);
  Block h{};
  cipher_->encrypt(h);
  of_additional_data_ = times_x(element(h), 60);
  of_ciphertext_ = times_x(of_additional_data_, 64);
  wipe(h);
}

Gcm::Gcm(Gcm&&) noexcept = default;
Gcm& Gcm::operator=(Gcm&&) noexcept = default;
Gcm::~Gcm() {
  wipe_object(of_additional_data_);
  wipe_object(of_ciphertext_);
  wipe(correction_);
}

void Gcm::seal(const AeadMessage& message) {
  begin(message);
  apply_key_stream(message);
  std::ranges::copy(finish(message), message.body.last(block_length).begin());
}

bool Gcm::open(const AeadMessage& message) {
  Block tag;
  std::ranges::copy(message.body.last(block_length), tag.begin());
  begin(message);
  if (!constant_time_equal(finish(message), tag)) return false;
  apply_key_stream(message);
  return true;
}

/// Additional data is filled up to whole blocks. (The last is filled first, so that it is stored when GMAC reads it.)
void Gcm::begin(const AeadMessage& message) {
  const base::View data = message.additional_data;
  const base::View whole = data.first(data.size() - data.size() % block_length);
  Block last{};
  std::ranges::copy(data.subspan(whole.size()), last.begin());
  gmac_->start(message.nonce);
  if (!whole.empty()) gmac_->update(whole);
  if (whole.size() < data.size()) gmac_->update(last);
}

/// The tag. Its room is used to fill up the last block before it.
Gcm::Block Gcm::finish(const AeadMessage& message) {
  const std::size_t length = message.body.size() - block_length;
  std::ranges::copy(Block{}, message.body.last(block_length).begin());
  gmac_->update(message.body.first(length + filling(length)));
  Block tag;
  gmac_->final(tag);
  const Block& difference = correction({message.additional_data.size(), length});
  std::ranges::transform(tag, difference, tag.begin(), std::bit_xor<>());
  return tag;
}

/// Counter mode; the counter's first value is for the tag.
void Gcm::apply_key_stream(const AeadMessage& message) const {
  base::View content = message.content;
  base::MutableView body = message.body.first(message.body.size() - block_length);
  std::array<std::uint8_t, 64 * block_length> pad;  // so many blocks that the cipher can work on some side by side
  const base::MutableView used = base::MutableView(pad).first(std::min(pad.size(), body.size() + filling(body.size())));
  for (std::uint32_t counter = 2; !body.empty(); counter += pad.size() / block_length) {
    const base::MutableView part = body.first(std::min(body.size(), pad.size()));
    const std::size_t filled = part.size() + filling(part.size());
    count(message.nonce, counter, used.first(filled));
    cipher_->encrypt_n(pad.data(), pad.data(), filled / block_length);
    const std::size_t elsewhere = std::min(content.size(), part.size());
    const base::MutableView here = part.subspan(elsewhere);
    std::transform(pad.begin(), pad.begin() + elsewhere, content.begin(), part.begin(), std::bit_xor<>());
    std::transform(here.begin(), here.end(), pad.begin() + elsewhere, here.begin(), std::bit_xor<>());
    content = content.subspan(elsewhere);
    body = body.subspan(part.size());
  }
  wipe(used);
}

/// Computed by Horner's rule from the highest bit of the lengths down, and kept: records are often of one length.
const Gcm::Block& Gcm::correction(const Lengths& lengths) {
  if (lengths == lengths_) return correction_;
  const std::size_t filled =
      lengths.additional_data + filling(lengths.additional_data) + lengths.ciphertext + filling(lengths.ciphertext);
  const std::uint64_t first = lengths.additional_data ^ filled;
  const std::uint64_t second = lengths.ciphertext;
  FieldElement result;
  for (std::uint64_t bit = std::bit_floor(first | second); bit != 0; bit >>= 1U) {
    result = over_x(result);
    result = sum(result, masked(of_additional_data_, 0 - std::uint64_t{(first & bit) != 0}));
    result = sum(result, masked(of_ciphertext_, 0 - std::uint64_t{(second & bit) != 0}));
  }
  correction_ = block_of(result);
  lengths_ = lengths;
  return correction_;
}

}  // namespace vitrine::crypto::detail
