// The vocabulary of the conversation: what the room says (RoomLine) and what a member asks for (Command).
// Both are values without a form; chat/plain.hpp and chat/json.hpp write and read them. Read next: chat/room.hpp.
#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vitrine::chat {

/// How a member speaks: `json` where ALPN chose "vitrine/1", else `plain`.
enum class Form { plain, json };

/// Wall-clock time, always handed in by the caller.
using Time = std::chrono::sys_time<std::chrono::milliseconds>;

/// Somebody in the room, as /who shows them.
struct Person {
  std::string name;
  bool verified = false;
  std::string identity;  ///< what a certificate proved ("CN=ana", "localhost"), or empty

  bool operator==(const Person&) const = default;
};

/// One line from the room. Its texts are printable already, whoever made it: the room and the parser both see to it.
struct RoomLine {
  enum class Kind { say, me, join, leave, nick, notice, welcome, who, error };

  Kind kind = Kind::say;
  std::uint64_t seq = 0;  ///< place in the room's one order, from 1; 0: told to one member only
  Time time{};
  std::string sender;  ///< who it is about: the speaker, the newcomer, the old name; of welcome and who: you
  bool verified = false;
  std::string text;                 ///< what was said, the new name, why somebody left
  std::optional<std::uint64_t> id;  ///< the number you gave the line that this answers or repeats
  std::vector<Person> people;       ///< of welcome and who: who is here
  std::size_t more = 0;             ///< and how many others

  bool operator==(const RoomLine&) const = default;
};

/// One line from a member. Its text is as the member sent it, except in `refused`.
struct Command {
  enum class Kind { say, me, nick, who, help, exit, refused };

  Kind kind = Kind::say;
  std::string text;                 ///< what to say or do, the wanted name; of refused: words for the member
  std::optional<std::uint64_t> id;  ///< the member's own number for this line

  bool operator==(const Command&) const = default;
};

}  // namespace vitrine::chat
