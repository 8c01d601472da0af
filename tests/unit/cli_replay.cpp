// What `vitrine replay` shows.
#include <boost/test/unit_test.hpp>

#include "cli/replay_screen.hpp"
#include "trace_events.hpp"

namespace {

using namespace vitrine;

struct Shown : tests::Screen {
  bool good;
  Shown(const replay::Vectors& trace, const cli::ReplayScreen::Options& options)
      : good(cli::ReplayScreen(options, out()).show(trace)) {}
};

replay::Vectors with(std::string_view old_text, std::string_view new_text) {
  std::string text(replay::text_of("simple_1rtt"));
  text.replace(text.find(old_text), old_text.size(), new_text);
  return replay::parse_vectors(text, "changed");
}

const std::string main_secret = "18df06843d13a08bf2a449844c5f8a478001bc4d4c627984d5a41da8d0402919";

}  // namespace

BOOST_AUTO_TEST_SUITE(cli_replay)

BOOST_AUTO_TEST_CASE(a_sign_stands_beside_each_value) {
  const Shown shown(replay::load("simple_1rtt"), {});
  BOOST_TEST(shown.good);
  BOOST_TEST(shown.shows("= " + main_secret + " ✔"));
  BOOST_TEST(shown.shows("── 1. The client makes a key pair and says ClientHello ──"));
  BOOST_TEST(shown.shows("✔ client.record.1, 201 bytes as in the RFC"));
  BOOST_TEST(shown.lines.back().ends_with("values as in the RFC, none different."));
}

BOOST_AUTO_TEST_CASE(a_value_other_than_the_rfcs_is_shown_beside_it_at_every_level) {
  const replay::Vectors wrong = with("secret.main = 18df", "secret.main = 28df");
  for (const trace::Level level : {trace::Level::quiet, trace::Level::steps, trace::Level::bytes}) {
    const Shown shown(wrong, {.level = level});
    BOOST_TEST(!shown.good);
    BOOST_TEST(shown.shows("✘ secret.main, 32 bytes other than in the RFC"));
    BOOST_TEST(shown.lines.back().ends_with("1 different."));
  }
  const Shown shown(wrong, {});
  BOOST_TEST(shown.shows("= " + main_secret + " ✘ the RFC has 28df"));
}

BOOST_AUTO_TEST_CASE(values_are_shown_at_the_level_secrets_alone) {
  BOOST_TEST(!Shown(replay::load("simple_1rtt"), {.level = trace::Level::bytes}).shows(main_secret));
}

BOOST_AUTO_TEST_CASE(a_trace_that_is_refused_says_why) {
  const Shown shown(with("1703030035", "1703030034"), {.role = tls::Role::server});
  BOOST_TEST(!shown.good);
  BOOST_TEST(shown.lines.back().starts_with("✘ Refused: "));
}

BOOST_AUTO_TEST_CASE(without_utf8_everything_is_ascii) {
  const Shown shown(replay::load("resumed_0rtt"), {.role = tls::Role::server, .style = {false, false}});
  for (const std::string& line : shown.lines)
    BOOST_TEST(std::ranges::all_of(line, [](char c) { return c >= ' ' && c <= '~'; }), line);
  BOOST_TEST(shown.lines.back().starts_with("ok "));
}

BOOST_AUTO_TEST_SUITE_END()
