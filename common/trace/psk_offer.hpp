// The pre-shared keys of a ClientHello, for both views: of which kind each is, and which of them was selected. The kind
// is nowhere in the message; it shows in the label that the binder's key was derived with (RFC 9846 §7.1).
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "trace/labels.hpp"

namespace vitrine::trace {

class PskOffer {
 public:
  /// Before the ClientHello is sent, or after it was received.
  void on(const tls::SecretDerived& secret);
  /// The next hello begins.
  void forget() { tickets_.clear(); }

  bool empty() const { return tickets_.empty(); }
  /// Whether the key is a ticket's and not one from elsewhere; of the last one when there is no such number.
  bool is_ticket(std::uint64_t number) const;

 private:
  std::vector<bool> tickets_;
};

/// meaning() of each value of a field, but of those that mean nothing (RFC 8701).
std::vector<std::string> words_without_grease(const Labels& message, std::string_view field);

/// Whether the message has an extension of that kind.
bool has_extension(const Labels& message, tls::ExtensionType type);

}  // namespace vitrine::trace
