// See event_json.hpp. Each kind of event has a function that adds its members.
#include "trace/event_json.hpp"

#include <array>
#include <boost/json.hpp>

#include "base/hex.hpp"
#include "base/printable.hpp"
#include "trace/labels.hpp"
#include "trace/text.hpp"

namespace vitrine::trace {
namespace {

namespace json = boost::json;

// In the order of the variant.
constexpr std::array event_names{
    "wire_received",    "wire_sent",    "record_received",  "record_sent",    "record_skipped",
    "message_received", "message_sent", "message_unpacked", "message_packed", "transition",
    "secret_derived",   "check",        "alert_received",   "alert_sent",     "connection_failed",
};
static_assert(event_names.size() == std::variant_size_v<tls::Event>);

json::string text(std::string_view ours) { return json::string(ours.data(), ours.size()); }
json::string harmless(std::string_view words) { return text(base::printable(words)); }
json::string hex(base::View bytes) { return text(base::to_hex(bytes)); }

/// "type": "handshake", "type_number": 22
template <class Enumeration>
void add_named(json::object& to, std::string_view member, Enumeration value) {
  to[text(member)] = tls::name_of(value);
  to[text(std::string(member) + "_number")] = static_cast<std::uint64_t>(value);
}

std::string_view name_of(wire::Field::Part part) {
  switch (part) {
    case wire::Field::Part::value:
      return "value";
    case wire::Field::Part::length:
      return "length";
    case wire::Field::Part::group:
      break;
  }
  return "group";
}

std::string_view name_of(tls::MadeBy made_by) {
  switch (made_by) {
    case tls::MadeBy::given:
      return "given";
    case tls::MadeBy::hkdf_extract:
      return "HKDF-Extract";
    case tls::MadeBy::hkdf_expand_label:
      return "HKDF-Expand-Label";
    case tls::MadeBy::hmac:
      break;
  }
  return "HMAC";
}

std::string_view name_of(tls::FailureOrigin origin) {
  switch (origin) {
    case tls::FailureOrigin::ours:
      return "ours";
    case tls::FailureOrigin::peer:
      return "peer";
    case tls::FailureOrigin::truncated:
      break;
  }
  return "truncated";
}

json::object field(const wire::Field& labelled, base::View bytes) {
  json::object one{{"name", text(labelled.name)},
                   {"part", text(name_of(labelled.part))},
                   {"depth", labelled.depth},
                   {"offset", labelled.offset},
                   {"size", labelled.size}};
  if (labelled.part == wire::Field::Part::group) return one;
  one["bytes"] = hex(bytes);
  if (const std::string words = meaning(labelled.name, bytes); !words.empty()) one["words"] = words;
  return one;
}

void add(json::object& to, const tls::Wire& wire) { to["bytes"] = hex(wire.bytes); }

void add(json::object& to, const tls::Record& record) {
  add_named(to, "type", record.type);
  to["protected"] = record.is_protected;
  to["sequence"] = record.sequence;
  to["wire_length"] = record.wire_length;
  to["padding"] = record.padding;
  to["content"] = hex(record.content);
}

void add(json::object& to, const tls::RecordSkipped& record) { to["wire_length"] = record.wire_length; }

void add(json::object& to, const tls::Message& message) {
  to["name"] = text(message.name);
  add_named(to, "type", message.type);
  to["bytes"] = hex(message.raw);
  const Labels labels(message);
  json::array& fields = to["fields"].emplace_array();
  for (const wire::Field& one : labels.fields()) fields.push_back(field(one, labels.bytes(one)));
}

void add(json::object& to, const tls::Transition& transition) {
  to["from"] = text(transition.from);
  to["to"] = text(transition.to);
  if (!transition.message.empty()) to["message"] = text(transition.message);
}

void add(json::object& to, const tls::SecretDerived& secret) {
  to["name"] = text(secret.name);
  to["made_by"] = text(name_of(secret.made_by));
  to["hash"] = text(secret.hash);
  if (!secret.from.empty()) to["from"] = text(secret.from);
  if (!secret.input.empty()) to["input"] = text(secret.input);
  if (!secret.label.empty()) to["label"] = text(secret.label);
  if (!secret.context_words.empty()) to["context_words"] = text(secret.context_words);
  to["context"] = hex(secret.context);
  to["generation"] = secret.generation;
  to["length"] = secret.length;
  if (!secret.bytes) return;
  to["secret_value"] = hex(secret.bytes->value);
  to["secret_from"] = hex(secret.bytes->from);
  to["secret_input"] = hex(secret.bytes->input);
}

void add(json::object& to, const tls::Check& check) {
  to["passed"] = check.passed;
  add_named(to, "alert", check.alert);
  to["section"] = text(check.section);
  to["text"] = harmless(check.text);
}

void add(json::object& to, const tls::AlertSeen& alert) {
  to["level"] = text(level_name(alert.level));
  to["level_number"] = static_cast<std::uint64_t>(alert.level);
  add_named(to, "description", alert.description);
}

void add(json::object& to, const tls::ConnectionFailed& failed) {
  to["origin"] = text(name_of(failed.origin));
  add_named(to, "alert", failed.alert);
  to["section"] = text(failed.section);
  to["text"] = harmless(failed.text);
}

}  // namespace

std::string event_json(const tls::Event& event, const EventContext& context) {
  json::object object{{"time", context.time.count()},
                      {"session", context.session},
                      {"role", context.role == tls::Role::client ? "client" : "server"},
                      {"event", event_names.at(event.index())}};
  std::visit([&](const auto& one) { add(object, one); }, event);
  return json::serialize(object);
}

std::string events_header(std::string_view program, std::chrono::sys_time<std::chrono::microseconds> began) {
  return json::serialize(
      json::object{{"vitrine_events", 1}, {"program", text(program)}, {"began", began.time_since_epoch().count()}});
}

}  // namespace vitrine::trace
