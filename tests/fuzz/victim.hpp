// The connections that targets attack, and what must hold for them whatever was done to them.
// Read next: fuzz/client_script.cpp, fuzz/server_script.cpp.
#pragma once
#include "fuzz/target.hpp"
#include "support/evil_client.hpp"
#include "support/evil_server.hpp"
#include "tls/server/ticket.hpp"

namespace fuzz {

namespace tls = vitrine::tls;
namespace crypto = vitrine::crypto;
namespace wire = vitrine::wire;
using tests::EvilClient;
using tests::EvilPeer;
using tests::EvilServer;

/// The usual ones without hybrids; files are read once.
const tls::ServerConfig& cached_server_config();
const tls::ClientConfig& cached_client_config();
/// What our servers seal tickets and cookies with.
const std::shared_ptr<const tls::TicketKeys>& ticket_keys();
/// A key that both sides have from elsewhere; a handshake with it costs next to nothing.
const std::shared_ptr<const tls::ExternalPsk>& external_psk();
std::shared_ptr<const tests::EvilPsk> evil_psk();
/// A ticket of our server's, good for early data, and the same as a client has it.
tls::server::TicketContents ticket_contents();
std::shared_ptr<const tests::EvilPsk> evil_ticket();

/// The victim is well-behaved: nothing is an internal error; a failure is told once, is final, and has given all its
/// secrets back; plaintext came from an established connection only.
void check_manners(EvilPeer& evil);

/// A handshake message that the peer sent, and whether it was the one that an honest peer sends at this point.
struct Said {
  tls::HandshakeType type;
  bool honest;
};
bool said_honestly(const std::vector<Said>& said, tls::HandshakeType type);

/// Whether the victim has ever been in CONNECTED.
bool was_connected(const EvilPeer& evil);

/// The peer listens; where it does not understand an answer to what the fuzzer said for it, it goes on without.
void hear(EvilPeer& evil);

/// What a script may do to a message; the header is made right again.
enum class Change : std::uint8_t { none, some_bytes, other_end };
base::Bytes changed(base::View raw, Change how, Input& script);

}  // namespace fuzz
