// Questions for every state that waits, and what is made of the answers. Tests common/lesson/question.hpp.
#include "lesson/question.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <set>

#include "tls/state_tables.hpp"

namespace {

using namespace vitrine;
using lesson::Question;
using lesson::Round;

using Names = std::set<std::string_view>;

Names accepted(tls::Role role, std::string_view state) {
  Names names;
  for (const tls::Edge& edge : tls::transitions(role))
    if (edge.from == state && !edge.message.empty()) names.insert(edge.message);
  return names;
}

Names states(tls::Role role) {
  Names names{"Failed"};
  for (const tls::Edge& edge : tls::transitions(role)) names.insert({edge.from, edge.to});
  return names;
}

/// `look(role, state)` for every state of both machines.
template <class Look>
void everywhere(Look look) {
  for (const tls::Role role : {tls::Role::client, tls::Role::server})
    for (const std::string_view state : states(role)) look(role, state);
}

std::size_t wrong_choice(const Question& question) { return question.right == 0 ? 1 : 0; }

}  // namespace

BOOST_AUTO_TEST_SUITE(lesson_question)

BOOST_AUTO_TEST_CASE(every_state_that_waits_has_a_question_with_one_right_answer_and_the_others_none) {
  everywhere([](tls::Role role, std::string_view state) {
    BOOST_TEST_CONTEXT(state) {
      const Names right = accepted(role, state);
      const std::optional<Question> question = lesson::question_in(role, state);
      BOOST_REQUIRE(question.has_value() == !right.empty());
      if (!question) return;
      BOOST_TEST(question->choices.size() == 3U);
      BOOST_TEST(Names(question->choices.begin(), question->choices.end()).size() == 3U);
      BOOST_TEST(std::ranges::count_if(question->choices, [&](auto name) { return right.contains(name); }) == 1);
      BOOST_TEST(right.contains(question->choices[question->right]));
    }
  });
}

BOOST_AUTO_TEST_CASE(the_reason_names_every_message_that_is_right_with_its_section) {
  everywhere([](tls::Role role, std::string_view state) {
    const std::optional<Question> question = lesson::question_in(role, state);
    if (!question) return;
    for (const std::string_view name : accepted(role, state))
      BOOST_TEST((question->because.find(std::string(name) + " (§4.") != std::string::npos ||
                  question->because.find(std::string(name) + " (RFC 8879 §") != std::string::npos),
                 question->because);
  });
}

BOOST_AUTO_TEST_CASE(before_a_message_it_is_about_the_state_that_waits_for_it) {
  for (const tls::Role role : {tls::Role::client, tls::Role::server}) {
    for (const tls::Edge& edge : tls::transitions(role)) {
      if (edge.message.empty()) continue;
      const std::optional<Question> question = lesson::question_before(role, edge.message, Round::first);
      BOOST_REQUIRE(question.has_value());
      BOOST_TEST(question->choices[question->right] == edge.message);
    }
  }
  BOOST_TEST(!lesson::question_before(tls::Role::server, "ServerHello", Round::first).has_value());
}

BOOST_AUTO_TEST_CASE(a_second_client_hello_is_asked_for_in_start_2) {
  const auto question = lesson::question_before(tls::Role::server, "ClientHello", Round::second);
  BOOST_TEST(question->because == "in START_2 a server takes ClientHello (§4.2.2) and nothing else: Appendix A.2.");
}

BOOST_AUTO_TEST_CASE(a_server_hello_is_waited_for_in_another_state_after_a_retry) {
  const auto reason = [](Round round) {
    return lesson::question_before(tls::Role::client, "ServerHello", round)->because;
  };
  BOOST_TEST(reason(Round::first).starts_with("in WAIT_SH a client"));
  BOOST_TEST(reason(Round::second).starts_with("in WAIT_SH_2 a client"));
}

BOOST_AUTO_TEST_CASE(the_usual_message_is_asked_for_where_several_may_come) {
  const auto right = [](std::string_view state) {
    const auto question = lesson::question_in(tls::Role::client, state);
    return question->choices[question->right];
  };
  BOOST_TEST(right("WAIT_SH") == "ServerHello");
  BOOST_TEST(right("CONNECTED") == "NewSessionTicket");
  BOOST_TEST(right("WAIT_CERT") == "Certificate");
}

BOOST_AUTO_TEST_CASE(the_same_question_has_the_same_choices_and_the_right_one_is_not_always_in_one_place) {
  std::set<std::size_t> places;
  everywhere([&](tls::Role role, std::string_view state) {
    const auto question = lesson::question_in(role, state);
    if (!question) return;
    BOOST_TEST(question->shown() == lesson::question_in(role, state)->shown());
    places.insert(question->right);
  });
  BOOST_TEST(places.size() == 3U);
}

BOOST_AUTO_TEST_CASE(an_answer_is_a_letter_or_a_name) {
  const auto question = lesson::question_in(tls::Role::client, "WAIT_SH");
  BOOST_TEST(question->choice("a").value() == 0U);
  BOOST_TEST(question->choice("B").value() == 1U);
  BOOST_TEST(question->choice("c)").value() == 2U);
  BOOST_TEST(question->choice("serverhello").value() == question->right);
  for (const char* other : {"", "d", "ab", "Finishe", "1"}) BOOST_TEST(!question->choice(other).has_value());
}

BOOST_AUTO_TEST_CASE(right_and_wrong_are_told_with_the_reason) {
  const auto question = lesson::question_in(tls::Role::client, "WAIT_SH_2");
  const std::string reason = "in WAIT_SH_2 a client takes ServerHello (§4.2.3) and nothing else: Appendix A.1.";
  BOOST_TEST(question->verdict(question->right) == "Right: " + reason);
  const std::string wrong = question->verdict(wrong_choice(*question));
  BOOST_TEST(wrong.starts_with("Not " + std::string(question->choices[wrong_choice(*question)]) + " (§"));
  BOOST_TEST(wrong.ends_with(": " + reason));
}

BOOST_AUTO_TEST_CASE(a_question_is_one_line_with_letters) {
  const auto question = lesson::question_in(tls::Role::client, "WAIT_SH");
  const std::string line = question->shown();
  BOOST_TEST(line.starts_with("What may the server send next?  a) "));
  BOOST_TEST(line.find(") ServerHello") != std::string::npos);
  BOOST_TEST(lesson::question_in(tls::Role::server, "WAIT_FINISHED")->text == "What may the client send next?");
}

BOOST_AUTO_TEST_SUITE_END()
