// Hostile rows C38 to C41, C45, C46: who may sign for whom. RFC 5280 §4.2, §6.1, RFC 9846 §4.5.1.
#include "hostile/chains.hpp"

using namespace tests;
using namespace tests::chains;

namespace {

EvilCertificate middle() { return evil_authority("Middle"); }
base::Bytes leaf_of_middle() { return evil_leaf("Middle").der(); }

void refused_middle(const EvilCertificate& authority, const Alerts& alerts) {
  refused({leaf_of_middle(), authority.der()}, alerts);
}

const EvilExtension unheard_of{"1.3.6.1.4.1.99999.1", der::null()};

}  // namespace

BOOST_AUTO_TEST_CASE(C_good_chains_are_believed_by_both) {
  accepted({evil_leaf().der()});
  accepted({leaf_of_middle(), middle().der()});
}

BOOST_AUTO_TEST_CASE(C38_an_unknown_or_missing_or_same_named_issuer_is_unknown_ca) {
  refused({evil_leaf("Nobody").der()}, {unknown_ca});
  refused({leaf_of_middle()}, {unknown_ca});
  EvilCertificate self = evil_leaf();
  self.issuer = self.subject;
  refused({self.der()}, {unknown_ca});
  refused({leaf_of_middle(), evil_authority("Middle", "Middle").der()}, {unknown_ca});
  EvilCertificate twin = evil_authority();  // the anchor's name and another key
  twin.signer = {"p384", "SHA-384", "1.2.840.10045.4.3.3"};
  twin.subject_public_key_info = credential("p384")->key.spki();
  EvilCertificate below_twin = evil_leaf();
  below_twin.signer = twin.signer;
  refused({below_twin.der(), twin.der()}, {unknown_ca, bad_certificate});
}

BOOST_AUTO_TEST_CASE(C39_an_issuer_that_is_no_ca_is_refused) {
  refused_middle(middle().without(oids::basic_constraints), {unknown_ca, bad_certificate});
  refused_middle(middle().with(basic_constraints({})), {unknown_ca, bad_certificate});
  refused_middle(middle().with(key_usage({0, 6})), {unknown_ca, bad_certificate});
  accepted({leaf_of_middle(), middle().without(oids::key_usage).der()});
}

BOOST_AUTO_TEST_CASE(C40_a_path_longer_than_a_ca_allows_is_refused) {
  const auto limited = [](std::string_view name, std::string_view issuer, unsigned limit) {
    return evil_authority(name, issuer).with(basic_constraints({der::truth(), der::integer(limit)})).der();
  };
  const auto plain = [](std::string_view name, std::string_view issuer) { return evil_authority(name, issuer).der(); };
  const base::Bytes leaf = evil_leaf("C").der();
  accepted({leaf, limited("C", "B", 0), limited("B", "A", 1), limited("A", "Evil Root", 2)});
  const Alerts wrong{unknown_ca, bad_certificate};
  refused({leaf, plain("C", "B"), limited("B", "Evil Root", 0)}, wrong);
  refused({leaf, plain("C", "B"), plain("B", "A"), limited("A", "Evil Root", 1)}, wrong);
  refused({leaf, limited("C", "B", 5), limited("B", "A", 0), plain("A", "Evil Root")}, wrong);
}

BOOST_AUTO_TEST_CASE(C41_an_unknown_critical_extension_of_leaf_or_intermediate_is_unsupported_certificate) {
  refused({evil_leaf().with(unheard_of).der()}, {unsupported_certificate});
  refused_middle(middle().with(unheard_of), {unsupported_certificate});
  EvilExtension harmless = unheard_of;
  harmless.critical = false;
  accepted({evil_leaf("Middle").with(harmless).der(), middle().with(harmless).der()});
}

BOOST_AUTO_TEST_CASE(C41_an_unknown_critical_extension_of_the_anchor_is_unsupported_certificate) {
  refused({evil_leaf().der()}, {unsupported_certificate, bad_certificate},
          {.anchor = evil_authority().with(unheard_of).der()});
}

BOOST_AUTO_TEST_CASE(C45_a_leaf_with_the_name_of_the_anchor_is_not_the_anchor) {
  EvilCertificate impostor = evil_leaf();
  impostor.subject = impostor.issuer = common_name("Evil Root");
  impostor.subject_public_key_info = credential("p384")->key.spki();
  impostor.signer = {"p384", "SHA-384", "1.2.840.10045.4.3.3"};
  refused({impostor.der()}, {unknown_ca, bad_certificate});
  refused({impostor.der(), evil_authority().der()}, {unknown_ca, bad_certificate});
  refused({impostor.with(basic_constraints({der::truth()})).with(key_usage({0, 5})).der()},
          {unknown_ca, bad_certificate});
}

BOOST_AUTO_TEST_CASE(C45_a_leaf_that_is_the_anchor_to_the_byte_is_believed) {
  EvilCertificate self = evil_leaf();
  self.issuer = self.subject;
  const base::Bytes der = self.der();
  accepted({der}, {.anchor = der});
}

BOOST_AUTO_TEST_CASE(C46_a_path_is_found_in_any_order_among_strangers_and_cross_signed_twins) {
  const base::Bytes b = evil_authority("B", "A").der();
  const base::Bytes a = evil_authority("A").der();
  const base::Bytes leaf = evil_leaf("B").der();
  const base::Bytes root = evil_authority().der();
  const base::Bytes stranger = evil_authority("Stranger", "Nobody").der();
  const base::Bytes cross_signed = evil_authority("A", "Nobody").der();
  accepted({leaf, a, b});
  accepted({leaf, root, stranger, a, b, a, b, root});
  accepted({leaf, b, cross_signed, a});
  accepted({leaf, b, a, cross_signed});
  accepted({leaf, b, a, base::Bytes(100, 0x30)});
}
