// The record reader, with and without a key: the same records however the stream is cut; in the clear exactly what an
// independent cutter finds; under a key nothing that was not sealed with it, in order, and all that was sealed well.
#include "tls/record/record_reader.hpp"

#include "fuzz/target.hpp"
#include "support/evil_records.hpp"
#include "tls/abort.hpp"

namespace fuzz {
namespace {

namespace tls = vitrine::tls;
namespace crypto = vitrine::crypto;
using tests::EvilKey;

struct Seen {
  tls::ContentType type;
  bool is_protected;
  base::Bytes content;
  bool operator==(const Seen&) const = default;
};

struct Outcome {
  std::vector<Seen> records;
  std::size_t bytes = 0;  // of the wire, in those records
  std::optional<tls::AlertDescription> alert;
  std::string_view section;
  bool operator==(const Outcome&) const = default;
};

struct Setting {
  tls::CipherSuite suite{};
  bool has_key = false;
  std::optional<std::size_t> skip;
  std::size_t limit = tls::max_inner_plaintext;
};

const base::Bytes& secret() {
  static const base::Bytes bytes(32, 0x5a);
  return bytes;
}

Setting setting_from(std::uint8_t flags) {
  Setting setting;
  setting.suite = static_cast<tls::CipherSuite>(0x1301 + flags % 3);
  setting.has_key = (flags & 4U) != 0;
  if ((flags & 8U) != 0) setting.skip = 1000;
  if ((flags & 16U) != 0) setting.limit = 64;
  return setting;
}

void prepare(tls::RecordReader& reader, const Setting& setting) {
  if (setting.has_key) {
    const tls::TrafficSecret traffic(tls::SecretKind::client_application_traffic_secret, setting.suite,
                                     crypto::Secret(base::View(secret())));
    reader.change_key(traffic.traffic_keys(tls::Trace(nullptr)));
  }
  if (setting.skip) reader.skip_early_data(*setting.skip);
  reader.limit(setting.limit);
}

void take_all(tls::RecordReader& reader, Outcome& outcome) {
  while (const auto record = reader.next()) {
    outcome.records.push_back({record->type, record->is_protected, base::copy_of(record->content)});
    outcome.bytes += record->wire_length;
  }
}

Outcome read(const Setting& setting, base::View stream, std::size_t piece) {
  Outcome outcome;
  tls::RecordReader reader{tls::Trace(nullptr)};
  prepare(reader, setting);
  try {
    while (!stream.empty()) {
      const base::View part = stream.first(std::min(piece, stream.size()));
      stream = stream.subspan(part.size());
      std::ranges::copy(part, reader.prepare(part.size()).begin());
      reader.commit(part.size());
      take_all(reader, outcome);
    }
  } catch (const tls::Abort& abort) {
    outcome.alert = abort.alert;
    outcome.section = abort.section;
  }
  return outcome;
}

bool may_be_read(const Seen& record, std::size_t inner_length, const Setting& setting) {
  using enum tls::ContentType;
  const bool known = record.type == alert || record.type == handshake || record.type == application_data;
  const bool filled = !record.content.empty() || record.type == application_data;
  return known && filled && inner_length <= setting.limit;
}

/// The stream that a script makes, and what was sealed into it.
struct Written {
  base::Bytes stream;
  std::vector<Seen> sealed;
  std::size_t good = 0;  // so many of them come before anything that may be refused
  bool all_good = true;
};

/// What an inner plaintext is: the type is the last byte that is not zero. §5.4
Seen inside(std::uint8_t type, base::View content) {
  base::Bytes inner = base::concat({content, base::View(&type, 1)});
  while (inner.size() > 1 && inner.back() == 0) inner.pop_back();
  const auto real_type = static_cast<tls::ContentType>(inner.back());
  inner.pop_back();
  return {real_type, true, inner};
}

void write_sealed(Written& written, Input& script, EvilKey& key, const Setting& setting) {
  const std::uint8_t type = script.byte();
  const std::size_t padding = script.pair() % 17000;
  const base::View content = script.piece();
  Seen record = inside(type, content);
  base::append(written.stream, key.seal(static_cast<tls::ContentType>(type), content, padding));
  written.all_good = written.all_good && may_be_read(record, content.size() + 1 + padding, setting);
  if (written.all_good) ++written.good;
  written.sealed.push_back(std::move(record));
}

void write_damaged(Written& written, Input& script, EvilKey& key) {
  base::Bytes record = key.seal(tls::ContentType::application_data, script.piece());
  --key.sequence;  // the next one takes its place
  record[script.pair() % record.size()] ^= static_cast<std::uint8_t>(script.byte() | 1U);
  base::append(written.stream, record);
  written.all_good = false;
}

Written write(Input& script, const Setting& setting) {
  Written written;
  EvilKey key(setting.suite, secret());
  while (!script.empty()) {
    const unsigned step = script.byte() % 4U;
    if (step == 0 && setting.has_key) {
      write_sealed(written, script, key, setting);
    } else if (step == 1 && setting.has_key) {
      write_damaged(written, script, key);
    } else {
      const auto type = static_cast<tls::ContentType>(script.byte());
      const base::View piece = script.piece();
      base::append(written.stream, step == 2 ? tests::raw_record(type, piece) : base::copy_of(piece));
      written.all_good = false;
    }
  }
  return written;
}

/// Each protected record that came out was sealed and may be read, and they keep their order.
void check_protected(const std::vector<Seen>& records, const std::vector<Seen>& sealed, const Setting& setting) {
  auto from = sealed.begin();
  for (const Seen& record : records) {
    if (!record.is_protected) continue;
    ensure(may_be_read(record, record.content.size() + 1, setting), "nothing comes out that must be refused");
    from = std::find(from, sealed.end(), record);
    ensure(from != sealed.end(), "nothing comes out that was not sealed");
    ++from;
  }
}

void check_plain(const Outcome& outcome, base::View stream) {
  const std::vector<base::Bytes> framed = tests::records_of(stream);
  ensure(outcome.records.size() <= framed.size(), "no more records than there are");
  for (std::size_t i = 0; i < outcome.records.size(); ++i) {
    ensure(std::ranges::equal(outcome.records[i].content, base::View(framed[i]).subspan(5)), "a record is its bytes");
  }
  ensure(outcome.alert || outcome.records.size() == framed.size(), "every whole record comes out");
}

}  // namespace

void on::records(base::View input) {
  using enum tls::AlertDescription;
  Input script(input);
  const Setting setting = setting_from(script.byte());
  const std::size_t piece = script.byte() + 1U;
  const Written written = write(script, setting);
  const Outcome outcome = read(setting, written.stream, piece);

  ensure(outcome == read(setting, written.stream, written.stream.size() + 1), "the same however the stream is cut");
  ensure(outcome.bytes <= written.stream.size(), "no more bytes than there are");
  ensure(!outcome.alert || *outcome.alert == unexpected_message || *outcome.alert == record_overflow ||
             *outcome.alert == bad_record_mac,
         "a record is refused with one of three alerts");
  check_protected(outcome.records, written.sealed, setting);
  ensure(outcome.records.size() >= written.good, "what was sealed well comes out");
  if (!setting.has_key && !setting.skip) check_plain(outcome, written.stream);
}

}  // namespace fuzz
