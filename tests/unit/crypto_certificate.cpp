// Reading certificates and matching names: common/crypto/certificate.hpp. Chains are judged in
// crypto_trust_anchors.cpp.
#include <boost/test/unit_test.hpp>

#include "base/hex.hpp"
#include "crypto/certificate.hpp"
#include "crypto/detail/host_name.hpp"
#include "crypto/error.hpp"
#include "support/vector_file.hpp"

using namespace vitrine;
using crypto::Certificate;
using crypto::Error;
using std::chrono::sys_days;
using namespace std::chrono_literals;

namespace {

std::string pem(const std::string& name) { return tests::read_data("certificates/" + name + ".pem"); }

Certificate certificate(const std::string& name) { return Certificate::all_from_pem(pem(name)).front(); }

}  // namespace

BOOST_AUTO_TEST_SUITE(crypto_certificate)

BOOST_AUTO_TEST_CASE(a_certificate_says_who_it_is) {
  const auto good = certificate("good");
  BOOST_TEST(good.subject() == "good");
  BOOST_TEST(good.common_name() == "good");
  BOOST_TEST(certificate("san_only").common_name().empty());
  BOOST_TEST(good.issuer() == "Test Root");
  const std::vector<std::string> names{"good.example", "*.wild.example", "127.0.0.1", "2001:db8::1"};
  BOOST_TEST(good.names() == names, boost::test_tools::per_element());
  BOOST_TEST((good.not_before() == sys_days(2026y / 1 / 1)));
  BOOST_TEST((good.not_after() == sys_days(2076y / 1 / 1)));
  BOOST_TEST(good.fingerprint().size() == 32u);
}

BOOST_AUTO_TEST_CASE(a_certificate_says_whether_its_key_may_sign) {
  BOOST_TEST(certificate("good").allows_signatures());
  BOOST_TEST(certificate("ca").allows_signatures() == false);
  BOOST_TEST(!certificate("agreement_only").allows_signatures());
}

BOOST_AUTO_TEST_CASE(dates_reach_further_than_the_system_clock) {
  BOOST_TEST((certificate("long_lived").not_after() == sys_days(3000y / 12 / 31) + 23h + 59min + 59s));
  BOOST_TEST((certificate("future").not_before() == sys_days(2050y / 1 / 1)));
}

BOOST_AUTO_TEST_CASE(without_a_common_name_the_first_name_of_the_san_is_the_subject) {
  BOOST_TEST(certificate("san_only").subject() == "good.example");
}

BOOST_AUTO_TEST_CASE(der_goes_in_and_comes_out_the_same) {
  const auto good = certificate("good");
  const auto again = Certificate::from_der(good.der());
  BOOST_TEST(base::to_hex(again.der()) == base::to_hex(good.der()));
  BOOST_TEST(base::to_hex(again.fingerprint()) == base::to_hex(good.fingerprint()));
}

BOOST_AUTO_TEST_CASE(a_pem_file_may_hold_many_certificates_and_other_things) {
  const auto text = "words before\n" + pem("good") + "words between\n" + pem("key_p256") + pem("ca");
  const auto all = Certificate::all_from_pem(text);
  BOOST_TEST(all.size() == 2u);
  BOOST_TEST(all.at(0).subject() == "good");
  BOOST_TEST(all.at(1).subject() == "Test Root");
}

BOOST_AUTO_TEST_CASE(a_pem_file_without_a_certificate_or_with_a_damaged_one_is_refused) {
  BOOST_CHECK_THROW(Certificate::all_from_pem(""), Error);
  BOOST_CHECK_THROW(Certificate::all_from_pem(pem("key_p256")), Error);
  const auto good = pem("good");
  BOOST_CHECK_THROW(Certificate::all_from_pem(good + good.substr(0, good.size() / 2)), Error);
  auto damaged = good;
  damaged[100] = damaged[100] == 'A' ? 'B' : 'A';
  damaged.erase(200, 1);
  BOOST_CHECK_THROW(Certificate::all_from_pem(damaged), Error);
}

BOOST_AUTO_TEST_CASE(cut_extended_or_textual_certificates_are_refused) {
  const auto der = certificate("good").der();
  for (std::size_t size = 0; size < der.size(); ++size) {
    BOOST_CHECK_THROW(Certificate::from_der(base::View(der).first(size)), Error);
  }
  BOOST_CHECK_THROW(Certificate::from_der(base::concat({der, base::Bytes(1)})), Error);
  BOOST_CHECK_THROW(Certificate::from_der(base::concat({der, der})), Error);
  BOOST_CHECK_THROW(Certificate::from_der(base::view_of(pem("good"))), Error);
}

