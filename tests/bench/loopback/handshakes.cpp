// See handshakes.hpp.
#include "handshakes.hpp"

#include <exception>
#include <stdexcept>

namespace load {
namespace {

constexpr Seconds patience{5};  // for those that run at the end
constexpr std::chrono::milliseconds short_wait{50};

}  // namespace

Handshakes::Handshakes(Target target, const HandshakeLoad& load)
    : target_(std::move(target)), load_(load), visitors_(load.at_one_time) {}

void Handshakes::run() {
  start_ = Clock::now();
  for (std::size_t number = 0; number < visitors_.size(); ++number) begin(number);
  while (running_ > 0 && Clock::now() - start_ < load_.duration + patience)
    poll_.wait(short_wait, [this](std::size_t number) { attend(number); });
  if (running_ > 0) errors["no end within 5 s"] += running_;
  lasted = Clock::now() - start_;
}

bool Handshakes::is_over() const {
  return Clock::now() - start_ >= load_.duration || (load_.most != 0 && begun_ == load_.most);
}

void Handshakes::begin(std::size_t number) {
  visitors_[number].reset();
  if (is_over()) return;
  ++begun_;
  ++running_;
  visitors_[number] = std::make_unique<Visitor>(target_);
  poll_.watch(*visitors_[number], number);
}

// Finished and close_notify leave in one write. That the server ends it then shows that it has read both.
void Handshakes::attend(std::size_t number) {
  Visitor& visitor = *visitors_[number];
  try {
    const bool was_established = visitor.client().established();
    visitor.hear();
    if (!was_established && visitor.client().established()) visitor.client().say_goodbye();
    const bool ended = visitor.ended() || visitor.client().dismissed();
    if (ended && !visitor.client().established()) throw std::runtime_error("closed before the handshake was complete");
    if (!ended) return visitor.tell();
    ++completed;
  } catch (const std::exception& trouble) {
    ++errors[trouble.what()];
  }
  --running_;
  begin(number);
}

}  // namespace load
