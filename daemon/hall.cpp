// Read before: hall.hpp.
#include "hall.hpp"

#include <algorithm>
#include <iterator>

#include "net/clock.hpp"

namespace vitrine::daemon {

Hall::Hall(std::string_view server_identity, std::function<void(std::string_view)> window)
    : room_(server_identity), window_(std::move(window)) {}

void Hall::enter(Seat seat, const chat::Newcomer& newcomer) {
  const chat::Room::Joined joined = room_.join(newcomer, net::precise_clock());
  members_.emplace(seat, joined.id);
  seats_.emplace(joined.id, seat);
  hand_out(joined.deliveries, seat);
}

void Hall::leave(Seat seat, std::string_view reason) {
  const auto member = members_.extract(seat);
  if (member.empty()) return hand_out({}, seat);
  seats_.erase(member.mapped());
  chat::Deliveries news = room_.leave(member.mapped(), reason, net::precise_clock());
  if (closed_) std::erase_if(news, [](const chat::Delivery& one) { return one.to != chat::console; });
  hand_out(news, seat);
}

void Hall::hear(Seat seat, const std::vector<chat::Command>& commands) {
  chat::Deliveries all;
  if (const auto member = members_.find(seat); member != members_.end()) {
    for (const chat::Command& command : commands)
      std::ranges::move(room_.receive(member->second, command, net::precise_clock()), std::back_inserter(all));
  }
  hand_out(all, seat);
}

void Hall::hear_operator(const chat::Command& command) {
  hand_out(room_.receive(chat::console, command, net::precise_clock()));
}

void Hall::announce(std::string_view words) { hand_out(room_.notice(words, net::precise_clock())); }

void Hall::close(std::string_view words) {
  announce(words);
  closed_ = true;
}

void Hall::hand_out(const chat::Deliveries& deliveries) {
  for (auto& [table, letters] : sorted(deliveries)) table->deliver(std::move(letters), nullptr);
}

// The asker's own table counts in any case: what is for the asker is there before the answer.
void Hall::hand_out(const chat::Deliveries& deliveries, Seat asker) {
  std::map<Table*, Letters> letters = sorted(deliveries);
  letters[asker.table];
  const auto receipt = std::make_shared<Receipt>(letters.size(), asker);
  for (auto& [table, some] : letters) table->deliver(std::move(some), receipt);
}

/// One bundle for each table, however many sit there. The operator's lines are shown.
std::map<Table*, Letters> Hall::sorted(const chat::Deliveries& deliveries) const {
  std::map<Table*, Letters> bundles;
  for (const chat::Delivery& delivery : deliveries) {
    if (delivery.to == chat::console) {
      window_(std::string_view(*delivery.line).substr(0, delivery.line->find('\n')));
    } else if (const auto seat = seats_.find(delivery.to); seat != seats_.end()) {
      bundles[seat->second.table].push_back({seat->second.session, delivery.line});
    }
  }
  return bundles;
}

}  // namespace vitrine::daemon
