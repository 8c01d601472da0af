// common/wire/reader.hpp: what is read, and what each refusal says. RFC 9846 §3.
#include <boost/test/unit_test.hpp>

#include "wire_structures.hpp"

using namespace tests;

namespace {

// a field of each kind, alone
using Short = One<wire::Opaque<1, 4>>;
using Medium = One<wire::Opaque<0, 65535>>;
using Long = One<wire::Opaque<0, 16777215>>;
using Numbers = One<wire::Vector<std::uint16_t, 2, 6>>;
using Triples = One<wire::Vector<wire::Fixed<3>, 0, 9>>;
using Inners = One<wire::Vector<Inner, 0, 255>>;

}  // namespace

BOOST_AUTO_TEST_SUITE(wire_reader)

static_assert(wire::length_bytes(1) == 1 && wire::length_bytes(255) == 1);
static_assert(wire::length_bytes(256) == 2 && wire::length_bytes(65535) == 2);
static_assert(wire::length_bytes(65536) == 3 && wire::length_bytes(16777215) == 3);

BOOST_AUTO_TEST_CASE(numbers_are_big_endian_and_as_wide_as_their_type) {
  BOOST_TEST(read<One<std::uint8_t>>("fe").field == 0xfe);
  BOOST_TEST(read<One<std::uint16_t>>("0102").field == 0x0102);
  BOOST_TEST(read<One<std::uint32_t>>("01020304").field == 0x01020304U);
  BOOST_TEST((read<One<Colour>>("0102").field == Colour::red));
}

BOOST_AUTO_TEST_CASE(three_bytes_are_a_number_too) {
  BOOST_TEST(read<One<wire::Uint24>>("010203").field.value == 0x010203U);
  BOOST_TEST(base::to_hex(wire::write_all(One<wire::Uint24>{{0xfffefd}})) == "fffefd");
  BOOST_CHECK_THROW(read<One<wire::Uint24>>("0102"), wire::DecodeError);
}

BOOST_AUTO_TEST_CASE(an_unknown_enumerator_is_kept) {
  BOOST_TEST(static_cast<unsigned>(read<One<Colour>>("beef").field) == 0xbeefU);
}

