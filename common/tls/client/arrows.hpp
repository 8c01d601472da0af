// RFC 9846 Appendix A.1, one line for each arrow. RFC 8879 adds CompressedCertificate, wherever
// a Certificate may come. What is not declared here is refused with unexpected_message.
// Each function is in the .cpp named after the state it leaves. Read next: tls/client/start.cpp.
#pragma once
#include "tls/client/states.hpp"

namespace vitrine::tls::client {

Next<WaitSh> decide(Start, ClientHandshake&);
Next<Start2> on(WaitSh, Received<HelloRetryRequest>, ClientHandshake&);
Next<WaitEe> on(WaitSh, Received<ServerHello>, ClientHandshake&);
Next<WaitSh2> decide(Start2, ClientHandshake&);
Next<WaitEe> on(WaitSh2, Received<ServerHello>, ClientHandshake&);
Next<WaitCertCr, WaitFinished> on(WaitEe, Received<EncryptedExtensions>, ClientHandshake&);
Next<WaitCert> on(WaitCertCr, Received<CertificateRequest>, ClientHandshake&);
Next<WaitCv> on(WaitCertCr, Received<Certificate>, ClientHandshake&);
Next<WaitCv> on(WaitCertCr, Received<CompressedCertificate>, ClientHandshake&);
Next<WaitCv> on(WaitCert, Received<Certificate>, ClientHandshake&);
Next<WaitCv> on(WaitCert, Received<CompressedCertificate>, ClientHandshake&);
Next<WaitFinished> on(WaitCv, Received<CertificateVerify>, ClientHandshake&);
Next<Connected> on(WaitFinished, Received<Finished>, ClientHandshake&);
Next<Connected> on(Connected, Received<NewSessionTicket>, ClientHandshake&);
Next<Connected> on(Connected, Received<KeyUpdate>, ClientHandshake&);

using ClientMachine = Machine<ClientHandshake, States>;

}  // namespace vitrine::tls::client
