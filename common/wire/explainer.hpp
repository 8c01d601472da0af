// Says which bytes of a structure are which field, by running the same layout() that read them. Its output is data;
// how it looks is decided in trace/. Read next: wire/dissector.hpp.
#pragma once
#include <string_view>
#include <vector>

#include "wire/types.hpp"

namespace vitrine::wire {

/// One labelled stretch of bytes.
struct Field {
  enum class Part : std::uint8_t { value, length, group };
  std::string_view name;  // as in the RFC; lives as long as the program
  std::size_t offset;     // from the beginning of the message
  std::size_t size;       // bytes; a group's covers all that is nested in it
  int depth;
  Part part;
};
using Fields = std::vector<Field>;

class Explainer {
 public:
  /// Labels count from `offset` on.
  explicit Explainer(std::size_t offset = 0, int depth = 0) : offset_(offset), depth_(depth) {}

  template <class T>
  Explainer& operator()(const char* name, const T& field) {
    show(name, field);
    return *this;
  }

  template <class T>
  Explainer& tail(const char* name, const T& field) {
    return (*this)(name, field);
  }

  /// Puts a title over what `body` shows, one level deeper.
  template <class Body>
  void group(std::string_view name, Body body) {
    const std::size_t at = fields_.size();
    fields_.push_back({name, offset_, 0, depth_, Field::Part::group});
    ++depth_;
    body();
    --depth_;
    fields_[at].size = offset_ - fields_[at].offset;
  }
  /// One element of the vector of that name.
  template <class T>
  void element(const char* name, const T& one) {
    if constexpr (requires { T::explain(one, *this); }) {
      T::explain(one, *this);
    } else if constexpr (requires { T::layout(one, *this); }) {
      group(name, [&] { T::layout(one, *this); });
    } else {
      show(name, one);
    }
  }
  /// The length bytes of a stretch whose body is shown by other means.
  void length(std::string_view name, std::size_t size) { add(name, size, Field::Part::length); }
  /// A stretch without inner structure.
  void value(std::string_view name, std::size_t size) {
    if (size > 0) add(name, size, Field::Part::value);
  }
  /// Where the next label begins.
  std::size_t offset() const { return offset_; }
  Fields take() && { return std::move(fields_); }

 private:
  template <Number T>
  void show(const char* name, T) {
    add(name, sizeof(T), Field::Part::value);
  }
  void show(const char* name, const Uint24&) { add(name, 3, Field::Part::value); }
  template <std::size_t N>
  void show(const char* name, const Fixed<N>&) {
    add(name, N, Field::Part::value);
  }
  template <std::size_t Min, std::size_t Max>
  void show(const char* name, const Opaque<Min, Max>& bytes) {
    add(name, length_bytes(Max), Field::Part::length);
    if (!bytes.empty()) add(name, bytes.size(), Field::Part::value);
  }
  void show(const char* name, const Rest& bytes) { add(name, bytes.size(), Field::Part::value); }
  template <class T, std::size_t Min, std::size_t Max>
  void show(const char* name, const Vector<T, Min, Max>& elements) {
    add(name, length_bytes(Max), Field::Part::length);
    for (const T& one : elements) element(name, one);
  }
  void add(std::string_view name, std::size_t size, Field::Part part) {
    fields_.push_back({name, offset_, size, depth_, part});
    offset_ += size;
  }

  Fields fields_;
  std::size_t offset_;
  int depth_;
};

}  // namespace vitrine::wire
