// SHA-256 and SHA-384 through Botan.
#include "crypto/hash.hpp"

#include <botan/hash.h>

#include "crypto/detail/botan_bridge.hpp"

namespace vitrine::crypto {
namespace {

std::unique_ptr<Botan::HashFunction> new_hash(Hash hash) {
  return detail::translated("this build has no such hash function", [&] {
    return Botan::HashFunction::create_or_throw(hash == Hash::sha256 ? "SHA-256" : "SHA-384");
  });
}

base::Bytes finish(Botan::HashFunction& running) {
  base::Bytes out(running.output_length());
  running.final(out.data());
  return out;
}

}  // namespace

struct RunningHash::State {
  std::unique_ptr<Botan::HashFunction> running;
};

base::Bytes digest(Hash hash, base::View data) {
  auto running = new_hash(hash);
  running->update(data);
  return finish(*running);
}

RunningHash::RunningHash(Hash hash) : state_(std::make_unique<State>(State{new_hash(hash)})), hash_(hash) {}
RunningHash::RunningHash(RunningHash&&) noexcept = default;
RunningHash& RunningHash::operator=(RunningHash&&) noexcept = default;
RunningHash::~RunningHash() = default;

void RunningHash::update(base::View data) { state_->running->update(data); }

base::Bytes RunningHash::current() const { return finish(*state_->running->copy_state()); }

}  // namespace vitrine::crypto
