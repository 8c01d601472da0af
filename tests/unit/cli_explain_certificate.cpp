// cli/explain_certificate and crypto/particulars: what a certificate says, and what TLS 1.3 makes of it.
#include <boost/test/unit_test.hpp>

#include "base/printable.hpp"
#include "cli/explanation.hpp"
#include "crypto/error.hpp"
#include "crypto/particulars.hpp"
#include "support/vector_file.hpp"
#include "trace/text.hpp"

using namespace vitrine;

namespace {

const crypto::Time now = std::chrono::sys_days(std::chrono::year(2027) / 1 / 1);

std::string pem(const std::string& name) { return tests::read_data("certificates/" + name + ".pem"); }

std::string page(const std::string& name) { return trace::join(cli::explain_certificates(pem(name), now), "\n"); }

bool shows(const std::string& name, std::string_view text) { return page(name).find(text) != std::string::npos; }

crypto::Particulars particulars(const std::string& name) {
  return crypto::particulars_of(crypto::Certificate::all_from_pem(pem(name)).front());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cli_explain_certificate)

BOOST_AUTO_TEST_CASE(a_certificate_says_all_that_is_in_it) {
  for (const auto text :
       {"certificate \"good\"", "RFC 5280", "CN=\"good\"", "CN=\"Test Root\"", "2026-01-01 00:00 UTC to 2076-01-01",
        "\"good.example\", \"*.wild.example\", \"127.0.0.1\", \"2001:db8::1\"",
        "digitalSignature; extended: serverAuth", "ECDSA/SHA-256", "ECDSA, 256 bits",
        "CertificateVerify is signed by ecdsa_secp256r1_sha256", "SHA-256 fingerprint"})
    BOOST_TEST(shows("good", text), text);
}

BOOST_AUTO_TEST_CASE(every_certificate_of_a_file_has_a_page_that_fits_the_screen) {
  const auto lines = cli::explain_certificates(pem("good") + pem("ca"), now);
  BOOST_TEST(lines.front().starts_with("certificate 1 of 2 \"good\""));
  BOOST_TEST(trace::join(lines, "\n").find("\n\ncertificate 2 of 2 \"Test Root\"") != std::string::npos);
  for (const auto name : {"good", "ca", "rsa2048", "san_only", "ed25519"}) {
    const auto one = cli::explain_certificates(pem(name), now);
    BOOST_TEST(one.size() <= 24U, name);
    for (const std::string& line : one) BOOST_TEST(trace::columns(line) <= 100U, line);
  }
}

BOOST_AUTO_TEST_CASE(what_makes_one_useless_in_tls_1_3_is_said) {
  BOOST_TEST(shows("rsa1024", "refused: it has an RSA key of 1024 bits"));
  BOOST_TEST(shows("rsa9216", "refused: it has an RSA key of 9216 bits"));
  BOOST_TEST(shows("sha1", "refused: it has a signature with ECDSA/SHA-1"));
  BOOST_TEST(shows("agreement_only", "of no use: its key usage lacks digitalSignature"));
  BOOST_TEST(shows("p521", "no signature scheme here fits the key"));
  BOOST_TEST(shows("ca", "signs certificates alone"));
  BOOST_TEST(shows("cn_only", "none (no subjectAltName)"));
}

BOOST_AUTO_TEST_CASE(a_broken_hash_under_an_rsa_signature_is_said_too) {
  for (const std::string name : {"sha1", "md5"}) {
    const std::string file = tests::read_data("signed_otherwise/" + name + ".pem");
    const std::string text = trace::join(cli::explain_certificates(file, now), "\n");
    BOOST_TEST(text.find("refused: it has a signature with RSA") != std::string::npos, text);
  }
}

BOOST_AUTO_TEST_CASE(a_date_that_is_over_or_to_come_is_said) {
  BOOST_TEST(shows("expired", "; ended 2"));
  BOOST_TEST(shows("future", "not yet:"));
  BOOST_TEST(shows("good", "days left"));
}

BOOST_AUTO_TEST_CASE(what_is_no_certificate_is_refused) {
  BOOST_CHECK_THROW((void)cli::explain_certificates("", now), crypto::Error);
  BOOST_CHECK_THROW((void)cli::explain_certificates(pem("key_p256"), now), crypto::Error);
}

BOOST_AUTO_TEST_CASE(usages_have_the_names_of_the_rfc) {
  const std::vector<std::string> signs{"keyCertSign", "cRLSign"};
  BOOST_TEST(particulars("ca").key_usage == signs, boost::test_tools::per_element());
  BOOST_TEST(particulars("ca").is_ca);
  BOOST_TEST(!particulars("good").is_ca);
  const std::vector<std::string> client{"clientAuth"};
  BOOST_TEST(particulars("client").extended_key_usage == client, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
