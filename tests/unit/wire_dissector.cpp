// common/wire/dissector.hpp: labels up to the place where it breaks.
#include "wire/dissector.hpp"

#include <boost/test/unit_test.hpp>

#include "support/coverage.hpp"
#include "wire_structures.hpp"

using namespace tests;

namespace {

struct Dissected {
  wire::Fields fields;
  std::string broken;
};

Dissected dissect(base::View bytes) {
  wire::Dissector dissector(bytes, 0, 0);
  std::string broken = dissector.dissect<Outer>();
  return {std::move(dissector).take("rest"), std::move(broken)};
}

std::vector<std::string> names(const wire::Fields& fields) {
  std::vector<std::string> all;
  for (const wire::Field& field : fields) all.emplace_back(field.name);
  return all;
}

void expect(std::string_view hex, const std::string& broken, const std::vector<std::string>& wanted) {
  const Dissected found = dissect(base::from_hex(hex));
  BOOST_TEST(found.broken == broken);
  BOOST_TEST(names(found.fields) == wanted, boost::test_tools::per_element());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(wire_dissector)

BOOST_AUTO_TEST_CASE(a_good_structure_is_labelled_as_the_explainer_does) {
  const base::Bytes bytes = base::from_hex(whole_outer);
  wire::Explainer explainer;
  const auto whole = read<Outer>(whole_outer);
  Outer::layout(whole, explainer);
  const Dissected found = dissect(bytes);
  BOOST_TEST(found.broken.empty());
  BOOST_TEST(names(found.fields) == names(std::move(explainer).take()), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_cut_anywhere_leaves_no_byte_without_a_label_and_has_the_words_of_the_reader) {
  const base::Bytes bytes = base::from_hex(whole_outer);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const base::View cut = base::View(bytes).first(size);
    const Dissected found = dissect(cut);
    BOOST_TEST(uncovered(found.fields, size) == "", size);
    BOOST_TEST(found.broken == complaint<Outer>(cut), size);
  }
}

BOOST_AUTO_TEST_CASE(what_stands_before_the_break_keeps_its_labels) {
  expect("0102 0a", "random: 3 bytes expected, 1 left", {"colour", "rest"});
  expect("0102 0a0b0c 02aa", "name: 2 bytes expected, 1 left", {"colour", "random", "rest"});
}

BOOST_AUTO_TEST_CASE(the_whole_elements_of_a_broken_vector_keep_theirs) {
  expect("0102 0a0b0c 02aabb 0400010002 0008 0102c1c2 02", "inners: 8 bytes expected, 5 left",
         {"colour", "random", "name", "name", "numbers", "numbers", "numbers", "inners", "inners", "kind", "text",
          "text", "kind"});
}

BOOST_AUTO_TEST_CASE(a_vector_whose_element_reaches_beyond_it_breaks_there) {
  expect("0102 0a0b0c 02aabb 0400010002 0003 01 03 c1 c2c3", "text: 3 bytes expected, 1 left",
         {"colour", "random", "name", "name", "numbers", "numbers", "numbers", "inners", "kind", "rest"});
}

BOOST_AUTO_TEST_CASE(a_last_field_that_is_absent_has_no_label_and_an_empty_one_has) {
  BOOST_TEST((dissect(base::from_hex("0102 0a0b0c 01aa 020001 0000")).fields.back().name == "inners"));
  BOOST_TEST((dissect(base::from_hex("0102 0a0b0c 01aa 020001 0000 00")).fields.back().name == "more"));
}

BOOST_AUTO_TEST_CASE(bytes_behind_the_end_are_the_rest) {
  const base::Bytes bytes = base::concat({base::from_hex(whole_outer), base::from_hex("0102")});
  const Dissected found = dissect(bytes);
  BOOST_TEST(found.broken == complaint<Outer>(bytes).replace(0, 3, "after the last field"));
  BOOST_TEST(found.fields.back().name == "rest");
  BOOST_TEST(found.fields.back().size == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
