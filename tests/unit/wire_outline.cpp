// common/wire/outline.hpp: a structure as the RFC writes it.
#include "wire/outline.hpp"

#include <boost/test/unit_test.hpp>

#include "wire_structures.hpp"

using namespace tests;

BOOST_AUTO_TEST_SUITE(wire_outline)

BOOST_AUTO_TEST_CASE(each_kind_of_field_stands_there_with_its_bounds_and_elements_below_their_vector) {
  std::vector<std::string> lines;
  for (const wire::OutlinedField& field : wire::Outline::of<Outer>())
    lines.push_back(std::string(2 * static_cast<std::size_t>(field.depth), ' ') + field.name);
  const std::vector<std::string> expected{"colour", "random[3]",    "name<1..4>",   "numbers<2..6>", "inners<0..65535>",
                                          "  kind", "  text<0..3>", "more<0..255>", "  kind",        "  text<0..3>"};
  BOOST_TEST(lines == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_field_to_the_end_and_three_bytes_are_told) {
  BOOST_TEST(wire::Outline::of<One<wire::Rest>>().front().name == "field[to the end]");
  BOOST_TEST(wire::Outline::of<One<wire::Uint24>>().front().name == "field");
}

BOOST_AUTO_TEST_SUITE_END()
