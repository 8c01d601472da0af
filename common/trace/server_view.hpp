// What the daemon's window shows of one session: a line for each message with its time, size and states, what was
// offered and chosen, and below it the detail of the levels `bytes` and `secrets`. The words for a failure are made
// elsewhere: trace/failure_words.hpp.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "tls/event.hpp"
#include "trace/detail.hpp"
#include "trace/labels.hpp"
#include "trace/psk_offer.hpp"

namespace vitrine::trace {

class ServerView : public tls::EventSink {
 public:
  /// The time since the session began.
  using Clock = std::function<std::chrono::microseconds()>;
  struct Options {
    Level level = Level::steps;
    Style style;
    Clock elapsed;
  };
  ServerView(LineOut out, Options options);

  /// The line that opens a session. `address` is "127.0.0.1:51544".
  void begin(std::uint64_t id, std::string_view address);
  void on(const tls::Event& event) override;
  bool wants_secrets() const override { return options_.level == Level::secrets; }
  bool wants_details() const override { return options_.level >= Level::bytes; }
  Level level() const { return options_.level; }
  /// Takes effect with the next event.
  void set_level(Level level);

 private:
  struct Line {
    Sign direction;
    std::string title;
    std::size_t size;
    std::string states;  // or what else there is to say
    std::string more;
  };
  struct Arrow {
    std::string from;
    std::string to;
  };
  void tell(const tls::RecordReceived& record);
  void tell(const tls::RecordSent& record) { bytes_ += record.wire_length; }
  void tell(const tls::MessageReceived& message);
  void tell(const tls::MessageSent& message);
  void tell(const tls::MessagePacked& message) { packed_ = base::copy_of(message.raw); }
  void tell(const tls::MessageUnpacked& message);
  void tell(const tls::Transition& transition);
  void tell(const tls::SecretDerived& secret);
  void tell(const tls::Check& check);
  void tell(const tls::AlertReceived& alert);
  void tell(const tls::AlertSent& alert);
  void offered(const Labels& hello);
  void shown(const Labels& message);
  void told_before(const Labels& hello);
  void compare_names(const Labels& message) const;
  void chosen(const Labels& hello);
  void retry(const Labels& request);
  void keys();
  void connected();
  void key_update(const tls::Message& message, Sign direction);
  void keep_count(const tls::Event& event);
  static unsigned count_key_update(const tls::Message& message, unsigned& generation);

  std::string next_states();
  std::string all_states();
  bool quiet() const { return options_.level == Level::quiet; }
  /// Whether states have lines of their own.
  bool detailed() const { return options_.level >= Level::bytes; }
  std::string session() const { return "session " + std::to_string(id_); }
  void flush_pending(std::string states = "");
  void put(const Line& line);
  void below(const std::string& text) const { say(Level::steps, "          " + text); }
  void say(Level level, const std::string& line) const;

  LineOut out_;
  Options options_;
  Detail detail_;
  std::uint64_t id_ = 0;
  std::uint64_t bytes_ = 0;
  std::optional<Line> pending_;     // a received message whose arrow has not been taken yet
  std::vector<std::string> offer_;  // what stands below the pending ClientHello or Certificate
  std::vector<Arrow> decided_;      // arrows taken before the message that tells of them
  std::string host_;                // the name the client asked for
  base::Bytes packed_;              // the Certificate inside the CompressedCertificate that is sent next
  std::string first_suite_;         // the client's first choices
  std::string first_group_;
  PskOffer psks_;
  std::uint64_t early_bytes_ = 0;
  unsigned sending_generation_ = 0;
  unsigned receiving_generation_ = 0;
  bool retried_ = false;
  bool keys_derived_ = false;
  bool established_ = false;
};

}  // namespace vitrine::trace
