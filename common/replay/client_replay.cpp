// See client_replay.hpp.
#include "replay/client_replay.hpp"

#include <algorithm>
#include <stdexcept>

#include "tls/client/psk.hpp"

namespace vitrine::replay {
namespace {

std::shared_ptr<const tls::ClientConfig> config_for(const Vectors& v) {
  tls::ClientConfig config;
  config.compatibility_mode = v.has("computed.client.legacy_session_id");
  config.record_size_limit = tls::greatest_record_size_limit;  // as the hello of each trace says
  config.verify_chain = [](const crypto::ChainToVerify&) { return crypto::ChainResult{crypto::Verdict::good, "", {}}; };
  return std::make_shared<const tls::ClientConfig>(std::move(config));
}

}  // namespace

ClientReplay::ClientReplay(const Vectors& v, tls::Trace events, base::View random_bytes)
    : random(random_bytes),
      trace(events),
      context({random, crypto::Time{}, trace, session}, config_for(v), {"server", ""}),
      reader_(trace),
      writer_(trace) {}

void ClientReplay::say_hello(base::View raw) {
  writer_.legacy_record_version(session.hello_retry_request ? 0x0303 : 0x0301);
  say(raw);
  writer_.legacy_record_version(0x0303);
}

void ClientReplay::say(base::View raw) {
  const tls::RawMessage message = raw_message(raw);
  trace([&] { return tls::MessageSent{{message.type, tls::message_name(message), raw, &tls::explain_message}}; });
  send(tls::ContentType::handshake, raw);
}

void ClientReplay::enter(const Vectors& v) {
  const bool retried = v.has("client.ClientHello2");
  client::Offer offer{decoded<tls::ClientHello>(v[retried ? "client.ClientHello2" : "client.ClientHello"]), {}};
  offer.shares.emplace_back(group_of(v), key_share(v, "client"));
  context.offered = types_of(offer.hello.extensions);
  context.session.hello_retry_request = retried;
  for (const std::string& name : hellos(v)) {
    if (name == "server.ServerHello") break;
    context.transcript.add(v[name]);
    if (name == "server.HelloRetryRequest") context.transcript.replace_client_hello(hash);
  }
  if (retried) {
    enter(client::WaitSh2{std::move(offer), {suite, group_of(v)}});
  } else {
    enter(client::WaitSh{std::move(offer)});
  }
}

void ClientReplay::resume(const Vectors& v, tls::ClientTicket from_before) {
  context.server.ticket = std::move(from_before);
  client::Offer offer{decoded<tls::ClientHello>(v["computed.client.ClientHello"]), {}, client::psks_to_offer(context)};
  if (offer.psks.size() != 1) throw std::logic_error("a ticket that cannot be offered");
  offer.shares.emplace_back(group_of(v), key_share(v, "client"));
  client::offer_psks(offer);
  context.offered = types_of(offer.hello.extensions);
  writer_.legacy_record_version(0x0301);
  context.send_raw(client::encode_with_binders(offer, context));
  apply_effects();
  writer_.legacy_record_version(0x0303);

  const tls::EarlySecret& early = offer.psks.front().early_secret;
  const base::Bytes client_hello = context.transcript.hash_of_waiting(hash);
  context.change_sending_key(early.client_early_traffic_secret(client_hello));
  context.ask_for(tls::KeepEarlyExporter{suite, early.early_exporter_secret(client_hello)});
  context.sending_early = true;
  enter(client::WaitSh{std::move(offer)});
  apply_effects();
}

void ClientReplay::receive(base::View bytes) {
  std::ranges::copy(bytes, reader_.prepare(bytes.size()).begin());
  reader_.commit(bytes.size());
  while (const auto record = reader_.next()) {
    last_type = record->type;
    last_content = base::copy_of(record->content);
    if (record->type != tls::ContentType::handshake) continue;
    messages_.add(record->content);
    while (const auto message = messages_.next()) {
      trace([&] {
        return tls::MessageReceived{{message->type, tls::message_name(*message), message->raw, &tls::explain_message}};
      });
      machine->receive(*message);
      apply_effects();
    }
  }
}

base::Bytes ClientReplay::sent() {
  base::Bytes bytes = base::copy_of(writer_.output());
  writer_.sent(bytes.size());
  return bytes;
}

void ClientReplay::apply_effects() {
  for (tls::Effect& effect : std::exchange(context.effects, {})) {
    std::visit([this](auto& what) { apply(what); }, effect);
  }
}

void ClientReplay::apply(const tls::ChangeReceivingKey& effect) {
  apply(tls::ExpectRecordBoundary{});
  reader_.change_key(effect.secret.traffic_keys(trace));
}

void ClientReplay::apply(const tls::ExpectRecordBoundary& /*effect*/) {
  if (!messages_.at_boundary()) throw std::logic_error("a trace with a message across a change of keys");
}

}  // namespace vitrine::replay
