// Records for the tests of tls/record: keys, and protected records with anything inside.
#pragma once
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <vector>

#include "support/thrown.hpp"
#include "tls/abort.hpp"
#include "tls/record/record_reader.hpp"
#include "tls/record/record_writer.hpp"

namespace tests {

namespace tls = vitrine::tls;
namespace base = vitrine::base;
namespace crypto = vitrine::crypto;

inline tls::TrafficKeys record_keys(std::uint8_t fill = 1,
                                    tls::CipherSuite suite = tls::CipherSuite::TLS_CHACHA20_POLY1305_SHA256) {
  const std::size_t length = suite == tls::CipherSuite::TLS_AES_128_GCM_SHA256 ? 16 : 32;
  return {suite, crypto::Secret(base::Bytes(length, fill)), crypto::Secret(base::Bytes(12, fill))};
}

inline base::Bytes header(std::uint8_t type, std::size_t length) {
  return base::copy_of(tls::write_record_header({static_cast<tls::ContentType>(type), 0x0303, length}));
}

inline base::Bytes plain_record(std::uint8_t type, base::View content) {
  return base::concat({header(type, content.size()), content});
}

/// Seals what it is given, right or wrong.
class Sealer {
 public:
  explicit Sealer(const tls::TrafficKeys& keys = record_keys()) : protection_(keys, crypto::Aead::Direction::seal) {}

  /// `inner` is content, type and padding.
  base::Bytes record(base::Bytes inner) {
    inner.resize(inner.size() + crypto::aead_tag_length);
    const base::Bytes head = header(23, inner.size());
    protection_.seal(head, inner);
    return base::concat({head, inner});
  }
  base::Bytes record(std::uint8_t type, base::View content, std::size_t padding = 0) {
    base::Bytes inner = base::copy_of(content);
    inner.push_back(type);
    inner.resize(inner.size() + padding);
    return record(std::move(inner));
  }

 private:
  tls::RecordProtection protection_;
};

/// A reader without the connection around it.
class Reader : public tls::RecordReader {
 public:
  explicit Reader(tls::EventSink* sink = nullptr) : RecordReader(tls::Trace(sink)) {}

  void give(base::View bytes) {
    std::ranges::copy(bytes, prepare(bytes.size()).begin());
    commit(bytes.size());
  }
  /// Gives all and takes the first record.
  std::optional<tls::RecordReceived> read(base::View bytes) {
    give(bytes);
    return next();
  }
};

/// A reader that has already read a record and has keys.
struct Protected : Reader {
  Protected() {
    (void)read(plain_record(22, base::Bytes{1}));
    change_key(record_keys());
  }
};

inline void is_refused(Reader& reader, base::View bytes, tls::AlertDescription with) {
  const auto abort = thrown<tls::Abort>([&] { (void)reader.read(bytes); });
  BOOST_TEST(tls::name_of(abort.alert) == tls::name_of(with), abort.text);
}

}  // namespace tests
