// The room: who is here, what they are called, and one order for everything said. No IO, no clock, one thread: each
// call returns what to deliver to whom, and the daemon puts it into its sessions' mailboxes (chat/outbox.hpp). The
// operator's console is a member like others, called "server", always here and always verified. Read before:
// chat/line.hpp, chat/nickname.hpp.
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "chat/line.hpp"

namespace vitrine::chat {

enum class MemberId : std::uint64_t {};

/// The operator. Lines delivered here are for the daemon's own terminal, in plain form.
inline constexpr MemberId console{0};

/// One encoded line with its LF, shared by all who get it, however long it waits in their mailboxes.
using SharedLine = std::shared_ptr<const std::string>;

struct Delivery {
  MemberId to;
  SharedLine line;
};
using Deliveries = std::vector<Delivery>;

struct Newcomer {
  Form form = Form::plain;
  std::string identity;  ///< what the newcomer's certificate proved ("CN=ana"), or empty
  std::string
      wanted_name;  ///< if it is allowed: a guest gets it when it is free, somebody with an identity in any case
};

class Room {
 public:
  /// `server_identity`: the name in the daemon's certificate.
  explicit Room(std::string_view server_identity);

  struct Joined {
    MemberId id;
    Deliveries deliveries;
  };
  /// A welcome for the newcomer, "joined" for everybody else. With an identity the newcomer is called what it wants
  /// from now on: a guest of that name becomes "guest-N", and beside a verified "ana" there is an "ana-2".
  Joined join(const Newcomer& newcomer, Time now);

  /// "left" for everybody else. `reason` is for them to read and may be empty.
  Deliveries leave(MemberId id, std::string_view reason, Time now);

  /// What follows from one line of a member (or of the console). `exit` has no answer: the session ends, then leave().
  /// Somebody who has left already is not heard.
  Deliveries receive(MemberId id, const Command& command, Time now);

  /// From the daemon itself, to everybody: that it stops, for instance.
  Deliveries notice(std::string_view words, Time now);

  /// How many are here, the console not counted.
  std::size_t size() const { return members_.size() - 1; }

  /// The name of a member; empty if there is none with this id.
  std::string_view name_of(MemberId id) const;

 private:
  struct Member {
    Form form = Form::plain;
    Person person;
  };

  static RoomLine line_about(const Member& member, RoomLine::Kind kind, Time now);
  Deliveries to_all_but(MemberId except, const RoomLine& line) const;
  Deliveries to_one(MemberId to, RoomLine line, const Command& answered) const;
  Deliveries refuse(MemberId id, const Command& command, std::string_view words, Time now) const;
  Deliveries speak(MemberId id, const Command& command, Time now);
  Deliveries rename(MemberId id, const Command& command, Time now);
  Deliveries answer_help(MemberId id, const Command& command, Time now) const;
  Deliveries answer_who(MemberId id, const Command& command, Time now) const;
  void list_people(RoomLine& line) const;
  Deliveries call(MemberId id, const std::string& name, const Command& answered, Time now);
  Deliveries make_way_for(const Newcomer& newcomer, Time now);
  bool is_free(std::string_view name) const;
  std::string first_name_for(const Newcomer& newcomer);
  std::string next_guest();
  std::string next_of(std::string_view name) const;

  std::map<MemberId, Member> members_;
  std::set<std::string> taken_;  // lookalike_key of every name
  std::uint64_t last_member_ = 0;
  std::uint64_t last_guest_ = 0;
  std::uint64_t last_seq_ = 0;
};

}  // namespace vitrine::chat
