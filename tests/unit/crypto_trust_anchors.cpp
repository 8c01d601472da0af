// Judging chains: every verdict of common/crypto/certificate.hpp, one certificate wrong in one way for each.
// The certificates are in tests/vectors/certificates, with the script that made them.
#include <boost/test/unit_test.hpp>

#include "crypto/certificate.hpp"
#include "crypto/error.hpp"
#include "support/vector_file.hpp"

using namespace vitrine;
using crypto::Certificate;
using crypto::ChainResult;
using crypto::Purpose;
using crypto::TrustAnchors;
using crypto::Verdict;
using namespace std::chrono_literals;

namespace {

constexpr crypto::Time now = std::chrono::sys_days(2030y / 1 / 1);

std::string pem(const std::string& name) { return tests::read_data("certificates/" + name + ".pem"); }

TrustAnchors trust(const std::string& name = "ca") { return TrustAnchors::from_pem(pem(name)); }

std::vector<Certificate> chain(std::initializer_list<std::string> names) {
  std::vector<Certificate> all;
  for (const auto& name : names) all.push_back(Certificate::all_from_pem(pem(name)).front());
  return all;
}

ChainResult judge(std::initializer_list<std::string> names, const TrustAnchors& anchors = trust(),
                  std::string_view host = "good.example") {
  const auto certificates = chain(names);
  return anchors.verify({certificates, Purpose::server_authentication, host, now});
}

struct Expectation {
  Verdict verdict;
  std::string found;
};

void check(const ChainResult& result, const Expectation& expected) {
  BOOST_TEST((result.verdict == expected.verdict), "verdict " << static_cast<int>(result.verdict));
  BOOST_TEST(result.found == expected.found);
}

// The certificate, or none where it cannot even be read.
std::vector<Certificate> readable(base::View der) {
  try {
    return {Certificate::from_der(der)};
  } catch (const crypto::Error&) {
    return {};
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(crypto_trust_anchors)

BOOST_AUTO_TEST_CASE(a_good_chain_is_good_and_its_path_is_named) {
  const auto result = judge({"good"});
  BOOST_TEST((result.verdict == Verdict::good));
  const std::vector<std::string> path{"good", "Test Root"};
  BOOST_TEST(result.path == path, boost::test_tools::per_element());
  BOOST_TEST((judge({"good"}, trust(), "").verdict == Verdict::good));
  BOOST_TEST((judge({"good"}, trust(), "127.0.0.1").verdict == Verdict::good));
  BOOST_TEST((judge({"good"}, trust(), "2001:db8::1").verdict == Verdict::good));
  BOOST_TEST((judge({"long_lived"}).verdict == Verdict::good));
}

BOOST_AUTO_TEST_CASE(every_kind_of_key_we_can_use_is_good) {
  for (const auto* name : {"p384", "ed25519", "rsa2048"}) {
    BOOST_TEST((judge({name}).verdict == Verdict::good), name);
  }
}

BOOST_AUTO_TEST_CASE(intermediates_may_come_in_any_order_and_with_strangers) {
  BOOST_TEST((judge({"below_intermediate", "intermediate"}).verdict == Verdict::good));
  BOOST_TEST((judge({"below_intermediate", "other_ca", "p521_ca", "intermediate", "ca"}).verdict == Verdict::good));
  BOOST_TEST((judge({"below_p521", "p521_ca"}).verdict == Verdict::good), "a CA may use a curve that TLS does not");
  const auto result = judge({"below_intermediate", "ca", "intermediate"});
  const std::vector<std::string> path{"good", "Test Intermediate", "Test Root"};
  BOOST_TEST(result.path == path, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_ca_nobody_trusts_is_unknown) {
  check(judge({"good"}, trust("other_ca")),
        {Verdict::unknown_ca, R"(signed by "Test Root", which is not among the trusted: "Other Root")"});
  check(judge({"good", "ca"}, trust("other_ca")),
        {Verdict::unknown_ca, R"(signed by "Test Root", which is not among the trusted: "Other Root")"});
  check(judge({"good"}, TrustAnchors()),
        {Verdict::unknown_ca, R"(signed by "Test Root", but no CA is trusted at all)"});
  check(judge({"self_signed"}),
        {Verdict::unknown_ca, R"(signed by "good", which is not among the trusted: "Test Root")"});
}

BOOST_AUTO_TEST_CASE(a_missing_intermediate_is_an_unknown_ca) {
  check(judge({"below_intermediate"}),
        {Verdict::unknown_ca, R"(signed by "Test Intermediate", which is not among the trusted: "Test Root")"});
}

BOOST_AUTO_TEST_CASE(a_ca_of_the_same_name_with_another_key_is_unknown) {
  check(judge({"good"}, trust("twin_ca")),
        {Verdict::unknown_ca, R"(signed by "Test Root", but not by the one of that name that is trusted)"});
}

BOOST_AUTO_TEST_CASE(expired_is_not_the_same_as_unknown) {
  check(judge({"expired"}), {Verdict::expired, "ended 2026-06-01 00:00 UTC"});
  check(judge({"future"}), {Verdict::not_yet_valid, "begins 2050-01-01 00:00 UTC"});
  check(judge({"expired"}, trust("other_ca")),
        {Verdict::unknown_ca, R"(signed by "Test Root", which is not among the trusted: "Other Root")"});
  check(judge({"below_expired", "expired_ca"}),
        {Verdict::expired, R"(depends on "Test Expired CA", which ended 2026-06-01 00:00 UTC)"});
}

BOOST_AUTO_TEST_CASE(a_certificate_is_good_in_its_first_and_in_its_last_second) {
  const auto certificates = chain({"expired"});
  const auto anchors = trust();
  const auto at = [&](crypto::Time time) {
    return anchors.verify({certificates, Purpose::server_authentication, "good.example", time}).verdict;
  };
  const auto& only = certificates.front();
  BOOST_TEST((at(only.not_before()) == Verdict::good));
  BOOST_TEST((at(only.not_before() - 1s) == Verdict::not_yet_valid));
  BOOST_TEST((at(only.not_after()) == Verdict::good));
  BOOST_TEST((at(only.not_after() + 1s) == Verdict::expired));
}

BOOST_AUTO_TEST_CASE(a_changed_signature_is_bad) {
  auto der = chain({"good"}).front().der();
  der.back() ^= 1;
  const std::vector<Certificate> forged{Certificate::from_der(der)};
  check(trust().verify({forged, Purpose::server_authentication, "good.example", now}),
        {Verdict::bad_signature, R"(carries a signature that "Test Root" did not make)"});
}

BOOST_AUTO_TEST_CASE(a_certificate_for_clients_is_no_servers) {
  check(judge({"client"}), {Verdict::wrong_usage, "is not meant for a TLS server"});
  const auto server = chain({"good"});
  const auto client = chain({"client"});
  check(trust().verify({server, Purpose::client_authentication, "", now}),
        {Verdict::wrong_usage, "is not meant for a TLS client"});
  BOOST_TEST((trust().verify({client, Purpose::client_authentication, "", now}).verdict == Verdict::good));
}

BOOST_AUTO_TEST_CASE(a_key_that_may_not_sign_is_of_no_use) {
  check(judge({"agreement_only"}), {Verdict::wrong_usage, "is not meant for a TLS server"});
}

BOOST_AUTO_TEST_CASE(only_a_ca_may_sign_certificates) {
  check(judge({"signed_by_leaf", "good"}), {Verdict::not_a_ca, R"(is signed by "good", which may not do that)"});
}

BOOST_AUTO_TEST_CASE(a_path_may_not_be_longer_than_its_ca_allows) {
  const auto result = judge({"too_deep", "deep_ca", "intermediate"});
  BOOST_TEST((result.verdict == Verdict::not_a_ca), result.found);
}

BOOST_AUTO_TEST_CASE(weak_keys_and_hashes_are_refused) {
  check(judge({"rsa1024"}), {Verdict::weak_key, "has an RSA key of only 1024 bits"});
  check(judge({"rsa9216"}), {Verdict::weak_key, "has an RSA key of 9216 bits, more than 8192"});
  check(judge({"sha1"}), {Verdict::weak_key, "is signed with a key or a hash function that is too weak today"});
  check(judge({"below_weak", "weak_ca"}),
        {Verdict::weak_key, "is signed with a key or a hash function that is too weak today"});
}

BOOST_AUTO_TEST_CASE(a_good_chain_for_another_host_is_a_mismatch) {
  check(judge({"san_only"}, trust(), "other.example"),
        {Verdict::name_mismatch, R"(is for "good.example", not for "other.example")"});
  check(judge({"good"}, trust(), "127.0.0.2"),
        {Verdict::name_mismatch,
         R"(is for "good.example", "*.wild.example", 127.0.0.1, 2001:db8::1, not for "127.0.0.2")"});
  check(judge({"cn_only"}), {Verdict::name_mismatch,
                             R"(is for no host at all (it has no subject alternative name), not for "good.example")"});
}

BOOST_AUTO_TEST_CASE(what_we_do_not_know_is_unsupported) {
  check(judge({"critical"}),
        {Verdict::unsupported, "has a critical extension, a key or an algorithm that is unknown here"});
  BOOST_TEST((judge({"p521"}).verdict == Verdict::unsupported));
  BOOST_TEST((judge({"rsapss"}).verdict == Verdict::unsupported));
}

BOOST_AUTO_TEST_CASE(an_empty_chain_is_refused) { BOOST_TEST((judge({}).verdict == Verdict::malformed)); }

BOOST_AUTO_TEST_CASE(a_self_signed_end_entity_that_is_itself_trusted_is_good) {
  BOOST_TEST((judge({"self_signed"}, trust("self_signed")).verdict == Verdict::good));
}

BOOST_AUTO_TEST_CASE(an_end_entity_that_is_itself_trusted_still_has_to_fit) {
  check(judge({"self_signed"}, trust("self_signed"), "other.example"),
        {Verdict::name_mismatch, R"(is for "good.example", not for "other.example")"});
  const auto certificates = chain({"self_signed"});
  const auto client = trust("self_signed").verify({certificates, Purpose::client_authentication, "", now});
  BOOST_TEST((client.verdict == Verdict::wrong_usage));
}

// Botan 3.13 takes an intermediate CA as an anchor, 3.7 wants the root.
BOOST_AUTO_TEST_CASE(an_intermediate_as_anchor_is_good_or_unknown) {
  const auto verdict = judge({"below_intermediate"}, trust("intermediate")).verdict;
  BOOST_TEST((verdict == Verdict::good || verdict == Verdict::unknown_ca));
}

BOOST_AUTO_TEST_CASE(at_most_ten_certificates_are_considered) {
  auto certificates = chain({"below_intermediate"});
  for (const auto* stranger : {"other_ca", "p521_ca", "weak_ca", "deep_ca", "expired_ca"}) {
    certificates.push_back(chain({stranger}).front());
    certificates.push_back(chain({stranger}).front());
  }
  certificates.push_back(chain({"intermediate"}).front());
  const auto anchors = trust();
  const auto judged = [&] {
    return anchors.verify({certificates, Purpose::server_authentication, "good.example", now}).verdict;
  };
  BOOST_TEST((judged() == Verdict::unknown_ca));
  std::swap(certificates[1], certificates.back());
  BOOST_TEST((judged() == Verdict::good));
}

BOOST_AUTO_TEST_CASE(no_single_changed_bit_makes_a_certificate_good) {
  const auto der = chain({"san_only"}).front().der();
  const auto anchors = trust();
  std::size_t judged = 0;
  for (std::size_t bit = 0; bit < der.size() * 8; ++bit) {
    auto changed = der;
    changed[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
    const auto forged = readable(changed);
    if (forged.empty()) continue;
    const auto result = anchors.verify({forged, Purpose::server_authentication, "good.example", now});
    BOOST_TEST((result.verdict != Verdict::good), "bit " << bit);
    ++judged;
  }
  BOOST_TEST(judged > 100u);
}

// What was good is remembered. So each of these asks anchors that have just found the chain good.
struct Asked {
  std::string_view host = "good.example";
  Purpose purpose = Purpose::server_authentication;
  crypto::Time time = now;
};

Verdict second_answer(const Asked& second) {
  const TrustAnchors anchors = trust();
  const auto certificates = chain({"good"});
  BOOST_TEST_REQUIRE(
      (anchors.verify({certificates, Purpose::server_authentication, "good.example", now}).verdict == Verdict::good));
  return anchors.verify({certificates, second.purpose, second.host, second.time}).verdict;
}

BOOST_AUTO_TEST_CASE(a_chain_that_was_good_is_good_again) {
  const TrustAnchors anchors = trust();
  const auto first = judge({"good"}, anchors);
  const auto second = judge({"good"}, anchors);
  check(second, {first.verdict, first.found});
  BOOST_TEST(second.path == first.path, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_chain_that_was_good_ends_all_the_same) {
  const auto end_entity = chain({"good"}).front();
  BOOST_TEST((second_answer({.time = end_entity.not_after()}) == Verdict::good));
  BOOST_TEST((second_answer({.time = end_entity.not_after() + 1s}) == Verdict::expired));
  BOOST_TEST((second_answer({.time = end_entity.not_before() - 1s}) == Verdict::not_yet_valid));
}

BOOST_AUTO_TEST_CASE(what_was_not_good_is_not_remembered) {
  const TrustAnchors anchors = trust();
  const auto certificates = chain({"good"});
  const auto at = [&](crypto::Time time) {
    return anchors.verify({certificates, Purpose::server_authentication, "good.example", time}).verdict;
  };
  const auto too_late = certificates.front().not_after() + 1s;
  BOOST_TEST((at(too_late) == Verdict::expired));
  BOOST_TEST((at(now) == Verdict::good));
  BOOST_TEST((at(too_late) == Verdict::expired));
}

BOOST_AUTO_TEST_CASE(a_chain_that_was_good_for_one_host_is_not_for_another) {
  BOOST_TEST((second_answer({.host = "other.example"}) == Verdict::name_mismatch));
}

BOOST_AUTO_TEST_CASE(a_chain_that_was_good_for_a_server_is_not_for_a_client) {
  BOOST_TEST((second_answer({.host = "", .purpose = Purpose::client_authentication}) == Verdict::wrong_usage));
}

BOOST_AUTO_TEST_CASE(a_certificate_of_a_good_chain_is_not_read_twice) {
  const TrustAnchors anchors = trust();
  const auto certificate = chain({"good"}).front();
  const auto is_the_same = [&] { return &anchors.read(certificate.der()).der() == &certificate.der(); };
  BOOST_TEST(!is_the_same());
  BOOST_TEST(
      (anchors.verify({{certificate}, Purpose::server_authentication, "good.example", now}).verdict == Verdict::good));
  BOOST_TEST(is_the_same());
  auto changed = certificate.der();
  changed.back() ^= 1;
  BOOST_TEST((anchors.read(changed).der() == changed));
}

BOOST_AUTO_TEST_CASE(anchors_are_read_from_pem) {
  const auto two = TrustAnchors::from_pem(pem("ca") + pem("other_ca"));
  const std::vector<std::string> subjects{"Test Root", "Other Root"};
  BOOST_TEST(two.subjects() == subjects, boost::test_tools::per_element());
  BOOST_TEST(!two.empty());
  BOOST_TEST(TrustAnchors().empty());
  BOOST_CHECK_THROW(TrustAnchors::from_pem("nothing"), crypto::Error);
  BOOST_TEST((judge({"good"}, two).verdict == Verdict::good));
}

BOOST_AUTO_TEST_SUITE_END()
