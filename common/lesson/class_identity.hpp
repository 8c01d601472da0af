// The server's certificate in a seeded session, the same on every machine, and the CA that made it. The private key is
// public, it stands in class_identity.cpp: nobody but a client with `--seed` may ever trust this CA.
#pragma once
#include <string_view>

#include "crypto/certificate.hpp"
#include "tls/config.hpp"

namespace vitrine::lesson {

inline constexpr std::string_view class_ca_name = "vitrine class CA";

/// For localhost, 127.0.0.1 and ::1, until the end of 2049.
tls::Credential class_credential();
crypto::TrustAnchors class_trust();

}  // namespace vitrine::lesson
