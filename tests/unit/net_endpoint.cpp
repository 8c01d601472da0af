// HOST:PORT as people type it. Tests common/net/endpoint.hpp.
#include <boost/test/unit_test.hpp>

#include "net/endpoint.hpp"

namespace vitrine::net {
namespace {

const HostPort defaults{"127.0.0.1", 4444};

std::string read_back(std::string_view text) {
  const auto parsed = parse_host_port(text, defaults);
  return parsed ? to_text(*parsed) : "refused";
}

BOOST_AUTO_TEST_SUITE(net_endpoint)

BOOST_AUTO_TEST_CASE(what_is_left_out_of_an_address_is_the_default) {
  BOOST_TEST(read_back("example.org:99") == "example.org:99");
  BOOST_TEST(read_back("example.org") == "example.org:4444");
  BOOST_TEST(read_back(":99") == "127.0.0.1:99");
  BOOST_TEST(read_back("99") == "127.0.0.1:99");
  BOOST_TEST(read_back("0") == "127.0.0.1:0");
}

BOOST_AUTO_TEST_CASE(an_ipv6_address_needs_brackets_only_before_a_port) {
  BOOST_TEST(read_back("[::1]:99") == "[::1]:99");
  BOOST_TEST(read_back("[::1]") == "[::1]:4444");
  BOOST_TEST(read_back("::1") == "[::1]:4444");
  BOOST_TEST(read_back("fe80::1:99") == "[fe80::1:99]:4444");
}

BOOST_AUTO_TEST_CASE(what_is_not_an_address_is_refused) {
  for (const char* text : {"", "a:", "a:b", "a:70000", "a:-1", "a:1x", "70000", "[]:1", "[::1", "[::1]1", "[::1]x:1"})
    BOOST_TEST(read_back(text) == "refused", text);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace vitrine::net
