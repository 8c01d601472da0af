// chat/json: both directions survive the trip, and nothing a peer writes is more than an error value.
#include "chat/json.hpp"

#include <boost/test/unit_test.hpp>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/printable.hpp"
#include "chat/limits.hpp"

using namespace vitrine::chat;
using namespace std::string_literals;

namespace {

RoomLine full_line() {
  RoomLine line;
  line.kind = RoomLine::Kind::who;
  line.seq = 18446744073709551615U;
  line.time = Time(std::chrono::milliseconds(1795468800123));
  line.sender = "ana";
  line.verified = true;
  line.text = "\"quoted\" \\ and ✔";
  line.id = 7;
  line.people = {{"server", true, "localhost"}, {"ana", false, ""}};
  line.more = 2;
  return line;
}

std::string without_line_end(std::string line) {
  BOOST_REQUIRE(line.ends_with('\n'));
  line.pop_back();
  BOOST_REQUIRE(line.find('\n') == std::string::npos);
  return line;
}

RoomLine read_back(std::string_view json) {
  const auto heard = room_line_from_json(json);
  BOOST_REQUIRE_MESSAGE(std::holds_alternative<RoomLine>(heard), json);
  return std::get<RoomLine>(heard);
}

std::string why_not(std::string_view json) {
  const auto heard = room_line_from_json(json);
  BOOST_REQUIRE_MESSAGE(std::holds_alternative<Malformed>(heard), json);
  return std::get<Malformed>(heard).why;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(chat_json)

BOOST_AUTO_TEST_CASE(a_line_from_the_room_reads_as_it_was_written) {
  using Kind = RoomLine::Kind;
  BOOST_TEST((read_back(without_line_end(to_json(full_line()))) == full_line()));
  for (const Kind kind : {Kind::say, Kind::me, Kind::join, Kind::leave, Kind::nick, Kind::notice, Kind::welcome,
                          Kind::who, Kind::error}) {
    RoomLine line;
    line.kind = kind;
    line.sender = "ana";
    BOOST_TEST((read_back(without_line_end(to_json(line))) == line));
  }
}

BOOST_AUTO_TEST_CASE(the_form_on_the_wire_is_the_one_the_readme_shows) {
  RoomLine line;
  line.seq = 7;
  line.time = Time(std::chrono::milliseconds(1795468800000));
  line.sender = "ana";
  line.id = 3;
  line.text = "hello";
  BOOST_TEST(to_json(line) ==
             R"({"kind":"say","seq":7,"time":1795468800000,"from":"ana","verified":false,"id":3,"text":"hello"})"
             "\n");
  BOOST_TEST(to_json(Command{Command::Kind::say, "hello", 3}) == R"({"kind":"say","id":3,"text":"hello"})"
                                                                 "\n");
  BOOST_TEST(to_json(Command{Command::Kind::who, "", {}}) == R"({"kind":"who"})"
                                                             "\n");
}

BOOST_AUTO_TEST_CASE(a_command_reads_as_it_was_written) {
  using Kind = Command::Kind;
  for (const Command& command : std::vector<Command>{{Kind::say, "\"hi\" \\ ✔", 1},
                                                     {Kind::me, "waves", {}},
                                                     {Kind::nick, "ana", 18446744073709551615U},
                                                     {Kind::who, "", 0},
                                                     {Kind::help, "", {}},
                                                     {Kind::exit, "", {}}})
    BOOST_TEST((command_from_json(without_line_end(to_json(command))) == command));
}

BOOST_AUTO_TEST_CASE(what_is_sent_is_utf8_whatever_was_typed) {
  const std::string line = to_json(Command{Command::Kind::say, "a\xff\n\x1b", 1});
  BOOST_TEST(vitrine::base::is_valid_utf8(line));
  BOOST_TEST(command_from_json(without_line_end(line)).text == R"(a\xff\n\x1b)");
}

BOOST_AUTO_TEST_CASE(the_longest_lines_fit_the_limit) {
  RoomLine line = full_line();
  line.kind = RoomLine::Kind::say;
  line.text = std::string(max_text_bytes, '"');
  line.sender = std::string(max_nickname_bytes, 'x');
  line.id = 18446744073709551615U;
  line.people.clear();
  BOOST_TEST(to_json(line).size() <= max_json_line_bytes);

  line.text.clear();
  line.kind = RoomLine::Kind::who;
  line.more = 18446744073709551615U;
  line.people.assign(max_people_listed, {line.sender, false, std::string(max_identity_bytes, '"')});
  BOOST_TEST(to_json(line).size() <= max_json_line_bytes);
}

BOOST_AUTO_TEST_CASE(malformed_lines_are_values_with_words) {
  const std::vector<std::string> corpus{
      "",
      "{",
      "}",
      "null",
      "7",
      "\"say\"",
      "[]",
      "{}",
      "{\"kind\":\"say\"",
      R"({"kind":"say","from":"a"} {})",
      R"({"kind":"say","from":"a"}x)",
      R"({"kind":7,"from":"a"})",
      R"({"kind":"shout","from":"a"})",
      R"({"kind":"SAY","from":"a"})",
      R"({"kind":"say"})",
      R"({"kind":"say","from":""})",
      R"({"kind":"say","from":null})",
      R"({"kind":"say","from":["a"]})",
      R"({"kind":"say","from":"a","text":7})",
      R"({"kind":"say","from":"a","verified":1})",
      R"({"kind":"say","from":"a","verified":"true"})",
      R"({"kind":"say","from":"a","seq":-1})",
      R"({"kind":"say","from":"a","seq":1.5})",
      R"({"kind":"say","from":"a","seq":1e999})",
      R"({"kind":"say","from":"a","seq":18446744073709551616})",
      R"({"kind":"say","from":"a","seq":"1"})",
      R"({"kind":"say","from":"a","id":{}})",
      R"({"kind":"say","from":"a","time":253402300800000})",
      R"({"kind":"say","from":"a","time":-1})",
      R"({"kind":"who","from":"a","people":{}})",
      R"({"kind":"who","from":"a","people":[7]})",
      R"({"kind":"who","from":"a","people":[{"name":7}]})",
      R"({"kind":"who","from":"a","people":[{"verified":7}]})",
      R"({"kind":"say","from":"a","text":"\ud800"})",
      R"({"kind":"say","from":"a","text":"\udc00\ud800"})",
      R"({"kind":"say","from":"a","text":"\q"})",
      R"({"kind":"say","from":"a","extra":[[[[[]]]]]})",
      R"({'kind':'say'})",
      R"({"kind":"say","from":"a",})",
      "{\"kind\":\"say\",\"from\":\"a\",\"text\":\"\xff\"}",
      "{\"kind\":\"say\",\"from\":\"a\",\"text\":\"\xc0\xaf\"}",
      "{\"kind\":\"say\",\"from\":\"a\",\"text\":\"\n\"}",
      "{\"kind\":\"say\",\"from\":\"a\"}\0"s,
      std::string(8000, '['),
      std::string(8000, '{'),
      "\x16\x03\x01\x02",
  };
  for (const std::string& line : corpus) {
    const std::string why = why_not(line);
    BOOST_TEST(!why.empty());
    BOOST_TEST(vitrine::base::printable(why) == why);
  }
}

BOOST_AUTO_TEST_CASE(a_member_is_told_what_is_wrong_with_a_command) {
  for (const std::string_view line : {"", "{}", "hello", R"({"kind":"join"})", R"({"kind":"refused"})",
                                      R"({"kind":"say","text":[]})", R"({"kind":"say","id":-1})"}) {
    const Command command = command_from_json(line);
    BOOST_TEST((command.kind == Command::Kind::refused), line);
    BOOST_TEST(!command.text.empty());
  }
  BOOST_TEST(command_from_json(R"({"kind":"\u001b[2J"})").text == "the kind \"\\x1b[2J\" is not one I know");
}

BOOST_AUTO_TEST_CASE(members_that_nobody_knows_are_passed_over) {
  BOOST_TEST(read_back(R"({"kind":"say","from":"a","text":"hi","colour":["red"]})").text == "hi");
}

BOOST_AUTO_TEST_CASE(a_hostile_room_cannot_reach_the_terminal) {
  const RoomLine line = read_back(R"({"kind":"who","from":"\u001b[31m","text":"\u0007\u202e\u009b\u0000",)"
                                  R"("people":[{"name":"\r\n","identity":"\u001b]0;x\u0007","verified":true}]})");
  BOOST_TEST(line.sender == R"(\x1b[31m)");
  BOOST_TEST(line.text == R"(\x07\u202e\u009b\x00)");
  BOOST_TEST(line.people.at(0).name == R"(\r\n)");
  BOOST_TEST(line.people.at(0).identity == R"(\x1b]0;x\x07)");
}

BOOST_AUTO_TEST_CASE(a_list_of_more_people_than_the_limit_is_refused) {
  const auto with_people = [](std::size_t count) {
    std::string list;
    for (std::size_t i = 0; i < count; ++i) list += i == 0 ? "{}" : ",{}";
    return R"({"kind":"who","from":"a","people":[)" + list + "]}";
  };
  BOOST_TEST(read_back(with_people(max_people_listed)).people.size() == max_people_listed);
  BOOST_TEST(!why_not(with_people(max_people_listed + 1)).empty());
}

BOOST_AUTO_TEST_CASE(no_mutation_of_a_good_line_escapes_as_an_exception) {
  const std::string good = to_json(full_line());
  for (std::size_t cut = 0; cut < good.size() - 2; ++cut) BOOST_TEST(!why_not(good.substr(0, cut)).empty());
  std::mt19937 random(7);
  std::uniform_int_distribution<std::size_t> place(0, good.size() - 2);
  std::uniform_int_distribution<int> byte(0, 255);
  for (int round = 0; round < 20000; ++round) {
    std::string line = good.substr(0, good.size() - 1);
    line[place(random)] = static_cast<char>(byte(random));
    line[place(random)] = static_cast<char>(byte(random));
    const auto heard = room_line_from_json(line);
    command_from_json(line);
    if (const auto* read = std::get_if<RoomLine>(&heard))
      BOOST_REQUIRE_EQUAL(vitrine::base::printable(read->text, max_text_bytes), read->text);
  }
}

BOOST_AUTO_TEST_SUITE_END()
