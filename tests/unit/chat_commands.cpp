// chat/plain: what typed words mean, and how the room's lines look on a plain terminal.
#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "chat/plain.hpp"

using namespace vitrine::chat;

BOOST_AUTO_TEST_SUITE(chat_commands)

BOOST_AUTO_TEST_CASE(only_exit_and_a_slash_in_front_are_special) {
  using Kind = Command::Kind;
  struct Row {
    std::string_view typed;
    Kind kind;
    std::string_view text;
  };
  const std::vector<Row> rows{
      {"hello", Kind::say, "hello"},
      {"exit", Kind::exit, ""},
      {"exit ", Kind::say, "exit "},
      {" exit", Kind::say, " exit"},
      {"Exit", Kind::say, "Exit"},
      {"exit now", Kind::say, "exit now"},
      {"Kiss", Kind::say, "Kiss"},
      {"Q", Kind::say, "Q"},
      {"//who", Kind::say, "/who"},
      {"//", Kind::say, "/"},
      {"///", Kind::say, "//"},
      {" /who", Kind::say, " /who"},
      {"/who", Kind::who, ""},
      {"/who  ", Kind::who, ""},
      {"/help", Kind::help, ""},
      {"/me waves  at all ", Kind::me, "waves  at all"},
      {"/me", Kind::me, ""},
      {"/nick  ana ", Kind::nick, "ana"},
      {"/nick", Kind::nick, ""},
      {"/nick two words", Kind::nick, "two words"},
      {"/who is it", Kind::refused, "/who stands alone: nothing may follow it"},
      {"/wo", Kind::refused,
       "there is no command /wo; did you mean /who? /help lists them, // in front says it as text"},
      {"/exit", Kind::refused,
       "there is no command /exit; did you mean exit? /help lists them, // in front says it as text"},
      {"/", Kind::refused, "there is no command /; /help lists them, // in front says it as text"},
      {"/WHO", Kind::refused, "there is no command /WHO; /help lists them, // in front says it as text"},
      {"/\x1b[2J", Kind::refused, "there is no command /\\x1b[2J; /help lists them, // in front says it as text"},
  };
  for (const Row& row : rows) {
    const Command command = parse_typed(row.typed);
    BOOST_TEST((command.kind == row.kind), row.typed);
    BOOST_TEST(command.text == row.text);
  }
}

BOOST_AUTO_TEST_CASE(a_very_long_unknown_command_is_quoted_in_part) {
  const Command command = parse_typed('/' + std::string(4000, 'x'));
  BOOST_TEST((command.kind == Command::Kind::refused));
  BOOST_TEST(command.text.size() < 200U);
}

BOOST_AUTO_TEST_CASE(each_kind_of_line_has_its_look) {
  using Kind = RoomLine::Kind;
  const auto line = [](Kind kind, std::string sender, std::string text) {
    RoomLine made;
    made.kind = kind;
    made.verified = sender == "server";
    made.sender = std::move(sender);
    made.text = std::move(text);
    return made;
  };
  BOOST_TEST(shown(line(Kind::say, "ana", "hello")) == "ana: hello");
  BOOST_TEST(shown(line(Kind::say, "server", "hello")) == "server ✔: hello");
  BOOST_TEST(shown(line(Kind::say, "", "as it stands")) == "as it stands");
  BOOST_TEST(shown(line(Kind::me, "ana", "waves")) == "* ana waves");
  BOOST_TEST(shown(line(Kind::join, "ana", "")) == "-- ana joined");
  BOOST_TEST(shown(line(Kind::leave, "ana", "")) == "-- ana left");
  BOOST_TEST(shown(line(Kind::leave, "ana", "cut off")) == "-- ana left (cut off)");
  BOOST_TEST(shown(line(Kind::nick, "guest-1", "ana")) == "-- guest-1 is now ana");
  BOOST_TEST(shown(line(Kind::notice, "server", "the server stops")) == "-- the server stops");
  BOOST_TEST(shown(line(Kind::error, "", "no")) == "!! no");
}

BOOST_AUTO_TEST_CASE(who_tells_you_apart_from_the_others) {
  RoomLine line;
  line.kind = RoomLine::Kind::who;
  line.sender = "guest-1";
  line.people = {{"server", true, "localhost"}, {"guest-1", false, ""}, {"ana", true, "CN=ana"}, {"bob", false, ""}};
  BOOST_TEST(shown(line) ==
             "server ✔ localhost      you (guest-1, no certificate)      ana ✔ CN=ana      bob (no certificate)");
  line.more = 3;
  BOOST_TEST(shown(line).ends_with("      and 3 more"));
  line.sender = "ana";
  BOOST_TEST(shown(line).find("you ✔ CN=ana") != std::string::npos);
  line.kind = RoomLine::Kind::welcome;
  BOOST_TEST(shown(line) ==
             "-- welcome, ana. Here: server ✔, guest-1, bob and 3 more. /help lists commands, exit leaves.");
}

BOOST_AUTO_TEST_SUITE_END()
