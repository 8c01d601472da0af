// TCP that is made up and TCP that is read: packets with right headers, link layers, swapped and repeated segments.
#include <boost/test/unit_test.hpp>

#include "capture/reassembly.hpp"
#include "capture/tcp_header.hpp"
#include "capture/tcp_stream.hpp"
#include "capture/tcp_writer.hpp"

namespace {

namespace base = vitrine::base;
using namespace vitrine::capture;

const Endpoint client{"127.0.0.1", 51544};
const Endpoint server{"127.0.0.1", 4444};

/// Without checking any sum; those are Wireshark's to check, in tests/interop.
Segment segment_of(const base::Bytes& bytes, LinkType link = LinkType::raw) {
  const auto segment = segment_in({link, {}, bytes, false, {}});
  BOOST_REQUIRE(segment.has_value());
  return *segment;
}

std::string text_of(base::View bytes) { return std::string(base::text_of(bytes)); }

}  // namespace

BOOST_AUTO_TEST_SUITE(capture_tcp)

BOOST_AUTO_TEST_CASE(a_connection_counts_every_byte_and_acknowledges_it) {
  TcpWriter tcp(client, server, 1000);
  const auto opening = tcp.open();
  BOOST_REQUIRE(opening.size() == 3);
  BOOST_TEST(segment_of(opening[0].bytes).sequence == 1000U);
  BOOST_TEST(segment_of(opening[2].bytes).sequence == 1001U);
  const auto hello = tcp.data(Side::client, base::view_of("hello"));
  BOOST_REQUIRE(hello.size() == 1);
  const Segment segment = segment_of(hello[0].bytes);
  BOOST_TEST((segment.from == client && segment.to == server));
  BOOST_TEST(text_of(segment.payload) == "hello");
  const auto goodbye = tcp.close(Side::client);
  BOOST_TEST(segment_of(goodbye[0].bytes).sequence == 1006U);
  BOOST_TEST((segment_of(goodbye[0].bytes).flags & tcp_flag::fin) != 0);
}

