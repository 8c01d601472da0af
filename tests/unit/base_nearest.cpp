// base/nearest.hpp: which word is suggested, and when none is.
#include "base/nearest.hpp"

#include <boost/test/unit_test.hpp>
#include <vector>

namespace {

const std::vector<std::string> options = {"--cafile", "--cert", "--key", "--keylogfile", "--listen", "-h"};

std::string suggest(std::string_view word) { return vitrine::base::nearest(word, options); }

}  // namespace

BOOST_AUTO_TEST_SUITE(base_nearest)

BOOST_AUTO_TEST_CASE(one_slip_of_each_kind_is_forgiven) {
  BOOST_TEST(suggest("--lisen") == "--listen");    // dropped
  BOOST_TEST(suggest("--lissten") == "--listen");  // doubled
  BOOST_TEST(suggest("--lizten") == "--listen");   // another letter
  BOOST_TEST(suggest("--kye") == "--key");         // swapped
  BOOST_TEST(suggest("-listen") == "--listen");    // one dash
}

BOOST_AUTO_TEST_CASE(a_word_cut_short_finds_the_whole_one) { BOOST_TEST(suggest("--keylog") == "--keylogfile"); }

BOOST_AUTO_TEST_CASE(the_word_itself_wins_over_its_neighbours) { BOOST_TEST(suggest("--key") == "--key"); }

BOOST_AUTO_TEST_CASE(a_stranger_gets_no_suggestion) {
  BOOST_TEST(suggest("--colour").empty());
  BOOST_TEST(suggest("-x").empty());
  BOOST_TEST(suggest("").empty());
  BOOST_TEST(suggest(std::string(1000, 'k')).empty());
}

BOOST_AUTO_TEST_CASE(of_two_equally_near_the_first_is_named) {
  const std::vector<std::string> pair = {"left", "heft"};
  BOOST_TEST(vitrine::base::nearest("geft", pair) == "left");
}

BOOST_AUTO_TEST_CASE(no_known_words_means_no_suggestion) { BOOST_TEST(vitrine::base::nearest("--key", {}).empty()); }

BOOST_AUTO_TEST_SUITE_END()
