// What an endpoint has made to be sent and has not sent yet, the messages and how much they are on the wire; and what
// it has received before. Read next: cli/steps.hpp.
#pragma once
#include <string>
#include <vector>

#include "tls/event.hpp"

namespace vitrine::lesson {

class Flight : public tls::EventSink {
 public:
  void on(const tls::Event& event) override;

  /// Without a message it is nothing to stop for: a change_cipher_spec at most.
  bool has_messages() const { return !messages_.empty(); }
  /// The name of the first.
  const std::string& first() const { return messages_.front().name; }
  /// "Certificate, CertificateVerify, Finished (1 496 bytes in 2 records)"
  std::string shown() const;
  /// One for each message: its name and what it is for.
  std::vector<std::string> sentences() const;
  /// "ServerHello, EncryptedExtensions, Finished": what came from the peer before it; "": nothing.
  const std::string& answers() const { return received_; }
  /// Whether there was a HelloRetryRequest.
  bool retried() const { return client_hellos_ > 1; }
  /// It is on its way; what comes is another one.
  void sent();

 private:
  struct Part {
    tls::HandshakeType type;
    std::string name;
  };
  std::string received_;
  std::vector<Part> messages_;
  std::size_t records_ = 0;
  std::size_t bytes_ = 0;
  unsigned client_hellos_ = 0;
};

}  // namespace vitrine::lesson
