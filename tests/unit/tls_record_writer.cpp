// common/tls/record/record_writer.hpp and protection.hpp: cutting, sealing, and the nonce of RFC 9846 §5.3.
#include <boost/test/unit_test.hpp>

#include "base/hex.hpp"
#include "tls_records.hpp"

using namespace tests;
using tls::ContentType;

namespace {

struct Writer : tls::RecordWriter {
  Writer() : RecordWriter(tls::Trace(nullptr)) {}
  base::Bytes take() {
    base::Bytes bytes = base::copy_of(output());
    sent(bytes.size());
    return bytes;
  }
};

constexpr std::array suites{tls::CipherSuite::TLS_AES_128_GCM_SHA256, tls::CipherSuite::TLS_AES_256_GCM_SHA384,
                            tls::CipherSuite::TLS_CHACHA20_POLY1305_SHA256};

/// Sizes of the contents of all records in these bytes.
std::vector<std::size_t> sizes(Reader& reader, base::View bytes) {
  reader.give(bytes);
  std::vector<std::size_t> found;
  while (const auto record = reader.next()) found.push_back(record->content.size());
  return found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tls_record_writer)

BOOST_AUTO_TEST_CASE(a_plaintext_record_is_header_and_content) {
  Writer writer;
  writer.write(ContentType::alert, base::Bytes{2, 40});
  BOOST_TEST(base::to_hex(writer.take()) == "15030300020228");
  writer.legacy_record_version(0x0301);
  writer.write(ContentType::handshake, base::Bytes{1});
  BOOST_TEST(base::to_hex(writer.take()) == "160301000101");
}

BOOST_AUTO_TEST_CASE(nothing_is_no_record) {
  Writer writer;
  writer.write(ContentType::handshake, {});
  writer.change_key(record_keys());
  writer.write(ContentType::application_data, {});
  BOOST_TEST(writer.output().empty());
  BOOST_TEST(writer.sealed() == 0U);
}

BOOST_AUTO_TEST_CASE(content_is_cut_at_2_to_the_14_bytes) {
  using Sizes = std::vector<std::size_t>;
  const auto cut = [](std::size_t size) {
    Writer writer;
    writer.write(ContentType::handshake, base::Bytes(size, 1));
    Reader reader;
    return sizes(reader, writer.take());
  };
  BOOST_TEST((cut(16384) == Sizes{16384}));
  BOOST_TEST((cut(16385) == Sizes{16384, 1}));
  BOOST_TEST((cut(40000) == Sizes{16384, 16384, 7232}));
}

BOOST_AUTO_TEST_CASE(a_limit_cuts_protected_records_alone_and_counts_their_type) {
  using Sizes = std::vector<std::size_t>;
  Writer writer;
  writer.limit(64);
  BOOST_TEST(writer.longest_content() == 16384U);
  writer.write(ContentType::handshake, base::Bytes(100, 1));
  Reader reader;
  BOOST_TEST((sizes(reader, writer.take()) == Sizes{100}));

  writer.change_key(record_keys());
  reader.change_key(record_keys());
  BOOST_TEST(writer.longest_content() == 63U);
  writer.write(ContentType::application_data, base::Bytes(127, 1));
  BOOST_TEST((sizes(reader, writer.take()) == Sizes{63, 63, 1}));
}

BOOST_AUTO_TEST_CASE(protected_records_are_padded_with_zeros_to_a_multiple) {
  Writer writer;
  writer.pad_to(32);
  writer.write(ContentType::handshake, base::Bytes(5, 1));
  Reader reader;
  BOOST_TEST((sizes(reader, writer.take()) == std::vector<std::size_t>{5}));

  writer.change_key(record_keys());
  reader.change_key(record_keys());
  const auto expect = [&](std::size_t size, std::size_t padding) {
    writer.write(ContentType::application_data, base::Bytes(size, 1));
    const auto record = reader.read(writer.take());
    BOOST_TEST_REQUIRE(record.has_value());
    BOOST_TEST(record->content.size() == size);
    BOOST_TEST(record->padding == padding);
  };
  expect(1, 31);
  expect(31, 1);
  expect(32, 0);
  expect(33, 31);
  writer.limit(64);
  expect(63, 0);
  expect(40, 23);
}

BOOST_AUTO_TEST_CASE(what_is_sealed_opens_again_in_every_suite) {
  for (const tls::CipherSuite suite : suites) {
    Writer writer;
    Reader reader;
    (void)reader.read(plain_record(22, base::Bytes{1}));
    writer.change_key(record_keys(3, suite));
    reader.change_key(record_keys(3, suite));
    for (const std::size_t size : {1U, 100U, 16384U}) {
      writer.write(ContentType::application_data, base::Bytes(size, 5));
      const base::Bytes wire_bytes = writer.take();
      BOOST_TEST(wire_bytes.size() == 5 + size + 1 + 16);
      BOOST_TEST(base::to_hex(base::View(wire_bytes).first(3)) == "170303");
      const auto record = reader.read(wire_bytes);
      BOOST_TEST_REQUIRE(record.has_value());
      BOOST_TEST((base::copy_of(record->content) == base::Bytes(size, 5)));
    }
    BOOST_TEST(writer.sealed() == 3U);
  }
}

BOOST_AUTO_TEST_CASE(a_protected_record_always_says_0x0303) {
  Writer writer;
  writer.legacy_record_version(0x0301);
  writer.change_key(record_keys());
  writer.write(ContentType::handshake, base::Bytes{1});
  BOOST_TEST(base::to_hex(base::View(writer.take()).first(5)) == "1703030012");
}

BOOST_AUTO_TEST_CASE(a_change_cipher_spec_is_never_protected_and_not_counted) {
  Writer writer;
  writer.change_key(record_keys());
  writer.write(ContentType::change_cipher_spec, base::Bytes{1});
  BOOST_TEST(base::to_hex(writer.take()) == "140303000101");
  BOOST_TEST(writer.sealed() == 0U);
}

BOOST_AUTO_TEST_CASE(a_new_key_counts_from_zero_and_a_forgotten_one_protects_no_more) {
  Writer writer;
  writer.change_key(record_keys());
  writer.write(ContentType::alert, base::Bytes{1, 0});
  BOOST_TEST(writer.sealed() == 1U);
  writer.change_key(record_keys(2));
  BOOST_TEST(writer.sealed() == 0U);
  writer.forget_key();
  BOOST_TEST(!writer.is_protected());
}

BOOST_AUTO_TEST_CASE(output_goes_away_as_it_is_sent) {
  Writer writer;
  writer.write(ContentType::alert, base::Bytes{1, 0});
  writer.sent(5);
  BOOST_TEST(base::to_hex(writer.output()) == "0100");
  writer.write(ContentType::alert, base::Bytes{2, 10});
  BOOST_TEST(base::to_hex(writer.output()) == "01001503030002020a");
  writer.sent(9);
  BOOST_TEST(writer.output().empty());
}

BOOST_AUTO_TEST_CASE(the_nonce_is_the_iv_xored_with_the_sequence_number_on_the_right) {
  tls::RecordProtection sealer(record_keys(0x5a), crypto::Aead::Direction::seal);
  crypto::Aead opener(crypto::AeadAlgorithm::chacha20_poly1305, crypto::Aead::Direction::open, base::Bytes(32, 0x5a));
  const base::Bytes head = header(23, 17);
  for (unsigned sequence = 0; sequence < 70000; ++sequence) {
    BOOST_REQUIRE(sealer.sequence() == sequence);
    base::Bytes record(17, 1);
    sealer.seal(head, record);
    if (sequence > 300 && sequence < 65500) continue;
    base::Bytes nonce(12, 0x5a);
    nonce[9] ^= static_cast<std::uint8_t>(sequence >> 16U);
    nonce[10] ^= static_cast<std::uint8_t>(sequence >> 8U);
    nonce[11] ^= static_cast<std::uint8_t>(sequence);
    BOOST_REQUIRE(opener.open({nonce, head, record}));
  }
}

BOOST_AUTO_TEST_CASE(the_header_is_authenticated) {
  tls::RecordProtection sealer(record_keys(), crypto::Aead::Direction::seal);
  tls::RecordProtection opener(record_keys(), crypto::Aead::Direction::open);
  base::Bytes record(17, 1);
  sealer.seal(header(23, 17), record);
  base::Bytes copy = record;
  BOOST_TEST(!opener.open(header(22, 17), copy));
  BOOST_TEST(opener.sequence() == 0U);
  BOOST_TEST(opener.open(header(23, 17), record));
  BOOST_TEST(opener.sequence() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
