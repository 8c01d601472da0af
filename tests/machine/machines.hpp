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
  /// The messages that it wants to send since the last call.
  std::vector<base::Bytes> sends() {
    std::vector<base::Bytes> messages;
    for (tls::Effect& effect : context.effects) {
      if (auto* send = std::get_if<tls::SendMessage>(&effect)) messages.push_back(send->raw);
    }
    context.effects.clear();
    return messages;
  }

  SeededRandom random;
  Recorder events;
  tls::Session session;
  Context context;
  MachineType machine;
};

using ClientRole = Role<tls::client::ClientHandshake, tls::client::ClientMachine, tls::client::Start>;
using ServerRole = Role<tls::server::ServerHandshake, tls::server::ServerMachine, tls::server::Start>;

/// With a retry the server insists on a group that the client sent no share for.
enum class Retry : std::uint8_t { no, yes };

std::unique_ptr<ClientRole> new_client();
std::unique_ptr<ServerRole> new_server(Retry retry);

/// Each side's messages in a whole handshake of new_client() and new_server(): the same every time.
struct Exchange {
  std::vector<base::Bytes> from_client;
  std::vector<base::Bytes> from_server;
};
Exchange whole_handshake(Retry retry);

/// A well-formed message of each kind, to be sent where it has no place.
std::vector<base::Bytes> one_of_each_message();
base::Bytes a_certificate_request();

}  // namespace tests
