// Reads structures from bytes by running their layout(). A field that does not fit stops it with a DecodeError which
// names the field; nothing is ever read past the view. RFC 9846 §3, §6 (decode_error).
#pragma once
#include <algorithm>
#include <stdexcept>
#include <string>

#include "wire/types.hpp"

namespace vitrine::wire {

/// The bytes are not the structure. The text holds our field names and numbers alone, so it is safe to print.
struct DecodeError : std::runtime_error {
  using runtime_error::runtime_error;
};

class Reader {
 public:
  explicit Reader(base::View bytes) : rest_(bytes) {}

  template <class T>
  Reader& operator()(const char* name, T& field) {
    name_ = name;
    read(field);
    return *this;
  }

  /// A field that older versions of a message may lack altogether, at its end.
  template <class T>
  Reader& tail(const char* name, T& field) {
    return rest_.empty() ? *this : (*this)(name, field);
  }

  /// Refuses trailing bytes.
  void finish(const char* name) const {
    if (!rest_.empty()) throw DecodeError(std::string(name) + ": " + std::to_string(rest_.size()) + " bytes too many");
  }

 private:
  template <Number T>
  void read(T& number) {
    number = static_cast<T>(big_endian(take(sizeof(T))));
  }
  void read(Uint24& number) { number.value = static_cast<std::uint32_t>(big_endian(take(3))); }
  template <std::size_t N>
  void read(Fixed<N>& bytes) {
    std::ranges::copy(take(N), bytes.begin());
  }
  template <std::size_t Min, std::size_t Max>
  void read(Opaque<Min, Max>& bytes) {
    const base::View body = prefixed(Min, Max);
    bytes.assign(body.begin(), body.end());
  }
  void read(Rest& bytes) {
    const base::View body = take(rest_.size());
    bytes.assign(body.begin(), body.end());
  }
  template <class T, std::size_t Min, std::size_t Max>
  void read(Vector<T, Min, Max>& elements) {
    Reader body(prefixed(Min, Max));
    body.name_ = name_;
    elements.clear();
    if constexpr (Number<T>) elements.reserve(body.rest_.size() / sizeof(T));
    while (!body.rest_.empty()) body.read_element(elements.emplace_back());
  }
  template <class T>
  void read_element(T& element) {
    if constexpr (requires { T::layout(element, *this); }) {
      T::layout(element, *this);
    } else {
      read(element);
    }
  }

  base::View prefixed(std::size_t min, std::size_t max);
  base::View take(std::size_t count);
  static std::size_t big_endian(base::View bytes);

  base::View rest_;
  const char* name_ = "";
};

/// The whole of `bytes` as one T. Throws DecodeError, also for trailing bytes.
template <class T>
T read_all(base::View bytes, const char* name) {
  T value{};
  Reader reader(bytes);
  T::layout(value, reader);
  reader.finish(name);
  return value;
}

}  // namespace vitrine::wire
