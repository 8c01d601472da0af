// See detail.hpp.
#include "trace/detail.hpp"

#include <algorithm>
#include <utility>

#include "base/hex.hpp"
#include "base/printable.hpp"
#include "trace/derivation.hpp"
#include "trace/dump.hpp"
#include "trace/record_words.hpp"
#include "trace/text.hpp"

namespace vitrine::trace {
namespace {

/// One lambda for each kind of event.
template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};

constexpr std::size_t paragraph_columns = 118;

/// The trunk of §7.1's figure is not indented, its leaves and their keys are.
std::string branch(tls::SecretKind kind) {
  const std::size_t far = depth(kind);
  return far == 0 ? "" : std::string(2 * (far - 1), ' ') + "├ ";
}

/// What stands between two secrets of §7.1, or between one and a message.
bool is_between(tls::SecretKind kind) {
  using enum tls::SecretKind;
  return kind == shared_secret || kind == derived || kind == verify_data;
}

/// What waits for the next paragraph: of a record its first bytes do.
bool is_collected(const tls::Event& event) {
  return std::holds_alternative<tls::Check>(event) || std::holds_alternative<tls::SecretDerived>(event) ||
         std::holds_alternative<tls::WireReceived>(event) || std::holds_alternative<tls::WireSent>(event);
}

}  // namespace

std::vector<std::string> Detail::on(const tls::Event& event, Level level) {
  if (level < Level::bytes) return {};
  if (!(path_.empty() ? is_collected(event) : goes_on(event))) tell_collected();
  std::visit(Overloaded{
                 [&](const tls::Wire& wire) { tell(wire); },
                 [&](const tls::RecordReceived& record) { tell(record, Sign::received); },
                 [&](const tls::RecordSent& record) { tell(record, Sign::sent); },
                 [&](const tls::RecordSkipped& record) { tell(record); },
                 [&](const tls::MessageUnpacked& message) { tell_inside(message); },
                 [&](const tls::MessagePacked& message) { tell_inside(message); },
                 [&](const tls::Message& message) { tell(message); },
                 [&](const tls::Transition& transition) { tell(transition); },
                 [&](const tls::SecretDerived& secret) { tell(secret, level); },
                 [&](const tls::Check& check) { tell(check); },
                 [&](const tls::AlertReceived& alert) { tell(alert, Sign::received); },
                 [&](const tls::AlertSent& alert) { tell(alert, Sign::sent); },
                 [&](const tls::ConnectionFailed& failed) { tell(failed); },
             },
             event);
  return std::exchange(lines_, {});
}

/// Told with what was in it; or by itself, where that is refused.
void Detail::tell(const tls::Wire& wire) { wire_ = header_words(wire.bytes); }

void Detail::tell(const tls::Record& record, Sign direction) {
  say(sign(direction, style_) + " record " + std::exchange(wire_, {}));
  if (record.is_protected) say("  " + sign(Sign::encrypted, style_) + " " + inner_words(record));
}

void Detail::tell(const tls::Message& message) {
  for (std::string& line : dump(message)) say(std::move(line));
}

void Detail::tell_inside(const tls::Message& message) {
  std::vector<std::string> lines = dump(message);
  lines.front() += " · compressed on the wire";
  for (std::string& line : lines) say(std::move(line));
}

/// A state that decides by itself may lead to another one that does.
bool Detail::goes_on(const tls::Event& event) const {
  const auto* step = std::get_if<tls::Transition>(&event);
  return step != nullptr && step->message.empty() && path_.ends_with("→ " + std::string(step->from));
}

void Detail::tell(const tls::Transition& transition) {
  if (path_.empty()) path_ = "state " + std::string(transition.from);
  path_ += " → " + std::string(transition.to);
  if (transition.message.empty()) return;
  say(std::exchange(path_, {}) + " on " + std::string(transition.message));
}

void Detail::tell(const tls::SecretDerived& secret, Level level) {
  if (level < Level::secrets) {
    if (!is_between(secret.kind)) keys_.push_back(full_name(secret));
    return;
  }
  const std::string indent = branch(secret.kind);
  say(indent + full_name(secret) + " = " + formula(secret));
  const std::string more(columns(indent), ' ');
  if (!secret.context.empty()) say(more + context_name(secret) + " = " + base::to_hex(secret.context));
  if (secret.bytes) say(more + "= " + base::to_hex(secret.bytes->value));
  if (const std::string command = check_command(secret); !command.empty()) say(more + "check:  " + command);
}

void Detail::tell(const tls::RecordSkipped& record) {
  say(sign(Sign::received, style_) + " record " + std::exchange(wire_, {}));
  say("  " + count(record.wire_length, "byte") + " that no key opens: early data that was not accepted   §4.3.10");
}

void Detail::tell(const tls::ConnectionFailed& failed) {
  const std::string section = failed.section.empty() ? "" : "   §" + std::string(failed.section);
  say("over: " + base::printable(failed.text) + section);
}

void Detail::tell(const tls::Check& check) {
  const std::string section = "§" + std::string(check.section);
  const std::string rule = section + " " + base::printable(check.text);
  if (check.passed) {
    const bool is_new = known_rules_.insert(rule).second;
    if (is_new) checks_.push_back(rule);
    if (!is_new && std::ranges::find(again_, section) == again_.end()) again_.push_back(section);
    return;
  }
  tell_collected();
  if (!wire_.empty()) say(sign(Sign::received, style_) + " record " + std::exchange(wire_, {}));
  say(sign(Sign::bad, style_) + " " + rule + ": " + named(check.alert));
}

void Detail::tell(const tls::AlertSeen& alert, Sign direction) {
  const tls::Entry<tls::AlertDescription>* entry = tls::find_anywhere(alert.description);
  const base::Bytes raw{static_cast<std::uint8_t>(alert.level), static_cast<std::uint8_t>(alert.description)};
  std::string line = sign(direction, style_) + " alert " + base::to_hex(raw, " ") + "  level " +
                     meaning("level", base::View(raw).first(1)) + ", description " + named(alert.description);
  if (entry != nullptr) line.append(": ").append(entry->words);
  say(line);
}

std::vector<std::string> Detail::collected() {
  tell_collected();
  return std::exchange(lines_, {});
}

void Detail::tell_collected() {
  if (!checks_.empty() && !again_.empty()) checks_.push_back("again " + join(std::exchange(again_, {}), " "));
  for (const std::string& line : wrap(checks_, " · ", paragraph_columns)) say(sign(Sign::good, style_) + " " + line);
  for (const std::string& line : wrap(keys_, ", ", paragraph_columns)) say("keys: " + line);
  checks_.clear();
  keys_.clear();
  if (!path_.empty()) say(std::exchange(path_, {}));
}

}  // namespace vitrine::trace
