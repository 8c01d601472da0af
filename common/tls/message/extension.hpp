// Extensions: RFC 9846 §4.3. A block keeps its order and the bytes of strangers; what stands in it is looked up by
// type. The message that a block stands in is part of its type, because the same extension has another body there. Read
// next: tls/message/extension_bodies.hpp, tls/message/extension_rules.hpp.
#pragma once
#include <algorithm>
#include <optional>

#include "tls/registry.hpp"
#include "wire/explainer.hpp"
#include "wire/reader.hpp"
#include "wire/writer.hpp"

namespace vitrine::tls {

/// The message a block stands in, with the abbreviations of §4.3's table.
enum class In : std::uint8_t { CH, SH, EE, CT, CR, NST, HRR };

template <In Where>
struct Extension {
  ExtensionType extension_type{};
  wire::Opaque<0, 65535> extension_data;

  static void layout(auto& m, auto& io) { io("extension_type", m.extension_type)("extension_data", m.extension_data); }
  /// Labels the body's own fields where the body is known; see extension_bodies.hpp.
  static void explain(const Extension& m, wire::Explainer& io);

  bool operator==(const Extension&) const = default;
};

/// The whole of an extension's body. Throws wire::DecodeError, which names the extension.
template <class Body>
Body read_body(base::View extension_data) {
  try {
    return wire::read_all<Body>(extension_data, "after the last field");
  } catch (const wire::DecodeError& error) {
    throw wire::DecodeError("extension " + name_of(Body::type) + ": " + error.what());
  }
}

/// Extension extensions<Min..2^16-1>
template <In Where, std::size_t Min = 0>
struct Extensions : wire::Vector<Extension<Where>, Min, 65535> {
  const Extension<Where>* find(ExtensionType type) const {
    const auto found = std::ranges::find(*this, type, &Extension<Where>::extension_type);
    return found == this->end() ? nullptr : &*found;
  }
  bool has(ExtensionType type) const { return find(type) != nullptr; }

  /// The body of type Body, decoded whole. Throws wire::DecodeError.
  template <class Body>
  std::optional<Body> get() const {
    const Extension<Where>* extension = find(Body::type);
    if (extension == nullptr) return std::nullopt;
    return read_body<Body>(extension->extension_data);
  }
  template <class Body>
  void add(const Body& body) {
    this->push_back({Body::type, wire::Opaque<0, 65535>(base::View(wire::write_all(body)))});
  }
  /// In the place of the one of the same type, or at the end.
  template <class Body>
  void set(const Body& body) {
    const auto old = std::ranges::find(*this, Body::type, &Extension<Where>::extension_type);
    if (old == this->end()) return add(body);
    old->extension_data = wire::Opaque<0, 65535>(base::View(wire::write_all(body)));
  }
  void remove(ExtensionType type) {
    std::erase_if(*this, [type](const Extension<Where>& e) { return e.extension_type == type; });
  }
};

}  // namespace vitrine::tls
