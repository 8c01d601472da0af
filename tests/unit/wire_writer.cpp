// common/wire/writer.hpp: what is written, and that our own mistakes do not reach the wire. RFC 9846 §3.
#include <boost/test/unit_test.hpp>

#include "wire_structures.hpp"

using namespace tests;

BOOST_AUTO_TEST_SUITE(wire_writer)

BOOST_AUTO_TEST_CASE(numbers_are_written_big_endian) {
  BOOST_TEST(written(One<std::uint8_t>{0xfe}) == "fe");
  BOOST_TEST(written(One<std::uint16_t>{0x0102}) == "0102");
  BOOST_TEST(written(One<std::uint32_t>{0x01020304}) == "01020304");
  BOOST_TEST(written(One<Colour>{Colour::red}) == "0102");
}

BOOST_AUTO_TEST_CASE(lengths_are_as_wide_as_their_upper_bound) {
  BOOST_TEST(written(One<wire::Opaque<0, 255>>{{1, 2}}) == "020102");
  BOOST_TEST(written(One<wire::Opaque<0, 256>>{{1, 2}}) == "00020102");
  BOOST_TEST(written(One<wire::Opaque<0, 65536>>{{1, 2}}) == "0000020102");
  BOOST_TEST(written(One<wire::Opaque<0, 65536>>{}) == "000000");
}

BOOST_AUTO_TEST_CASE(a_long_vector_has_all_of_its_length) {
  const One<wire::Opaque<0, 16777215>> value{wire::Opaque<0, 16777215>(0x012345)};
  BOOST_TEST(written(value).substr(0, 6) == "012345");
}

BOOST_AUTO_TEST_CASE(fixed_bytes_and_a_rest_have_no_length) {
  BOOST_TEST(written(One<wire::Fixed<3>>{{{1, 2, 3}}}) == "010203");
  BOOST_TEST(written(One<wire::Rest>{{1, 2, 3}}) == "010203");
}

BOOST_AUTO_TEST_CASE(what_was_read_is_written_the_same) {
  BOOST_TEST(written(read<Outer>(whole_outer)) == base::to_hex(base::from_hex(whole_outer)));
}

BOOST_AUTO_TEST_CASE(the_last_field_of_newer_versions_is_always_written) {
  Outer outer = read<Outer>(whole_outer);
  outer.more.clear();
  BOOST_TEST(written(outer).ends_with("020000"));
}

BOOST_AUTO_TEST_CASE(a_vector_outside_its_bounds_is_our_mistake) {
  using Bounded = One<wire::Opaque<1, 4>>;
  BOOST_CHECK_THROW(wire::write_all(Bounded{}), std::logic_error);
  BOOST_CHECK_NO_THROW(wire::write_all(Bounded{{1}}));
  BOOST_CHECK_NO_THROW(wire::write_all(Bounded{{1, 2, 3, 4}}));
  BOOST_CHECK_THROW(wire::write_all(Bounded{{1, 2, 3, 4, 5}}), std::logic_error);
}

BOOST_AUTO_TEST_CASE(a_length_that_its_bytes_cannot_hold_is_our_mistake_too) {
  BOOST_CHECK_NO_THROW(wire::write_all(One<wire::Opaque<0, 255>>{wire::Opaque<0, 255>(255)}));
  BOOST_CHECK_THROW(wire::write_all(One<wire::Opaque<0, 255>>{wire::Opaque<0, 255>(256)}), std::logic_error);
  BOOST_CHECK_THROW(wire::write_all(One<wire::Opaque<0, 65535>>{wire::Opaque<0, 65535>(65536)}), std::logic_error);
}

BOOST_AUTO_TEST_CASE(a_vector_of_numbers_is_bounded_in_bytes) {
  using Numbers = One<wire::Vector<std::uint16_t, 2, 6>>;
  BOOST_CHECK_THROW(wire::write_all(Numbers{}), std::logic_error);
  BOOST_CHECK_NO_THROW(wire::write_all(Numbers{{1, 2, 3}}));
  BOOST_CHECK_THROW(wire::write_all(Numbers{{1, 2, 3, 4}}), std::logic_error);
}

BOOST_AUTO_TEST_CASE(a_mistake_deep_inside_is_found) {
  const One<wire::Vector<Inner, 0, 255>> nested{{Inner{1, {1, 2, 3, 4}}}};
  BOOST_CHECK_THROW(wire::write_all(nested), std::logic_error);
}

BOOST_AUTO_TEST_SUITE_END()
