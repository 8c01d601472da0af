// What `vitrine explain` can say, as lines of text and without IO: numbers and names of every registry, messages,
// states, fields, bytes, certificates. Peer text in it has been made printable.
// Read next: explain_registry.cpp, explain_hex.cpp; explain.cpp for what is typed.
#pragma once
#include <span>

#include "base/bytes.hpp"
#include "crypto/certificate.hpp"
#include "page.hpp"

namespace vitrine::cli {

/// Something that has names, and maybe numbers.
struct Kind {
  std::string_view name;
  std::string_view examples;
  /// The pages about `word`, its number or its name; none where it has no such.
  Lines (*explain)(std::string_view word);
  /// Every name that it has.
  std::vector<std::string> (*known)();
};

/// All kinds, in the order in which they are told.
std::span<const Kind> kinds();

// One for each kind; see Kind::explain and Kind::known.
template <class E>
Lines explain_registered(std::string_view word);
template <class E>
std::vector<std::string> registered_names();
/// The page of a number that RFC 8701 reserves; empty: it reserves none such.
template <class E>
Lines explain_grease(std::string_view word);
Lines explain_extension(std::string_view word);
Lines explain_message(std::string_view word);
std::vector<std::string> message_names();
Lines explain_state(std::string_view word);
std::vector<std::string> state_names();
Lines explain_field(std::string_view word);
std::vector<std::string> field_names();

/// Records or handshake messages, up to where they break.
Lines explain_bytes(base::View bytes);
/// The bytes of "16 03 01", "0x16,0x03", "16:03:01" and the like. Throws UsageError.
base::Bytes read_hex(std::string_view text);

/// Every certificate of a PEM file, as TLS 1.3 sees it at that time. Throws crypto::Error.
Lines explain_certificates(std::string_view pem, crypto::Time now);

}  // namespace vitrine::cli
