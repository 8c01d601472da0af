// The bodies of the extensions that this program speaks, field for field: RFC 9846 §4.3.1 to §4.3.11, RFC 6066 §3
// (server_name), RFC 7301 §3.1 (ALPN), RFC 8879 §3 (compress_certificate), RFC 8449 §4 (record_size_limit), RFC 9149 §3
// (ticket_request), RFC 6066 §8 (status_request), RFC 6962 §3.3 (signed_certificate_timestamp). Which body stands in
// which message is the list at the end.
#pragma once
#include <tuple>

#include "tls/message/extension.hpp"

namespace vitrine::tls {

template <ExtensionType Type>
struct Body {
  static constexpr ExtensionType type = Type;
};

/// §4.3.1, as the client sends it
struct SupportedVersionsClientHello : Body<ExtensionType::supported_versions> {
  static constexpr const char* name = "supported_versions";
  wire::Vector<ProtocolVersion, 2, 254> versions;
  static void layout(auto& m, auto& io) { io("versions", m.versions); }
};

/// §4.3.1, as the server answers it
struct SupportedVersionsServerHello : Body<ExtensionType::supported_versions> {
  static constexpr const char* name = "supported_versions";
  ProtocolVersion selected_version = ProtocolVersion::TLS_1_3;
  static void layout(auto& m, auto& io) { io("selected_version", m.selected_version); }
};

/// §4.3.2
struct Cookie : Body<ExtensionType::cookie> {
  static constexpr const char* name = "cookie";
  wire::Opaque<1, 65535> cookie;
  static void layout(auto& m, auto& io) { io("cookie", m.cookie); }
};

/// §4.3.3
template <ExtensionType Type>
struct SignatureSchemeListOf : Body<Type> {
  static constexpr const char* name = "signature_algorithms";
  wire::Vector<SignatureScheme, 2, 65534> supported_signature_algorithms;
  static void layout(auto& m, auto& io) { io("supported_signature_algorithms", m.supported_signature_algorithms); }
};
using SignatureSchemeList = SignatureSchemeListOf<ExtensionType::signature_algorithms>;
using SignatureSchemeListCert = SignatureSchemeListOf<ExtensionType::signature_algorithms_cert>;

/// §4.3.4
struct DistinguishedName {
  wire::Opaque<1, 65535> distinguished_name;
  static void layout(auto& m, auto& io) { io("distinguished_name", m.distinguished_name); }
};
struct CertificateAuthoritiesExtension : Body<ExtensionType::certificate_authorities> {
  static constexpr const char* name = "certificate_authorities";
  wire::Vector<DistinguishedName, 3, 65535> authorities;
  static void layout(auto& m, auto& io) { io("authorities", m.authorities); }
};

/// §4.3.6
struct PostHandshakeAuth : Body<ExtensionType::post_handshake_auth> {
  static constexpr const char* name = "post_handshake_auth";
  static void layout(auto& /*m*/, auto& /*io*/) {}
};

/// §4.3.7
struct NamedGroupList : Body<ExtensionType::supported_groups> {
  static constexpr const char* name = "supported_groups";
  wire::Vector<NamedGroup, 2, 65535> named_group_list;
  static void layout(auto& m, auto& io) { io("named_group_list", m.named_group_list); }
};

/// §4.3.8
struct KeyShareEntry {
  NamedGroup group{};
  wire::Opaque<1, 65535> key_exchange;
  static void layout(auto& m, auto& io) { io("group", m.group)("key_exchange", m.key_exchange); }
};
struct KeyShareClientHello : Body<ExtensionType::key_share> {
  static constexpr const char* name = "key_share";
  wire::Vector<KeyShareEntry, 0, 65535> client_shares;
  static void layout(auto& m, auto& io) { io("client_shares", m.client_shares); }
};
struct KeyShareHelloRetryRequest : Body<ExtensionType::key_share> {
  static constexpr const char* name = "key_share";
  NamedGroup selected_group{};
  static void layout(auto& m, auto& io) { io("selected_group", m.selected_group); }
};
struct KeyShareServerHello : Body<ExtensionType::key_share> {
  static constexpr const char* name = "key_share";
  KeyShareEntry server_share;
  static void layout(auto& m, auto& io) { KeyShareEntry::layout(m.server_share, io); }
};

/// §4.3.9
struct PskKeyExchangeModes : Body<ExtensionType::psk_key_exchange_modes> {
  static constexpr const char* name = "psk_key_exchange_modes";
  wire::Vector<PskKeyExchangeMode, 1, 255> ke_modes;
  static void layout(auto& m, auto& io) { io("ke_modes", m.ke_modes); }
};

/// §4.3.10, in a ClientHello and in EncryptedExtensions
struct EarlyDataIndication : Body<ExtensionType::early_data> {
  static constexpr const char* name = "early_data";
  static void layout(auto& /*m*/, auto& /*io*/) {}
};

/// §4.3.10, in a NewSessionTicket
struct EarlyDataLimit : Body<ExtensionType::early_data> {
  static constexpr const char* name = "early_data";
  std::uint32_t max_early_data_size = 0;  // bytes of application data
  static void layout(auto& m, auto& io) { io("max_early_data_size", m.max_early_data_size); }
};

/// §4.3.11
struct PskIdentity {
  wire::Opaque<1, 65535> identity;
  std::uint32_t obfuscated_ticket_age = 0;
  static void layout(auto& m, auto& io) {
    io("identity", m.identity)("obfuscated_ticket_age", m.obfuscated_ticket_age);
  }
};
struct PskBinderEntry {
  wire::Opaque<32, 255> binder;
  static void layout(auto& m, auto& io) { io("binder", m.binder); }
};
struct OfferedPsks : Body<ExtensionType::pre_shared_key> {
  static constexpr const char* name = "pre_shared_key";
  wire::Vector<PskIdentity, 7, 65535> identities;
  wire::Vector<PskBinderEntry, 33, 65535> binders;
  static void layout(auto& m, auto& io) { io("identities", m.identities)("binders", m.binders); }
};
struct PreSharedKeyServerHello : Body<ExtensionType::pre_shared_key> {
  static constexpr const char* name = "pre_shared_key";
  std::uint16_t selected_identity = 0;
  static void layout(auto& m, auto& io) { io("selected_identity", m.selected_identity); }
};

/// RFC 9149 §3, as the client asks and as the server answers
struct TicketRequestContents : Body<ExtensionType::ticket_request> {
  static constexpr const char* name = "ticket_request";
  std::uint8_t new_session_count = 0;
  std::uint8_t resumption_count = 0;
  static void layout(auto& m, auto& io) {
    io("new_session_count", m.new_session_count)("resumption_count", m.resumption_count);
  }
};
struct TicketRequestHint : Body<ExtensionType::ticket_request> {
  static constexpr const char* name = "ticket_request";
  std::uint8_t expected_count = 0;
  static void layout(auto& m, auto& io) { io("expected_count", m.expected_count); }
};

/// RFC 6066 §3
enum class NameType : std::uint8_t { host_name = 0 };
struct ServerName {
  NameType name_type{};
  wire::Opaque<1, 65535> host_name;
  static void layout(auto& m, auto& io) { io("name_type", m.name_type)("host_name", m.host_name); }
};
struct ServerNameList : Body<ExtensionType::server_name> {
  static constexpr const char* name = "server_name";
  wire::Vector<ServerName, 1, 65535> server_name_list;
  static void layout(auto& m, auto& io) { io("server_name_list", m.server_name_list); }
};
/// RFC 6066 §3, the server's acknowledgement
struct ServerNameAcknowledgement : Body<ExtensionType::server_name> {
  static constexpr const char* name = "server_name";
  static void layout(auto& /*m*/, auto& /*io*/) {}
};

/// RFC 7301 §3.1
struct ProtocolName {
  wire::Opaque<1, 255> protocol_name;
  static void layout(auto& m, auto& io) { io("protocol_name", m.protocol_name); }
};
struct ProtocolNameList : Body<ExtensionType::application_layer_protocol_negotiation> {
  static constexpr const char* name = "application_layer_protocol_negotiation";
  wire::Vector<ProtocolName, 2, 65535> protocol_name_list;
  static void layout(auto& m, auto& io) { io("protocol_name_list", m.protocol_name_list); }
};

/// RFC 8879 §3
struct CertificateCompressionAlgorithms : Body<ExtensionType::compress_certificate> {
  static constexpr const char* name = "compress_certificate";
  wire::Vector<CertificateCompressionAlgorithm, 2, 254> algorithms;
  static void layout(auto& m, auto& io) { io("algorithms", m.algorithms); }
};

/// RFC 6066 §8, as the client asks. Another type than ocsp asks for something that nobody has defined.
enum class CertificateStatusType : std::uint8_t { ocsp = 1 };
struct ResponderID {
  wire::Opaque<1, 65535> responder_id;
  static void layout(auto& m, auto& io) { io("responder_id", m.responder_id); }
};
struct CertificateStatusRequest : Body<ExtensionType::status_request> {
  static constexpr const char* name = "status_request";
  CertificateStatusType status_type = CertificateStatusType::ocsp;
  wire::Vector<ResponderID, 0, 65535> responder_id_list;
  wire::Opaque<0, 65535> request_extensions;
  wire::Rest request;  // of another type
  static void layout(auto& m, auto& io) {
    io("status_type", m.status_type);
    if (m.status_type != CertificateStatusType::ocsp) return void(io("request", m.request));
    io("responder_id_list", m.responder_id_list)("request_extensions", m.request_extensions);
  }
};
/// §4.5.1.1, as a server asks; RFC 6962 §3.3.1, as either does
template <ExtensionType Type>
struct EmptyRequest : Body<Type> {
  static constexpr const char* name =
      Type == ExtensionType::status_request ? "status_request" : "signed_certificate_timestamp";
  static void layout(auto& /*m*/, auto& /*io*/) {}
};
using StatusRequest = EmptyRequest<ExtensionType::status_request>;
using SignedCertificateTimestampRequest = EmptyRequest<ExtensionType::signed_certificate_timestamp>;

/// RFC 6066 §8, the answer, which §4.5.1.1 puts beside the certificate
struct CertificateStatus : Body<ExtensionType::status_request> {
  static constexpr const char* name = "status_request";
  CertificateStatusType status_type = CertificateStatusType::ocsp;
  wire::Opaque<1, 16777215> response;
  static void layout(auto& m, auto& io) { io("status_type", m.status_type)("response", m.response); }
};

/// RFC 6962 §3.3, the answer
struct SerializedSCT {
  wire::Opaque<1, 65535> serialized_sct;
  static void layout(auto& m, auto& io) { io("serialized_sct", m.serialized_sct); }
};
struct SignedCertificateTimestampList : Body<ExtensionType::signed_certificate_timestamp> {
  static constexpr const char* name = "signed_certificate_timestamp";
  wire::Vector<SerializedSCT, 1, 65535> sct_list;
  static void layout(auto& m, auto& io) { io("sct_list", m.sct_list); }
};

/// RFC 8449 §4
struct RecordSizeLimit : Body<ExtensionType::record_size_limit> {
  static constexpr const char* name = "record_size_limit";
  std::uint16_t record_size_limit = 0;
  static void layout(auto& m, auto& io) { io("record_size_limit", m.record_size_limit); }
};

/// The bodies that are known in each message; any other extension is carried as bytes.
template <In Where>
struct KnownBodies {
  using Types = std::tuple<>;
};
template <>
struct KnownBodies<In::CH> {
  using Types = std::tuple<ServerNameList, NamedGroupList, SignatureSchemeList, SignatureSchemeListCert,
                           ProtocolNameList, EarlyDataIndication, SupportedVersionsClientHello, Cookie,
                           PskKeyExchangeModes, CertificateAuthoritiesExtension, PostHandshakeAuth, KeyShareClientHello,
                           TicketRequestContents, CertificateCompressionAlgorithms, CertificateStatusRequest,
                           SignedCertificateTimestampRequest, RecordSizeLimit, OfferedPsks>;
};
template <>
struct KnownBodies<In::SH> {
  using Types = std::tuple<SupportedVersionsServerHello, KeyShareServerHello, PreSharedKeyServerHello>;
};
template <>
struct KnownBodies<In::HRR> {
  using Types = std::tuple<SupportedVersionsServerHello, KeyShareHelloRetryRequest, Cookie>;
};
template <>
struct KnownBodies<In::EE> {
  using Types = std::tuple<ServerNameAcknowledgement, NamedGroupList, ProtocolNameList, RecordSizeLimit,
                           EarlyDataIndication, TicketRequestHint>;
};
template <>
struct KnownBodies<In::NST> {
  using Types = std::tuple<EarlyDataLimit>;
};
template <>
struct KnownBodies<In::CR> {
  using Types = std::tuple<SignatureSchemeList, SignatureSchemeListCert, CertificateAuthoritiesExtension,
                           CertificateCompressionAlgorithms, StatusRequest, SignedCertificateTimestampRequest>;
};
template <>
struct KnownBodies<In::CT> {
  using Types = std::tuple<CertificateStatus, SignedCertificateTimestampList>;
};

/// Calls `visit.operator()<Body>()` for the known body of `type`, if there is one. True when there was.
template <In Where, class Visit>
bool with_known_body(ExtensionType type, Visit visit) {
  return []<class... B>(std::tuple<B...>* /*types*/, [[maybe_unused]] ExtensionType wanted, [[maybe_unused]] Visit& v) {
    return ((B::type == wanted && (v.template operator()<B>(), true)) || ...);
  }(static_cast<typename KnownBodies<Where>::Types*>(nullptr), type, visit);
}

/// False where the body is unknown or malformed; nothing has been shown then.
template <In Where>
bool explain_known_body(const Extension<Where>& m, wire::Explainer& io) {
  try {
    return with_known_body<Where>(m.extension_type, [&]<class B>() {
      const B body = wire::read_all<B>(m.extension_data, B::name);
      B::layout(body, io);
    });
  } catch (const wire::DecodeError&) {
    return false;
  }
}

template <In Where>
void Extension<Where>::explain(const Extension& m, wire::Explainer& io) {
  const Entry<ExtensionType>* entry = find_anywhere(m.extension_type);
  io.group(entry != nullptr ? entry->name : "unknown extension", [&] {
    io("extension_type", m.extension_type);
    io.length("extension_data", 2);
    if (!explain_known_body(m, io)) io.value("extension_data", m.extension_data.size());
  });
}

}  // namespace vitrine::tls
