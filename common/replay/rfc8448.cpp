// See rfc8448.hpp.
#include "replay/rfc8448.hpp"

#include "replay/scripted_random.hpp"
#include "tls/primitives.hpp"

namespace vitrine::replay {
namespace {

std::string group_name(const Vectors& v) { return v.has("client.secp256r1.private") ? "secp256r1" : "x25519"; }

}  // namespace

Names present(const Vectors& v, const Names& wanted) {
  Names names;
  for (const std::string& name : wanted) {
    if (v.has(name)) names.push_back(name);
  }
  return names;
}

Names hellos(const Vectors& v) {
  // §4's ClientHello is printed without its binders; the whole one was worked out
  if (v.has("computed.client.ClientHello")) return {"computed.client.ClientHello", "server.ServerHello"};
  return present(v, {"client.ClientHello", "client.ClientHello1", "server.HelloRetryRequest", "client.ClientHello2",
                     "server.ServerHello"});
}

Names server_flight(const Vectors& v) {
  return present(v, {"server.EncryptedExtensions", "server.CertificateRequest", "server.Certificate",
                     "server.CertificateVerify", "server.Finished"});
}

tls::RawMessage raw_message(base::View raw) { return {static_cast<tls::HandshakeType>(raw.front()), raw}; }

tls::Transcript after_hellos(const Vectors& v) {
  tls::Transcript transcript;
  for (const std::string& name : hellos(v)) {
    transcript.add(v[name]);
    if (name == "server.HelloRetryRequest") transcript.replace_client_hello(hash);
  }
  transcript.choose(hash);
  return transcript;
}

tls::Transcript after_server_flight(const Vectors& v) {
  tls::Transcript transcript = after_hellos(v);
  for (const std::string& name : server_flight(v)) transcript.add(v[name]);
  return transcript;
}

tls::NamedGroup group_of(const Vectors& v) { return *tls::from_name<tls::NamedGroup>(group_name(v)); }

crypto::KeyShare key_share(const Vectors& v, const std::string& side) {
  ScriptedRandom private_key(v[side + "." + group_name(v) + ".private"]);
  return crypto::KeyShare::offer(*tls::primitive(group_of(v)), private_key);
}

tls::TrafficSecret traffic_secret(const Vectors& v, const std::string& name, tls::SecretKind kind) {
  return {kind, suite, crypto::Secret(v["secret." + name])};
}

}  // namespace vitrine::replay
