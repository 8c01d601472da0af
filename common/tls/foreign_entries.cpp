// What peers name and this program does not speak, for display: numbers and names as in the IANA registries (and a few
// that browsers send without having registered them). Cipher suites are in foreign_suites.cpp.
#include <array>

#include "tls/registry.hpp"

namespace vitrine::tls {
namespace {

constexpr std::array content_types{
    Entry{ContentType{24}, "heartbeat", "keep-alive of older versions", "RFC 6520"},
    Entry{ContentType{25}, "tls12_cid", "DTLS 1.2 with connection ids", "RFC 9146"},
    Entry{ContentType{26}, "ACK", "DTLS 1.3 acknowledges records", "RFC 9147"},
};

constexpr std::array versions{
    Entry{ProtocolVersion{0x0002}, "SSL 2.0", "broken; nobody may speak it", "RFC 6176"},
    Entry{ProtocolVersion{0xfeff}, "DTLS 1.0", "TLS 1.1 over datagrams", "RFC 4347"},
    Entry{ProtocolVersion{0xfefd}, "DTLS 1.2", "TLS 1.2 over datagrams", "RFC 6347"},
    Entry{ProtocolVersion{0xfefc}, "DTLS 1.3", "TLS 1.3 over datagrams", "RFC 9147"},
};

constexpr std::array handshake_types{
    Entry{HandshakeType{0}, "HelloRequest", "TLS 1.2: the server asks to renegotiate", "RFC 5246"},
    Entry{HandshakeType{3}, "HelloVerifyRequest", "DTLS 1.2: a cookie for the client", "RFC 6347"},
    Entry{HandshakeType{6}, "hello_retry_request_RESERVED", "drafts of TLS 1.3; now a kind of ServerHello",
          "Appendix B.3"},
    Entry{HandshakeType{12}, "ServerKeyExchange", "TLS 1.2: the server's key share, signed", "RFC 5246"},
    Entry{HandshakeType{14}, "ServerHelloDone", "TLS 1.2: the server's first flight is over", "RFC 5246"},
    Entry{HandshakeType{16}, "ClientKeyExchange", "TLS 1.2: the client's key share", "RFC 5246"},
    Entry{HandshakeType{17}, "ClientCertificateRequest", "asks for a certificate outside of the handshake", "RFC 9261"},
    Entry{HandshakeType{21}, "CertificateURL", "TLS 1.2: where the certificate can be fetched", "RFC 6066 §5"},
    Entry{HandshakeType{22}, "CertificateStatus", "TLS 1.2: the stapled revocation status", "RFC 6066 §8"},
    Entry{HandshakeType{23}, "SupplementalData", "TLS 1.2: data for the application", "RFC 4680"},
    Entry{HandshakeType{26}, "EKTKey", "a key for media streams", "RFC 8870"},
    Entry{HandshakeType{67}, "NextProtocol", "TLS 1.2: what ALPN replaced", "draft-agl-tls-nextprotoneg"},
};

constexpr std::string_view small_curve = "a curve of old versions, too small or too rare for TLS 1.3";
constexpr std::string_view brainpool = "a Brainpool curve; for key exchange in TLS 1.2 alone";
constexpr std::string_view ffdhe = "Diffie-Hellman modulo a prime, of the size in its name";

constexpr Entry<NamedGroup> old_curve(unsigned value, std::string_view name) {
  return {static_cast<NamedGroup>(value), name, small_curve, "RFC 8422 §5.1.1"};
}

constexpr std::array groups{
    old_curve(0x0001, "sect163k1"),
    old_curve(0x0002, "sect163r1"),
    old_curve(0x0003, "sect163r2"),
    old_curve(0x0004, "sect193r1"),
    old_curve(0x0005, "sect193r2"),
    old_curve(0x0006, "sect233k1"),
    old_curve(0x0007, "sect233r1"),
    old_curve(0x0008, "sect239k1"),
    old_curve(0x0009, "sect283k1"),
    old_curve(0x000a, "sect283r1"),
    old_curve(0x000b, "sect409k1"),
    old_curve(0x000c, "sect409r1"),
    old_curve(0x000d, "sect571k1"),
    old_curve(0x000e, "sect571r1"),
    old_curve(0x000f, "secp160k1"),
    old_curve(0x0010, "secp160r1"),
    old_curve(0x0011, "secp160r2"),
    old_curve(0x0012, "secp192k1"),
    old_curve(0x0013, "secp192r1"),
    old_curve(0x0014, "secp224k1"),
    old_curve(0x0015, "secp224r1"),
    old_curve(0x0016, "secp256k1"),
    Entry{NamedGroup{0x001a}, "brainpoolP256r1", brainpool, "RFC 7027"},
    Entry{NamedGroup{0x001b}, "brainpoolP384r1", brainpool, "RFC 7027"},
    Entry{NamedGroup{0x001c}, "brainpoolP512r1", brainpool, "RFC 7027"},
    Entry{NamedGroup{0x001e}, "x448", "Diffie-Hellman on Curve448", "§4.3.7"},
    Entry{NamedGroup{0x001f}, "brainpoolP256r1tls13", "Diffie-Hellman on a Brainpool curve", "RFC 8734"},
    Entry{NamedGroup{0x0020}, "brainpoolP384r1tls13", "Diffie-Hellman on a Brainpool curve", "RFC 8734"},
    Entry{NamedGroup{0x0021}, "brainpoolP512r1tls13", "Diffie-Hellman on a Brainpool curve", "RFC 8734"},
    Entry{NamedGroup{0x0022}, "GC256A", "a curve of GOST R 34.10-2012", "RFC 9189"},
    Entry{NamedGroup{0x0023}, "GC256B", "a curve of GOST R 34.10-2012", "RFC 9189"},
    Entry{NamedGroup{0x0024}, "GC256C", "a curve of GOST R 34.10-2012", "RFC 9189"},
    Entry{NamedGroup{0x0025}, "GC256D", "a curve of GOST R 34.10-2012", "RFC 9189"},
    Entry{NamedGroup{0x0026}, "GC512A", "a curve of GOST R 34.10-2012", "RFC 9189"},
    Entry{NamedGroup{0x0027}, "GC512B", "a curve of GOST R 34.10-2012", "RFC 9189"},
    Entry{NamedGroup{0x0028}, "GC512C", "a curve of GOST R 34.10-2012", "RFC 9189"},
    Entry{NamedGroup{0x0029}, "curveSM2", "China's own curve", "RFC 8998"},
    Entry{NamedGroup{0x0100}, "ffdhe2048", ffdhe, "§4.3.7"},
    Entry{NamedGroup{0x0101}, "ffdhe3072", ffdhe, "§4.3.7"},
    Entry{NamedGroup{0x0102}, "ffdhe4096", ffdhe, "§4.3.7"},
    Entry{NamedGroup{0x0103}, "ffdhe6144", ffdhe, "§4.3.7"},
    Entry{NamedGroup{0x0104}, "ffdhe8192", ffdhe, "§4.3.7"},
    Entry{NamedGroup{0x0200}, "MLKEM512", "ML-KEM-512 alone", "draft-ietf-tls-mlkem"},
    Entry{NamedGroup{0x0201}, "MLKEM768", "ML-KEM-768 alone", "draft-ietf-tls-mlkem"},
    Entry{NamedGroup{0x0202}, "MLKEM1024", "ML-KEM-1024 alone", "draft-ietf-tls-mlkem"},
    Entry{NamedGroup{0x11ed}, "SecP384r1MLKEM1024", "secp384r1 and ML-KEM-1024 together", "draft-ietf-tls-ecdhe-mlkem"},
    Entry{NamedGroup{0x6399}, "X25519Kyber768Draft00", "x25519 and a draft of ML-KEM; obsolete",
          "draft-tls-westerbaan-xyber768d00"},
    Entry{NamedGroup{0x639a}, "SecP256r1Kyber768Draft00", "secp256r1 and a draft of ML-KEM; obsolete",
          "draft-kwiatkowski-tls-ecdhe-kyber"},
    Entry{NamedGroup{0xff01}, "arbitrary_explicit_prime_curves", "TLS 1.2: any curve, spelled out", "RFC 8422 §5.1.1"},
    Entry{NamedGroup{0xff02}, "arbitrary_explicit_char2_curves", "TLS 1.2: any curve, spelled out", "RFC 8422 §5.1.1"},
};

constexpr std::array schemes{
    Entry{SignatureScheme{0x0201}, "rsa_pkcs1_sha1", "old RSA padding with SHA-1; in certificates only", "§4.3.3"},
    Entry{SignatureScheme{0x0202}, "dsa_sha1_RESERVED", "DSA of TLS 1.2", "§4.3.3"},
    Entry{SignatureScheme{0x0203}, "ecdsa_sha1", "ECDSA with SHA-1; in certificates only", "§4.3.3"},
    Entry{SignatureScheme{0x0301}, "obsolete_RESERVED", "RSA with SHA-224, of TLS 1.2", "Appendix B.3.1.3"},
    Entry{SignatureScheme{0x0302}, "obsolete_RESERVED", "DSA with SHA-224, of TLS 1.2", "Appendix B.3.1.3"},
    Entry{SignatureScheme{0x0303}, "obsolete_RESERVED", "ECDSA with SHA-224, of TLS 1.2", "Appendix B.3.1.3"},
    Entry{SignatureScheme{0x0402}, "dsa_sha256_RESERVED", "DSA of TLS 1.2", "§4.3.3"},
    Entry{SignatureScheme{0x0502}, "dsa_sha384_RESERVED", "DSA of TLS 1.2", "§4.3.3"},
    Entry{SignatureScheme{0x0602}, "dsa_sha512_RESERVED", "DSA of TLS 1.2", "§4.3.3"},
    Entry{SignatureScheme{0x0420}, "rsa_pkcs1_sha256_legacy", "old RSA padding for clients whose keys know no other",
          "draft-ietf-tls-tls13-pkcs1"},
    Entry{SignatureScheme{0x0520}, "rsa_pkcs1_sha384_legacy", "old RSA padding for clients whose keys know no other",
          "draft-ietf-tls-tls13-pkcs1"},
    Entry{SignatureScheme{0x0620}, "rsa_pkcs1_sha512_legacy", "old RSA padding for clients whose keys know no other",
          "draft-ietf-tls-tls13-pkcs1"},
    Entry{SignatureScheme{0x0603}, "ecdsa_secp521r1_sha512", "ECDSA on P-521 with SHA-512", "§4.3.3"},
    Entry{SignatureScheme{0x0708}, "sm2sig_sm3", "China's own signature", "RFC 8998"},
    Entry{SignatureScheme{0x0808}, "ed448", "Edwards-curve signature, the larger curve", "§4.3.3"},
    Entry{SignatureScheme{0x0809}, "rsa_pss_pss_sha256", "RSA with PSS, and a key for nothing else", "§4.3.3"},
    Entry{SignatureScheme{0x080a}, "rsa_pss_pss_sha384", "RSA with PSS, and a key for nothing else", "§4.3.3"},
    Entry{SignatureScheme{0x080b}, "rsa_pss_pss_sha512", "RSA with PSS, and a key for nothing else", "§4.3.3"},
    Entry{SignatureScheme{0x081a}, "ecdsa_brainpoolP256r1tls13_sha256", "ECDSA on a Brainpool curve", "RFC 8734"},
    Entry{SignatureScheme{0x081b}, "ecdsa_brainpoolP384r1tls13_sha384", "ECDSA on a Brainpool curve", "RFC 8734"},
    Entry{SignatureScheme{0x081c}, "ecdsa_brainpoolP512r1tls13_sha512", "ECDSA on a Brainpool curve", "RFC 8734"},
    Entry{SignatureScheme{0x0904}, "mldsa44", "ML-DSA, safe from quantum computers", "draft-ietf-tls-mldsa"},
    Entry{SignatureScheme{0x0905}, "mldsa65", "ML-DSA, safe from quantum computers", "draft-ietf-tls-mldsa"},
    Entry{SignatureScheme{0x0906}, "mldsa87", "ML-DSA, safe from quantum computers", "draft-ietf-tls-mldsa"},
};

constexpr std::array extensions{
    Entry{ExtensionType{1}, "max_fragment_length", "shorter records; record_size_limit replaced it", "RFC 6066 §4"},
    Entry{ExtensionType{2}, "client_certificate_url", "TLS 1.2: certificates by address", "RFC 6066 §5"},
    Entry{ExtensionType{3}, "trusted_ca_keys", "TLS 1.2: CAs that the client believes", "RFC 6066 §6"},
    Entry{ExtensionType{4}, "truncated_hmac", "TLS 1.2: shorter tags", "RFC 6066 §7"},
    Entry{ExtensionType{6}, "user_mapping", "TLS 1.2: names for the user", "RFC 4681"},
    Entry{ExtensionType{7}, "client_authz", "TLS 1.2: what the client may do", "RFC 5878"},
    Entry{ExtensionType{8}, "server_authz", "TLS 1.2: what the server may do", "RFC 5878"},
    Entry{ExtensionType{9}, "cert_type", "TLS 1.2: OpenPGP in place of X.509", "RFC 6091"},
    Entry{ExtensionType{11}, "ec_point_formats", "TLS 1.2: forms of points on curves; fixed in TLS 1.3",
          "RFC 8422 §5.1.2"},
    Entry{ExtensionType{12}, "srp", "TLS 1.2: key exchange with a password", "RFC 5054"},
    Entry{ExtensionType{17}, "status_request_v2", "TLS 1.2: revocation status of the whole chain", "RFC 6961"},
    Entry{ExtensionType{22}, "encrypt_then_mac", "TLS 1.2: the safe order for CBC; TLS 1.3 has AEAD alone", "RFC 7366"},
    Entry{ExtensionType{23}, "extended_master_secret", "TLS 1.2: keys bound to the handshake; TLS 1.3 always does",
          "RFC 7627"},
    Entry{ExtensionType{24}, "token_binding", "tokens of the application bound to a key", "RFC 8472"},
    Entry{ExtensionType{25}, "cached_info", "leave out what I still have", "RFC 7924"},
    Entry{ExtensionType{29}, "pwd_protect", "a password, its user's name encrypted", "RFC 8492"},
    Entry{ExtensionType{30}, "pwd_clear", "a password, its user's name in clear", "RFC 8492"},
    Entry{ExtensionType{31}, "password_salt", "salt for a password", "RFC 8492"},
    Entry{ExtensionType{32}, "ticket_pinning", "a server known again by its tickets", "RFC 8672"},
    Entry{ExtensionType{33}, "tls_cert_with_extern_psk", "a certificate and an external key together", "RFC 8773"},
    Entry{ExtensionType{35}, "session_ticket", "TLS 1.2: tickets; TLS 1.3 has NewSessionTicket", "RFC 5077"},
    Entry{ExtensionType{54}, "connection_id", "DTLS: a connection that moves", "RFC 9146"},
    Entry{ExtensionType{59}, "dnssec_chain", "the DNS vouches for the certificate", "RFC 9102"},
    Entry{ExtensionType{13172}, "next_protocol_negotiation", "what ALPN replaced", "draft-agl-tls-nextprotoneg"},
    Entry{ExtensionType{17513}, "application_settings_old", "Chromium: settings of HTTP/2 in the handshake",
          "draft-vvv-tls-alps"},
    Entry{ExtensionType{17613}, "application_settings", "Chromium: settings of HTTP/2 in the handshake",
          "draft-vvv-tls-alps"},
    Entry{ExtensionType{30032}, "channel_id", "Chromium: a key that stands for the browser",
          "draft-balfanz-tls-channelid"},
    Entry{ExtensionType{51764}, "trust_anchors", "Chromium: CAs that the client believes, by number",
          "draft-ietf-tls-trust-anchor-ids"},
    Entry{ExtensionType{65281}, "renegotiation_info", "TLS 1.2: safe renegotiation; TLS 1.3 has none", "RFC 5746 §3.2"},
};

constexpr std::array alerts{
    Entry{AlertDescription{21}, "decryption_failed_RESERVED", "of old versions: decryption failed", "Appendix B.2"},
    Entry{AlertDescription{30}, "decompression_failure_RESERVED", "of old versions, which compressed", "Appendix B.2"},
    Entry{AlertDescription{41}, "no_certificate_RESERVED", "SSL 3.0: the client has no certificate", "Appendix B.2"},
    Entry{AlertDescription{52}, "too_many_cids_requested", "DTLS 1.3: too many connection ids", "RFC 9147"},
    Entry{AlertDescription{60}, "export_restriction_RESERVED", "of old versions: a key too strong for export",
          "Appendix B.2"},
    Entry{AlertDescription{100}, "no_renegotiation_RESERVED", "TLS 1.2: I will not renegotiate", "Appendix B.2"},
    Entry{AlertDescription{111}, "certificate_unobtainable_RESERVED", "TLS 1.2: no certificate at that address",
          "Appendix B.2"},
    Entry{AlertDescription{114}, "bad_certificate_hash_value_RESERVED", "TLS 1.2: another one at that address",
          "Appendix B.2"},
    Entry{AlertDescription{121}, "ech_required", "encrypted ClientHello failed; try again with other keys", "RFC 9849"},
};

}  // namespace

template <>
std::span<const Entry<ContentType>> foreign_entries() {
  return content_types;
}
template <>
std::span<const Entry<ProtocolVersion>> foreign_entries() {
  return versions;
}
template <>
std::span<const Entry<HandshakeType>> foreign_entries() {
  return handshake_types;
}
template <>
std::span<const Entry<NamedGroup>> foreign_entries() {
  return groups;
}
template <>
std::span<const Entry<SignatureScheme>> foreign_entries() {
  return schemes;
}
template <>
std::span<const Entry<ExtensionType>> foreign_entries() {
  return extensions;
}
template <>
std::span<const Entry<AlertDescription>> foreign_entries() {
  return alerts;
}

}  // namespace vitrine::tls
