// A message through its labels: the values of a field by its RFC name, and what a value means in words. The views read
// nothing else, so they cannot see a field that the dump does not show. Read next: trace/dump.hpp.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tls/event.hpp"

namespace vitrine::trace {

/// Big-endian.
std::uint64_t number(base::View bytes);

class Labels {
 public:
  /// Keeps a view of `message.raw`. A message that does not decode is labelled as far as its header.
  explicit Labels(const tls::Message& message) : Labels(message.raw, message.explain(message.raw)) {}
  /// Of anything else that has labels.
  Labels(base::View raw, wire::Fields fields) : raw_(raw), fields_(std::move(fields)) {}

  const wire::Fields& fields() const { return fields_; }
  base::View bytes(const wire::Field& field) const { return raw_.subspan(field.offset, field.size); }
  /// The values of every field of that name, in the order of the message.
  std::vector<base::View> all(std::string_view name) const;
  /// The first of them, or an empty view.
  base::View first(std::string_view name) const;
  bool has(std::string_view name) const { return !all(name).empty(); }
  /// meaning() of each of them.
  std::vector<std::string> words(std::string_view name) const;

 private:
  base::View raw_;
  wire::Fields fields_;
};

/// What the value of the field `name` stands for: "TLS_AES_128_GCM_SHA256", a quoted host name; "" when the bytes speak
/// for themselves. Safe to print.
std::string meaning(std::string_view name, base::View value);

/// Whose certificate, signed by whom; or that it cannot be read. Safe to print.
std::string certificate_words(base::View der);

}  // namespace vitrine::trace
