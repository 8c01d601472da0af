// What the daemon makes of a line that its operator types.
#include "daemon/typed.hpp"

#include <boost/test/unit_test.hpp>

#include "chat/plain.hpp"

namespace {

using namespace vitrine;
using daemon::ChangeLevel;
using daemon::parse_typed;
using daemon::ShowState;

bool is_mistake(std::string_view line) { return std::holds_alternative<daemon::Mistake>(parse_typed(line)); }

chat::Command::Kind kind_of(std::string_view line) { return std::get<chat::Command>(parse_typed(line)).kind; }

}  // namespace

BOOST_AUTO_TEST_SUITE(daemon_typed)

BOOST_AUTO_TEST_CASE(a_level_is_changed_or_asked_for) {
  BOOST_TEST((std::get<ChangeLevel>(parse_typed("/level  secrets ")).level == trace::Level::secrets));
  BOOST_TEST(!std::get<ChangeLevel>(parse_typed("/level")).level.has_value());
  BOOST_TEST(!std::get<ChangeLevel>(parse_typed("/level loud")).level.has_value());
}

BOOST_AUTO_TEST_CASE(a_state_is_that_of_one_session_or_of_whichever_there_are) {
  BOOST_TEST((std::get<ShowState>(parse_typed("/state 12")).session == 12U));
  BOOST_TEST(!std::get<ShowState>(parse_typed("/state")).session.has_value());
  for (const char* line : {"/state x", "/state 1 2", "/state -1", "/state 99999999999999999999"})
    BOOST_TEST(is_mistake(line), line);
}

BOOST_AUTO_TEST_CASE(everything_else_is_the_rooms) {
  using Kind = chat::Command::Kind;
  BOOST_TEST((kind_of("/statement") == chat::parse_typed("/statement").kind));
  BOOST_TEST((kind_of("hello") == Kind::say));
  BOOST_TEST((kind_of("exit") == Kind::exit));
  BOOST_TEST((kind_of("/help") == Kind::help));
}

BOOST_AUTO_TEST_SUITE_END()
