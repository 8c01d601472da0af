// A room, and what everybody in it has heard: for the tests of chat/room.
#pragma once
#include <boost/test/unit_test.hpp>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "chat/json.hpp"
#include "chat/plain.hpp"
#include "chat/room.hpp"

namespace tests {

using namespace vitrine::chat;

inline constexpr Time noon{std::chrono::milliseconds(1795521600000)};

/// A room, and what everybody in it has heard so far.
class Scene {
 public:
  Scene() : room("localhost") {}

  MemberId enter(Form form, std::string identity = "", std::string wanted = "") {
    Room::Joined joined = room.join({form, std::move(identity), std::move(wanted)}, noon);
    keep(joined.deliveries);
    return joined.id;
  }
  MemberId enter_as(std::string_view name, Form form = Form::plain) {
    const MemberId id = enter(form);
    type(id, "/nick " + std::string(name));
    hush();
    return id;
  }
  void type(MemberId id, std::string_view line) { does(id, parse_typed(line)); }
  void does(MemberId id, const Command& command) { keep(room.receive(id, command, noon)); }
  void go(MemberId id, std::string_view reason = "") { keep(room.leave(id, reason, noon)); }
  void hush() { heard_.clear(); }

  /// What a member has heard since, line by line.
  std::vector<std::string> heard(MemberId id) { return heard_[id]; }
  std::string last(MemberId id) { return heard_[id].empty() ? "(nothing)" : heard_[id].back(); }
  RoomLine last_json(MemberId id) { return std::get<RoomLine>(room_line_from_json(last(id))); }
  void keep(const Deliveries& deliveries) {
    for (const Delivery& delivery : deliveries) {
      BOOST_REQUIRE(delivery.line->ends_with('\n'));
      heard_[delivery.to].push_back(delivery.line->substr(0, delivery.line->size() - 1));
    }
  }

  Room room;

 private:
  std::map<MemberId, std::vector<std::string>> heard_;
};

using Lines = std::vector<std::string>;

}  // namespace tests
