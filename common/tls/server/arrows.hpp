// RFC 9846 Appendix A.2, one line for each arrow. RFC 8879 adds CompressedCertificate, wherever
// a Certificate may come. What is not declared here is refused with unexpected_message.
// Each function is in the .cpp named after the state it leaves. Read next: tls/server/start.cpp.
#pragma once
#include "tls/server/states.hpp"

namespace vitrine::tls::server {

Next<RecvdCh> on(Start, Received<ClientHello>, ServerHandshake&);
Next<Start2, Negotiated> decide(RecvdCh, ServerHandshake&);
Next<RecvdCh> on(Start2, Received<ClientHello>, ServerHandshake&);
Next<WaitEoed, WaitFlight2> decide(Negotiated, ServerHandshake&);
Next<WaitFlight2> on(WaitEoed, Received<EndOfEarlyData>, ServerHandshake&);
Next<WaitCert, WaitFinished> decide(WaitFlight2, ServerHandshake&);
Next<WaitCv, WaitFinished> on(WaitCert, Received<Certificate>, ServerHandshake&);
Next<WaitCv, WaitFinished> on(WaitCert, Received<CompressedCertificate>, ServerHandshake&);
Next<WaitFinished> on(WaitCv, Received<CertificateVerify>, ServerHandshake&);
Next<Connected> on(WaitFinished, Received<Finished>, ServerHandshake&);
Next<Connected> on(Connected, Received<KeyUpdate>, ServerHandshake&);

using ServerMachine = Machine<ServerHandshake, States>;

}  // namespace vitrine::tls::server
