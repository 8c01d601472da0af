// common/wire/explainer.hpp: which bytes are which field.
#include <boost/test/unit_test.hpp>

#include "support/coverage.hpp"
#include "wire_structures.hpp"

using namespace tests;

namespace {

wire::Fields explain(const Outer& outer) {
  wire::Explainer explainer;
  Outer::layout(outer, explainer);
  return std::move(explainer).take();
}

/// "offset+size name", indented by depth, with = for a length and : for a group.
std::string line(const wire::Field& field) {
  constexpr std::string_view marks[] = {"", "=", ":"};
  return std::string(2 * static_cast<std::size_t>(field.depth), ' ') + std::to_string(field.offset) + "+" +
         std::to_string(field.size) + " " + std::string(field.name) +
         std::string(marks[static_cast<std::size_t>(field.part)]);
}

void expect(const wire::Fields& fields, const std::vector<std::string>& wanted) {
  std::vector<std::string> lines;
  for (const wire::Field& field : fields) lines.push_back(line(field));
  BOOST_CHECK_EQUAL_COLLECTIONS(lines.begin(), lines.end(), wanted.begin(), wanted.end());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(wire_explainer)

BOOST_AUTO_TEST_CASE(every_kind_of_field_is_labelled_with_its_bytes) {
  expect(explain(read<Outer>(whole_outer)),
         {"0+2 colour",   "2+3 random",   "5+1 name=",   "6+2 name",     "8+1 numbers=", "9+2 numbers",  "11+2 numbers",
          "13+2 inners=", "15+4 inners:", "  15+1 kind", "  16+1 text=", "  17+2 text",  "19+2 inners:", "  19+1 kind",
          "  20+1 text=", "21+1 more=",   "22+3 more:",  "  22+1 kind",  "  23+1 text=", "  24+1 text"});
}

BOOST_AUTO_TEST_CASE(the_labels_cover_every_byte_once) {
  const base::Bytes whole = base::from_hex(whole_outer);
  BOOST_TEST(uncovered(explain(read<Outer>(whole_outer)), whole.size()) == "");
}

BOOST_AUTO_TEST_CASE(offsets_and_depths_begin_where_they_are_told_to) {
  wire::Explainer explainer(4, 1);
  explainer("field", std::uint16_t{7});
  expect(std::move(explainer).take(), {"  4+2 field"});
}

BOOST_AUTO_TEST_CASE(groups_may_be_nested) {
  wire::Explainer explainer;
  explainer.group("outer", [&] {
    explainer.length("data", 2);
    explainer.group("inner", [&] { explainer.value("data", 3); });
  });
  explainer.value("nothing", 0);
  expect(std::move(explainer).take(), {"0+5 outer:", "  0+2 data=", "  2+3 inner:", "    2+3 data"});
}

BOOST_AUTO_TEST_SUITE_END()
