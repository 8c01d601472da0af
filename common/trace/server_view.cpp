// What the events mean. How lines are put: server_lines.cpp. See server_view.hpp.
#include "trace/server_view.hpp"

#include "base/printable.hpp"
#include "crypto/certificate.hpp"
#include "crypto/error.hpp"
#include "trace/text.hpp"

namespace vitrine::trace {
namespace {

constexpr std::size_t rule_columns = 83;

template <class E>
bool is_known(base::View value) {
  return tls::find_entry(static_cast<E>(number(value))) != nullptr;
}

/// "x25519 secp256r1 and 3 others": names of what this program knows, the number of the rest.
template <class E>
std::string known(const Labels& labels, std::string_view field) {
  std::vector<std::string> names;
  std::size_t others = 0;
  for (const base::View value : labels.all(field)) {
    if (tls::is_grease(static_cast<std::uint16_t>(number(value)))) continue;
    if (is_known<E>(value)) {
      names.push_back(meaning(field, value));
    } else {
      ++others;
    }
  }
  if (names.empty()) return others == 0 ? "none" : "none known here";
  return join(names, " ") + (others == 0 ? "" : " and " + count(others, "other"));
}

/// The first that is not GREASE, as words; "" when there is none.
std::string first_choice(const Labels& labels, std::string_view field) {
  const std::vector<std::string> choices = words_without_grease(labels, field);
  return choices.empty() ? "" : choices.front();
}

std::string protocols(const Labels& labels) {
  std::vector<std::string> names;
  for (const base::View name : labels.all("protocol_name")) names.push_back(base::printable(base::text_of(name), 40));
  return join(names, " ");
}

std::vector<std::string> noteworthy(const Labels& encrypted_extensions) {
  std::vector<std::string> words;
  if (encrypted_extensions.has("protocol_name")) words.push_back("ALPN " + protocols(encrypted_extensions));
  if (has_extension(encrypted_extensions, tls::ExtensionType::early_data)) words.emplace_back("early data is taken");
  return words;
}

/// What there is to say about a message that was sent, other than its states.
std::string remark(const tls::Message& message, const Labels& labels) {
  switch (message.type) {
    case tls::HandshakeType::encrypted_extensions:
      return join(wrap(noteworthy(labels), ", ", 80), "");
    case tls::HandshakeType::certificate:
      return count(labels.all("cert_data").size(), "certificate");
    case tls::HandshakeType::compressed_certificate:
      return join(labels.words("algorithm"), "") + ", " + join(labels.words("uncompressed_length"), "") + " inside";
    case tls::HandshakeType::certificate_request:
      return "who is the client?";
    case tls::HandshakeType::certificate_verify:
      return join(labels.words("algorithm"), "") + " signature over the transcript so far";
    case tls::HandshakeType::new_session_ticket:
      return "good for " + rough(std::chrono::seconds(number(labels.first("ticket_lifetime")))) +
             (labels.has("max_early_data_size") ? ", early data up to " + join(labels.words("max_early_data_size"), "")
                                                : "");
    default:
      return "";
  }
}

}  // namespace

ServerView::ServerView(LineOut out, Options options)
    : out_(std::move(out)), options_(std::move(options)), detail_(options_.style) {}

void ServerView::begin(std::uint64_t id, std::string_view address) {
  id_ = id;
  if (quiet()) return;
  say(Level::steps, rule(session() + " from " + base::printable(address), rule_columns));
}

void ServerView::on(const tls::Event& event) {
  if (quiet()) return keep_count(event);
  const auto show = [&](const std::vector<std::string>& lines) {
    for (const std::string& line : lines) below(line);
  };
  const bool message =
      std::holds_alternative<tls::MessageReceived>(event) || std::holds_alternative<tls::MessageSent>(event);
  show(message ? detail_.collected() : detail_.on(event, options_.level));
  std::visit(
      [&](const auto& one) {
        if constexpr (requires { tell(one); }) tell(one);
      },
      event);
  if (message) show(detail_.on(event, options_.level));  // its fields stand below it
}

/// A handshake that nobody reads about costs no words: only what a later line may have to know is kept.
void ServerView::keep_count(const tls::Event& event) {
  if (const auto* record = std::get_if<tls::RecordReceived>(&event)) tell(*record);
  if (const auto* record = std::get_if<tls::RecordSent>(&event)) tell(*record);
  if (const auto* message = std::get_if<tls::MessageReceived>(&event))
    count_key_update(*message, receiving_generation_);
  if (const auto* message = std::get_if<tls::MessageSent>(&event)) {
    count_key_update(*message, sending_generation_);
    retried_ |= message->name == "HelloRetryRequest";
  }
  const auto* transition = std::get_if<tls::Transition>(&event);
  if (transition != nullptr && transition->to == "CONNECTED" && !established_) connected();
}

/// What waits for its arrow is not told any more: its time is over when lines are wanted again.
void ServerView::set_level(Level level) {
  options_.level = level;
  if (!quiet()) return;
  pending_.reset();
  offer_.clear();
  decided_.clear();
}

/// Application data that comes before the handshake is over is early data; what is dropped unread is not counted.
void ServerView::tell(const tls::RecordReceived& record) {
  bytes_ += record.wire_length;
  if (!established_ && record.is_protected && record.type == tls::ContentType::application_data)
    early_bytes_ += record.content.size();
}

void ServerView::tell(const tls::MessageReceived& message) {
  flush_pending();
  if (message.type == tls::HandshakeType::key_update) return key_update(message, Sign::received);
  const bool hello = message.type == tls::HandshakeType::client_hello;
  if (hello) offered(Labels(message));
  if (message.type == tls::HandshakeType::certificate) shown(Labels(message));
  pending_ = {Sign::received, std::string(message.name), message.raw.size(), "", hello ? "§4.2.2" : ""};
  if (message.type == tls::HandshakeType::end_of_early_data)
    pending_->more = "behind " + count(early_bytes_, "byte") + " of it   §4.6";
  if (detailed()) flush_pending();
}

void ServerView::offered(const Labels& hello) {
  first_suite_ = first_choice(hello, "cipher_suites");
  first_group_ = first_choice(hello, "named_group_list");
  std::string offer = count(words_without_grease(hello, "cipher_suites").size(), "suite") + ", groups " +
                      known<tls::NamedGroup>(hello, "named_group_list");
  std::string more = "key share " + known<tls::NamedGroup>(hello, "group");
  host_ = base::text_of(hello.first("host_name"));
  if (!host_.empty()) more += ", name " + in_quotes(host_);
  if (hello.has("protocol_name")) more += ", ALPN " + protocols(hello);
  offer_ = {offer, more};
  told_before(hello);
}

void ServerView::told_before(const Labels& hello) {
  psks_.forget();
  const std::size_t keys = hello.all("identity").size();
  if (keys == 0) return;
  const bool early = has_extension(hello, tls::ExtensionType::early_data);
  offer_.push_back("known from before, it says: " + count(keys, "pre-shared key") + (early ? ", and early data" : ""));
}

void ServerView::tell(const tls::MessageUnpacked& message) { shown(Labels(message)); }

/// What the client answered when it was asked who it is.
void ServerView::shown(const Labels& message) {
  const base::View own = message.first("cert_data");
  offer_ = {own.empty() ? "the client has none to show" : certificate_words(own)};
}

void ServerView::tell(const tls::MessageSent& message) {
  if (message.type == tls::HandshakeType::key_update) return key_update(message, Sign::sent);
  const Labels labels(message);
  Line line{Sign::sent, std::string(message.name), message.raw.size(), remark(message, labels), ""};
  if (message.type == tls::HandshakeType::server_hello) {
    const bool retry_request = message.name == "HelloRetryRequest";
    retry_request ? retry(labels) : chosen(labels);
    line.states = next_states();
    line.more = retry_request ? "§4.2.4" : "§4.2.3";
  } else if (message.type == tls::HandshakeType::finished) {
    line.states = all_states();
  }
  put(line);
  if (message.type == tls::HandshakeType::certificate) compare_names(labels);
  if (message.type == tls::HandshakeType::compressed_certificate) {
    compare_names(Labels({tls::HandshakeType::certificate, "Certificate", packed_, message.explain}));
  }
  if (keys_derived_) keys();
}

/// A client that asked for another host will refuse the certificate; here is why.
void ServerView::compare_names(const Labels& message) const {
  if (host_.empty()) return;
  try {
    if (crypto::Certificate::from_der(message.first("cert_data")).matches_name(host_)) return;
  } catch (const crypto::Error&) {
    return;
  }
  below("note: the client asked for " + in_quotes(host_) + ", and this certificate does not carry that name");
}

void ServerView::chosen(const Labels& hello) {
  const std::string suite = join(hello.words("cipher_suite"), "");
  const std::string group = join(hello.words("group"), "");
  const bool first = suite == first_suite_ && group == first_group_;
  below("chosen: " + suite + ", " + group + " (" + (first ? "first choices" : "what both can do") +
        (retried_ ? ", after a retry)" : ", no retry)"));
  if (!hello.has("selected_identity")) return;
  const std::uint64_t selected = number(hello.first("selected_identity"));
  below(psks_.is_ticket(selected) ? "its ticket is one of ours, so no certificate   §4.7.1"
                                  : "it has a key that we share, so no certificate   §4.3.11");
}

void ServerView::retry(const Labels& request) {
  retried_ = true;
  const std::vector<std::string> group = request.words("selected_group");
  const std::string cookie = request.has("cookie") ? "a cookie; nothing is remembered until then   §4.3.2" : "";
  const std::string share = group.empty() ? "" : "a key share for " + group.front();
  below("asked: the same again, with " + share + (!share.empty() && !cookie.empty() ? " and " : "") + cookie);
}

void ServerView::tell(const tls::Transition& transition) {
  if (established_) return;
  if (!detailed()) decided_.push_back({std::string(transition.from), std::string(transition.to)});
  if (pending_ && !transition.message.empty()) flush_pending(all_states());
  if (transition.to == "CONNECTED") connected();
}

void ServerView::connected() {
  established_ = true;
  decided_.clear();
  say(Level::quiet, sign(Sign::good, options_.style) + " " + session() + " secure, " + duration(options_.elapsed()) +
                        ", " + grouped(bytes_) + " bytes");
}

void ServerView::tell(const tls::SecretDerived& secret) {
  psks_.on(secret);
  if (secret.kind == tls::SecretKind::server_handshake_traffic_secret) keys_derived_ = true;
}

void ServerView::keys() {
  keys_derived_ = false;
  const std::string text = left("keys: shared secret + transcript → handshake keys", 56);
  below(text + "§7.1     " + sign(Sign::encrypted, options_.style));
}

void ServerView::tell(const tls::Check& check) {
  if (!check.passed) flush_pending();
}

void ServerView::tell(const tls::AlertReceived& alert) {
  flush_pending();
  if (alert.description != tls::AlertDescription::close_notify) return;
  say(Level::steps,
      sign(Sign::received, options_.style) + " " + session() + " close_notify: the client has finished sending");
}

void ServerView::tell(const tls::AlertSent& alert) {
  flush_pending();
  if (alert.description != tls::AlertDescription::close_notify) return;
  say(Level::steps, sign(Sign::sent, options_.style) + " " + session() + " close_notify: we have finished sending");
}

unsigned ServerView::count_key_update(const tls::Message& message, unsigned& generation) {
  return message.type == tls::HandshakeType::key_update ? ++generation : generation;
}

void ServerView::key_update(const tls::Message& message, Sign direction) {
  const bool sent = direction == Sign::sent;
  const unsigned generation = count_key_update(message, sent ? sending_generation_ : receiving_generation_);
  const bool asks = Labels(message).words("request_update") == std::vector<std::string>{"update_requested"};
  say(Level::steps, sign(direction, options_.style) + " " + session() + " KeyUpdate: new " +
                        (sent ? "sending" : "receiving") + " key (generation " + std::to_string(generation) +
                        "), the old one erased" + (asks ? "; asks the other side to follow" : "") + "   §4.7.3");
}

}  // namespace vitrine::trace
