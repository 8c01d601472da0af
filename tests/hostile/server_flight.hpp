// What the tests of the server's encrypted flight are written in: a good one up to a message, then a wrong one.
#pragma once
#include <boost/test/unit_test.hpp>

#include "base/hex.hpp"
#include "support/evil_server.hpp"
#include "tls/primitives.hpp"

namespace tests::server_flight {

using enum tls::AlertDescription;
using Up = EvilServer::Up;
using tls::Certificate;
using tls::CertificateRequest;
using tls::CertificateVerify;
using tls::EncryptedExtensions;
using tls::ExtensionType;
using tls::SignatureScheme;

inline tls::ClientConfig with_alpn() {
  tls::ClientConfig config = client_config();
  config.alpn = {"vitrine/1", "other"};
  return config;
}

/// `deed` after a good handshake up to `stop`.
inline void refused_at(Up stop, const std::function<void(EvilServer&)>& deed, const Alerts& alerts) {
  EvilServer evil(with_alpn());
  evil.run(stop);
  evil.listen();
  deed(evil);
  expect_refusal(evil, alerts);
  BOOST_TEST(evil.got.empty());
  BOOST_TEST(evil.data.empty());
}

template <tls::In Where>
inline tls::Extension<Where> extension(unsigned type, const std::string& hex) {
  return {static_cast<ExtensionType>(type), wire::Opaque<0, 65535>(base::View(base::from_hex(hex)))};
}

inline void encrypted_extensions_refused(const std::vector<std::pair<unsigned, std::string>>& list,
                                         const Alerts& alerts) {
  refused_at(
      Up::to_encrypted_extensions,
      [&](EvilServer& evil) {
        EncryptedExtensions message;
        for (const auto& [type, hex] : list) message.extensions.push_back(extension<tls::In::EE>(type, hex));
        evil.send(message);
      },
      alerts);
}

inline void request_refused(const CertificateRequest& request, const Alerts& alerts) {
  refused_at(Up::to_certificate, [&](EvilServer& evil) { evil.send(request); }, alerts);
}

inline CertificateRequest good_request() {
  CertificateRequest request;
  request.extensions.add(tls::SignatureSchemeList{{}, {SignatureScheme::ecdsa_secp256r1_sha256}});
  return request;
}

inline void certificate_refused(const std::function<void(Certificate&)>& change, const Alerts& alerts) {
  refused_at(
      Up::to_certificate,
      [&](EvilServer& evil) {
        Certificate message = evil.certificate();
        change(message);
        evil.send(message);
      },
      alerts);
}

inline constexpr std::array messages_in_order{8U, 11U, 15U, 20U};

inline base::Bytes message_for(EvilServer& evil, unsigned type) {
  switch (type) {
    case 8:
      return tls::encode(EncryptedExtensions{});
    case 11:
      return tls::encode(evil.certificate());
    case 13:
      return tls::encode(good_request());
    case 15:
      return tls::encode(evil.certificate_verify());
    case 20:
      return tls::encode(evil.finished());
    default:
      return raw_message(type, base::Bytes(40, 0));
  }
}

}  // namespace tests::server_flight