BOOST_AUTO_TEST_CASE(no_single_changed_bit_escapes_as_another_exception) {
  const auto der = certificate("good").der();
  std::size_t refused = 0;
  for (std::size_t bit = 0; bit < der.size() * 8; ++bit) {
    auto changed = der;
    changed[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
    try {
      (void)Certificate::from_der(changed).names();
    } catch (const Error&) {
      ++refused;
    }
  }
  BOOST_TEST(refused > 0u);
}

BOOST_AUTO_TEST_CASE(indefinite_lengths_are_not_der) {
  const auto der = certificate("good").der();  // 30 82 xx xx …
  auto loose = base::concat({base::from_hex("3080"), base::View(der).subspan(4), base::from_hex("0000")});
  BOOST_CHECK_THROW(Certificate::from_der(loose), Error);
}

BOOST_AUTO_TEST_CASE(names_match_exactly_and_without_case) {
  const auto good = certificate("good");
  BOOST_TEST(good.matches_name("good.example"));
  BOOST_TEST(good.matches_name("GOOD.eXample"));
  BOOST_TEST(good.matches_name("good.example."));
  BOOST_TEST(!good.matches_name("good.example.."));
  BOOST_TEST(!good.matches_name("bad.example"));
  BOOST_TEST(!good.matches_name("www.good.example"));
  BOOST_TEST(!good.matches_name("good"), "the common name does not count");
  BOOST_TEST(!good.matches_name(""));
  BOOST_TEST(!good.matches_name(std::string_view("good.example\0.evil", 18)));
}

BOOST_AUTO_TEST_CASE(a_wildcard_stands_for_one_whole_label) {
  const auto good = certificate("good");
  BOOST_TEST(good.matches_name("a.wild.example"));
  BOOST_TEST(good.matches_name("A.Wild.Example"));
  BOOST_TEST(good.matches_name("xn--bcher-kva.wild.example"));
  BOOST_TEST(!good.matches_name("wild.example"));
  BOOST_TEST(!good.matches_name("a.b.wild.example"));
  BOOST_TEST(!good.matches_name(".wild.example"));
  BOOST_TEST(!good.matches_name("*.wild.example"), "a host is no pattern");
}

BOOST_AUTO_TEST_CASE(a_name_itself_is_told_from_a_wildcard_that_covers_it) {
  const auto good = certificate("good");
  BOOST_TEST(good.names_exactly("Good.Example."));
  BOOST_TEST(good.names_exactly("127.0.0.1"));
  BOOST_TEST(!good.names_exactly("a.wild.example"));
  BOOST_TEST(!good.names_exactly("*.wild.example"));
  BOOST_TEST(!good.names_exactly("127.0.0.2"));
  BOOST_TEST(!good.names_exactly(""));
}

BOOST_AUTO_TEST_CASE(the_issuer_of_one_is_the_subject_that_its_ca_is_listed_by) {
  const auto listed = crypto::TrustAnchors::from_pem(pem("ca")).distinguished_names();
  BOOST_TEST_REQUIRE(listed.size() == 1u);
  BOOST_TEST(base::to_hex(certificate("good").issuer_distinguished_name()) == base::to_hex(listed.front()));
  BOOST_TEST(base::to_hex(certificate("below_intermediate").issuer_distinguished_name()) !=
             base::to_hex(listed.front()));
}

BOOST_AUTO_TEST_CASE(a_host_name_is_made_of_letters_digits_and_three_signs) {
  using crypto::detail::matches_dns;
  for (int c = 0; c < 128; ++c) {
    const char sign = static_cast<char>(c);
    const bool good =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    const std::string name = std::string("x") + sign + "y.example";
    BOOST_TEST(matches_dns(name, name) == good, "with the sign " << c);
  }
}

BOOST_AUTO_TEST_CASE(patterns_that_mean_nothing_match_nothing) {
  using crypto::detail::matches_dns;
  for (const auto* pattern : {"*", "*.", "*.*", "*.*.example", "a.*.example", "*a.x.example", "x*.x.example",
                              "**.x.example", "*.example", "", ".", "*..example", ".x.example"}) {
    for (const auto* host :
         {"a.x.example", "xa.x.example", "b.example", "x.example", "example", "*", "*.example", "."}) {
      BOOST_TEST(!matches_dns(pattern, host), pattern << " matches " << host);
    }
  }
}

BOOST_AUTO_TEST_CASE(addresses_match_addresses_only) {
  const auto good = certificate("good");
  BOOST_TEST(good.matches_name("127.0.0.1"));
  BOOST_TEST(!good.matches_name("127.0.0.2"));
  BOOST_TEST(!good.matches_name("127.1"));
  BOOST_TEST(!good.matches_name("[127.0.0.1]"));
  BOOST_TEST(good.matches_name("2001:db8::1"));
  BOOST_TEST(good.matches_name("[2001:DB8:0:0:0:0:0:1]"));
  BOOST_TEST(!good.matches_name("2001:db8::2"));
  BOOST_TEST(!good.matches_name("::ffff:127.0.0.1"));
}

BOOST_AUTO_TEST_CASE(a_common_name_alone_matches_nothing) {
  const auto old = certificate("cn_only");
  BOOST_TEST(old.subject() == "good.example");
  BOOST_TEST(old.names().empty());
  BOOST_TEST(!old.matches_name("good.example"));
}

BOOST_AUTO_TEST_SUITE_END()
