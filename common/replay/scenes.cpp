// See scenes.hpp.
#include "replay/scenes.hpp"

#include "replay/rfc8448.hpp"

namespace vitrine::replay {
namespace {

using enum tls::Role;
using Scenes = std::vector<Scene>;
using Act = Scene::Act;

constexpr std::string_view hello = "ServerHello: with its key share both sides have the handshake keys";
constexpr std::string_view full_flight = "The server says who it is, proves it, and has finished";
constexpr std::string_view finished = "The client has finished, too";
constexpr std::string_view client_data = "Fifty bytes from the client";
constexpr std::string_view server_data = "Fifty bytes from the server";
constexpr std::string_view client_goodbye = "The client says close_notify";
constexpr std::string_view server_goodbye = "The server says close_notify";

const Scenes simple_1rtt{
    {server, Act::hello, {1}, hello},
    {server, Act::flight, {2}, full_flight},
    {client, Act::flight, {2}, finished},
    {server, Act::ticket, {3}, "The server gives a ticket, for another time"},
    {client, Act::content, {3}, client_data},
    {server, Act::content, {4}, server_data},
    {client, Act::content, {4}, client_goodbye},
    {server, Act::content, {5}, server_goodbye},
};
const Scenes resumed_0rtt{
    {client, Act::content, {2}, "The client says something before the server has answered: early data"},
    {server, Act::hello, {1}, hello},
    {server, Act::flight, {2}, "The server takes the early data, and has finished"},
    {client, Act::flight, {3, 4}, "The client ends its early data, and has finished, too"},
    {client, Act::content, {5}, client_data},
    {server, Act::content, {3}, server_data},
    {client, Act::content, {6}, client_goodbye},
    {server, Act::content, {4}, server_goodbye},
};
const Scenes hello_retry_request{
    {server, Act::hello, {2}, hello},
    {server, Act::flight, {3}, full_flight},
    {client, Act::flight, {3}, finished},
    {client, Act::content, {4}, client_goodbye},
    {server, Act::content, {4}, server_goodbye},
};
const Scenes client_authentication{
    {server, Act::hello, {1}, hello},
    {server, Act::flight, {2}, "The server says who it is, asks who the client is, and has finished"},
    {client, Act::flight, {2}, "The client says who it is, and has finished, too"},
    {client, Act::content, {3}, client_goodbye},
    {server, Act::content, {3}, server_goodbye},
};
const Scenes compatibility_mode{
    {server, Act::hello, {1, 2}, "ServerHello, and a change_cipher_spec that means nothing"},
    {server, Act::flight, {3}, full_flight},
    {client, Act::flight, {2, 3}, "The client's change_cipher_spec, and its Finished"},
    {client, Act::content, {4}, client_goodbye},
    {server, Act::content, {4}, server_goodbye},
};

}  // namespace

const std::vector<Scene>& scenes_of(const Vectors& trace) {
  if (trace.has("binder")) return resumed_0rtt;
  if (trace.has("client.ClientHello1")) return hello_retry_request;
  if (trace.has("client.Certificate")) return client_authentication;
  return trace.has("computed.client.legacy_session_id") ? compatibility_mode : simple_1rtt;
}

std::string record_name(tls::Role side, int number) {
  return (side == client ? "client.record." : "server.record.") + std::to_string(number);
}

tls::ContentType content_type(const Vectors& trace, const std::string& record) {
  return static_cast<tls::ContentType>(trace[record + ".content_type"].front());
}

tls::AlertSeen alert_of(base::View content) {
  return {static_cast<tls::AlertLevel>(content[0]), static_cast<tls::AlertDescription>(content[1])};
}

tls::Message event_of(base::View raw) {
  const tls::RawMessage message = raw_message(raw);
  return {message.type, tls::message_name(message), raw, &tls::explain_message};
}

}  // namespace vitrine::replay
