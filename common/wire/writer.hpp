// Writes structures to bytes by running the same layout() that reads them. A vector outside its bounds is our own
// mistake, not the peer's: std::logic_error. RFC 9846 §3.
#pragma once
#include <stdexcept>

#include "wire/types.hpp"

namespace vitrine::wire {

class Writer {
 public:
  Writer() { out_.reserve(usual_size); }

  template <class T>
  Writer& operator()(const char* /*name*/, const T& field) {
    write(field);
    return *this;
  }

  template <class T>
  Writer& tail(const char* name, const T& field) {
    return (*this)(name, field);
  }

  base::Bytes take() && { return std::move(out_); }

 private:
  template <Number T>
  void write(T number) {
    append_number(static_cast<std::size_t>(number), sizeof(T));
  }
  void write(const Uint24& number) { append_number(number.value, 3); }
  template <std::size_t N>
  void write(const Fixed<N>& bytes) {
    base::append(out_, bytes);
  }
  template <std::size_t Min, std::size_t Max>
  void write(const Opaque<Min, Max>& bytes) {
    prefixed(Min, Max, [&] { base::append(out_, bytes); });
  }
  void write(const Rest& bytes) { base::append(out_, bytes); }
  template <class T, std::size_t Min, std::size_t Max>
  void write(const Vector<T, Min, Max>& elements) {
    prefixed(Min, Max, [&] {
      for (const T& element : elements) write_element(element);
    });
  }
  template <class T>
  void write_element(const T& element) {
    if constexpr (requires { T::layout(element, *this); }) {
      T::layout(element, *this);
    } else {
      write(element);
    }
  }

  template <class Body>
  void prefixed(std::size_t min, std::size_t max, Body body) {
    const std::size_t width = length_bytes(max);
    const std::size_t start = out_.size() + width;
    out_.resize(start);
    body();
    const std::size_t length = out_.size() - start;
    if (length < min || length > max) throw std::logic_error("a vector outside its bounds");
    for (std::size_t i = 0; i < width; ++i) out_[start - 1 - i] = static_cast<std::uint8_t>(length >> (8 * i));
  }
  void append_number(std::size_t value, std::size_t width) {
    while (width-- > 0) out_.push_back(static_cast<std::uint8_t>(value >> (8 * width)));
  }

  static constexpr std::size_t usual_size = 512;  // most structures are smaller: memory is taken once
  base::Bytes out_;
};

/// The bytes of one structure.
template <class T>
base::Bytes write_all(const T& value) {
  Writer writer;
  T::layout(value, writer);
  return std::move(writer).take();
}

}  // namespace vitrine::wire
