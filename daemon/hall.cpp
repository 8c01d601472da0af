// Read before: hall.hpp.
#include "hall.hpp"

#include "net/clock.hpp"

namespace vitrine::daemon {

Hall::Hall(std::string_view server_identity, std::function<void(std::string_view)> window)
    : room_(server_identity), window_(std::move(window)) {}

chat::MemberId Hall::enter(Guest& guest, const chat::Newcomer& newcomer) {
  const chat::Room::Joined joined = room_.join(newcomer, net::precise_clock());
  guests_.emplace(joined.id, &guest);
  hand_out(joined.deliveries);
  return joined.id;
}

void Hall::leave(chat::MemberId id, std::string_view reason) {
  guests_.erase(id);
  hand_out(room_.leave(id, reason, net::precise_clock()));
}

void Hall::hear(chat::MemberId id, const chat::Command& command) {
  hand_out(room_.receive(id, command, net::precise_clock()));
}

void Hall::announce(std::string_view words) { hand_out(room_.notice(words, net::precise_clock())); }

void Hall::hand_out(const chat::Deliveries& deliveries) {
  for (const chat::Delivery& delivery : deliveries) {
    if (delivery.to == chat::console) {
      window_(std::string_view(*delivery.line).substr(0, delivery.line->find('\n')));
    } else if (const auto guest = guests_.find(delivery.to); guest != guests_.end()) {
      guest->second->deliver(delivery.line);
    }
  }
}

}  // namespace vitrine::daemon
