// Botan's AEAD as it is. Read before: floor.hpp.
#include <botan/aead.h>

#include <array>

#include "floor.hpp"

namespace bench {
namespace {

std::string botan_name(const std::string& suite) {
  if (suite == "TLS_AES_128_GCM_SHA256") return "AES-128/GCM";
  return suite == "TLS_AES_256_GCM_SHA384" ? "AES-256/GCM" : "ChaCha20Poly1305";
}

constexpr std::size_t tag_length = 16;
constexpr std::array<std::uint8_t, 12> nonce{};
constexpr std::array<std::uint8_t, 5> header{};

std::unique_ptr<Botan::AEAD_Mode> mode(const std::string& suite, Botan::Cipher_Dir direction) {
  auto made = Botan::AEAD_Mode::create_or_throw(botan_name(suite), direction);
  made->set_key(std::vector<std::uint8_t>(made->key_spec().maximum_keylength(), 0x61));
  return made;
}

}  // namespace

struct RecordFloor::State {
  std::unique_ptr<Botan::AEAD_Mode> seal;
  std::unique_ptr<Botan::AEAD_Mode> open;
  std::size_t content;  // a record's: plaintext and type
  Botan::secure_vector<std::uint8_t> record{};
  base::Bytes sealed{};

  void seal_one() {
    record.resize(content);
    seal->set_associated_data(header);
    seal->start(nonce);
    seal->finish(record);
  }
  void open_one() {
    record.assign(sealed.begin(), sealed.end());
    open->set_associated_data(header);
    open->start(nonce);
    open->finish(record);
  }
};

RecordFloor::RecordFloor(const std::string& suite, std::size_t size)
    : state_(
          new State{mode(suite, Botan::Cipher_Dir::Encryption), mode(suite, Botan::Cipher_Dir::Decryption), size + 1}) {
  state_->record.reserve(size + 1 + tag_length);
  state_->seal_one();
  state_->sealed.assign(state_->record.begin(), state_->record.end());
}

RecordFloor::~RecordFloor() = default;

void RecordFloor::sample(Sides& into, int in_a_row) {
  Timer seal;
  Timer open;
  seal([&] {
    for (int n = 0; n < in_a_row; ++n) state_->seal_one();
  });
  open([&] {
    for (int n = 0; n < in_a_row; ++n) state_->open_one();
  });
  into.client.add(1000 * seal.time() / in_a_row);
  into.server.add(1000 * open.time() / in_a_row);
}

}  // namespace bench
