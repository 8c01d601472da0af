// See detail.hpp.
#include "trace/detail.hpp"

#include <utility>

#include "base/hex.hpp"
#include "base/printable.hpp"
#include "trace/dump.hpp"
#include "trace/text.hpp"

namespace vitrine::trace {
namespace {

/// One lambda for each kind of event.
template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};

constexpr std::size_t paragraph_columns = 106;

std::string derive_secret(std::string_view parent, const tls::SecretDerived& secret) {
  return "Derive-Secret(" + std::string(parent) + ", \"" + std::string(secret.label) + "\", " +
         std::string(secret.transcript) + ")";
}

/// Keys name the secret they are made from as their transcript; a traffic secret after a KeyUpdate names none, since
/// it is made from its predecessor.
std::string expand_label(const tls::SecretDerived& secret) {
  const std::string parent(secret.transcript.empty() ? secret.name : secret.transcript);
  return "HKDF-Expand-Label(" + parent + ", \"" + std::string(secret.label) + "\", \"\", " +
         std::to_string(secret.length) + ")";
}

/// How §7.1 to §7.3 make it.
std::string formula(const tls::SecretDerived& secret) {
  using tls::SecretKind;
  if (secret.generation > 0) return expand_label(secret);
  switch (secret.kind) {
    case SecretKind::psk:
      return secret.label.empty() ? "known to both sides before this handshake"
                                  : "HKDF-Expand-Label(resumption_secret, \"resumption\", ticket_nonce, Hash.length)";
    case SecretKind::early_secret:
      return secret.transcript.empty() ? "HKDF-Extract(0, 0)" : "HKDF-Extract(0, PSK)";
    case SecretKind::client_early_traffic_secret:
    case SecretKind::early_exporter_secret:
    case SecretKind::binder_key:
      return derive_secret("early_secret", secret);
    case SecretKind::handshake_secret:
      return "HKDF-Extract(Derive-Secret(early_secret, \"derived\", \"\"), shared secret of the key exchange)";
    case SecretKind::main_secret:
      return "HKDF-Extract(Derive-Secret(handshake_secret, \"derived\", \"\"), 0)";
    case SecretKind::client_handshake_traffic_secret:
    case SecretKind::server_handshake_traffic_secret:
      return derive_secret("handshake_secret", secret);
    case SecretKind::client_application_traffic_secret:
    case SecretKind::server_application_traffic_secret:
    case SecretKind::exporter_secret:
    case SecretKind::resumption_secret:
      return derive_secret("main_secret", secret);
    case SecretKind::finished_key:
    case SecretKind::write_key:
    case SecretKind::write_iv:
      return expand_label(secret);
  }
  return "";
}

/// A key belongs to the secret that it is made from.
std::string full_name(const tls::SecretDerived& secret) {
  const bool key = secret.kind >= tls::SecretKind::finished_key;
  std::string name(secret.name);
  if (key) name += " of " + std::string(secret.transcript);
  if (secret.generation > 0) name += " (generation " + std::to_string(secret.generation) + ")";
  return name;
}

}  // namespace

std::vector<std::string> Detail::on(const tls::Event& event, Level level) {
  if (level < Level::bytes) return {};
  const bool collects = std::holds_alternative<tls::Check>(event) || std::holds_alternative<tls::SecretDerived>(event);
  if (!collects) tell_collected();
  std::visit(Overloaded{
                 [&](const tls::RecordReceived& record) { tell(record, Sign::received); },
                 [&](const tls::RecordSent& record) { tell(record, Sign::sent); },
                 [&](const tls::MessageUnpacked& message) { tell_inside(message); },
                 [&](const tls::MessagePacked& message) { tell_inside(message); },
                 [&](const tls::Message& message) { tell(message); },
                 [&](const tls::Transition& transition) { tell(transition); },
                 [&](const tls::SecretDerived& secret) { tell(secret, level); },
                 [&](const tls::Check& check) { tell(check); },
                 [&](const tls::AlertReceived& alert) { tell(alert, Sign::received); },
                 [&](const tls::AlertSent& alert) { tell(alert, Sign::sent); },
             },
             event);
  return std::exchange(lines_, {});
}

void Detail::tell(const tls::Record& record, Sign direction) {
  std::string line = sign(direction, style_) + " record " + tls::name_of(record.type) + ", " +
                     count(record.wire_length, "byte") + " on the wire";
  if (record.is_protected) {
    line += ", " + sign(Sign::encrypted, style_) + " number " + std::to_string(record.sequence) + " under its key, " +
            count(record.content.size(), "byte") + " inside";
  }
  if (record.padding > 0) line += ", " + count(record.padding, "byte") + " of padding";
  say(line);
}

void Detail::tell(const tls::Message& message) {
  for (std::string& line : dump(message)) say(std::move(line));
}

void Detail::tell_inside(const tls::Message& message) {
  say("inside a Compressed" + std::string(message.name) + ":");
  tell(message);
}

void Detail::tell(const tls::Transition& transition) {
  std::string line = "state " + std::string(transition.from) + " → " + std::string(transition.to);
  if (!transition.message.empty()) line += " on " + std::string(transition.message);
  say(line);
}

void Detail::tell(const tls::SecretDerived& secret, Level level) {
  if (level < Level::secrets) {
    keys_.push_back(full_name(secret));
    return;
  }
  say(std::string(secret.name) + " = " + formula(secret));
  if (secret.value) say("  = " + base::to_hex(*secret.value));
}

void Detail::tell(const tls::Check& check) {
  const std::string rule = "§" + std::string(check.section) + " " + base::printable(check.text);
  if (std::exchange(last_check_, rule) == rule) return;  // one rule, met step by step
  if (check.passed) {
    checks_.push_back(rule);
    return;
  }
  tell_collected();
  say(sign(Sign::bad, style_) + " " + rule + ": " + named(check.alert));
}

void Detail::tell(const tls::AlertSeen& alert, Sign direction) {
  const tls::Entry<tls::AlertDescription>* entry = tls::find_entry(alert.description);
  std::string line = sign(direction, style_) + " alert " + named(alert.description);
  if (entry != nullptr) line.append(": ").append(entry->words);
  say(line);
}

std::vector<std::string> Detail::collected() {
  tell_collected();
  return std::exchange(lines_, {});
}

void Detail::tell_collected() {
  for (const std::string& line : wrap(checks_, " · ", paragraph_columns)) say(sign(Sign::good, style_) + " " + line);
  for (const std::string& line : wrap(keys_, ", ", paragraph_columns)) say("keys: " + line);
  checks_.clear();
  keys_.clear();
}

}  // namespace vitrine::trace
