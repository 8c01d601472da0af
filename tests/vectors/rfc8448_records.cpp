// RFC 8448, every record of every trace: sealed from its payload to the same bytes, and opened again.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "base/hex.hpp"
#include "rfc8448_trace.hpp"
#include "tls/record/record_reader.hpp"
#include "tls/record/record_writer.hpp"

namespace {

using namespace tests::rfc8448;

const auto every_trace = boost::unit_test::data::make(all);
const auto each_side = boost::unit_test::data::make({"client", "server"});

/// A change_cipher_spec has no entries but itself.
struct Content {
  tls::ContentType type;
  base::Bytes payload;
};
Content content_of(const Vectors& v, const std::string& record) {
  const base::Bytes& whole = v[record];
  if (!v.has(record + ".payload")) return {static_cast<tls::ContentType>(whole[0]), {whole.begin() + 5, whole.end()}};
  return {static_cast<tls::ContentType>(v[record + ".content_type"].front()), v[record + ".payload"]};
}

/// Gives `coder` the key of each record before that, where it is another than the last.
class KeyChanges {
 public:
  explicit KeyChanges(const Vectors& v) : v_(v) {}

  template <class Coder>
  void before(const SentRecord& record, Coder& coder) {
    sequence_ = record.key == key_ ? sequence_ + 1 : 0;
    if (record.key != key_) coder.change_key(traffic_keys(v_, record.key));
    key_ = record.key;
  }
  std::uint64_t sequence() const { return key_.empty() ? 0 : sequence_; }

 private:
  const Vectors& v_;
  std::string key_;
  std::uint64_t sequence_ = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(rfc8448_records)

BOOST_DATA_TEST_CASE(F15_every_record_is_written_to_the_byte, every_trace* each_side, trace, side) {
  const Vectors v = load(trace);
  KeyChanges keys(v);
  tls::RecordWriter writer{tls::Trace(nullptr)};
  for (const SentRecord& record : records(trace, side)) {
    const Content content = content_of(v, record.name);
    writer.legacy_record_version(record.name == "client.record.1" ? 0x0301 : 0x0303);
    keys.before(record, writer);
    writer.write(content.type, content.payload);
    BOOST_TEST(base::to_hex(writer.output()) == base::to_hex(v[record.name]), record.name);
    writer.sent(writer.output().size());
  }
}

BOOST_DATA_TEST_CASE(F15_every_record_is_opened_to_its_payload, every_trace* each_side, trace, side) {
  const Vectors v = load(trace);
  KeyChanges keys(v);
  tls::RecordReader reader{tls::Trace(nullptr)};
  for (const SentRecord& record : records(trace, side)) {
    const base::Bytes& wire_bytes = v[record.name];
    const Content content = content_of(v, record.name);
    keys.before(record, reader);
    std::ranges::copy(wire_bytes, reader.prepare(wire_bytes.size()).begin());
    reader.commit(wire_bytes.size());
    const auto opened = reader.next();
    BOOST_TEST_REQUIRE(opened.has_value(), record.name);
    BOOST_TEST((opened->type == content.type), record.name);
    BOOST_TEST(base::to_hex(opened->content) == base::to_hex(content.payload), record.name);
    BOOST_TEST(opened->is_protected == !record.key.empty(), record.name);
    BOOST_TEST(opened->sequence == keys.sequence(), record.name);
    BOOST_TEST(opened->wire_length == wire_bytes.size(), record.name);
    BOOST_TEST(opened->padding == 0U, record.name);
  }
}

BOOST_DATA_TEST_CASE(no_record_of_a_trace_was_forgotten, every_trace* each_side, trace, side) {
  const Vectors v = load(trace);
  const std::size_t count = records(trace, side).size();
  const std::string prefix = std::string(side) + ".record.";
  BOOST_TEST(v.has(prefix + std::to_string(count)));
  BOOST_TEST(!v.has(prefix + std::to_string(count + 1)));
}

BOOST_AUTO_TEST_SUITE_END()
