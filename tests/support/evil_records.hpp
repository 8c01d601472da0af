// Records as a peer makes them who keeps no rule: sealed, padded, mistyped or cut as a test wishes, and opened again.
// It shares the AEAD with the engine, but not one line of tls/record. Read next: support/evil_peer.hpp.
#pragma once
#include <optional>
#include <vector>

#include "crypto/aead.hpp"
#include "support/endpoints.hpp"

namespace tests {

namespace wire = vitrine::wire;

/// A record with any header over any bytes.
base::Bytes raw_record(tls::ContentType type, base::View fragment, std::uint16_t version = 0x0303);
/// The records of a stream, each with its header. An incomplete last one is left out.
std::vector<base::Bytes> records_of(base::View stream);
/// The handshake messages in some bytes, each with its header.
std::vector<base::Bytes> messages_of(base::View content);
/// A handshake message with any type over any body.
base::Bytes raw_message(unsigned type, base::View body);
base::Bytes concat(const std::vector<base::Bytes>& parts);

struct Opened {
  tls::ContentType type;
  base::Bytes content;
};

/// One direction of protection, from its traffic secret. RFC 9846 §5.2, §5.3, §7.2, §7.3.
class EvilKey {
 public:
  EvilKey(tls::CipherSuite suite, base::View traffic_secret);

  base::Bytes seal(tls::ContentType type, base::View content, std::size_t padding = 0);
  /// Any bytes at all in place of content, type and padding.
  base::Bytes seal_inner(base::View inner, tls::ContentType outer = tls::ContentType::application_data);
  /// Nothing when the record is not authentic under this key and number.
  std::optional<Opened> open(base::View record);
  /// application_traffic_secret_N+1
  void update();

  std::uint64_t sequence = 0;

 private:
  base::Bytes nonce() const;
  void derive();

  tls::CipherSuite suite_;
  base::Bytes secret_;
  base::Bytes key_;
  base::Bytes iv_;
};

}  // namespace tests