BOOST_AUTO_TEST_CASE(what_fits_into_no_packet_goes_into_several) {
  TcpWriter tcp({"::1", 1}, {"::1", 2}, 0);
  const base::Bytes much(100'000, 0x5a);
  base::Bytes got;
  for (const auto& packet : tcp.data(Side::server, much)) base::append(got, segment_of(packet.bytes).payload);
  BOOST_TEST((got == much));
}

BOOST_AUTO_TEST_CASE(an_address_that_is_gone_takes_the_family_of_the_other) {
  TcpWriter tcp({"::1", 1}, {"gone", 0}, 0);
  BOOST_TEST(segment_of(tcp.reset(Side::client).bytes).to.is_v6);
}

BOOST_AUTO_TEST_CASE(every_link_layer_leads_to_the_same_segment) {
  const base::Bytes ip = TcpWriter(client, server, 7).data(Side::client, base::view_of("x"))[0].bytes;
  const base::Bytes ethernet = base::concat({base::Bytes(12, 0xee), base::Bytes{0x08, 0}, ip, base::Bytes(6, 0)});
  const base::Bytes tagged =
      base::concat({base::Bytes(12, 0xee), base::Bytes{0x81, 0, 0, 5, 0x88, 0xa8, 0, 6, 0x08, 0}, ip});
  const base::Bytes cooked = base::concat({base::Bytes(14, 0), base::Bytes{0x08, 0}, ip});
  const base::Bytes cooked2 = base::concat({base::Bytes{0x08, 0}, base::Bytes(18, 0), ip});
  const base::Bytes null = base::concat({base::Bytes{2, 0, 0, 0}, ip});
  for (const auto& [link, bytes] : {std::pair(LinkType::ethernet, ethernet),
                                    {LinkType::ethernet, tagged},
                                    {LinkType::linux_sll, cooked},
                                    {LinkType::linux_sll2, cooked2},
                                    {LinkType::null, null},
                                    {LinkType::loop, null},
                                    {LinkType::ipv4, ip}}) {
    const Segment segment = segment_of(bytes, link);
    BOOST_TEST((segment.from == client && segment.sequence == 7));
    BOOST_TEST(text_of(segment.payload) == "x");
  }
}

BOOST_AUTO_TEST_CASE(what_is_no_whole_tcp_segment_is_none) {
  const base::Bytes ip = TcpWriter(client, server, 7).data(Side::client, base::view_of("x"))[0].bytes;
  for (std::size_t size = 0; size < ip.size() - 1; ++size)
    BOOST_TEST(!segment_in({LinkType::raw, {}, base::View(ip).first(size), true, {}}));
  const auto refuses = [&](std::size_t at, std::uint8_t value) {
    base::Bytes changed = ip;
    changed[at] = value;
    return !segment_in({LinkType::raw, {}, changed, false, {}});
  };
  BOOST_TEST(refuses(0, 0x55));   // another version
  BOOST_TEST(refuses(0, 0x44));   // a header that is too short
  BOOST_TEST(refuses(3, 10));     // a packet shorter than its header
  BOOST_TEST(refuses(7, 1));      // a later fragment
  BOOST_TEST(refuses(9, 17));     // UDP
  BOOST_TEST(refuses(32, 0x40));  // a TCP header that is too short
}

BOOST_AUTO_TEST_CASE(ipv6_extension_headers_are_passed) {
  base::Bytes ip = TcpWriter({"::1", 1}, {"::2", 2}, 7).data(Side::client, base::view_of("x"))[0].bytes;
  ip[6] = 0;  // hop-by-hop options
  ip[5] = static_cast<std::uint8_t>(ip[5] + 8);
  const base::Bytes options{tcp_protocol, 0, 1, 4, 0, 0, 0, 0};
  ip.insert(ip.begin() + 40, options.begin(), options.end());
  BOOST_TEST(text_of(segment_of(ip).payload) == "x");
}

BOOST_AUTO_TEST_CASE(segments_come_together_in_any_order) {
  Reassembly stream;
  stream.begins_at(0xfffffffe);  // numbers wrap around
  BOOST_TEST(text_of(stream.add(2, base::view_of("efg"))) == "");
  BOOST_TEST(stream.has_gap());
  BOOST_TEST(text_of(stream.add(0xfffffffe, base::view_of("ab"))) == "ab");
  BOOST_TEST(text_of(stream.add(0xfffffffe, base::view_of("abcd"))) == "cdefg");
  BOOST_TEST(text_of(stream.add(0, base::view_of("XX"))) == "");
  BOOST_TEST(!stream.has_gap());
}

BOOST_AUTO_TEST_CASE(a_segment_that_waits_may_overlap_what_came_meanwhile) {
  Reassembly stream;
  stream.begins_at(0);
  BOOST_TEST(text_of(stream.add(3, base::view_of("de"))) == "");
  BOOST_TEST(text_of(stream.add(3, base::view_of("XXf"))) == "");  // of two versions the first counts
  BOOST_TEST(text_of(stream.add(0, base::view_of("abcd"))) == "abcdef");
}

BOOST_AUTO_TEST_CASE(what_waits_is_bounded) {
  Reassembly stream;
  stream.begins_at(0);
  const base::Bytes piece(60'000, 1);
  for (std::uint32_t i = 1; i < 100; ++i) stream.add(i * 60'000, piece);
  BOOST_TEST(stream.add(0, piece).empty());
  BOOST_TEST(stream.has_gap());
}

BOOST_AUTO_TEST_CASE(the_same_two_ends_may_meet_twice) {
  std::vector<base::Bytes> bytes;
  for (const std::uint32_t begin : {1U, 5000U}) {
    TcpWriter tcp(client, server, begin);
    for (auto& packet : tcp.open()) bytes.push_back(packet.bytes);
    for (auto& packet : tcp.close(Side::server)) bytes.push_back(packet.bytes);
  }
  std::vector<Packet> packets;
  packets.reserve(bytes.size());
  for (const base::Bytes& one : bytes) packets.push_back({LinkType::raw, {}, one, false, {}});
  const std::vector<TcpStream> streams = tcp_streams(packets);
  BOOST_REQUIRE(streams.size() == 2);
  BOOST_TEST(streams[0].packets.size() == 6U);
  BOOST_TEST(streams[1].number == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
