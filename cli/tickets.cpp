// Read before: tickets.hpp.
#include "tickets.hpp"

#include <utility>

#include "net/clock.hpp"

namespace vitrine::cli {

Tickets::Tickets(const std::string& file, std::string address) : address_(std::move(address)) {
  if (!file.empty()) file_.emplace(file);
}

void Tickets::collect(tls::Connection& connection) {
  std::vector<tls::ClientTicket> came = connection.take_tickets();
  if (came.empty()) return;
  if (file_) return file_->keep(address_, came, net::precise_clock());
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
