// Pages about the rows of the registries: what a number means, and what this program does with it.
// Read next: explain_extension.cpp.
#include <algorithm>

#include "base/hex.hpp"
#include "crypto/key_exchange.hpp"
#include "explanation.hpp"
#include "lookup.hpp"
#include "tls/primitives.hpp"
#include "tls/schedule/cipher_suite.hpp"
#include "trace/failure_words.hpp"
#include "trace/text.hpp"

namespace vitrine::cli {
namespace {

using tls::Entry;

constexpr std::string_view passed_over = "not spoken: others may offer it, and it is passed over";

constexpr std::string_view kind_of(tls::AlertDescription /*value*/) { return "alert"; }
constexpr std::string_view kind_of(tls::ContentType /*value*/) { return "content type"; }
constexpr std::string_view kind_of(tls::ProtocolVersion /*value*/) { return "version"; }
constexpr std::string_view kind_of(tls::CipherSuite /*value*/) { return "cipher suite"; }
constexpr std::string_view kind_of(tls::NamedGroup /*value*/) { return "group"; }
constexpr std::string_view kind_of(tls::SignatureScheme /*value*/) { return "signature scheme"; }
constexpr std::string_view kind_of(tls::CertificateCompressionAlgorithm /*value*/) { return "compression"; }

/// Numbers of one byte are known in decimal, those of two in hexadecimal.
template <class E>
std::string title_of(const Entry<E>& row) {
  const auto number = static_cast<unsigned>(row.value);
  const std::string name = std::string(kind_of(row.value)) + " ";
  if constexpr (sizeof(E) == 2) return name + tls::with_number(row.name, number, 2);
  return name + std::string(row.name) + " (" + std::to_string(number) + ")";
}

/// Or only known by name.
template <class E>
bool spoken(const Entry<E>& row) {
  return tls::find_entry(row.value) == &row;
}

/// Where each usually comes: a server judges a certificate last of all, and everything else in the ClientHello.
std::string_view usual_state(tls::AlertDescription alert, tls::Role role) {
  using enum tls::AlertDescription;
  if (role == tls::Role::server) return "WAIT_FINISHED";
  const bool about_certificate = (alert >= bad_certificate && alert <= certificate_unknown) || alert == unknown_ca ||
                                 alert == access_denied || alert == certificate_required;
  return about_certificate ? "CONNECTED" : "WAIT_SH";
}

/// What the program that gets the alert says.
void add_window(Page& page, tls::AlertDescription alert, tls::Role role) {
  trace::Circumstances around;
  around.role = role;
  around.session = 1;
  const tls::Failure failure{
      tls::Failure::Origin::peer, alert, "", "the peer sent the alert " + tls::name_of(alert), {},
      usual_state(alert, role)};
  std::string_view title = role == tls::Role::client ? "vitrine gets it" : "vitrined gets it";
  for (const std::string& line : trace::explain_failure(failure, around)) page.item(std::exchange(title, ""), line);
}

void add_facts(Page& page, const Entry<tls::AlertDescription>& row) {
  const bool goodbye = row.value == tls::AlertDescription::close_notify;
  const bool end = goodbye || row.value == tls::AlertDescription::user_canceled;
  const std::string level = end ? "01, warning" : "02, fatal";
  page.item("on the wire", "level " + level + "; description " +
                               base::to_hex(base::Bytes{static_cast<std::uint8_t>(row.value)}) + ", " +
                               std::string(row.name) + ". Encrypted, unless it comes before the keys.");
  page.item("then", goodbye ? "Nothing follows it in this direction; the other one may still speak."
                    : end   ? "close_notify follows."
                            : "The connection is over, both ways, and whoever gets it sends nothing back.");
  if (end) return;
  add_window(page, row.value, tls::Role::client);
  add_window(page, row.value, tls::Role::server);
}

void add_facts(Page& page, const Entry<tls::ContentType>& row) {
  if (!spoken(row)) return page.item("here", "not spoken: unexpected_message (10)");
  page.item("on the wire",
            "the first byte of a record in the clear; in an encrypted one it stands, encrypted too, "
            "behind the content, and the first byte is that of application_data");
}

void add_facts(Page& page, const Entry<tls::ProtocolVersion>& row) {
  page.item("here", row.value == tls::ProtocolVersion::TLS_1_3
                        ? "the only version that is spoken"
                        : "not spoken: a peer that knows nothing better gets protocol_version (70)");
}

void add_facts(Page& page, const Entry<tls::CipherSuite>& row) {
  if (!spoken(row)) return page.item("here", passed_over);
  const crypto::AeadAlgorithm aead = tls::aead_of(row.value);
  page.item("for the records", "AEAD with a key of " + std::to_string(crypto::key_length(aead)) +
                                   " bytes, a nonce of " + std::to_string(crypto::aead_nonce_length) + ", a tag of " +
                                   std::to_string(crypto::aead_tag_length));
  page.item("for the key schedule", "a hash of " + std::to_string(crypto::length(tls::hash_of(row.value))) +
                                        " bytes: HKDF, Transcript-Hash, Finished");
  page.item("what is not in it", "key exchange and signature: groups and signature schemes are chosen apart from it");
  page.item("here", "vitrine --ciphersuites " + std::string(row.name));
}

/// The true sizes: one exchange is made.
void add_facts(Page& page, const Entry<tls::NamedGroup>& row) {
  if (!spoken(row)) return page.item("here", passed_over);
  crypto::Random& random = crypto::system_random();
  const crypto::KeyShare offer = crypto::KeyShare::offer(*tls::primitive(row.value), random);
  const crypto::KeyShareAnswer answer = crypto::answer(offer.group(), offer.key_exchange(), random);
  page.item("key_share", trace::count(offer.key_exchange().size(), "byte") + " from the client, " +
                             trace::count(answer.key_exchange.size(), "byte") + " from the server");
  page.item("both then hold", trace::count(answer.shared_secret.size(), "byte") +
                                  " that nobody else has: an input of handshake_secret (RFC 9846 §7.1)");
  page.item("here", "vitrine --groups " + std::string(row.name));
}

std::string key_words(crypto::SignatureAlgorithm algorithm) {
  using crypto::KeyKind;
  if (crypto::matches(algorithm, KeyKind::rsa)) return "RSA of 2048 bits or more";
  if (crypto::matches(algorithm, KeyKind::ed25519)) return "Ed25519";
  return crypto::matches(algorithm, KeyKind::ecdsa_secp256r1) ? "on secp256r1" : "on secp384r1";
}

void add_facts(Page& page, const Entry<tls::SignatureScheme>& row) {
  if (!spoken(row)) return page.item("here", passed_over);
  const auto primitive = tls::primitive(row.value);
  if (!primitive)
    return page.item("where", "in certificates alone; in a CertificateVerify it is illegal_parameter (47)");
  page.item("where", "in CertificateVerify, and in certificates");
  page.item("needs a key", key_words(*primitive));
}

void add_facts(Page& page, const Entry<tls::CertificateCompressionAlgorithm>& row) {
  const auto& available = tls::available_compression();
  const bool here = std::ranges::find(available, row.value) != available.end();
  page.item("here",
            here ? "spoken: a Certificate may travel as a CompressedCertificate" : "this build cannot unpack it");
}

}  // namespace

// Reserved are numbers of two bytes.
template <class E>
Lines explain_grease(std::string_view word) {
  const std::optional<unsigned> number = number_of(word);
  const bool grease =
      sizeof(E) == 2 && number && *number <= 0xffff && tls::is_grease(static_cast<std::uint16_t>(*number));
  if (!grease) return {};
  Page page(tls::unknown_name(*number, 2), "RFC 8701");
  page.say("Sent on purpose, and means nothing: whoever stumbles over it would stumble over everything new.");
  return std::move(page).take();
}

template <class E>
Lines explain_registered(std::string_view word) {
  const Entry<E>* row = row_for<E>(word);
  if (row == nullptr) return explain_grease<E>(word);
  Page page(title_of(*row), row->section);
  page.say(row->words);
  add_facts(page, *row);
  return std::move(page).take();
}

template <class E>
std::vector<std::string> registered_names() {
  std::vector<std::string> names;
  for (const auto& rows : {tls::entries<E>(), tls::foreign_entries<E>()}) {
    for (const Entry<E>& row : rows) names.emplace_back(row.name);
  }
  return names;
}

template Lines explain_registered<tls::AlertDescription>(std::string_view);
template Lines explain_registered<tls::ContentType>(std::string_view);
template Lines explain_registered<tls::ProtocolVersion>(std::string_view);
template Lines explain_registered<tls::CipherSuite>(std::string_view);
template Lines explain_registered<tls::NamedGroup>(std::string_view);
template Lines explain_registered<tls::SignatureScheme>(std::string_view);
template Lines explain_registered<tls::CertificateCompressionAlgorithm>(std::string_view);
template Lines explain_grease<tls::ExtensionType>(std::string_view);
template std::vector<std::string> registered_names<tls::AlertDescription>();
template std::vector<std::string> registered_names<tls::ContentType>();
template std::vector<std::string> registered_names<tls::ProtocolVersion>();
template std::vector<std::string> registered_names<tls::CipherSuite>();
template std::vector<std::string> registered_names<tls::NamedGroup>();
template std::vector<std::string> registered_names<tls::SignatureScheme>();
template std::vector<std::string> registered_names<tls::ExtensionType>();
template std::vector<std::string> registered_names<tls::CertificateCompressionAlgorithm>();

}  // namespace vitrine::cli
