// A structure as the RFC writes it, without any bytes: which fields it has, in which order, how long each may be. It
// runs the layout() of an empty one. Read next: tls/message/.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "wire/types.hpp"

namespace vitrine::wire {

struct OutlinedField {
  std::string name;  // with its bounds: "random[32]", "cipher_suites<2..65534>"; a number has none
  std::string_view field;
  int depth;
};

class Outline {
 public:
  template <class T>
  static std::vector<OutlinedField> of() {
    Outline outline;
    T empty{};
    T::layout(empty, outline);
    return outline.fields_;
  }

  template <class T>
  Outline& operator()(const char* name, const T& field) {
    add(name, field);
    return *this;
  }
  template <class T>
  Outline& tail(const char* name, const T& field) {
    return (*this)(name, field);
  }

 private:
  void put(std::string_view name, const std::string& bounds) {
    fields_.push_back({std::string(name) + bounds, name, depth_});
  }
  static std::string between(std::size_t min, std::size_t max) {
    return "<" + std::to_string(min) + ".." + std::to_string(max) + ">";
  }

  template <Number T>
  void add(const char* name, T) {
    put(name, "");
  }
  void add(const char* name, const Uint24&) { put(name, ""); }
  template <std::size_t N>
  void add(const char* name, const Fixed<N>&) {
    put(name, "[" + std::to_string(N) + "]");
  }
  template <std::size_t Min, std::size_t Max>
  void add(const char* name, const Opaque<Min, Max>&) {
    put(name, between(Min, Max));
  }
  void add(const char* name, const Rest&) { put(name, "[to the end]"); }
  template <class T, std::size_t Min, std::size_t Max>
  void add(const char* name, const Vector<T, Min, Max>&) {
    put(name, between(Min, Max));
    T element{};
    if constexpr (requires { T::layout(element, *this); }) {
      ++depth_;
      T::layout(element, *this);
      --depth_;
    }
  }

  std::vector<OutlinedField> fields_;
  int depth_ = 0;
};

}  // namespace vitrine::wire
