// The rules that hold for every extension block, in one place: RFC 9846 §4.3. Which extension may stand in which
// message is one table; duplicates, misplaced and uninvited extensions, and bodies that do not decode are refused by
// it.
#pragma once
#include <vector>

#include "tls/event.hpp"
#include "tls/message/extension_bodies.hpp"

namespace vitrine::tls {

/// Types as they stood in our own request: what a response may contain.
using Offered = std::vector<ExtensionType>;

/// Whether §4.3's table lists `type` for `where`. Types that the table does not know may stand anywhere.
bool may_stand_in(ExtensionType type, In where);

/// The first type that occurs twice, if any.
std::optional<ExtensionType> duplicate(std::vector<ExtensionType> types);

template <In Where, std::size_t Min>
Offered types_of(const Extensions<Where, Min>& block) {
  Offered types;
  for (const auto& extension : block) types.push_back(extension.extension_type);
  return types;
}

/// Throws Abort{illegal_parameter} for a duplicate or misplaced extension, in that order.
void refuse_misplaced(const Trace& trace, const Offered& types, In where);
/// Throws Abort{unsupported_extension} for an answer to something that was not asked.
void refuse_uninvited(const Trace& trace, const Offered& types, const Offered& offered);

/// Decodes every known body once, so that a malformed one is refused even where nobody reads it.
template <In Where, std::size_t Min>
void refuse_malformed(const Extensions<Where, Min>& block) {
  for (const auto& extension : block) {
    with_known_body<Where>(extension.extension_type, [&]<class B>() { (void)read_body<B>(extension.extension_data); });
  }
}

/// A request's block: ClientHello, CertificateRequest, NewSessionTicket. Strangers are ignored (§9.3).
template <In Where, std::size_t Min>
void check_request(const Trace& trace, const Extensions<Where, Min>& block) {
  refuse_misplaced(trace, types_of(block), Where);
  refuse_malformed(block);
}

/// A response's block: ServerHello, HelloRetryRequest, EncryptedExtensions, Certificate.
template <In Where, std::size_t Min>
void check_response(const Trace& trace, const Extensions<Where, Min>& block, const Offered& offered) {
  refuse_misplaced(trace, types_of(block), Where);
  refuse_uninvited(trace, types_of(block), offered);
  refuse_malformed(block);
}

}  // namespace vitrine::tls
