// What the tests of records are written in: one delivery, and the alert that it must get.
#pragma once
#include <boost/test/unit_test.hpp>

#include "support/evil_stages.hpp"

namespace tests::records {

using enum tls::AlertDescription;
using tls::ContentType;

inline constexpr std::size_t max_plaintext = 16384;
inline constexpr std::array protected_stages{Stage::during_handshake, Stage::established};

/// The five bytes alone, claiming `length`: whatever is decided must be decided from them.
inline base::Bytes header_alone(unsigned type, std::size_t length) {
  const base::Bytes whole = raw_record(static_cast<ContentType>(type), base::Bytes(length, 0));
  return {whole.begin(), whole.begin() + 5};
}

/// A deed of one delivery, refused with one of `alerts`.
inline auto refused(std::function<base::Bytes(EvilPeer&)> wire, Alerts alerts) {
  return [wire = std::move(wire), alerts = std::move(alerts)](EvilPeer& evil) {
    evil.deliver(wire(evil));
    expect_refusal(evil, alerts);
    BOOST_TEST(evil.got.empty());
  };
}

inline base::Bytes inner(std::size_t content, ContentType type, std::size_t padding) {
  base::Bytes bytes(content, 'x');
  bytes.push_back(static_cast<std::uint8_t>(type));
  bytes.resize(bytes.size() + padding, 0);
  return bytes;
}

}  // namespace tests::records
