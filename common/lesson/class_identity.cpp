// See class_identity.hpp. Made once and kept, so that every machine shows the same bytes.
#include "lesson/class_identity.hpp"

namespace vitrine::lesson {
namespace {

constexpr std::string_view ca_pem = R"(
-----BEGIN CERTIFICATE-----
MIIBfTCCASOgAwIBAgIUDmWYWIR6samV9kbWIJjn7px1YiMwCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQdml0cmluZSBjbGFzcyBDQTAeFw0yNjAxMDEwMDAwMDBaFw00
OTEyMzEyMzU5NTlaMBsxGTAXBgNVBAMMEHZpdHJpbmUgY2xhc3MgQ0EwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAAR9jFgihXzKS8L4COws6ELS1/nqB38v9AEremLy
AeKuNhdR3iyBuQtPzEjI8Uz8hVYNqGF/mrD8PvfvP2YAYCaGo0UwQzASBgNVHRMB
Af8ECDAGAQH/AgEAMA4GA1UdDwEB/wQEAwIBBjAdBgNVHQ4EFgQUYiXog+AEpFM/
oLCuUkKdrg/DrcMwCgYIKoZIzj0EAwIDSAAwRQIgIQIYkDBhUMYhNtCdInFF89gU
DLSDI1uTEgGwlcFbp3wCIQDDEP4LDL2VYVjcJhCfhbnnqoafqsrNdg/Zvx6B/Uzk
Mw==
-----END CERTIFICATE-----
)";

constexpr std::string_view certificate_pem = R"(
-----BEGIN CERTIFICATE-----
MIIB1jCCAXygAwIBAgIUddtpNzrIjja4Zjvej4fGEKbuHkkwCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQdml0cmluZSBjbGFzcyBDQTAeFw0yNjAxMDEwMDAwMDBaFw00
OTEyMzEyMzU5NTlaMBQxEjAQBgNVBAMMCWxvY2FsaG9zdDBZMBMGByqGSM49AgEG
CCqGSM49AwEHA0IABHGu6MxMbBU1RRNNYkcJLqmBKeQd/+6b+a01t/wNk2qaULN4
CHr6jQnRQYV0IHR/CPQGnfv1Ofa5T3+9PwrsGUSjgaQwgaEwDAYDVR0TAQH/BAIw
ADAOBgNVHQ8BAf8EBAMCB4AwEwYDVR0lBAwwCgYIKwYBBQUHAwEwLAYDVR0RBCUw
I4IJbG9jYWxob3N0hwR/AAABhxAAAAAAAAAAAAAAAAAAAAABMB0GA1UdDgQWBBRL
kg68qeFNmjVGpw2BJe5ogJz6yTAfBgNVHSMEGDAWgBRiJeiD4ASkUz+gsK5SQp2u
D8OtwzAKBggqhkjOPQQDAgNIADBFAiATTBjFnPLHxh8fn5T5KHyewbPa/e94Ucad
zB0vIdQi0QIhALkkk2uW++b6VBiDtS9H9zcbAxIXaEuayBCXHT5fFPmN
-----END CERTIFICATE-----
)";

// No secret: everybody has it.
constexpr std::string_view key_pem = R"(
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg20MED1rM0onGPXxM
OO3cLOGvTclQ4jmeGBzqzPLeCwChRANCAARxrujMTGwVNUUTTWJHCS6pgSnkHf/u
m/mtNbf8DZNqmlCzeAh6+o0J0UGFdCB0fwj0Bp379Tn2uU9/vT8K7BlE
-----END PRIVATE KEY-----
)";

}  // namespace

tls::Credential class_credential() {
  return {crypto::Certificate::all_from_pem(certificate_pem), crypto::PrivateKey::from_pem(key_pem)};
}

crypto::TrustAnchors class_trust() { return crypto::TrustAnchors::from_pem(ca_pem); }

}  // namespace vitrine::lesson