BOOST_AUTO_TEST_CASE(every_kind_of_field_is_read) {
  const auto outer = read<Outer>(whole_outer);
  BOOST_TEST((outer.colour == Colour::red));
  BOOST_TEST(base::to_hex(outer.random) == "0a0b0c");
  BOOST_TEST(base::to_hex(outer.name) == "aabb");
  BOOST_TEST((outer.numbers == wire::Vector<std::uint16_t, 2, 6>{1, 2}));
  BOOST_TEST_REQUIRE(outer.inners.size() == 2U);
  BOOST_TEST(base::to_hex(outer.inners[0].text) == "c1c2");
  BOOST_TEST(outer.inners[1].kind == 2);
  BOOST_TEST(outer.inners[1].text.empty());
  BOOST_TEST_REQUIRE(outer.more.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_number_that_is_cut_is_named) {
  BOOST_TEST(complaint<One<std::uint16_t>>("01") == "field: 2 bytes expected, 1 left");
  BOOST_TEST(complaint<One<std::uint32_t>>("") == "field: 4 bytes expected, 0 left");
  BOOST_TEST(complaint<One<wire::Fixed<32>>>("00112233") == "field: 32 bytes expected, 4 left");
}

BOOST_AUTO_TEST_CASE(trailing_bytes_are_refused) {
  BOOST_TEST(complaint<One<std::uint8_t>>("0102") == "end: 1 bytes too many");
  BOOST_TEST(complaint<Short>("01aa 010203") == "end: 3 bytes too many");
}

BOOST_AUTO_TEST_CASE(a_length_outside_its_bounds_is_refused_before_the_bytes_are_looked_for) {
  BOOST_TEST(complaint<Short>("00") == "field: length 0 is outside <1..4>");
  BOOST_TEST(complaint<Short>("05") == "field: length 5 is outside <1..4>");
  BOOST_TEST(complaint<Short>("01 aa").empty());
  BOOST_TEST(complaint<Short>("04 aabbccdd").empty());
}

BOOST_AUTO_TEST_CASE(a_length_that_reaches_beyond_the_end_is_refused) {
  BOOST_TEST(complaint<Short>("02 aa") == "field: 2 bytes expected, 1 left");
  BOOST_TEST(complaint<Short>("") == "field: 1 bytes expected, 0 left");
  BOOST_TEST(complaint<Medium>("00") == "field: 2 bytes expected, 1 left");
  BOOST_TEST(complaint<Long>("ffffff") == "field: 16777215 bytes expected, 0 left");
}

BOOST_AUTO_TEST_CASE(lengths_of_two_and_three_bytes_are_read) {
  BOOST_TEST(base::to_hex(read<Medium>("0002 aabb").field) == "aabb");
  BOOST_TEST(base::to_hex(read<Long>("000002 aabb").field) == "aabb");
}

BOOST_AUTO_TEST_CASE(a_vector_whose_length_is_no_multiple_of_its_element_is_refused) {
  BOOST_TEST(complaint<Numbers>("03 000102") == "field: 2 bytes expected, 1 left");
  BOOST_TEST(complaint<Triples>("04 00010203") == "field: 3 bytes expected, 1 left");
}

BOOST_AUTO_TEST_CASE(the_bounds_of_a_vector_are_bytes_not_elements) {
  BOOST_TEST(complaint<Numbers>("06 000100020003").empty());
  BOOST_TEST(complaint<Numbers>("08 0001000200030004") == "field: length 8 is outside <2..6>");
  BOOST_TEST(complaint<Numbers>("00") == "field: length 0 is outside <2..6>");
}

BOOST_AUTO_TEST_CASE(a_nested_length_cannot_reach_out_of_the_vector_it_stands_in) {
  BOOST_TEST(complaint<Inners>("03 01 02 aa") == "text: 2 bytes expected, 1 left");
  // there are bytes behind the vector, but they belong to somebody else
  BOOST_TEST(complaint<Outer>("0102 0a0b0c 01aa 020001 0003 01 02 aa 03 01 01 ff") == "text: 2 bytes expected, 1 left");
}

BOOST_AUTO_TEST_CASE(an_innermost_field_that_is_wrong_is_the_one_named) {
  BOOST_TEST(complaint<Inners>("02 01 04") == "text: length 4 is outside <0..3>");
  BOOST_TEST(complaint<Inners>("03 0100 02") == "text: 1 bytes expected, 0 left");
}

BOOST_AUTO_TEST_CASE(the_last_field_of_newer_versions_may_be_absent) {
  const auto outer = read<Outer>("0102 0a0b0c 02aabb 0400010002 0000");
  BOOST_TEST(outer.more.empty());
  BOOST_TEST(complaint<Outer>("0102 0a0b0c 02aabb 0400010002 0000 00").empty());
  BOOST_TEST(complaint<Outer>("0102 0a0b0c 02aabb 0400010002 0000 01") == "more: 1 bytes expected, 0 left");
}

BOOST_AUTO_TEST_CASE(a_rest_takes_all_there_is) {
  BOOST_TEST(base::to_hex(read<One<wire::Rest>>("00ff00").field) == "00ff00");
  BOOST_TEST(read<One<wire::Rest>>("").field.empty());
}

BOOST_AUTO_TEST_CASE(a_structure_cut_anywhere_is_refused_but_where_it_may_end) {
  const base::Bytes whole = base::from_hex(whole_outer);
  const std::size_t before_tail = whole.size() - 4;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const bool refused = !complaint<Outer>(base::View(whole).first(size)).empty();
    BOOST_TEST(refused == (size != before_tail), "cut to " << size << " bytes");
  }
  BOOST_TEST(complaint<Outer>(whole_outer).empty());
}

BOOST_AUTO_TEST_CASE(a_vector_that_is_read_into_twice_holds_the_second_alone) {
  Numbers value{{7, 8, 9}};
  const base::Bytes bytes = base::from_hex("020001");
  wire::Reader reader(bytes);
  reader("field", value.field);
  BOOST_TEST((value.field == wire::Vector<std::uint16_t, 2, 6>{1}));
}

BOOST_AUTO_TEST_SUITE_END()
