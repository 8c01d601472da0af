// See client_view.hpp.
#include "trace/client_view.hpp"

#include <utility>

#include "base/printable.hpp"
#include "trace/client_words.hpp"
#include "trace/labels.hpp"
#include "trace/text.hpp"

namespace vitrine::trace {
namespace {

constexpr std::size_t words_columns = 47;

/// "Finished: both sides …" under the title Finished.
std::string without_title(const std::string& text, const std::string& title) {
  return text.starts_with(title + ": ") ? text.substr(title.size() + 2) : text;
}

/// What was found, without the rule that it breaks.
std::string found(const std::string& text) {
  constexpr std::string_view mark = "; found: ";
  const std::size_t at = text.find(mark);
  return at == std::string::npos ? text : text.substr(at + mark.size());
}

std::string chain_words(const ClientView::Options& options) {
  if (!options.accepted_chain.empty()) return options.accepted_chain;
  return "leads to " + base::printable(options.ca_file) + ", in date, matches " + base::printable(options.host);
}

/// Whether the alert says that a certificate, not the message around it, is wrong.
bool about_certificate(tls::AlertDescription alert) {
  switch (alert) {
    case tls::AlertDescription::bad_certificate:
    case tls::AlertDescription::unsupported_certificate:
    case tls::AlertDescription::certificate_revoked:
    case tls::AlertDescription::certificate_expired:
    case tls::AlertDescription::certificate_unknown:
    case tls::AlertDescription::unknown_ca:
      return true;
    default:
      return false;
  }
}

}  // namespace

ClientView::ClientView(LineOut out, Options options)
    : out_(std::move(out)), options_(std::move(options)), detail_(options_.style) {}

void ClientView::on(const tls::Event& event) {
  const auto show = [&](const std::vector<std::string>& lines) {
    for (const std::string& line : lines) say(Level::bytes, "      " + line);
  };
  // What was received is told in a step only once it has been accepted; what is sent, at once.
  const bool sent = std::holds_alternative<tls::MessageSent>(event);
  show(sent ? detail_.collected() : detail_.on(event, options_.level));
  std::visit(
      [&](const auto& one) {
        if constexpr (requires { tell(one); }) tell(one);
      },
      event);
  if (sent) show(detail_.on(event, options_.level));
}

void ClientView::tell(const tls::MessageReceived& message) {
  current_ = message.name;
  if (message.type == tls::HandshakeType::key_update) return key_update(message, Sign::received);
  const Labels labels(message);
  if (message.name == "HelloRetryRequest") {
    retry_ = retry_words(labels);
    psks_.forget();  // the second hello has binders of its own
  } else if (message.type == tls::HandshakeType::server_hello) {
    hello_received(labels);
  } else if (message.type == tls::HandshakeType::encrypted_extensions) {
    early_data_taken_ = has_extension(labels, tls::ExtensionType::early_data);
  } else if (message.type == tls::HandshakeType::certificate) {
    certificate(message);
  } else if (message.type == tls::HandshakeType::compressed_certificate) {
    current_ = "Certificate";
    packing_ = packing_words(labels);
  }
}

void ClientView::hello_received(const Labels& hello) {
  std::string_view words = "its key share: both now hold one secret";
  by_psk_ = hello.has("selected_identity");
  if (by_psk_) {
    words = psks_.is_ticket(number(hello.first("selected_identity")))
                ? "it knows us from before: the ticket's key and a new key share"
                : "it has the key that we share, and sends a new key share";
  }
  pending_ = {"ServerHello",
              left(words, words_columns) + sign(Sign::encrypted, options_.style) + " encrypted from here"};
}

void ClientView::early_data(Sign outcome) {
  if (!std::exchange(early_data_open_, false)) return;
  step(outcome, "early data",
       outcome == Sign::good ? "the server takes it   §4.3.10" : "the server does not take it   §4.3.10");
}

void ClientView::tell(const tls::MessageUnpacked& message) { certificate(message); }

void ClientView::tell(const tls::MessagePacked& message) { shown(Labels(message)); }

void ClientView::certificate(const tls::Message& message) {
  const Labels labels(message);
  pending_ = {"Certificate", certificate_list_words(labels) + packing_};
  beside_ = words_beside(labels);
}

void ClientView::tell(const tls::MessageSent& message) {
  if (message.type == tls::HandshakeType::client_hello) hello_sent(message);
  if (message.type == tls::HandshakeType::certificate) shown(Labels(message));
  if (message.type == tls::HandshakeType::key_update) key_update(message, Sign::sent);
}

/// Our own certificate, which nobody sends without being asked.
void ClientView::shown(const Labels& message) {
  const base::View own = message.first("cert_data");
  const std::string words = own.empty() ? "it asked who I am, and I have none to show"
                                        : "it asked who I am, and I showed " + certificate_words(own);
  say(Level::steps, "    " + sign(Sign::sent, options_.style) + " " + left("Certificate", title_columns) + words);
}

void ClientView::hello_sent(const tls::Message& hello) {
  const Labels labels(hello);
  if (retry_.empty()) {
    step(Sign::sent, "ClientHello", hello_words(labels) + psk_words(psks_));
    early_data_open_ = has_extension(labels, tls::ExtensionType::early_data);
    if (early_data_open_) step(Sign::sent, "early data", "before the server has answered: it can be replayed   §2.3");
    return;
  }
  const Style& style = options_.style;
  say(Level::steps, "    " + sign(Sign::received, style) + " " + left("HelloRetryRequest", title_columns) + retry_ +
                        "   " + sign(Sign::sent, style) + " ClientHello again, with that");
  early_data(Sign::bad);
}

void ClientView::tell(const tls::Transition& transition) {
  flush_pending();
  current_.clear();
  accepted(transition.message);
  if (transition.to == "CONNECTED") established_ = true;
}

void ClientView::accepted(std::string_view message) {
  if (message == "Certificate" || message == "CompressedCertificate") {
    step(Sign::good, "chain and name", chain_words(options_));
    for (const std::string& words : beside_)
      say(Level::steps, "    " + sign(Sign::received, options_.style) + " " + words);
  } else if (message == "CertificateVerify") {
    step(Sign::good, message, "the server really holds that certificate's key");
  } else if (message == "EncryptedExtensions") {
    early_data(early_data_taken_ ? Sign::good : Sign::bad);
  } else if (message == "Finished") {
    step(Sign::good, message,
         by_psk_ ? "the server holds that key, and nobody changed a byte of this handshake"
                 : "nobody changed a byte of this handshake");
  }
}

void ClientView::tell(const tls::Check& check) {
  if (!check.passed && !established_ && !refused_) refused(check);
}

void ClientView::refused(const tls::Check& check) {
  refused_ = true;
  const std::string text = without_title(base::printable(check.text), current_);
  if (current_ != "Certificate" || !about_certificate(check.alert)) {
    pending_.reset();
    return step(Sign::bad, current_.empty() ? "answer" : current_, text);
  }
  flush_pending();
  switch (check.alert) {
    case tls::AlertDescription::unknown_ca:
      return step(Sign::bad, "chain", "no CA in " + base::printable(options_.ca_file) + " made this certificate");
    case tls::AlertDescription::certificate_expired:
      return step(Sign::bad, "date", found(text));
    default:
      return step(Sign::bad, "certificate", found(text));
  }
}

void ClientView::tell(const tls::AlertReceived& alert) {
  const std::string arrow = "  " + sign(Sign::received, options_.style) + " ";
  if (alert.description == tls::AlertDescription::close_notify) {
    goodbye_received_ = true;
    return say(Level::steps,
               arrow + "close_notify    " + (goodbye_sent_ ? "so has the server" : "the server has finished sending"));
  }
  if (established_ || alert.description == tls::AlertDescription::user_canceled) {
    return say(Level::steps, arrow + "alert   " + named(alert.description));
  }
  refused_ = true;
  pending_.reset();
  step(Sign::bad, "alert", "the server refused: " + named(alert.description));
}

void ClientView::tell(const tls::AlertSent& alert) {
  if (alert.description == tls::AlertDescription::close_notify) {
    goodbye_sent_ = true;
    const std::string arrow = "  " + sign(Sign::sent, options_.style) + " ";
    return say(Level::steps,
               arrow + "close_notify    " + (goodbye_received_ ? "so have I" : "I have finished sending"));
  }
  if (established_ || refused_ || alert.description == tls::AlertDescription::user_canceled) return;
  refused_ = true;
  pending_.reset();
  step(Sign::bad, current_.empty() ? "answer" : current_, "I refused: " + named(alert.description));
}

void ClientView::key_update(const tls::Message& message, Sign direction) {
  const bool sent = direction == Sign::sent;
  const unsigned generation = sent ? ++sending_generation_ : ++receiving_generation_;
  const std::string request = Labels(message).words("request_update") == std::vector<std::string>{"update_requested"}
                                  ? std::string(sent ? "; the server shall change its own" : "; asks for mine, too")
                                  : "";
  say(Level::steps, "  " + sign(direction, options_.style) + " KeyUpdate   new " + (sent ? "sending" : "receiving") +
                        " key (generation " + std::to_string(generation) + "), the old one erased" + request +
                        "   §4.7.3");
}

void ClientView::step(Sign kind, std::string_view title, std::string_view words) {
  say(Level::steps, right(std::to_string(++steps_), 3) + " " + sign(kind, options_.style) + " " +
                        left(title, title_columns) + std::string(words));
}

void ClientView::flush_pending() {
  if (!pending_) return;
  step(Sign::received, pending_->title, pending_->words);
  pending_.reset();
}

void ClientView::say(Level level, const std::string& line) const {
  if (options_.level >= level) out_(fit(line, options_.style));
}

}  // namespace vitrine::trace
