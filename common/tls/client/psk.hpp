// The pre-shared keys of our ClientHello: which ones, with which age, bound to this very hello. RFC 9846 §4.3.11.
// Read next: tls/client/start.cpp.
#pragma once
#include "tls/client/states.hpp"

namespace vitrine::tls::client {

/// The ticket, if it may be used now, then the external keys. Each is consumed by being offered.
std::vector<OfferedPsk> psks_to_offer(ClientHandshake& handshake);

/// Appends pre_shared_key for offer.psks, or takes it away when there are none. It must be the last extension.
void offer_psks(Offer& offer);

/// The bytes of the hello, with the binders computed over everything before them. §4.3.11.2.
base::Bytes encode_with_binders(const Offer& offer, const ClientHandshake& handshake);

}  // namespace vitrine::tls::client
