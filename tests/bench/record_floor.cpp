// Botan's AEAD as it is. Read before: floor.hpp.
#include <botan/aead.h>

#include <algorithm>
#include <array>

#include "floor.hpp"

namespace bench {
namespace {

std::string botan_name(const std::string& suite) {
  if (suite == "TLS_AES_128_GCM_SHA256") return "AES-128/GCM";
  return suite == "TLS_AES_256_GCM_SHA384" ? "AES-256/GCM" : "ChaCha20Poly1305";
}

/// A record lies at another place of a page each time, so that no lucky or unlucky one decides.
constexpr std::size_t step = 64;
constexpr std::size_t page = 4096;

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
  Botan::secure_vector<std::uint8_t> memory;
  base::Bytes sealed;
  std::size_t offset = 0;

  State(const std::string& suite, std::size_t size)
      : seal(mode(suite, Botan::Cipher_Dir::Encryption)),
        open(mode(suite, Botan::Cipher_Dir::Decryption)),
        content(size) {
    memory.reserve(page + size + tag_length);
    seal_one();
    sealed.assign(memory.begin() + step, memory.end());
  }

  void seal_one() {
    offset = (offset + step) % page;
    memory.resize(offset + content);
    seal->set_associated_data(header);
    seal->start(nonce);
    seal->finish(memory, offset);
  }
  void open_one() {
    offset = (offset + step) % page;
    memory.resize(offset + sealed.size());
    std::ranges::copy(sealed, memory.begin() + static_cast<std::ptrdiff_t>(offset));
    open->set_associated_data(header);
    open->start(nonce);
    open->finish(memory, offset);
  }
};

RecordFloor::RecordFloor(const std::string& suite, std::size_t size) {
  constexpr int several = 8;  // as with the libraries: see records.cpp
  for (int n = 0; n < several; ++n) states_.push_back(std::make_unique<State>(suite, size + 1));
}

RecordFloor::~RecordFloor() = default;

void RecordFloor::sample(Sides& into, int in_a_row) {
  std::ranges::rotate(states_, states_.begin() + 1);
  State& state = *states_.front();
  Timer seal;
  Timer open;
  seal([&] {
    for (int n = 0; n < in_a_row; ++n) state.seal_one();
  });
  open([&] {
    for (int n = 0; n < in_a_row; ++n) state.open_one();
  });
  into.client.add(1000 * seal.time() / in_a_row);
  into.server.add(1000 * open.time() / in_a_row);
}

}  // namespace bench
