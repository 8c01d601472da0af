// Bytes that must not leak: move-only, wiped when they go, never printed by accident. `expose()` is the one way to
// the value, and easy to search for. Read next: crypto/hkdf.hpp.
#pragma once
#include <type_traits>

#include "base/bytes.hpp"

namespace vitrine::crypto {

class Secret {
 public:
  Secret() = default;
  /// `length` zero bytes, to be filled through `expose()`.
  explicit Secret(std::size_t length);
  explicit Secret(base::View value);
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  ~Secret();

  /// A second owner of the same value; spelled out because it is rarely what you want.
  Secret clone() const { return Secret(expose()); }
  void wipe() noexcept;

  base::View expose() const { return value_; }
  base::MutableView expose() { return value_; }
  std::size_t size() const { return value_.size(); }
  bool empty() const { return value_.empty(); }

 private:
  base::Bytes value_;
};

/// Overwrites memory in a way the compiler may not leave out.
void wipe(base::MutableView bytes) noexcept;
template <class T>
  requires std::is_trivially_copyable_v<T>
void wipe_object(T& object) noexcept {
  wipe({reinterpret_cast<std::uint8_t*>(&object), sizeof(object)});
}

/// True when both are equal; the time depends on the lengths alone. RFC 9846 §4.5.3, Appendix C.3.
bool constant_time_equal(base::View a, base::View b);

}  // namespace vitrine::crypto
