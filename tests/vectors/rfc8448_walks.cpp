// The walks through the traces, in both places: each value is the RFC's, and a changed one is noticed.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <set>

#include "replay/walk.hpp"
#include "rfc8448_trace.hpp"
#include "support/thrown.hpp"

namespace {

using namespace tests::rfc8448;

const auto every_trace = boost::unit_test::data::make(all);
const auto each_role = boost::unit_test::data::make({"client", "server"});

struct Result {
  std::set<std::string> equal;
  std::set<std::string> different;
};

Result walk(const Vectors& v, const std::string& role) {
  Result result;
  Comparison comparison(v, [&](const Comparison::Finding& finding) {
    (finding.equal ? result.equal : result.different).insert(finding.entry);
  });
  const auto silent = [](std::string_view) {};
  const Walk walk{v, comparison, tls::Trace(&comparison), silent, silent};
  role == "client" ? walk_client(walk) : walk_server(walk);
  BOOST_TEST(comparison.different() == result.different.size());
  return result;
}

/// The trace with the last digit of an entry's first line changed.
Vectors changed(const std::string& trace, const std::string& entry) {
  std::string text(text_of(trace));
  std::size_t line = text.find("\n" + entry + " =") + 1;
  if (text[text.find('\n', line) - 1] == '=') line = text.find('\n', line) + 1;
  char& digit = text[text.find('\n', line) - 1];
  digit = digit == '0' ? '1' : '0';
  return parse_vectors(text, trace);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rfc8448_walks)

BOOST_DATA_TEST_CASE(every_value_is_the_one_of_the_trace, every_trace* each_role, trace, role) {
  const Result result = walk(load(trace), role);
  BOOST_TEST(result.different == std::set<std::string>(), boost::test_tools::per_element());
  BOOST_TEST(result.equal.size() >= 24U);
}

BOOST_DATA_TEST_CASE(every_secret_and_key_of_the_schedule_is_among_them, every_trace* each_role, trace, role) {
  const Vectors v = load(trace);
  const Result result = walk(v, role);
  const bool other_answer = v.has("client.Certificate") && std::string(role) == "client";
  for (const std::string& name : v.names()) {
    const bool stage = name.starts_with("secret.") && std::ranges::count(name, '.') == 1;
    const bool key = name.starts_with("key.") && (name.ends_with(".key") || name.ends_with(".iv"));
    const bool elsewhere = other_answer && name == "secret.resumption";
    if ((stage || key) && !elsewhere) BOOST_TEST(result.equal.contains(name), name);
  }
}

BOOST_DATA_TEST_CASE(a_value_that_was_changed_is_noticed_and_no_other, each_role, role) {
  for (const std::string entry : {"secret.main", "secret.exporter", "key.server_application.iv", "finished.client.key",
                                  "key.client_handshake.key", "secret.early"}) {
    const Result result = walk(changed("simple_1rtt", entry), role);
    BOOST_TEST(result.different.contains(entry), entry);
    BOOST_TEST(result.different.size() == 1U, entry);
  }
}

BOOST_AUTO_TEST_CASE(a_record_that_was_changed_is_refused) {
  BOOST_CHECK_THROW(walk(changed("simple_1rtt", "server.record.2"), "client"), tls::Abort);
  BOOST_CHECK_THROW(walk(changed("simple_1rtt", "client.record.2"), "server"), tls::Abort);
}

BOOST_AUTO_TEST_CASE(what_our_side_says_is_held_against_the_trace_too) {
  BOOST_TEST(walk(changed("simple_1rtt", "client.record.2"), "client").different.contains("client.record.2"));
  BOOST_TEST(walk(changed("simple_1rtt", "server.record.1"), "server").different.contains("server.record.1"));
}

BOOST_AUTO_TEST_SUITE_END()
