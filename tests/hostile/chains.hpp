// What the tests of certificate chains are written in: the same chain is shown to a client by a server and to a server
// by a client, and each must judge it. Read next: tests/hostile/chain_authorities.cpp.
#pragma once
#include <boost/test/unit_test.hpp>

#include "base/hex.hpp"
#include "support/evil_certificate.hpp"
#include "support/evil_client.hpp"
#include "support/evil_server.hpp"

namespace tests::chains {

using enum tls::AlertDescription;

/// DER, the end entity first.
using Chain = std::vector<base::Bytes>;

struct Trusting {
  base::Bytes anchor = evil_authority().der();
  std::string host = "localhost";
};

/// The one that trusts `anchor`.
std::shared_ptr<crypto::TrustAnchors> trust_in(base::View anchor);
tls::ClientConfig client_trusting(const Trusting& trusting);
tls::ServerConfig server_trusting(const Trusting& trusting);
tls::Certificate message_of(const Chain& chain);

/// `shown` sees what becomes of the victim, once the victim has seen the chain.
using Shown = std::function<void(EvilPeer&)>;
void show_to_client(const Chain& chain, const Shown& shown, const Trusting& trusting = {});
void show_to_server(const Chain& chain, const Shown& shown, const Trusting& trusting = {});
void show_to_both(const Chain& chain, const Shown& shown, const Trusting& trusting = {});

/// By both.
void refused(const Chain& chain, const Alerts& alerts, const Trusting& trusting = {});
void accepted(const Chain& chain, const Trusting& trusting = {});

}  // namespace tests::chains
