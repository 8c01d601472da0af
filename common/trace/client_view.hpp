// What the client's terminal shows: the handshake in six numbered steps, a line for each later event, and below them
// the detail of the levels `bytes` and `secrets`. The words for a failure are made elsewhere: trace/failure_words.hpp.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "tls/event.hpp"
#include "trace/detail.hpp"
#include "trace/labels.hpp"
#include "trace/psk_offer.hpp"

namespace vitrine::trace {

class ClientView : public tls::EventSink {
 public:
  struct Options {
    Level level = Level::steps;
    Style style;
    std::string host;              // the name that the certificate must match
    std::string ca_file;           // as the user would call it: "ca.pem"
    std::string accepted_chain{};  // what to say of a chain that was accepted; empty: that it was judged
  };
  ClientView(LineOut out, Options options);

  void on(const tls::Event& event) override;
  bool wants_secrets() const override { return options_.level == Level::secrets; }
  bool wants_details() const override { return options_.level >= Level::bytes; }
  Level level() const { return options_.level; }
  /// Takes effect with the next event.
  void set_level(Level level) { options_.level = level; }

 private:
  /// A received message whose line waits until the state machine has accepted it.
  struct Pending {
    std::string title;
    std::string words;
  };
  void tell(const tls::MessageReceived& message);
  void tell(const tls::MessageSent& message);
  void tell(const tls::MessageUnpacked& message);
  void tell(const tls::MessagePacked& message);
  void tell(const tls::Transition& transition);
  void tell(const tls::SecretDerived& secret) { psks_.on(secret); }
  void tell(const tls::Check& check);
  void tell(const tls::AlertReceived& alert);
  void tell(const tls::AlertSent& alert);
  void hello_sent(const tls::Message& hello);
  void hello_received(const Labels& hello);
  void early_data(Sign outcome);
  void certificate(const tls::Message& message);
  void shown(const Labels& message);
  void accepted(std::string_view message);
  void refused(const tls::Check& check);
  void key_update(const tls::Message& message, Sign direction);

  void step(Sign kind, std::string_view title, std::string_view words);
  void flush_pending();
  void say(Level level, const std::string& line) const;

  LineOut out_;
  Options options_;
  Detail detail_;
  std::optional<Pending> pending_;
  std::string retry_;                // what the HelloRetryRequest asked for
  std::vector<std::string> beside_;  // what came with the Certificate and is not verified
  std::string packing_;              // how the Certificate was compressed
  std::string current_;              // the message being handled
  PskOffer psks_;
  unsigned steps_ = 0;
  unsigned sending_generation_ = 0;
  unsigned receiving_generation_ = 0;
  bool established_ = false;
  bool by_psk_ = false;           // no certificate will come
  bool early_data_open_ = false;  // it was sent, and nobody has said yet whether it is taken
  bool early_data_taken_ = false;
  bool refused_ = false;
  bool goodbye_sent_ = false;
  bool goodbye_received_ = false;
};

}  // namespace vitrine::trace
