// daemon/table and daemon/hall: one order for guests at any table, and answers when all tables have what was said.
// The threads are contexts that the test runs by hand, in the worst order it can think of.
#include "daemon/table.hpp"

#include <boost/asio/dispatch.hpp>
#include <boost/test/unit_test.hpp>
#include <new>

#include "chat/plain.hpp"
#include "daemon/hall.hpp"

namespace {

using namespace vitrine;
using daemon::Hall;
using daemon::Table;

/// What was delivered to it, and how often it was answered.
struct Listener : daemon::Guest {
  void deliver(chat::SharedLine line) override {
    if (no_memory) throw std::bad_alloc();
    heard.push_back(line->substr(0, line->find('\n')));
  }
  void undeliverable(std::exception_ptr trouble) override { lost = trouble != nullptr; }
  void answered(std::exception_ptr trouble) override {
    ++answers;
    failed = trouble != nullptr;
  }
  std::vector<std::string> heard;
  int answers = 0;
  bool failed = false;
  bool no_memory = false;
  bool lost = false;
};

/// A hall on one context, two tables on two others, and a guest at each.
struct Party {
  Party() {
    one.enter(1, ana, {});
    run(hall_side);
    two.enter(2, ben, {});
    run_all();
    ana.heard.clear();
    ben.heard.clear();
    ana.answers = ben.answers = 0;
  }
  static void run(boost::asio::io_context& context) {
    context.restart();
    context.poll();
  }
  void run_all() {
    for (int i = 0; i < 3; ++i) {
      for (auto* side : {&hall_side, &side_one, &side_two}) run(*side);
    }
  }

  boost::asio::io_context hall_side;
  boost::asio::io_context side_one;
  boost::asio::io_context side_two;
  Hall hall{"localhost", [this](std::string_view line) { window.emplace_back(line); }};
  Table one{hall, {hall_side.get_executor(), side_one.get_executor()}};
  Table two{hall, {hall_side.get_executor(), side_two.get_executor()}};
  Listener ana;
  Listener ben;
  std::vector<std::string> window;
};

std::vector<chat::Command> say(const std::string& words) {
  return {{.kind = chat::Command::Kind::say, .text = words, .id = {}}};
}

using Lines = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(daemon_table)

BOOST_AUTO_TEST_CASE(nothing_is_touched_on_another_thread_than_its_own) {
  Party party;
  party.one.hear(1, say("hello"));
  Party::run(party.side_one);
  Party::run(party.side_two);
  BOOST_TEST(party.window.back() != "guest-1: hello");  // the hall has not run yet
  Party::run(party.hall_side);
  BOOST_TEST(party.window.back() == "guest-1: hello");
  BOOST_TEST(party.ben.heard.empty());  // his table has not run yet
  Party::run(party.side_two);
  BOOST_TEST(party.ben.heard == Lines{"guest-1: hello"});
}

BOOST_AUTO_TEST_CASE(what_was_said_is_answered_when_every_table_has_it) {
  Party party;
  party.one.hear(1, say("hello"));
  Party::run(party.hall_side);
  Party::run(party.side_one);
  BOOST_TEST(party.ana.answers == 0);
  Party::run(party.side_two);
  Party::run(party.side_one);
  BOOST_TEST(party.ana.answers == 1);
  BOOST_TEST(party.ben.answers == 0);
}

BOOST_AUTO_TEST_CASE(the_answer_comes_behind_what_is_for_the_asker) {
  Party party;
  party.one.hear(1, {{.kind = chat::Command::Kind::who, .text = "", .id = {}}});
  Party::run(party.hall_side);
  Party::run(party.side_one);
  BOOST_TEST(party.ana.heard.size() == 1U);
  BOOST_TEST(party.ana.answers == 1);
}

BOOST_AUTO_TEST_CASE(who_is_alone_or_not_there_is_answered_too) {
  Party party;
  party.two.leave(2, "");
  party.run_all();
  BOOST_TEST(party.ben.answers == 1);
  party.one.hear(1, say("anybody?"));
  party.two.hear(2, say("I am not here"));
  party.run_all();
  BOOST_TEST(party.ana.answers == 1);
  BOOST_TEST(party.ben.answers == 2);
  BOOST_TEST(party.window.back() == "guest-1: anybody?");
}

BOOST_AUTO_TEST_CASE(all_hear_one_order_whichever_thread_is_late) {
  Party party;
  party.one.hear(1, say("a"));
  party.two.hear(2, say("b"));
  Party::run(party.hall_side);
  party.hall.announce("c");
  party.one.hear(1, say("d"));
  party.run_all();
  BOOST_TEST(party.ben.heard == (Lines{"guest-1: a", "-- c", "guest-1: d"}));
  BOOST_TEST(party.ana.heard == (Lines{"guest-2: b", "-- c"}));
}

BOOST_AUTO_TEST_CASE(who_is_forgotten_gets_nothing_more) {
  Party party;
  party.one.hear(1, say("too late"));
  Party::run(party.hall_side);
  party.two.forget(2);
  party.run_all();
  BOOST_TEST(party.ben.heard.empty());
  BOOST_TEST(party.ana.answers == 1);
}

BOOST_AUTO_TEST_CASE(who_cannot_be_given_a_line_is_told_and_nobody_else_is_troubled) {
  Party party;
  Listener eve;
  party.two.enter(3, eve, {});
  party.run_all();
  party.ben.no_memory = true;
  party.one.hear(1, say("hello"));
  party.run_all();
  BOOST_TEST(party.ben.lost);
  BOOST_TEST(eve.heard.back() == "guest-1: hello");
  BOOST_TEST(!eve.lost);
  BOOST_TEST(party.ana.answers == 1);
  BOOST_TEST(!party.ana.failed);
}

BOOST_AUTO_TEST_CASE(when_the_hall_is_closed_all_hear_why_and_only_the_operator_hears_who_leaves) {
  Party party;
  party.hall.close("the server stops");
  party.two.leave(2, "");
  party.run_all();
  BOOST_TEST(party.ana.heard == Lines{"-- the server stops"});
  BOOST_TEST(party.ben.heard == Lines{"-- the server stops"});
  BOOST_TEST(party.ben.answers == 1);
  BOOST_TEST(party.window.back() == "-- guest-2 left");
}

BOOST_AUTO_TEST_CASE(on_one_thread_all_but_answers_is_a_call) {
  boost::asio::io_context only;
  Hall hall("localhost", [](std::string_view) {});
  Table table(hall, {only.get_executor(), only.get_executor()});
  Listener ana;
  boost::asio::dispatch(only, [&] {
    table.enter(1, ana, {});
    BOOST_TEST(ana.heard.size() == 1U);
    table.hear(1, say("hello"));
    table.leave(1, "");
    BOOST_TEST(ana.answers == 0);
  });
  only.poll();
  BOOST_TEST(ana.answers == 3);
}

BOOST_AUTO_TEST_CASE(several_lines_are_one_bundle_and_one_answer) {
  Party party;
  std::vector<chat::Command> lines = say("a");
  lines.push_back(say("b").front());
  party.one.hear(1, lines);
  Party::run(party.hall_side);
  party.side_two.restart();
  BOOST_TEST(party.side_two.poll() == 1U);
  BOOST_TEST(party.ben.heard == (Lines{"guest-1: a", "guest-1: b"}));
  party.run_all();
  BOOST_TEST(party.ana.answers == 1);
}

BOOST_AUTO_TEST_SUITE_END()
