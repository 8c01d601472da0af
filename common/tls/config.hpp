// What an endpoint is told before it starts: preferences, identity, trust. One configuration serves any number of
// connections, which hold it by shared pointer, so that a reload never pulls it from under a running one.
// Read next: tls/connection.hpp.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/remembered.hpp"
#include "crypto/certificate.hpp"
#include "crypto/signature.hpp"
#include "tls/limits.hpp"
#include "tls/primitives.hpp"
#include "tls/registry.hpp"
#include "tls/replay_store.hpp"
#include "tls/ticket_keys.hpp"

namespace vitrine::tls {

/// What both roles choose from, best first. An empty list is a programming error.
struct Preferences {
  std::vector<CipherSuite> cipher_suites{CipherSuite::TLS_AES_128_GCM_SHA256, CipherSuite::TLS_AES_256_GCM_SHA384,
                                         CipherSuite::TLS_CHACHA20_POLY1305_SHA256};
  std::vector<NamedGroup> groups{NamedGroup::X25519MLKEM768, NamedGroup::SecP256r1MLKEM768, NamedGroup::x25519,
                                 NamedGroup::secp256r1, NamedGroup::secp384r1};
  std::vector<SignatureScheme> signature_schemes{SignatureScheme::ecdsa_secp256r1_sha256,
                                                 SignatureScheme::ecdsa_secp384r1_sha384,
                                                 SignatureScheme::ed25519,
                                                 SignatureScheme::rsa_pss_rsae_sha256,
                                                 SignatureScheme::rsa_pss_rsae_sha384,
                                                 SignatureScheme::rsa_pss_rsae_sha512};
};

/// A certificate chain, end entity first, and the key that belongs to it.
struct Credential {
  std::vector<crypto::Certificate> chain;
  crypto::PrivateKey key;
  /// What is shown beside the end entity to a peer that asks for it (§4.5.1.1); empty: nothing. Nobody looks into it
  /// here: a DER OCSPResponse, and the bytes of a SignedCertificateTimestampList (RFC 6962 §3.3).
  base::Bytes ocsp_response{};
  base::Bytes signed_certificate_timestamps{};
  /// What the key may sign with, best first; empty: whatever preferences.signature_schemes has for it, which is then
  /// both what we verify and what we sign with.
  std::vector<SignatureScheme> signature_schemes{};
  /// What it was compressed to, for each algorithm and what was shown beside it: done once, and not in each handshake.
  std::shared_ptr<base::Remembered<base::Bytes>> compressed = std::make_shared<base::Remembered<base::Bytes>>(8);
};

/// What to ask the peer for beside its certificate. It is carried to Session, and not verified.
struct AskFor {
  bool ocsp_response = false;
  bool signed_certificate_timestamps = false;
};

using Credentials = std::vector<std::shared_ptr<const Credential>>;

/// How a pre-shared key may be used (§4.3.9). psk_ke gives up forward secrecy, so nobody gets it unasked; a server uses
/// psk_dhe_ke wherever both sides can.
using PskModes = std::vector<PskKeyExchangeMode>;

/// Judges a peer's chain instead of trust anchors, for programs that know better than a CA file. It may throw Abort to
/// choose the alert itself.
using VerifyChain = std::function<crypto::ChainResult(const crypto::ChainToVerify&)>;

struct ClientConfig {
  Preferences preferences;
  /// Groups that a share is sent for at once; a subset of preferences.groups, in their order. May be empty: the server
  /// then asks with a HelloRetryRequest. x25519 stands here for servers that know no hybrid: they need not ask.
  std::vector<NamedGroup> key_shares{NamedGroup::X25519MLKEM768, NamedGroup::x25519};
  std::shared_ptr<const crypto::TrustAnchors> trust;
  VerifyChain verify_chain;  // in place of `trust`
  /// What to answer a CertificateRequest with, if one fits what is asked for; empty: nothing to show.
  Credentials credentials;
  /// Ways to compress certificates, ours and the peer's, best first (RFC 8879); empty: neither.
  std::vector<CertificateCompressionAlgorithm> certificate_compression = available_compression();
  AskFor ask_for;
  /// ALPN protocols, best first; empty: the extension is not sent.
  std::vector<std::string> alpn;
  /// The longest protected record that we take, 64 to 16385 bytes with type and padding (RFC 8449). Only a client that
  /// says so learns the server's limit, and then both hold; nothing: not asked.
  std::optional<std::uint16_t> record_size_limit;
  /// Protected records are padded until their content and its padding are a multiple of this many bytes, as far as the
  /// record's limit allows; 0 or 1: not at all (§5.4).
  std::size_t record_padding = 0;
  /// Empty: no pre-shared key of any kind, and tickets are ignored.
  PskModes psk_modes{PskKeyExchangeMode::psk_dhe_ke};
  /// Keys that were agreed on elsewhere, best first.
  std::vector<std::shared_ptr<const ExternalPsk>> external_psks;
  /// Values without meaning among ours, so that servers stay used to them (RFC 8701).
  bool grease = false;
  /// A non-empty session id and a change_cipher_spec, for old middleboxes (Appendix E.4).
  bool compatibility_mode = true;
  Limits limits;
};

/// Chooses one of the application protocols that a client offers, or none. It may throw Abort to refuse the client.
using ChooseProtocol = std::function<std::optional<std::string>(const std::vector<std::string>& offered)>;

/// Whose order decides between several cipher suites that both sides have. A client without hardware for AES puts
/// ChaCha20 first.
enum class OrderOf : std::uint8_t { server, client };

/// What a connection of the client is about; the name is verified, and sent as SNI unless it is an IP address.
struct ServerIdentity {
  std::string host;         // must not be empty: there is no unverified handshake
  std::string server_name;  // sent as SNI instead of `host`, when not empty; the certificate must match this name then
  /// To resume with, if it is still good; the handshake is a full one if not.
  std::optional<ClientTicket> ticket{};
  /// Early data may be sent at once (Connection::send_early), if the ticket allows it. It can be replayed.
  bool offer_early_data = false;
};

/// Whether a server asks its clients who they are (§4.4.2), and what it makes of an empty answer.
enum class ClientAuthentication : std::uint8_t { none, requested, required };

/// What a client gets that asks for a server_name which no certificate is for (RFC 6066 §3): the first certificate
/// that it can verify, or the alert unrecognized_name.
enum class UnknownName : std::uint8_t { use_default, refuse };

/// The NewSessionTickets of a handshake.
struct Tickets {
  unsigned count = 2;
  std::chrono::seconds lifetime = std::chrono::hours(24);  // at most max_ticket_lifetime
};

struct ServerConfig {
  Preferences preferences;
  /// At least one; the first is the default. The name that the client asks for and the signatures that it can verify
  /// decide, see tls/server/choose_certificate.hpp.
  Credentials credentials;
  UnknownName unknown_name = UnknownName::use_default;
  /// Ways to compress certificates, ours and the peer's, best first (RFC 8879); empty: neither.
  std::vector<CertificateCompressionAlgorithm> certificate_compression = available_compression();
  AskFor ask_for;
  ClientAuthentication client_authentication = ClientAuthentication::none;
  std::shared_ptr<const crypto::TrustAnchors> client_trust;
  VerifyChain verify_client_chain;  // in place of `client_trust`
  /// The names of CAs, as DER, that a client's certificate should lead to (§4.3.4), in place of those of
  /// `client_trust`.
  std::optional<std::vector<base::Bytes>> certificate_authorities;
  OrderOf cipher_suite_order = OrderOf::server;
  /// What tickets are sealed with; null: none are given, and nothing is resumed.
  std::shared_ptr<const TicketKeys> ticket_keys;
  Tickets tickets;
  PskModes psk_modes{PskKeyExchangeMode::psk_dhe_ke};
  std::vector<std::shared_ptr<const ExternalPsk>> external_psks;
  /// Bytes of early data that a ticket allows; 0: early data is off. It needs `replay_store`.
  std::uint32_t max_early_data_size = 0;
  std::shared_ptr<ReplayStore> replay_store;
  /// Each client is asked to come again with a cookie, and until it does nothing is remembered (§4.3.2).
  bool stateless_retry = false;
  /// ALPN protocols this server speaks, best first. A client that offers none goes on without; one that offers only
  /// others is refused (no_application_protocol).
  std::vector<std::string> alpn;
  ChooseProtocol choose_protocol;  // in place of `alpn`
  /// Whether a server_name is acknowledged (RFC 6066 §3): a server that makes no use of it need not.
  bool acknowledge_server_name = true;
  /// The same as the client's, for clients that ask; nothing: we do not know the extension.
  std::optional<std::uint16_t> record_size_limit = greatest_record_size_limit;
  /// As the client's.
  std::size_t record_padding = 0;
  Limits limits;
};

}  // namespace vitrine::tls
