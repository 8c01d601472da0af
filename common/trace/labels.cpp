// See labels.hpp.
#include "trace/labels.hpp"

#include <algorithm>
#include <array>

#include "crypto/certificate.hpp"
#include "crypto/error.hpp"
#include "tls/message/server_hello.hpp"
#include "trace/text.hpp"

namespace vitrine::trace {
namespace {

template <class E>
std::string registered(base::View value) {
  return tls::name_of(static_cast<E>(number(value)));
}

std::string text(base::View value) { return in_quotes(base::text_of(value)); }

std::string compression(base::View value) { return number(value) == 0 ? "null" : "not null"; }

std::string psk_mode(base::View value) {
  constexpr std::array<const char*, 2> names{"psk_ke", "psk_dhe_ke"};
  const std::uint64_t mode = number(value);
  return mode < names.size() ? names.at(mode) : tls::unknown_name(static_cast<unsigned>(mode), 1);
}

std::string name_type(base::View value) { return number(value) == 0 ? "host_name" : "not a host_name"; }

std::string status_type(base::View value) { return number(value) == 1 ? "ocsp" : "not ocsp"; }

std::string level(base::View value) { return std::string(level_name(static_cast<tls::AlertLevel>(number(value)))); }

std::string alert(base::View value) { return named(static_cast<tls::AlertDescription>(number(value))); }

std::string decimal(base::View value) { return grouped(number(value)); }

std::string key_update(base::View value) {
  constexpr std::array<const char*, 2> names{"update_not_requested", "update_requested"};
  const std::uint64_t request = number(value);
  return request < names.size() ? names.at(request) : tls::unknown_name(static_cast<unsigned>(request), 1);
}

/// CertificateVerify's or CompressedCertificate's: no number means something in both.
std::string algorithm(base::View value) {
  const auto compression = static_cast<tls::CertificateCompressionAlgorithm>(number(value));
  const auto* const entry = tls::find_entry(compression);
  return entry != nullptr ? std::string(entry->name) : registered<tls::SignatureScheme>(value);
}

/// A server's may say something.
std::string random(base::View value) {
  tls::Random32 bytes{};
  if (value.size() != bytes.size()) return "";
  std::ranges::copy(value, bytes.begin());
  if (bytes == tls::hello_retry_request_random) return "that value makes it a HelloRetryRequest";
  return tls::has_downgrade_sentinel(bytes) ? "its end says: I could do more than this version" : "";
}

std::string bytes(base::View value) { return count(number(value), "byte"); }

std::string seconds(base::View value) { return count(number(value), "second"); }

struct Meaning {
  std::string_view field;
  std::string (*words)(base::View value);
};

constexpr std::array meanings{
    Meaning{"type", registered<tls::ContentType>},
    Meaning{"opaque_type", registered<tls::ContentType>},
    Meaning{"legacy_record_version", registered<tls::ProtocolVersion>},
    Meaning{"level", level},
    Meaning{"description", alert},
    Meaning{"msg_type", registered<tls::HandshakeType>},
    Meaning{"length", bytes},
    Meaning{"legacy_version", registered<tls::ProtocolVersion>},
    Meaning{"random", random},
    Meaning{"versions", registered<tls::ProtocolVersion>},
    Meaning{"selected_version", registered<tls::ProtocolVersion>},
    Meaning{"cipher_suite", registered<tls::CipherSuite>},
    Meaning{"cipher_suites", registered<tls::CipherSuite>},
    Meaning{"named_group_list", registered<tls::NamedGroup>},
    Meaning{"group", registered<tls::NamedGroup>},
    Meaning{"selected_group", registered<tls::NamedGroup>},
    Meaning{"supported_signature_algorithms", registered<tls::SignatureScheme>},
    Meaning{"algorithm", algorithm},
    Meaning{"algorithms", registered<tls::CertificateCompressionAlgorithm>},
    Meaning{"uncompressed_length", bytes},
    Meaning{"extension_type", registered<tls::ExtensionType>},
    Meaning{"legacy_compression_method", compression},
    Meaning{"legacy_compression_methods", compression},
    Meaning{"ke_modes", psk_mode},
    Meaning{"request_update", key_update},
    Meaning{"cert_data", certificate_words},
    Meaning{"name_type", name_type},
    Meaning{"status_type", status_type},
    Meaning{"selected_identity", decimal},
    Meaning{"new_session_count", decimal},
    Meaning{"resumption_count", decimal},
    Meaning{"expected_count", decimal},
    Meaning{"host_name", text},
    Meaning{"protocol_name", text},
    Meaning{"record_size_limit", bytes},
    Meaning{"ticket_lifetime", seconds},
    Meaning{"max_early_data_size", bytes},
};

}  // namespace

std::string certificate_words(base::View der) {
  try {
    const crypto::Certificate certificate = crypto::Certificate::from_der(der);
    return in_quotes(certificate.subject()) + ", signed by " + in_quotes(certificate.issuer());
  } catch (const crypto::Error&) {
    return "not a certificate that can be read";
  }
}

std::uint64_t number(base::View bytes) {
  std::uint64_t value = 0;
  for (const std::uint8_t byte : bytes) value = value << 8U | byte;
  return value;
}

std::vector<base::View> Labels::all(std::string_view name) const {
  std::vector<base::View> values;
  for (const wire::Field& field : fields_) {
    if (field.name == name && field.part == wire::Field::Part::value) values.push_back(bytes(field));
  }
  return values;
}

base::View Labels::first(std::string_view name) const {
  const std::vector<base::View> values = all(name);
  return values.empty() ? base::View() : values.front();
}

std::vector<std::string> Labels::words(std::string_view name) const {
  std::vector<std::string> list;
  for (const base::View value : all(name)) list.push_back(meaning(name, value));
  return list;
}

std::string meaning(std::string_view name, base::View value) {
  const auto* const found = std::ranges::find(meanings, name, &Meaning::field);
  return found == meanings.end() || value.empty() ? "" : found->words(value);
}

}  // namespace vitrine::trace
