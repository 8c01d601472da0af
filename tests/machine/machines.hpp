// The two state machines without records or connection: fed with whole messages, brought to any state that waits.
#pragma once
#include "support/endpoints.hpp"
#include "tls/client/arrows.hpp"
#include "tls/server/arrows.hpp"

namespace tests {

/// A machine with all that it refers to.
template <class Context, class MachineType, class Start>
struct Role {
  template <class... Arguments>
  explicit Role(std::uint64_t seed, Arguments... arguments)
      : random(seed),
        context({random, now(), tls::Trace(&events), session}, std::move(arguments)...),
        machine(Start{}, context) {}

  void receive(base::View raw) { machine.receive({static_cast<tls::HandshakeType>(raw.front()), raw}); }
  /// The messages that it wants to send since the last call. Tickets for the user are put aside.
  std::vector<base::Bytes> sends() {
    std::vector<base::Bytes> messages;
    for (tls::Effect& effect : context.effects) {
      if (auto* send = std::get_if<tls::SendMessage>(&effect)) messages.push_back(send->raw);
      if (auto* keep = std::get_if<tls::KeepTicket>(&effect)) tickets.push_back(std::move(keep->ticket));
    }
    context.effects.clear();
    return messages;
  }

  SeededRandom random;
  Recorder events;
  tls::Session session;
  Context context;
  MachineType machine;
  std::vector<tls::ClientTicket> tickets;
};

using ClientRole = Role<tls::client::ClientHandshake, tls::client::ClientMachine, tls::client::Start>;
using ServerRole = Role<tls::server::ServerHandshake, tls::server::ServerMachine, tls::server::Start>;

/// The ways from one end of a figure of Appendix A to the other.
enum class Way : std::uint8_t {
  plain,
  retried,             // the server insists on a group that the client sent no share for
  client_certificate,  // required
  resumed,
  early_data,
};

std::unique_ptr<ClientRole> new_client(Way way = Way::plain);
std::unique_ptr<ServerRole> new_server(Way way = Way::plain);

/// Both, when they are connected and the tickets have arrived.
struct Roles {
  std::unique_ptr<ClientRole> client;
  std::unique_ptr<ServerRole> server;
};
Roles after_handshake(Way way);

/// Each side's messages in such a handshake of new_client() and new_server(): the same every time.
struct Exchange {
  std::vector<base::Bytes> from_client;
  std::vector<base::Bytes> from_server;
};
Exchange whole_handshake(Way way);

/// A well-formed message of each kind, to be sent where it has no place.
std::vector<base::Bytes> one_of_each_message();

}  // namespace tests
