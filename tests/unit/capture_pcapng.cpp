// Blocks that are written are read again; files of both formats, both byte orders, and damaged ones.
#include <boost/test/unit_test.hpp>

#include "capture/file_reader.hpp"
#include "capture/pcapng_writer.hpp"

namespace {

namespace base = vitrine::base;
using namespace vitrine::capture;

base::Bytes file_of(std::initializer_list<base::Bytes> blocks) {
  base::Bytes file = section("Vitrine", "a remark");
  for (const base::Bytes& block : blocks) base::append(file, block);
  return file;
}

OutgoingPacket outgoing(const base::Bytes& data) {
  return {Timestamp(std::chrono::microseconds(1'700'000'000'123'456)), true, data, {"first", "second"}};
}

/// Numbers of `size` bytes, in that order.
class Writer {
 public:
  explicit Writer(std::endian order) : order_(order) {}
  Writer& number(std::uint64_t value, unsigned size) {
    for (unsigned i = 0; i < size; ++i) {
      const unsigned shift = order_ == std::endian::little ? i : size - 1 - i;
      bytes_.push_back(static_cast<std::uint8_t>(value >> 8 * shift));
    }
    return *this;
  }
  Writer& u16(std::uint64_t value) { return number(value, 2); }
  Writer& u32(std::uint64_t value) { return number(value, 4); }
  Writer& bytes(const base::Bytes& more) {
    base::append(bytes_, more);
    return *this;
  }
  const base::Bytes& done() const { return bytes_; }

 private:
  std::endian order_;
  base::Bytes bytes_;
};

constexpr std::uint32_t seconds = 1'600'000'000;

base::Bytes pcap(std::endian order, std::uint32_t magic, std::uint32_t fraction) {
  Writer file(order);
  file.u32(magic).u16(2).u16(4).u32(0).u32(0).u32(65535).u32(1);
  file.u32(seconds).u32(fraction).u32(4).u32(9).bytes({1, 2, 3, 4});
  return file.done();
}

/// One interface with a clock of nanoseconds, and a packet at 1.5 s.
base::Bytes foreign_pcapng(std::endian order) {
  Writer file(order);
  file.u32(0x0a0d0d0a).u32(28).u32(0x1a2b3c4d).u16(1).u16(0).number(~std::uint64_t{0}, 8).u32(28);
  file.u32(1).u32(32).u16(113).u16(0).u32(0).u16(9).u16(1).bytes({9, 0, 0, 0}).u32(0).u32(32);
  file.u32(6).u32(36).u32(0).u32(0).u32(1'500'000'000).u32(2).u32(2).bytes({7, 8, 0, 0}).u32(36);
  return file.done();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(capture_pcapng)

BOOST_AUTO_TEST_CASE(a_packet_is_read_as_it_was_written) {
  const base::Bytes data{0x45, 1, 2, 3, 4};
  const base::Bytes file = file_of({packet_block(outgoing(data))});
  BOOST_TEST(is_capture(file));
  const Contents contents = read_capture(file);
  BOOST_TEST(contents.trouble == "");
  BOOST_REQUIRE(contents.packets.size() == 1);
  const Packet& packet = contents.packets.front();
  BOOST_TEST(base::copy_of(packet.bytes) == data, boost::test_tools::per_element());
  BOOST_TEST((packet.link == LinkType::raw));
  BOOST_TEST(packet.time.count() == 1'700'000'000'123'456);
  BOOST_TEST(!packet.is_cut);
  const std::vector<std::string_view> comments{"first", "second"};
  BOOST_TEST(packet.comments == comments, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(secrets_are_read_as_they_were_written) {
  const base::Bytes file = file_of({secrets_block("ONE 1 2\n"), secrets_block("TWO 3 4\n")});
  BOOST_TEST(read_capture(file).key_log == "ONE 1 2\n\nTWO 3 4\n\n");
}

BOOST_AUTO_TEST_CASE(a_second_section_has_an_interface_of_its_own) {
  base::Bytes file = file_of({packet_block(outgoing({1}))});
  base::append(file, file_of({packet_block(outgoing({2}))}));
  BOOST_TEST(read_capture(file).packets.size() == 2U);
}

BOOST_AUTO_TEST_CASE(pcap_is_read_in_both_byte_orders_and_both_resolutions) {
  for (const std::endian order : {std::endian::little, std::endian::big}) {
    for (const base::Bytes& file : {pcap(order, 0xa1b2c3d4, 250'000), pcap(order, 0xa1b23c4d, 250'000'000)}) {
      BOOST_TEST(is_capture(file));
      const Contents contents = read_capture(file);
      BOOST_TEST(contents.trouble == "");
      BOOST_REQUIRE(contents.packets.size() == 1);
      BOOST_TEST(contents.packets.front().time.count() == seconds * 1'000'000LL + 250'000);
      BOOST_TEST((contents.packets.front().link == LinkType::ethernet));
      BOOST_TEST(contents.packets.front().is_cut);
    }
  }
}

BOOST_AUTO_TEST_CASE(pcapng_is_read_in_both_byte_orders_with_the_clock_that_it_names) {
  for (const std::endian order : {std::endian::little, std::endian::big}) {
    const base::Bytes file = foreign_pcapng(order);
    const Contents contents = read_capture(file);
    BOOST_TEST(contents.trouble == "");
    BOOST_REQUIRE(contents.packets.size() == 1);
    BOOST_TEST(contents.packets.front().time.count() == 1'500'000);
    BOOST_TEST((contents.packets.front().link == LinkType::linux_sll));
  }
}

BOOST_AUTO_TEST_CASE(a_file_that_is_cut_anywhere_gives_the_packets_before_and_says_so) {
  const base::Bytes whole = file_of({packet_block(outgoing({1, 2})), packet_block(outgoing({3}))});
  const std::size_t first_block = file_of({packet_block(outgoing({1, 2}))}).size();
  const std::size_t no_block = file_of({}).size();
  for (std::size_t size = no_block; size < whole.size(); ++size) {
    const Contents contents = read_capture(base::View(whole).first(size));
    BOOST_TEST(contents.packets.size() == (size < first_block ? 0U : 1U));
    BOOST_TEST(contents.trouble.empty() == (size == no_block || size == first_block));
  }
}

BOOST_AUTO_TEST_CASE(damage_is_said_in_words) {
  const auto trouble_with = [](std::size_t at, std::uint8_t value) {
    base::Bytes file = file_of({packet_block(outgoing({1, 2}))});
    file[at] = value;
    return read_capture(file).trouble;
  };
  const std::size_t packet = file_of({}).size();
  BOOST_TEST(trouble_with(packet + 4, 3) == "a block has an impossible length");
  BOOST_TEST(trouble_with(packet + 4, 32) == "a block says two different lengths");
  BOOST_TEST(trouble_with(packet + 8, 7) == "a packet belongs to no interface");
  BOOST_TEST(trouble_with(8, 0) == "a section has no byte order");
  BOOST_TEST(read_capture(base::view_of("anything")).trouble == "it is neither pcapng nor pcap");
}

BOOST_AUTO_TEST_SUITE_END()
