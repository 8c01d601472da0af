// trace/text, trace/style, trace/level: columns, numbers, times and signs.
#include "trace/text.hpp"

#include <boost/test/unit_test.hpp>

#include "trace/level.hpp"
#include "trace/style.hpp"

using namespace vitrine::trace;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(trace_text)

BOOST_AUTO_TEST_CASE(columns_are_what_a_terminal_shows) {
  BOOST_TEST(columns("abc") == 3u);
  BOOST_TEST(columns("→ §") == 3u);
  BOOST_TEST(columns("🔒") == 2u);
  BOOST_TEST(columns(sign(Sign::good, {.utf8 = true, .colour = true})) == 1u);
  BOOST_TEST(left("→", 4) == "→   ");
  BOOST_TEST(left("long", 2) == "long ");
  BOOST_TEST(right("7", 3) == "  7");
}

BOOST_AUTO_TEST_CASE(numbers_are_grouped_by_thousands) {
  BOOST_TEST(grouped(7) == "7");
  BOOST_TEST(grouped(999) == "999");
  BOOST_TEST(grouped(1042) == "1 042");
  BOOST_TEST(grouped(1234567) == "1 234 567");
  BOOST_TEST(count(1, "byte") == "1 byte");
  BOOST_TEST(count(2, "byte") == "2 bytes");
}

BOOST_AUTO_TEST_CASE(times_are_short) {
  BOOST_TEST(duration(2345us) == "2.3 ms");
  BOOST_TEST(duration(12s) == "12.0 s");
  BOOST_TEST(date(std::chrono::sys_days(2026y / 11 / 21) + 9h) == "2026-11-21 09:00 UTC");
}

BOOST_AUTO_TEST_CASE(lines_are_broken_between_parts) {
  const std::vector<std::string> expected{"aa, bb", "cc"};
  BOOST_TEST(wrap({"aa", "bb", "cc"}, ", ", 7) == expected, boost::test_tools::per_element());
  BOOST_TEST(wrap({}, ", ", 7).empty());
}

BOOST_AUTO_TEST_CASE(quotation_marks_cannot_be_closed_from_inside) {
  BOOST_TEST(in_quotes("a\" verified \"") == "\"a' verified '\"");
  BOOST_TEST(in_quotes("\x1b[2J") == "\"\\x1b[2J\"");
}

BOOST_AUTO_TEST_CASE(an_alert_has_its_number_once_also_where_it_is_none_of_ours) {
  BOOST_TEST(named(vitrine::tls::AlertDescription::unknown_ca) == "unknown_ca (48)");
  BOOST_TEST(named(static_cast<vitrine::tls::AlertDescription>(121)) == "ech_required (121)");
}

BOOST_AUTO_TEST_CASE(signs_have_an_ascii_form) {
  constexpr Style ascii{.utf8 = false, .colour = false};
  BOOST_TEST(sign(Sign::received, ascii) == "<-");
  BOOST_TEST(sign(Sign::sent, ascii) == "->");
  BOOST_TEST(sign(Sign::good, ascii) == "ok");
  BOOST_TEST(sign(Sign::bad, ascii) == "XX");
  BOOST_TEST(sign(Sign::encrypted, ascii) == "[enc]");
  BOOST_TEST(fit("A → B §4.2 … é✔", ascii) == "A -> B sec. 4.2 ... ?ok");
  BOOST_TEST(fit("A → B é", Style{}) == "A → B é");
}

BOOST_AUTO_TEST_CASE(levels_have_names_both_ways) {
  for (const std::string_view name : level_names) BOOST_TEST(name_of(*from_name(name)) == name);
  BOOST_TEST(!from_name("loud"));
  BOOST_TEST((Level::quiet < Level::steps && Level::steps < Level::bytes && Level::bytes < Level::secrets));
}

BOOST_AUTO_TEST_SUITE_END()
