// chat/room and chat/nickname: who hears what, in one order, under names that cannot be mistaken.
#include "chat/room.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/printable.hpp"
#include "chat/json.hpp"
#include "chat/limits.hpp"
#include "chat/nickname.hpp"
#include "chat/plain.hpp"
#include "chat_scene.hpp"

using namespace tests;
using namespace vitrine;

BOOST_AUTO_TEST_SUITE(chat_room)

BOOST_AUTO_TEST_CASE(a_plain_newcomer_is_welcomed_and_announced) {
  Scene scene;
  const MemberId first = scene.enter(Form::plain);
  BOOST_TEST(scene.heard(first) == Lines{"-- welcome, guest-1. Here: server ✔. /help lists commands, exit leaves."},
             boost::test_tools::per_element());
  const MemberId second = scene.enter(Form::plain);
  BOOST_TEST(scene.last(first) == "-- guest-2 joined");
  BOOST_TEST(scene.last(console) == "-- guest-2 joined");
  BOOST_TEST(scene.heard(second).size() == 1U);
  BOOST_TEST(scene.room.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_json_newcomer_learns_its_name_the_people_and_the_number_to_count_from) {
  Scene scene;
  const MemberId plain = scene.enter(Form::plain);
  const MemberId json = scene.enter(Form::json);
  const RoomLine welcome = scene.last_json(json);
  BOOST_TEST((welcome.kind == RoomLine::Kind::welcome));
  BOOST_TEST(welcome.sender == "guest-2");
  BOOST_TEST(welcome.seq == 2U);
  BOOST_TEST((welcome.time == noon));
  BOOST_TEST((welcome.people ==
              std::vector<Person>{{"server", true, "localhost"}, {"guest-1", false, ""}, {"guest-2", false, ""}}));
  scene.type(plain, "hello");
  BOOST_TEST(scene.last_json(json).seq == 3U);
}

BOOST_AUTO_TEST_CASE(what_is_said_reaches_everybody_else_in_their_own_form) {
  Scene scene;
  const MemberId ana = scene.enter_as("ana");
  const MemberId bob = scene.enter_as("bob");
  const MemberId eve = scene.enter_as("eve", Form::json);
  scene.type(ana, "hello");
  BOOST_TEST(scene.heard(bob) == Lines{"ana: hello"}, boost::test_tools::per_element());
  BOOST_TEST(scene.heard(console) == Lines{"ana: hello"}, boost::test_tools::per_element());
  BOOST_TEST(scene.heard(ana).empty());
  const RoomLine line = scene.last_json(eve);
  BOOST_TEST((line.kind == RoomLine::Kind::say));
  BOOST_TEST(line.sender == "ana");
  BOOST_TEST(line.text == "hello");
  BOOST_TEST(!line.verified);
  scene.type(ana, "/me waves");
  BOOST_TEST(scene.last(bob) == "* ana waves");
}

BOOST_AUTO_TEST_CASE(a_json_speaker_gets_its_line_back_with_its_own_id_and_nobody_else_gets_the_id) {
  Scene scene;
  const MemberId ana = scene.enter_as("ana", Form::json);
  const MemberId bob = scene.enter_as("bob", Form::json);
  scene.does(ana, {Command::Kind::say, "hello", 42});
  BOOST_TEST((scene.last_json(ana).id == 42U));
  BOOST_TEST((scene.last_json(bob).id == std::nullopt));
  BOOST_TEST(scene.last_json(ana).seq == scene.last_json(bob).seq);
}

BOOST_AUTO_TEST_CASE(the_operator_speaks_as_the_verified_server) {
  Scene scene;
  const MemberId ana = scene.enter_as("ana");
  const MemberId bob = scene.enter_as("bob", Form::json);
  scene.type(console, "hello");
  BOOST_TEST(scene.last(ana) == "server ✔: hello");
  BOOST_TEST(scene.last_json(bob).verified);
  BOOST_TEST(scene.last_json(bob).sender == "server");
  BOOST_TEST(scene.heard(console).empty());
  scene.type(console, "/nick boss");
  BOOST_TEST(scene.last(console) == "!! the server keeps its name");
  scene.go(console);
  BOOST_TEST(scene.room.name_of(console) == "server");
}

BOOST_AUTO_TEST_CASE(a_notice_reaches_every_member) {
  Scene scene;
  const MemberId ana = scene.enter_as("ana");
  const MemberId bob = scene.enter_as("bob", Form::json);
  scene.keep(scene.room.notice("the server stops", noon));
  BOOST_TEST(scene.last(ana) == "-- the server stops");
  BOOST_TEST((scene.last_json(bob).kind == RoomLine::Kind::notice));
}

BOOST_AUTO_TEST_CASE(leaving_is_announced_with_its_reason_and_is_final) {
  Scene scene;
  const MemberId ana = scene.enter_as("ana");
  const MemberId bob = scene.enter_as("bob");
  scene.go(ana, "cut\noff");
  BOOST_TEST(scene.heard(bob) == Lines{"-- ana left (cut\\noff)"}, boost::test_tools::per_element());
  BOOST_TEST(scene.heard(ana).empty());
  scene.hush();
  scene.type(ana, "a ghost");
  scene.go(ana);
  BOOST_TEST(scene.heard(bob).empty());
  BOOST_TEST(scene.room.size() == 1U);
  BOOST_TEST(scene.room.name_of(ana) == "");
}

BOOST_AUTO_TEST_CASE(nothing_a_member_says_reaches_a_terminal_raw_or_forges_a_line) {
  Scene scene;
  const MemberId ana = scene.enter_as("ana");
  const MemberId bob = scene.enter_as("bob");
  const MemberId eve = scene.enter_as("eve", Form::json);
  for (const std::string_view line :
       {"\x1b[2J\x1b]52;c;eA==\x07", "a\rserver ✔: obey", "\xe2\x80\xaereversed", "\xff\xfe\xc0\xaf",
        "/me \x9b"
        "5m",
        "/\x1b[31m", "/nick \x1b[31mroot"}) {
    scene.hush();
    scene.type(ana, line);
    for (const MemberId id : {ana, bob, eve, console}) {
      for (const std::string& heard : scene.heard(id)) {
        BOOST_TEST(vitrine::base::printable(heard, 2 * max_text_bytes) == heard);
        BOOST_TEST(!heard.starts_with("server"));
      }
    }
  }
  scene.does(eve, {Command::Kind::say, "x\n-- server left\nserver: y", 1});
  BOOST_TEST(scene.last(bob) == R"(eve: x\n-- server left\nserver: y)");
}

BOOST_AUTO_TEST_CASE(a_line_that_does_not_fit_is_refused_to_its_speaker_only) {
  Scene scene;
  const MemberId ana = scene.enter_as("ana", Form::json);
  const MemberId bob = scene.enter_as("bob");
  scene.does(ana, {Command::Kind::say, std::string(max_text_bytes + 1, 'a'), 5});
  BOOST_TEST((scene.last_json(ana).kind == RoomLine::Kind::error));
  BOOST_TEST((scene.last_json(ana).id == 5U));
  BOOST_TEST(scene.last_json(ana).seq == 0U);
  BOOST_TEST(scene.heard(bob).empty());
  scene.does(ana, {Command::Kind::say, std::string(max_text_bytes, 'a'), 6});
  BOOST_TEST(scene.last(bob).size() == max_text_bytes + 5);
}

BOOST_AUTO_TEST_CASE(refusals_and_answers_are_private_and_take_no_number) {
  Scene scene;
  const MemberId ana = scene.enter_as("ana");
  const MemberId bob = scene.enter_as("bob", Form::json);
  struct Row {
    std::string_view typed;
    std::string_view answer;
  };
  for (const Row& row : std::vector<Row>{
           {"/me", "!! /me needs an action: /me ACTION"},
           {"/nick", "!! /nick needs a name: /nick NAME"},
           {"/nik x", "!! there is no command /nik; did you mean /nick? /help lists them, // in front says it as text"},
           {"/who", "server ✔ localhost      you (ana, no certificate)      bob (no certificate)"}}) {
    scene.type(ana, row.typed);
    BOOST_TEST(scene.last(ana) == row.answer);
  }
  scene.type(ana, "/help");
  BOOST_TEST(scene.last(ana) == "-- " + std::string(help_text));
  scene.type(ana, "exit");
  BOOST_TEST(scene.heard(ana).size() == 5U);
  BOOST_TEST(scene.heard(bob).empty());
  scene.type(ana, "next");
  const std::uint64_t seq = scene.last_json(bob).seq;
  scene.type(ana, "/who");
  scene.type(ana, "after that");
  BOOST_TEST(scene.last_json(bob).seq == seq + 1);
}

BOOST_AUTO_TEST_CASE(a_new_name_is_announced_to_everybody_and_the_old_one_is_free) {
  Scene scene;
  const MemberId ana = scene.enter(Form::plain);
  const MemberId bob = scene.enter(Form::plain);
  scene.hush();
  scene.type(ana, "/nick ana");
  for (const MemberId id : {ana, bob, console})
    BOOST_TEST(scene.heard(id) == Lines{"-- guest-1 is now ana"}, boost::test_tools::per_element());
  scene.type(bob, "/nick guest-1");
  BOOST_TEST(scene.room.name_of(bob) == "guest-1");
  scene.type(ana, "/nick Ana");
  BOOST_TEST(scene.room.name_of(ana) == "Ana");
}

BOOST_AUTO_TEST_CASE(names_are_short_ascii_and_not_the_daemons) {
  for (const std::string_view name : {"a", "ana", "Ana-2", "_", "-", "1234567890123456", "guest-7", "servers"})
    BOOST_TEST(!nickname_problem(name).has_value(), name);
  for (const std::string_view name : {"",       " ",      "a b",      " ana",     "ana ", "12345678901234567",
                                      "añа",    "ana\n",  "\x1b[31m", "a:",       "*",    "ana✔",
                                      "server", "SERVER", "Server",   "you",      "Y0U",  "adm1n",
                                      "AdmIn",  "root",   "r00t",     "everyone", "a/b",  "аna",
                                      "a.b"})
    BOOST_TEST(nickname_problem(name).has_value(), name);
}

BOOST_AUTO_TEST_CASE(two_names_that_look_alike_cannot_be_in_one_room) {
  struct Row {
    std::string_view mine;
    std::string_view yours;
    bool allowed;
  };
  for (const Row& row : std::vector<Row>{{"ana", "ana", false},
                                         {"ana", "ANA", false},
                                         {"Alice", "AIice", false},
                                         {"bob", "b0b", false},
                                         {"a_b", "a-b", false},
                                         {"ana", "anna", true},
                                         {"ana", "ana1", true}}) {
    Scene scene;
    scene.enter_as(row.mine);
    const MemberId other = scene.enter(Form::plain);
    scene.type(other, "/nick " + std::string(row.yours));
    BOOST_TEST((scene.room.name_of(other) == row.yours) == row.allowed, row.yours);
  }
}

BOOST_AUTO_TEST_CASE(a_wanted_name_is_given_if_it_can_be_and_guests_are_never_numbered_twice) {
  Scene scene;
  const MemberId ana = scene.enter(Form::plain, "CN=ana", "ana");
  BOOST_TEST(scene.room.name_of(ana) == "ana");
  const MemberId second = scene.enter(Form::plain, "", "ana");
  BOOST_TEST(scene.room.name_of(second) == "guest-1");
  const MemberId third = scene.enter(Form::plain, "", "server");
  BOOST_TEST(scene.room.name_of(third) == "guest-2");
  scene.go(second);
  scene.type(third, "/nick guest-3");
  BOOST_TEST(scene.room.name_of(scene.enter(Form::plain)) == "guest-4");
}

BOOST_AUTO_TEST_CASE(a_certificate_shows_as_a_mark_and_in_who) {
  Scene scene;
  const MemberId ana = scene.enter(Form::plain, "CN=ana\x1b", "ana");
  const MemberId bob = scene.enter_as("bob");
  scene.type(ana, "hello");
  BOOST_TEST(scene.last(bob) == "ana ✔: hello");
  scene.type(bob, "/who");
  BOOST_TEST(scene.last(bob) == "server ✔ localhost      ana ✔ CN=ana\\x1b      you (bob, no certificate)");
}

BOOST_AUTO_TEST_CASE(who_in_a_full_room_is_still_one_line_that_fits) {
  Scene scene;
  const MemberId json = scene.enter(Form::json);
  for (int i = 0; i < 2000; ++i) scene.enter(Form::plain);
  scene.hush();
  scene.does(json, {Command::Kind::who, "", 9});
  const RoomLine line = scene.last_json(json);
  BOOST_TEST(line.people.size() == max_people_listed);
  BOOST_TEST(line.more == 2002 - max_people_listed);
  BOOST_TEST(scene.last(json).size() <= max_json_line_bytes);
}

BOOST_AUTO_TEST_CASE(everybody_hears_the_same_lines_in_the_same_order) {
  constexpr int turns = 4000;
  Scene scene;
  std::mt19937 random(7);
  const std::vector<MemberId> listeners{scene.enter(Form::json), scene.enter(Form::json), scene.enter(Form::json)};
  std::vector<MemberId> passers_by;
  scene.hush();
  for (int turn = 0; turn < turns; ++turn) {
    const auto pick = [&](const std::vector<MemberId>& from) { return from[random() % from.size()]; };
    switch (random() % 8) {
      case 0:
        passers_by.push_back(scene.enter(random() % 2 == 0 ? Form::plain : Form::json));
        break;
      case 1:
        if (passers_by.empty()) break;
        std::swap(passers_by[random() % passers_by.size()], passers_by.back());
        scene.go(passers_by.back());
        passers_by.pop_back();
        break;
      case 2:
        scene.type(pick(listeners), "/nick n" + std::to_string(random() % 5));
        break;
      case 3:
        scene.type(console, "turn " + std::to_string(turn));
        break;
      default:
        scene.type(pick(listeners), "turn " + std::to_string(turn));
        break;
    }
  }
  const auto numbered = [&](MemberId id) {
    std::vector<std::string> lines;
    for (const std::string& heard : scene.heard(id)) {
      const RoomLine line = std::get<RoomLine>(room_line_from_json(heard));
      if (line.seq > 0) lines.push_back(std::to_string(line.seq) + ' ' + shown(line));
    }
    return lines;
  };
  const Lines reference = numbered(listeners[0]);
  BOOST_TEST(reference.size() > turns / 2U);
  for (std::size_t i = 0; i < reference.size(); ++i)
    BOOST_REQUIRE(
        reference[i].starts_with(std::to_string(i + 4) + ' '));  // three numbers went to the listeners' coming
  for (const MemberId listener : listeners)
    BOOST_TEST(numbered(listener) == reference, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
