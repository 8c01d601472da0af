// Labels bytes that may be no structure at all: all of a good one, and of a broken one everything up to the place where
// it breaks. It runs the same layout() as the Reader, and stops with the Reader's own words.
// Read next: wire/outline.hpp, tls/message/handshake.cpp.
#pragma once
#include <algorithm>
#include <string>

#include "wire/explainer.hpp"
#include "wire/reader.hpp"

namespace vitrine::wire {

class Dissector {
 public:
  /// Labels count from `offset` on.
  Dissector(base::View bytes, std::size_t offset, int depth)
      : all_(bytes), rest_(bytes), begin_(offset), explainer_(offset, depth) {}

  /// Labels a T as far as the bytes hold one. Returns what is wrong with them; "": nothing.
  template <class T>
  std::string dissect() {
    try {
      T whole{};
      T::layout(whole, *this);
      Reader(rest_).finish("after the last field");
      return "";
    } catch (const DecodeError& error) {
      return error.what();
    }
  }
  /// The labels; the bytes that have none get the one named `rest`.
  Fields take(std::string_view rest) && {
    explainer_.value(rest, all_.size() - (explainer_.offset() - begin_));
    return std::move(explainer_).take();
  }

  template <class T>
  Dissector& operator()(const char* name, T& field) {
    try {
      Reader{rest_}(name, field);
    } catch (const DecodeError&) {
      if constexpr (requires { label_elements(name, field); }) label_elements(name, field);
      throw;
    }
    label([&] { explainer_(name, field); });
    return *this;
  }
  template <class T>
  Dissector& tail(const char* name, T& field) {
    return rest_.empty() ? *this : (*this)(name, field);
  }

 private:
  template <class Show>
  void label(Show show) {
    const std::size_t before = explainer_.offset();
    show();
    rest_ = rest_.subspan(explainer_.offset() - before);
  }

  /// Of what breaks inside, vectors alone have parts that may be whole.
  template <class T, std::size_t Min, std::size_t Max>
  void label_elements(const char* name, const Vector<T, Min, Max>& /*elements*/) {
    if (rest_.size() < length_bytes(Max)) return;
    std::size_t length = 0;
    for (const std::uint8_t byte : rest_.first(length_bytes(Max))) length = length << 8U | byte;
    label([&] { explainer_.length(name, length_bytes(Max)); });
    rest_ = rest_.first(std::min(length, rest_.size()));
    try {
      while (!rest_.empty()) label_element<T>(name);
    } catch (const DecodeError&) {
      return;  // whoever read the whole vector has said what is wrong
    }
  }
  template <class T>
  void label_element(const char* name) {
    T element{};
    if constexpr (requires { T::layout(element, *this); }) {
      try {
        Reader reader(rest_);
        T::layout(element, reader);
      } catch (const DecodeError&) {
        T::layout(element, *this);  // throws where the element breaks
      }
    } else {
      Reader{rest_}(name, element);
    }
    label([&] { explainer_.element(name, element); });
  }

  base::View all_;
  base::View rest_;
  std::size_t begin_;
  Explainer explainer_;
};

}  // namespace vitrine::wire
