// What the client makes of a typed line.
#include "cli/typed.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace vitrine;
using cli::parse_typed;

chat::Command said(std::string text) { return {chat::Command::Kind::say, std::move(text), {}}; }

bool is_said(std::string_view line, const std::string& text) {
  const cli::Typed typed = parse_typed(line);
  const auto* command = std::get_if<chat::Command>(&typed);
  return command != nullptr && *command == said(text);
}

std::string mistake_in(std::string_view line) {
  const cli::Typed typed = parse_typed(line);
  const auto* mistake = std::get_if<cli::Mistake>(&typed);
  return mistake == nullptr ? std::string() : mistake->words;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cli_typed)

BOOST_AUTO_TEST_CASE(a_bare_exit_leaves_and_nothing_like_it_does) {
  BOOST_TEST(std::holds_alternative<cli::Leave>(parse_typed("exit")));
  for (const char* line : {"exit ", " exit", "Exit", "exit now", "quit", "Q", "K", "R"})
    BOOST_TEST(is_said(line, line));
}

BOOST_AUTO_TEST_CASE(two_slashes_say_one) {
  BOOST_TEST(is_said("//who", "/who"));
  BOOST_TEST(is_said("//", "/"));
  BOOST_TEST(is_said("///", "//"));
}

BOOST_AUTO_TEST_CASE(everything_else_is_said_as_it_stands) {
  for (const char* line : {"", " ", "hello /who", "\tindented", "\x1b[31m"}) BOOST_TEST(is_said(line, line));
}

BOOST_AUTO_TEST_CASE(the_rooms_commands_go_to_the_room) {
  const cli::Typed nick = parse_typed("/nick  ana ");
  BOOST_REQUIRE(std::holds_alternative<chat::Command>(nick));
  BOOST_TEST((std::get<chat::Command>(nick) == chat::Command{chat::Command::Kind::nick, "ana", {}}));
  BOOST_TEST(std::holds_alternative<chat::Command>(parse_typed("/who")));
}

BOOST_AUTO_TEST_CASE(our_own_commands_stay_here) {
  BOOST_TEST(std::holds_alternative<cli::Help>(parse_typed("/help")));
  BOOST_TEST(std::holds_alternative<cli::Rekey>(parse_typed("/rekey")));
  BOOST_TEST(std::holds_alternative<cli::Resume>(parse_typed("/resume")));
  BOOST_TEST(std::holds_alternative<cli::ShowState>(parse_typed("/state")));
  const cli::Typed level = parse_typed("/level bytes");
  BOOST_REQUIRE(std::holds_alternative<cli::ChangeLevel>(level));
  BOOST_TEST((std::get<cli::ChangeLevel>(level).level == trace::Level::bytes));
}

BOOST_AUTO_TEST_CASE(a_mistyped_command_is_not_sent_and_the_nearest_is_named) {
  BOOST_TEST(mistake_in("/rekye").find("/rekey") != std::string::npos);
  BOOST_TEST(mistake_in("/wo").find("/who") != std::string::npos);
  BOOST_TEST(!mistake_in("/").empty());
  BOOST_TEST(!mistake_in("/level loud").empty());
  BOOST_TEST(!mistake_in("/level").empty());
  BOOST_TEST(!mistake_in("/rekey now").empty());
  BOOST_TEST(!mistake_in("/resume now").empty());
  BOOST_TEST(!mistake_in("/state now").empty());
  BOOST_TEST(!mistake_in("/who else").empty());
}

BOOST_AUTO_TEST_CASE(a_mistyped_command_is_shown_harmless) {
  const std::string words = mistake_in("/\x1b[2J");
  BOOST_TEST(!words.empty());
  BOOST_TEST(words.find('\x1b') == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
