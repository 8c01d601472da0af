// Read before: hall.hpp.
#include "hall.hpp"

namespace vitrine::daemon {
namespace {

chat::Time now() { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

}  // namespace

Hall::Hall(std::string_view server_identity, std::function<void(std::string_view)> window)
    : room_(server_identity), window_(std::move(window)) {}

chat::MemberId Hall::enter(Guest& guest, const chat::Newcomer& newcomer) {
  const chat::Room::Joined joined = room_.join(newcomer, now());
  guests_.emplace(joined.id, &guest);
  hand_out(joined.deliveries);
  return joined.id;
}

void Hall::leave(chat::MemberId id, std::string_view reason) {
  guests_.erase(id);
  hand_out(room_.leave(id, reason, now()));
}

void Hall::hear(chat::MemberId id, const chat::Command& command) { hand_out(room_.receive(id, command, now())); }

void Hall::announce(std::string_view words) { hand_out(room_.notice(words, now())); }

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
