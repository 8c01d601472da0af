// A pre-shared key from the client's offer: one that we know, that fits, and whose binder is right. RFC 9846 §4.3.11.
// Read next: tls/server/early_data.hpp.
#pragma once
#include "tls/server/states.hpp"

namespace vitrine::tls::server {

/// Place, companions and numbers of the offer, before anything in it is believed.
void check_psk_offer(const ServerHandshake& handshake, const ClientHello& hello);

/// The first of the client's identities that may be used with this suite; nothing where there is none, and the
/// handshake is then a full one. A wrong binder of the one that would be used is decrypt_error.
std::optional<SelectedPsk> select_psk(const ServerHandshake& handshake, const ClientHello& hello, CipherSuite suite);

/// The hash of the first external key that the client offers and we know.
std::optional<crypto::Hash> hash_of_external_psk(const ServerHandshake& handshake, const ClientHello& hello);

/// Whether both sides would use a pre-shared key in this mode.
bool common_mode(const ServerHandshake& handshake, const ClientHello& hello, PskKeyExchangeMode mode);

/// What the client said about the age of the ticket, against our clock: positive where it was older. §4.3.11.1.
std::chrono::milliseconds age_skew(const TicketContents& ticket, const PskIdentity& identity, Time now);

}  // namespace vitrine::tls::server
