// Read before: tickets.hpp.
#include "tickets.hpp"

#include <utility>

namespace vitrine::cli {

tls::Time precise_clock() { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

Tickets::Tickets(const std::string& file, std::string address) : address_(std::move(address)) {
  if (!file.empty()) file_.emplace(file);
}

void Tickets::on(const tls::Event& event) {
  const auto* message = std::get_if<tls::MessageReceived>(&event);
  if (message != nullptr && message->type == tls::HandshakeType::new_session_ticket) last_came_ = precise_clock();
}

void Tickets::collect(tls::Connection& connection) {
  std::vector<tls::ClientTicket> came = connection.take_tickets(last_came_);
  if (came.empty()) return;
  if (file_) return file_->keep(address_, came, precise_clock());
  for (tls::ClientTicket& ticket : came) tickets_.push_back(std::move(ticket));
}

std::optional<tls::ClientTicket> Tickets::take() {
  if (set_aside_) return std::exchange(set_aside_, std::nullopt);
  if (file_) return file_->take(address_);
  if (tickets_.empty()) return std::nullopt;
  std::optional<tls::ClientTicket> newest(std::move(tickets_.back()));
  tickets_.pop_back();
  return newest;
}

bool Tickets::have_one() {
  set_aside_ = take();
  return set_aside_.has_value();
}

}  // namespace vitrine::cli
