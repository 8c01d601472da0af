// Wiping and comparing: the two things a compiler would love to optimise.
#include "crypto/secret.hpp"

#include <botan/mem_ops.h>

#include <utility>

namespace vitrine::crypto {

Secret::Secret(std::size_t length) : value_(length) {}
Secret::Secret(base::View value) : value_(value.begin(), value.end()) {}
Secret::Secret(Secret&& other) noexcept : value_(std::exchange(other.value_, {})) {}
Secret::~Secret() { wipe(); }

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    wipe();
    value_ = std::exchange(other.value_, {});
  }
  return *this;
}

void Secret::wipe() noexcept {
  crypto::wipe(value_);
  value_.clear();
}

void wipe(base::MutableView bytes) noexcept {
  if (!bytes.empty()) Botan::secure_scrub_memory(bytes.data(), bytes.size());
}

bool constant_time_equal(base::View a, base::View b) {
  return a.size() == b.size() && Botan::constant_time_compare(a.data(), b.data(), a.size());
}

}  // namespace vitrine::crypto
