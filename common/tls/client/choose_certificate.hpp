// Which of our certificates to answer a CertificateRequest with: RFC 9846 §4.4.2, §4.5.1.2.
// Read next: tls/client/wait_finished.cpp.
#pragma once
#include "tls/machine/own_certificate.hpp"

namespace vitrine::tls::client {

/// One that the server can verify; where there is a choice, one that a CA it names vouches for. Nothing: none fits.
std::optional<CertificateChoice> choose_certificate(const ClientConfig& config, const CertificateRequest& request);

}  // namespace vitrine::tls::client
