// common/tls/message/extension_rules.hpp against the table of RFC 9846 §4.3, cell by cell, and the rules around it.
#include <boost/test/unit_test.hpp>

#include "support/thrown.hpp"
#include "tls/abort.hpp"
#include "tls/message/extension_rules.hpp"

using namespace vitrine;
using namespace vitrine::tls;

namespace {

struct Row {
  unsigned type;
  std::string_view messages;
};

/// The RFC's table, by number. Row 18 stood in RFC 8446's and is still in use.
constexpr Row table_of_the_rfc[] = {
    {0, "CH EE CR"},   {5, "CH CR CT"},      {10, "CH EE"}, {13, "CH CR"}, {14, "CH EE"},     {15, "CH EE"},
    {16, "CH EE"},     {18, "CH CR CT"},     {19, "CH EE"}, {20, "CH EE"}, {21, "CH"},        {27, "CH CR"},
    {28, "CH EE"},     {34, "CH CR CT"},     {39, "CH EE"}, {41, "CH SH"}, {42, "CH EE NST"}, {43, "CH SH HRR"},
    {44, "CH HRR"},    {45, "CH"},           {47, "CH CR"}, {48, "CR"},    {49, "CH"},        {50, "CH CR"},
    {51, "CH SH HRR"}, {52, "CH CR CT"},     {55, "CH EE"}, {56, "CH EE"}, {57, "CH EE"},     {58, "CH EE"},
    {64768, "CH"},     {65037, "CH HRR EE"},
};

constexpr std::pair<In, std::string_view> messages[] = {
    {In::CH, "CH"}, {In::SH, "SH"}, {In::EE, "EE"}, {In::CT, "CT"}, {In::CR, "CR"}, {In::NST, "NST"}, {In::HRR, "HRR"}};

bool lists(std::string_view row, std::string_view message) {
  const std::string words = " " + std::string(row) + " ";
  return words.find(" " + std::string(message) + " ") != std::string::npos;
}

constexpr auto server_name = ExtensionType::server_name;
constexpr auto key_share = ExtensionType::key_share;
constexpr auto oid_filters = ExtensionType::oid_filters;
constexpr auto stranger = static_cast<ExtensionType>(0x3a3a);

template <class Work>
void aborts(Work work, AlertDescription alert, std::string_view extension) {
  const auto abort = tests::thrown<Abort>(work);
  BOOST_TEST(name_of(abort.alert) == name_of(alert));
  BOOST_TEST(abort.section == "4.3");
  BOOST_TEST(abort.text.find(extension) != std::string::npos, abort.text);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tls_extension_rules)

BOOST_AUTO_TEST_CASE(each_cell_of_the_table_is_as_in_the_rfc) {
  for (const Row& row : table_of_the_rfc) {
    for (const auto& [where, name] : messages) {
      const auto type = static_cast<ExtensionType>(row.type);
      BOOST_TEST(may_stand_in(type, where) == lists(row.messages, name), name_of(type) << " in " << name);
    }
  }
}

BOOST_AUTO_TEST_CASE(every_extension_that_has_a_name_has_a_row) {
  BOOST_TEST(entries<ExtensionType>().size() == std::size(table_of_the_rfc));
  for (const Row& row : table_of_the_rfc) {
    BOOST_TEST((find_entry(static_cast<ExtensionType>(row.type)) != nullptr), row.type);
  }
}

BOOST_AUTO_TEST_CASE(strangers_may_stand_anywhere) {
  for (const auto& [where, name] : messages) {
    for (const unsigned type : {1U, 35U, 0x3a3aU, 0xff01U, 0xffffU}) {
      BOOST_TEST(may_stand_in(static_cast<ExtensionType>(type), where), type << " in " << name);
    }
  }
}

BOOST_AUTO_TEST_CASE(an_extension_twice_is_refused_wherever_the_two_stand) {
  aborts([] { refuse_misplaced(tls::Trace(nullptr), {key_share, server_name, key_share}, In::CH); },
         AlertDescription::illegal_parameter, "key_share");
  aborts([] { refuse_misplaced(tls::Trace(nullptr), {stranger, stranger}, In::CH); },
         AlertDescription::illegal_parameter, "GREASE (0x3a3a)");
  BOOST_TEST(!duplicate({server_name, key_share, stranger}));
  BOOST_TEST(!duplicate({}));
}

BOOST_AUTO_TEST_CASE(a_misplaced_extension_is_refused) {
  aborts([] { refuse_misplaced(tls::Trace(nullptr), {server_name, oid_filters}, In::CH); },
         AlertDescription::illegal_parameter, "oid_filters");
  BOOST_CHECK_NO_THROW(refuse_misplaced(tls::Trace(nullptr), {server_name, key_share, stranger}, In::CH));
}

BOOST_AUTO_TEST_CASE(an_answer_to_nothing_is_refused) {
  aborts([] { refuse_uninvited(tls::Trace(nullptr), {server_name, key_share}, {server_name}); },
         AlertDescription::unsupported_extension, "key_share");
  aborts([] { refuse_uninvited(tls::Trace(nullptr), {stranger}, {server_name}); },
         AlertDescription::unsupported_extension, "GREASE");
  BOOST_CHECK_NO_THROW(refuse_uninvited(tls::Trace(nullptr), {stranger}, {server_name, stranger}));
  BOOST_CHECK_NO_THROW(refuse_uninvited(tls::Trace(nullptr), {}, {}));
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_misplaced_and_uninvited_is_called_misplaced) {
  Extensions<In::EE> block;
  block.push_back({key_share, {}});
  aborts([&] { check_response(tls::Trace(nullptr), block, {}); }, AlertDescription::illegal_parameter, "key_share");
}

BOOST_AUTO_TEST_CASE(a_known_body_that_does_not_decode_is_refused_though_nobody_reads_it) {
  Extensions<In::CH> request;
  request.push_back({ExtensionType::cookie, {0, 0}});
  const auto error = tests::thrown<wire::DecodeError>([&] { check_request(tls::Trace(nullptr), request); });
  BOOST_TEST(error.what() == std::string("extension cookie: cookie: length 0 is outside <1..65535>"));
  Extensions<In::EE> response;
  response.push_back({server_name, {1}});
  BOOST_CHECK_THROW(check_response(tls::Trace(nullptr), response, {server_name}), wire::DecodeError);
}

BOOST_AUTO_TEST_CASE(data_behind_a_known_body_is_refused) {
  Extensions<In::SH> block;
  block.push_back({ExtensionType::supported_versions, {3, 4, 0}});
  const auto error = tests::thrown<wire::DecodeError>(
      [&] { check_response(tls::Trace(nullptr), block, {ExtensionType::supported_versions}); });
  BOOST_TEST(error.what() == std::string("extension supported_versions: after the last field: 1 bytes too many"));
}

BOOST_AUTO_TEST_CASE(the_bytes_of_strangers_are_nobodys_business) {
  Extensions<In::CH> block;
  block.push_back({stranger, {1, 2, 3}});
  block.push_back({ExtensionType::heartbeat, {9}});
  BOOST_CHECK_NO_THROW(check_request(tls::Trace(nullptr), block));
}

BOOST_AUTO_TEST_CASE(a_block_is_searched_added_to_and_changed) {
  Extensions<In::CH> block;
  block.push_back({stranger, {1}});
  block.add(Cookie{{}, {1, 2}});
  block.add(PostHandshakeAuth{});
  BOOST_TEST(block.has(ExtensionType::cookie));
  BOOST_TEST(!block.has(key_share));
  BOOST_TEST(!block.get<KeyShareClientHello>());
  BOOST_TEST((block.get<Cookie>()->cookie == wire::Opaque<1, 65535>{1, 2}));
  block.set(Cookie{{}, {3}});
  BOOST_TEST(block.size() == 3U);
  BOOST_TEST((block.get<Cookie>()->cookie == wire::Opaque<1, 65535>{3}));
  BOOST_TEST((types_of(block) == Offered{stranger, ExtensionType::cookie, ExtensionType::post_handshake_auth}));
}

BOOST_AUTO_TEST_SUITE_END()
