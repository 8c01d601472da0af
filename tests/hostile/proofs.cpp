// See proofs.hpp.
#include "hostile/proofs.hpp"

namespace tests::proofs {
namespace {

tls::ClientConfig believing_client(const Judges& judges) {
  tls::ClientConfig config = client_config();
  config.preferences.signature_schemes = judges.schemes;
  config.verify_chain = judges.verify_chain;
  return config;
}

}  // namespace

tls::ServerConfig asking_server(const Judges& judges) {
  tls::ServerConfig config = server_config();
  config.preferences.signature_schemes = judges.schemes;
  config.client_authentication = judges.asking;
  config.verify_client_chain = judges.verify_chain;
  return config;
}

void before_certificate(const std::string& kind, const Deed& deed, const Judges& judges) {
  BOOST_TEST_CONTEXT("against a client") {
    EvilServer evil(believing_client(judges), "localhost", kind);
    evil.run(EvilServer::Up::to_certificate);
    evil.listen();
    deed({evil, kind, server_context, client_context});
  }
  BOOST_TEST_CONTEXT("against a server") {
    EvilClient evil(asking_server(judges));
    evil.say(evil.hello());
    deed({evil, kind, client_context, server_context});
  }
}

void before_proof(const std::string& kind, const Deed& deed, const Judges& judges) {
  before_certificate(
      kind,
      [&](const Prover& prover) {
        prover.evil.send(EvilPeer::certificate_of(kind));
        BOOST_TEST_REQUIRE(prover.evil.victim.state() == "WAIT_CV");
        deed(prover);
      },
      judges);
}

void certificate_refused(const std::function<void(Certificate&)>& change, const Alerts& alerts, const Judges& judges) {
  before_certificate(
      "p256",
      [&](const Prover& prover) {
        Certificate message = EvilPeer::certificate_of(prover.kind);
        change(message);
        prover.evil.send(message);
        expect_refusal(prover.evil, alerts);
      },
      judges);
}

void proof_refused(const std::function<void(const Prover&, CertificateVerify&)>& change, const Alerts& alerts,
                   const std::string& kind) {
  before_proof(kind, [&](const Prover& prover) {
    CertificateVerify message = prover.good();
    change(prover, message);
    prover.evil.send(message);
    expect_refusal(prover.evil, alerts);
  });
}

}  // namespace tests::proofs
