// A handshake told flight by flight, with answers. Tests common/lesson/scene.hpp.
#include "lesson/scene.hpp"

#include <boost/test/unit_test.hpp>

#include "unit/trace_events.hpp"

using namespace tests;
using vitrine::lesson::Scene;

namespace {

struct Fixture {
  bool shows(std::string_view text) const { return screen.shows(text); }

  /// A client's hello, with a view that has a line for it.
  void hello() {
    send(scene, client_hello());
    scene.line("a hello");
  }
  void server_hello_comes() {
    scene.line("an answer");
    receive(scene, server_hello());
  }

  Screen screen;
  Scene scene{{tls::Role::client, {}, screen.out()}};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(lesson_scene, Fixture)

BOOST_AUTO_TEST_CASE(nothing_is_shown_before_the_pause) {
  BOOST_TEST(!scene.has_flight());
  hello();
  BOOST_TEST(scene.has_flight());
  BOOST_TEST(screen.lines.empty());
  scene.pause("WAIT_SH");
  BOOST_TEST(shows("a hello"));
  BOOST_TEST(shows("About to send: ClientHello"));
  BOOST_TEST(!shows("has sent"));
  BOOST_TEST(scene.asking());
}

BOOST_AUTO_TEST_CASE(what_came_is_told_and_asked_about_before_what_goes) {
  hello();
  scene.pause("WAIT_SH");
  BOOST_TEST(scene.answer(""));
  BOOST_TEST(!scene.asking());
  scene.sent();
  screen.lines.clear();
  server_hello_comes();
  hello();
  scene.line("behind it");
  scene.pause("WAIT_SH_2");
  BOOST_TEST(shows("an answer"));
  BOOST_TEST(shows("The server has sent: ServerHello."));
  BOOST_TEST(!shows("About to send"));
  BOOST_TEST(scene.answer(""));
  BOOST_TEST(shows("About to send"));
  BOOST_TEST(shows("behind it"));
  BOOST_TEST(scene.asking());
  BOOST_TEST(scene.answer(""));
  BOOST_TEST(!scene.asking());
}

BOOST_AUTO_TEST_CASE(right_wrong_and_neither) {
  hello();
  scene.pause("WAIT_SH_2");
  BOOST_TEST(scene.answer("perhaps"));
  BOOST_TEST(scene.asking());
  BOOST_TEST(shows("I take a, b or c"));
  BOOST_TEST(scene.answer("serverhello"));
  BOOST_TEST(shows("✔ Right: in WAIT_SH_2 a client takes ServerHello"));
  scene.pause("WAIT_SH_2");
  BOOST_TEST(scene.answer("certificate"));
  BOOST_TEST(shows("✘ Not Certificate (§4.5.1): in WAIT_SH_2"));
}

BOOST_AUTO_TEST_CASE(the_viewer_can_leave) {
  hello();
  scene.pause("WAIT_SH");
  BOOST_TEST(!scene.answer("q"));
  BOOST_TEST(!scene.answer("exit"));
}

BOOST_AUTO_TEST_CASE(once_released_lines_are_shown_as_they_come) {
  scene.line("kept");
  scene.release();
  scene.line("at once");
  BOOST_TEST(screen.lines == (std::vector<std::string>{"kept", "at once"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_server_tells_of_its_client_and_says_whose_session_it_is) {
  Scene server({tls::Role::server, {}, screen.out(), "session 2: "});
  receive(server, client_hello());
  send(server, server_hello());
  server.pause("WAIT_FINISHED");
  BOOST_TEST(shows("session 2: The client has sent: ClientHello."));
  BOOST_TEST(shows("session 2: What may the server send next?"));
  BOOST_TEST(server.answer("serverhello"));
  BOOST_TEST(shows("session 2: About to send: ServerHello"));
  BOOST_TEST(shows("session 2: What may the client send next?"));
}

BOOST_AUTO_TEST_SUITE_END()
