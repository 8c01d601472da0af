// Hostile rows C42 to C44: whose certificate it is (RFC 9525), and what its CA may say (RFC 5280 §4.2.1.10).
#include "hostile/chains.hpp"

using namespace tests;
using namespace tests::chains;

namespace {

using Names = std::vector<std::string>;

EvilCertificate leaf_for(const Names& names) { return evil_leaf().with(dns_names(names)); }

void matches(const Names& names, const std::string& host) {
  BOOST_TEST_CONTEXT(host) {
    show_to_client({leaf_for(names).der()}, [](EvilPeer& evil) { BOOST_TEST(evil.victim.state() == "WAIT_CV"); },
                   {.host = host});
  }
}

void refused_for(const std::string& host, const EvilCertificate& leaf) {
  BOOST_TEST_CONTEXT(host) {
    show_to_client({leaf.der()}, [](EvilPeer& evil) { expect_refusal(evil, {bad_certificate}); }, {.host = host});
  }
}

EvilExtension alternative_names(const std::vector<base::Bytes>& names) {
  return {oids::subject_alt_name, der::sequence(names), false};
}

/// A leaf below a CA with these name constraints.
Chain constrained(const EvilExtension& constraints, const EvilCertificate& leaf) {
  EvilCertificate below = leaf;
  below.issuer = common_name("Middle");
  return {below.der(), evil_authority("Middle").with(constraints).der()};
}

const Alerts not_allowed{bad_certificate, unknown_ca};

}  // namespace

BOOST_AUTO_TEST_CASE(C42_a_name_matches_whole_labels_or_not_at_all) {
  matches({"a.example.com"}, "a.example.com");
  matches({"*.example.com"}, "a.example.com");
  refused_for("b.example.com", leaf_for({"a.example.com"}));
  refused_for("a.b.example.com", leaf_for({"*.example.com"}));
  refused_for("example.com", leaf_for({"*.example.com"}));
  refused_for("bar.example.com", leaf_for({"b*.example.com"}));
  refused_for("bar.example.com", leaf_for({"*r.example.com"}));
  refused_for("a.example.com", leaf_for({"a.*.com"}));
  refused_for("a.b.example.com", leaf_for({"a.*.example.com"}));
  refused_for("example.com", leaf_for({"*.com"}));
  refused_for("com", leaf_for({"*"}));
}

BOOST_AUTO_TEST_CASE(C42_a_common_name_is_no_name) {
  EvilCertificate leaf = evil_leaf().without(oids::subject_alt_name);
  leaf.subject = common_name("a.example.com");
  refused_for("a.example.com", leaf);
  refused_for("a.example.com", leaf.with(alternative_names({der::in_place(1, base::view_of("a@example.com"))})));
}

BOOST_AUTO_TEST_CASE(C43_an_address_is_no_dns_name_and_a_dns_name_no_address) {
  refused_for("127.0.0.1", leaf_for({"127.0.0.1"}));
  refused_for("::1", leaf_for({"::1"}));
  const base::Bytes address{127, 0, 0, 1};
  const EvilCertificate leaf = evil_leaf().with(alternative_names({der::in_place(7, address)}));
  refused_for("localhost", leaf);
  show_to_client({leaf.der()}, [](EvilPeer& evil) { BOOST_TEST(evil.victim.state() == "WAIT_CV"); },
                 {.host = "127.0.0.1"});
}

BOOST_AUTO_TEST_CASE(C43_case_and_a_trailing_dot_do_not_matter_and_a_nul_does) {
  matches({"A.Example.COM"}, "a.eXample.com");
  matches({"xn--bcher-kva.example"}, "XN--bcher-KVA.example");
  refused_for("xn--bcher-kva.example", leaf_for({"b\xc3\xbc"
                                                 "cher.example"}));
  refused_for("a.example.com", leaf_for({std::string("a.example.com\0.evil.example", 27)}));
  refused_for("a.example.com", leaf_for({std::string("a.example.com\0", 14)}));
  refused_for("a.example.com", leaf_for({""}));
  refused_for("a.example.com", leaf_for({" a.example.com"}));
}

BOOST_AUTO_TEST_CASE(C44_a_name_that_its_ca_may_not_vouch_for_is_refused) {
  const EvilCertificate leaf = evil_leaf();  // for localhost
  accepted(constrained(name_constraints({"localhost"}, {}), leaf));
  accepted(constrained(name_constraints({}, {"elsewhere"}), leaf));
  refused(constrained(name_constraints({"elsewhere"}, {}), leaf), not_allowed);
  refused(constrained(name_constraints({}, {"localhost"}), leaf), not_allowed);
  refused(constrained(name_constraints({"localhost"}, {"localhost"}), leaf), not_allowed);
  refused(constrained(name_constraints({}, {"LocalHost"}), leaf), not_allowed);
  refused(constrained(name_constraints({}, {"localhost"}), leaf_for({"localhost", "LOCALHOST"})), not_allowed);
  refused(constrained(name_constraints({"localhost"}, {}), leaf_for({"localhost", "b.example"})), not_allowed);
}

BOOST_AUTO_TEST_CASE(C44_a_wildcard_does_not_slip_through_name_constraints) {
  refused(constrained(name_constraints({}, {"example.com"}), leaf_for({"localhost", "*.example.com"})), not_allowed);
  refused(constrained(name_constraints({}, {"a.example.com"}), leaf_for({"localhost", "*.example.com"})), not_allowed);
  refused(constrained(name_constraints({"localhost", "a.example.com"}, {}), leaf_for({"localhost", "*.example.com"})),
          not_allowed);
  refused(constrained(name_constraints({}, {""}), evil_leaf()), not_allowed);
}

BOOST_AUTO_TEST_CASE(C44_a_constraint_on_the_distinguished_name_holds) {
  const auto only = [](std::string_view organization) {
    const base::Bytes name =
        der::sequence({der::set({der::sequence({der::oid("2.5.4.10"), der::utf8_string(organization)})})});
    const base::Bytes subtree = der::sequence({der::around(4, name)});
    return EvilExtension{oids::name_constraints, der::sequence({der::around(0, subtree)})};
  };
  EvilCertificate leaf = evil_leaf();
  leaf.subject = common_name_in("Ours", "leaf");
  accepted(constrained(only("Ours"), leaf));
  refused(constrained(only("Theirs"), leaf), not_allowed);
}
