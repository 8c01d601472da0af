// See peer_certificate.hpp.
#include "tls/machine/peer_certificate.hpp"

#include <algorithm>

#include "base/printable.hpp"
#include "tls/primitives.hpp"

namespace vitrine::tls {
namespace {

using enum AlertDescription;

/// Each way for a chain to be wrong has its own alert: §6.2.
AlertDescription alert_for(crypto::Verdict verdict) {
  switch (verdict) {
    case crypto::Verdict::unknown_ca:
      return unknown_ca;
    case crypto::Verdict::expired:
    case crypto::Verdict::not_yet_valid:
      return certificate_expired;
    case crypto::Verdict::wrong_usage:
    case crypto::Verdict::unsupported:
      return unsupported_certificate;
    default:
      return bad_certificate;
  }
}

crypto::Certificate read(base::View der, const Judge& judge) {
  return judge.verify_chain ? crypto::Certificate::from_der(der) : judge.trust->read(der);
}

/// The end entity must be readable. Of the others a path needs some and not all: an odd one is left out (§4.5.1).
std::vector<crypto::Certificate> parse(const Certificate& message, const Judge& judge) {
  std::vector<crypto::Certificate> chain;
  for (const CertificateEntry& entry : message.certificate_list) {
    try {
      chain.push_back(read(entry.cert_data, judge));
    } catch (const crypto::Error& error) {
      if (chain.empty()) refuse({bad_certificate, "6.2", "the peer's certificate can be read"}, error.what());
    }
  }
  return chain;
}

/// For whoever wants to look into it: neither is verified here. §4.5.1.1.
void keep_stapled(Handshake& h, const Extensions<In::CT>& extensions) {
  if (const auto status = extensions.get<CertificateStatus>()) {
    h.require(status->status_type == CertificateStatusType::ocsp,
              {decode_error, "4.5.1.1", "CertificateStatus.status_type is ocsp, as we asked"});
    h.session.ocsp_response = status->response;
  }
  if (const auto* timestamps = extensions.find(ExtensionType::signed_certificate_timestamp)) {
    h.session.signed_certificate_timestamps = timestamps->extension_data;
  }
}

crypto::ChainResult judge_chain(const std::vector<crypto::Certificate>& chain, const Judge& judge, Time now) {
  const crypto::ChainToVerify question{chain, judge.purpose, judge.host, std::chrono::floor<std::chrono::seconds>(now)};
  return judge.verify_chain ? judge.verify_chain(question) : judge.trust->verify(question);
}

void verify_chain(Handshake& h, const Judge& judge) {
  const crypto::ChainResult result = judge_chain(h.session.peer_chain, judge, h.now);
  h.session.peer_verdict = result;
  h.require(result.verdict == crypto::Verdict::good,
            {alert_for(result.verdict), "4.5.1.3", "chain and name: the certificate is good for this peer"},
            [&] { return base::printable(result.found); });
}

crypto::PublicKey key_of(const crypto::Certificate& certificate) {
  try {
    return certificate.public_key();
  } catch (const crypto::Error& error) {
    refuse({unsupported_certificate, "6.2", "the certificate's key is of a kind that we know"}, error.what());
  }
}

std::string_view holder(Role signer) {
  return signer == Role::server ? "CertificateVerify: the server holds the certificate's key"
                                : "CertificateVerify: the client holds the certificate's key";
}

}  // namespace

bool is_still_believed(const std::vector<crypto::Certificate>& chain, const Judge& judge, Time now) {
  try {
    return judge_chain(chain, judge, now).verdict == crypto::Verdict::good;
  } catch (const Abort&) {  // from a verify_chain
    return false;
  }
}

crypto::PublicKey take_certificate(Handshake& h, const Certificate& message, const Offered& offered,
                                   const Judge& judge) {
  for (const CertificateEntry& entry : message.certificate_list) check_response(h.trace, entry.extensions, offered);
  keep_stapled(h, message.certificate_list.front().extensions);
  h.session.peer_chain = parse(message, judge);
  verify_chain(h, judge);
  h.require(h.session.peer_chain.front().allows_signatures(),
            {unsupported_certificate, "4.5.1.2", "the certificate's key usage allows signatures"});
  return key_of(h.session.peer_chain.front());
}

void check_certificate_verify(const Handshake& h, const Received<CertificateVerify>& received, const Proof& proof) {
  const CertificateVerify& verify = received.message;
  const auto algorithm = primitive(verify.algorithm);
  h.require(algorithm && std::ranges::find(proof.offered, verify.algorithm) != proof.offered.end(),
            {illegal_parameter, "4.5.2", "CertificateVerify.algorithm is one that we offered"},
            [&] { return name_of(verify.algorithm); });
  h.require(proof.key.kind() != crypto::KeyKind::other,
            {illegal_parameter, "4.5.2", "the certificate's key is of a kind that some signature scheme is for"});
  h.require(crypto::matches(*algorithm, proof.key.kind()),
            {illegal_parameter, "4.5.2", "CertificateVerify.algorithm fits the key of the certificate"},
            [&] { return name_of(verify.algorithm); });
  const base::Bytes content = certificate_verify_content(proof.signer, received.transcript_before);
  h.require(proof.key.verify(*algorithm, content, verify.signature), {decrypt_error, "4.5.2", holder(proof.signer)});
}

}  // namespace vitrine::tls
