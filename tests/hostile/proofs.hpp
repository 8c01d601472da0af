// What the tests of Certificate and CertificateVerify are written in: an evil one that is about to show a certificate,
// or has shown it and is about to prove that it has the key; a server to our client and a client to our server.
#pragma once
#include <boost/test/unit_test.hpp>

#include "base/hex.hpp"
#include "support/evil_client.hpp"
#include "support/evil_server.hpp"

namespace tests::proofs {

using enum tls::AlertDescription;
using tls::Certificate;
using tls::CertificateVerify;
using tls::SignatureScheme;

/// An evil one, and the words that its own and its victim's CertificateVerify begin with.
struct Prover {
  EvilPeer& evil;
  std::string kind;  // of its certificate
  std::string_view own_context;
  std::string_view other_context;

  CertificateVerify good() const { return evil.signed_by(kind, scheme_for(kind), evil.signed_content(own_context)); }
};

/// Judges that believe everything, and what they believe signatures of.
struct Judges {
  tls::ClientAuthentication asking = tls::ClientAuthentication::required;
  std::vector<SignatureScheme> schemes = tls::Preferences{}.signature_schemes;
  tls::VerifyChain verify_chain = [](const crypto::ChainToVerify&) {
    return crypto::ChainResult{crypto::Verdict::good, "", {}};
  };
};

tls::ServerConfig asking_server(const Judges& judges = {});

/// The victim waits for the evil one's Certificate.
using Deed = std::function<void(const Prover&)>;
void before_certificate(const std::string& kind, const Deed& deed, const Judges& judges = {});
/// It has believed it, and waits for its CertificateVerify.
void before_proof(const std::string& kind, const Deed& deed, const Judges& judges = {});

/// Both victims refuse a Certificate, or a CertificateVerify, that was good before `change`.
void certificate_refused(const std::function<void(Certificate&)>& change, const Alerts& alerts,
                         const Judges& judges = {});
void proof_refused(const std::function<void(const Prover&, CertificateVerify&)>& change, const Alerts& alerts,
                   const std::string& kind = "p256");

}  // namespace tests::proofs
