// Hostile rows C07, C48: chains that are made to cost time. The bounds are generous: sanitizers and busy machines are
// slow, and quadratic work would take minutes.
#include <ctime>

#include "hostile/chains.hpp"

using namespace tests;
using namespace tests::chains;

namespace {

constexpr double patience = 1.0;  // seconds of our own time; a plain build takes hundredths

double seconds_of(const std::function<void()>& work) {
  const std::clock_t begin = std::clock();
  work();
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

/// However it is judged, it is judged soon.
void judged_soon(const Chain& chain) {
  BOOST_TEST(seconds_of([&] { show_to_client(chain, [](EvilPeer&) {}); }) < patience);
  BOOST_TEST(seconds_of([&] { show_to_server(chain, [](EvilPeer&) {}); }) < patience);
}

std::vector<std::string> many_names(std::size_t count, const std::string& under) {
  std::vector<std::string> names{"localhost"};
  for (std::size_t i = 0; i < count; ++i) names.push_back("n" + std::to_string(i) + under);
  return names;
}

}  // namespace

BOOST_AUTO_TEST_CASE(C48_thousands_of_names_against_thousands_of_constraints_are_judged_soon) {
  EvilCertificate leaf = evil_leaf("Middle").with(dns_names(many_names(3000, ".x")));
  const auto constraints = name_constraints({}, many_names(3000, ".y"));
  judged_soon({leaf.der(), evil_authority("Middle").with(constraints).der()});
  refused({leaf.der(), evil_authority("Middle").with(constraints).der()}, {bad_certificate, unknown_ca});
}

BOOST_AUTO_TEST_CASE(C48_thousands_of_policy_mappings_are_judged_soon) {
  std::vector<base::Bytes> pairs;
  for (unsigned i = 0; i < 3000; ++i) {
    const std::string policy = "1.3.6.1.4.1.99999." + std::to_string(i);
    pairs.push_back(der::sequence({der::oid(policy), der::oid(policy + ".1")}));
  }
  const EvilExtension mappings{oids::policy_mappings, der::sequence(pairs)};
  judged_soon({evil_leaf("Middle").der(), evil_authority("Middle").with(mappings).der()});
}

BOOST_AUTO_TEST_CASE(C48_nested_and_indefinite_encodings_are_bad_certificate) {
  base::Bytes nested(30'000, 0x30);
  for (std::size_t i = 1; i < nested.size(); i += 2) nested[i] = 0x80;
  refused({nested}, {bad_certificate});
  base::Bytes deep;
  for (int i = 0; i < 2'000; ++i) deep = der::tagged(0x30, deep);
  refused({deep}, {bad_certificate});
  const base::Bytes good = evil_leaf().der();
  const base::Bytes loose = base::concat({base::Bytes{0x30, 0x80}, base::View(good).subspan(4), base::Bytes{0, 0}});
  refused({loose}, {bad_certificate});
}

BOOST_AUTO_TEST_CASE(C07_a_crowd_of_cas_that_vouch_for_one_another_is_judged_soon) {
  Chain circle{evil_leaf("C0").der()};
  for (int i = 0; i < 100; ++i) {
    const std::string name = "C" + std::to_string(i);
    circle.push_back(evil_authority(name, "C" + std::to_string((i + 1) % 100)).der());
  }
  judged_soon(circle);
  refused(circle, {unknown_ca});

  Chain twins{evil_leaf("Twin").der()};
  for (int i = 0; i < 100; ++i) {
    EvilCertificate twin = evil_authority("Twin", "Twin");
    twin.not_after += std::chrono::seconds(i);
    twins.push_back(twin.der());
  }
  judged_soon(twins);
  refused(twins, {unknown_ca});
}

BOOST_AUTO_TEST_CASE(C07_a_path_of_eleven_is_longer_than_we_look) {
  Chain chain{evil_leaf("C0").der()};
  for (int i = 0; i < 8; ++i)
    chain.push_back(evil_authority("C" + std::to_string(i), "C" + std::to_string(i + 1)).der());
  Chain ten = chain;
  ten.push_back(evil_authority("C8").der());
  accepted(ten);
  Chain eleven = chain;
  eleven.push_back(evil_authority("C8", "C9").der());
  eleven.push_back(evil_authority("C9").der());
  refused(eleven, {unknown_ca});
}
