// cli/explain_*: everything that has a name or a number has a page with both, with words and with its source.
#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "cli/explanation.hpp"
#include "cli/lookup.hpp"
#include "cli/options.hpp"
#include "tls/state_tables.hpp"
#include "tls_samples.hpp"
#include "trace/text.hpp"

using namespace tests;
using namespace vitrine::cli;
namespace trace = vitrine::trace;

namespace {

const Kind& kind(std::string_view name) { return *std::ranges::find(kinds(), name, &Kind::name); }

std::string text_of(const Lines& lines) { return trace::join(lines, "\n"); }

bool shows(const Lines& lines, std::string_view text) { return text_of(lines).find(text) != std::string::npos; }

/// One screen of a terminal: its width everywhere, its height for one page.
void fits_a_screen(const Lines& lines, std::string_view what) {
  BOOST_TEST(lines.size() <= 24U, what);
  for (const std::string& line : lines) BOOST_TEST(trace::columns(line) <= 100U, line);
}

void is_a_page(const Lines& lines, std::string_view name, std::string_view section) {
  BOOST_TEST_REQUIRE(lines.size() >= 2U, name);
  BOOST_TEST(lines.front().find(name) != std::string::npos, lines.front());
  BOOST_TEST(lines.front().ends_with(section), lines.front());
  fits_a_screen(lines, name);
}

/// Every row has a page by its name and the same one by its number.
template <class E>
void every_row_has_a_page(std::string_view kind_name) {
  for (const auto& rows : {tls::entries<E>(), tls::foreign_entries<E>()}) {
    for (const tls::Entry<E>& row : rows) {
      const Lines by_number = kind(kind_name).explain(std::to_string(static_cast<unsigned>(row.value)));
      is_a_page(by_number, row.name, row.section);
      BOOST_TEST(shows(by_number, row.words), row.name);
      const bool shared = row.name == "obsolete_RESERVED";
      BOOST_TEST((shared || kind(kind_name).explain(row.name) == by_number), row.name);
    }
  }
}

Lines bytes(std::string_view hex) { return explain_bytes(read_hex(hex)); }

}  // namespace

BOOST_AUTO_TEST_SUITE(cli_explain)

BOOST_AUTO_TEST_CASE(every_row_of_every_registry_is_explained_by_number_and_by_name) {
  every_row_has_a_page<tls::AlertDescription>("alert");
  every_row_has_a_page<tls::CipherSuite>("suite");
  every_row_has_a_page<tls::NamedGroup>("group");
  every_row_has_a_page<tls::SignatureScheme>("scheme");
  every_row_has_a_page<tls::ExtensionType>("extension");
  every_row_has_a_page<tls::ContentType>("record");
  every_row_has_a_page<tls::ProtocolVersion>("version");
  every_row_has_a_page<tls::CertificateCompressionAlgorithm>("compression");
}

BOOST_AUTO_TEST_CASE(every_message_is_explained_by_number_and_by_name) {
  for (const auto& rows : {tls::entries<tls::HandshakeType>(), tls::foreign_entries<tls::HandshakeType>()}) {
    for (const auto& row : rows) {
      const Lines page = explain_message(std::to_string(static_cast<unsigned>(row.value)));
      is_a_page(page, row.name, row.section);
      BOOST_TEST(explain_message(row.name) == page, row.name);
    }
  }
}

BOOST_AUTO_TEST_CASE(every_known_name_of_every_kind_has_a_page) {
  for (const Kind& one : kinds()) {
    BOOST_TEST(!one.examples.empty(), one.name);
    for (const std::string& name : one.known()) BOOST_TEST(!one.explain(name).empty(), one.name << " " << name);
  }
}

BOOST_AUTO_TEST_CASE(every_state_of_both_machines_has_a_page_with_all_its_arrows) {
  for (const auto& table : {tls::client_transitions(), tls::server_transitions()}) {
    for (const tls::Edge& edge : table) {
      const Lines page = explain_state(edge.from);
      BOOST_TEST(shows(page, "state " + std::string(edge.from)), edge.from);
      BOOST_TEST(shows(page, edge.from == edge.to ? "stays there" : "to " + std::string(edge.to)), edge.from);
      BOOST_TEST(
          shows(explain_state(edge.to), edge.from == edge.to ? "stays there" : "from " + std::string(edge.from)));
      fits_a_screen(page, edge.from);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_page_about_a_message_has_its_fields_in_order_its_extensions_and_its_states) {
  const std::string page = text_of(explain_message("ClientHello"));
  std::size_t at = 0;
  for (const auto text : {"RFC 9846 §4.2.2", "by the client, first of all", "legacy_version", "random[32]",
                          "legacy_session_id<0..32>", "cipher_suites<2..65534>", "legacy_compression_methods<1..255>",
                          "extensions<0..65535>", "key_share", "START, START_2"}) {
    const std::size_t found = page.find(text, at);
    BOOST_TEST_REQUIRE(found != std::string::npos, text);
    at = found;
  }
}

BOOST_AUTO_TEST_CASE(a_page_about_an_extension_says_where_it_may_stand_and_what_is_in_it_there) {
  const Lines page = kind("extension").explain("key_share");
  for (const auto text : {"ClientHello, ServerHello, HelloRetryRequest; anywhere else", "client_shares<0..65535>",
                          "key_exchange<1..65535>", "selected_group"})
    BOOST_TEST(shows(page, text), text);
}

BOOST_AUTO_TEST_CASE(a_page_about_a_group_has_the_true_sizes_of_its_shares) {
  BOOST_TEST(shows(kind("group").explain("x25519"), "32 bytes from the client, 32 bytes from the server"));
  BOOST_TEST(
      shows(kind("group").explain("X25519MLKEM768"), "1 216 bytes from the client, 1 120 bytes from the server"));
}

BOOST_AUTO_TEST_CASE(words_are_found_in_small_and_capital_letters_and_numbers_in_both_systems) {
  BOOST_TEST(kind("alert").explain("UNKNOWN_CA") == kind("alert").explain("0x30"));
  BOOST_TEST(explain_message("clienthello") == explain_message("1"));
  BOOST_TEST((number_of("0x30") == 48U));
  for (const auto nonsense : {"", "0x", "4 8", "48x", "-1", "99999999999"}) BOOST_TEST(!number_of(nonsense), nonsense);
}

BOOST_AUTO_TEST_CASE(what_nobody_has_defined_has_no_page_and_grease_has_one) {
  for (const Kind& one : kinds()) {
    BOOST_TEST(one.explain("no_such_thing").empty(), one.name);
    BOOST_TEST(one.explain("").empty(), one.name);
  }
  BOOST_TEST(kind("alert").explain("200").empty());
  BOOST_TEST(kind("suite").explain("0x1309").empty());
  BOOST_TEST(shows(kind("suite").explain("0x0a0a"), "RFC 8701"));
  BOOST_TEST(shows(kind("extension").explain("0x0a0a"), "RFC 8701"));
  BOOST_TEST(kind("suite").explain("65536").empty());
}

BOOST_AUTO_TEST_CASE(bytes_are_taken_as_people_have_them) {
  const base::Bytes alert = base::from_hex("15030300020230");
  for (const auto text : {"15 03 03 00 02 02 30", "15:03:03:00:02:02:30", "0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x30",
                          "15030300020230", "15 03 03\n00 02\n02 30\n", "0X15030300020230"})
    BOOST_TEST(read_hex(text) == alert, text);
  for (const auto text : {"", "  ", "0x", "1", "15 0", "zz", "15 03 xy", "\x1b[31m"})
    BOOST_CHECK_THROW((void)read_hex(text), UsageError);
}

BOOST_AUTO_TEST_CASE(an_alert_in_a_record_is_explained_field_by_field) {
  const Lines lines = bytes("15 03 03 00 02 02 30");
  for (const auto text : {"type ", "alert", "legacy_record_version", "TLS 1.2", "length", "level", "fatal",
                          "description", "unknown_ca (48)"})
    BOOST_TEST(shows(lines, text), text);
  BOOST_TEST(!shows(lines, "✘"));
}

BOOST_AUTO_TEST_CASE(every_message_is_explained_alone_in_a_record_and_in_two) {
  for (const Sample& sample : samples()) {
    const auto record = [](base::View content) {
      const auto size = static_cast<std::uint8_t>(content.size() & 0xffU);
      return base::concat({base::Bytes{22, 3, 3, static_cast<std::uint8_t>(content.size() >> 8U), size}, content});
    };
    const base::View raw = sample.raw;
    const std::string title = "handshake message " + std::string(tls::message_name(raw_message(raw)));
    const base::Bytes halves = base::concat({record(raw.first(3)), record(raw.subspan(3))});
    for (const base::Bytes& all : {sample.raw, record(raw), halves}) {
      BOOST_TEST(shows(explain_bytes(all), title), sample.what);
      BOOST_TEST(!shows(explain_bytes(all), "✘"), sample.what);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_message_cut_short_is_explained_up_to_there) {
  for (const Sample& sample : samples()) {
    for (std::size_t size = 1; size < sample.raw.size(); ++size) {
      const Lines lines = explain_bytes(base::View(sample.raw).first(size));
      const bool like_a_record = size == 1 && sample.raw.front() == 20;  // Finished and change_cipher_spec
      BOOST_TEST((like_a_record || shows(lines, "✘ it is cut short, ")), sample.what << " " << size);
    }
  }
  const Sample hello = samples().front();
  const Lines lines = explain_bytes(base::View(hello.raw).first(110));
  for (const auto text : {"cipher_suites", "server_name", "supported_groups"}) BOOST_TEST(shows(lines, text), text);
}

BOOST_AUTO_TEST_CASE(a_broken_message_says_where_and_why) {
  const Lines lines = bytes("14 00 00 02 aa bb 02 00 00 02 03 03");
  BOOST_TEST(shows(lines, "handshake message Finished"));
  BOOST_TEST(shows(lines, "✘ it breaks at byte 6: random: 32 bytes expected, 0 left"));
  BOOST_TEST(shows(lines, "decode_error (50)"));
}

BOOST_AUTO_TEST_CASE(a_record_that_ends_early_says_so) {
  BOOST_TEST(shows(bytes("16 03"), "within the 5 bytes of its header"));
  BOOST_TEST(shows(bytes("17 03 03 00 20 01 02"), "32 bytes announced, 2 there"));
}

BOOST_AUTO_TEST_CASE(nonsense_is_named_and_harmless) {
  BOOST_TEST(shows(bytes("474554202f20485454502f312e310d0a"), "plain HTTP (\"GET / HTTP/1.1\")"));
  const Lines lines = bytes("ff 1b 5b 33 31 6d");
  BOOST_TEST(shows(lines, "neither a record nor a handshake message"));
  BOOST_TEST(!shows(lines, "\x1b"));
  for (unsigned first = 0; first < 256; ++first)
    BOOST_TEST(!explain_bytes(base::Bytes{static_cast<std::uint8_t>(first), 3, 3, 0, 1, 0xff}).empty(), first);
}

BOOST_AUTO_TEST_CASE(a_message_with_any_byte_changed_is_explained_in_harmless_lines) {
  for (const Sample& sample : samples()) {
    for (std::size_t at = 0; at < sample.raw.size(); ++at) {
      base::Bytes changed = sample.raw;
      changed[at] ^= 0xffU;
      const std::string text = text_of(explain_bytes(changed));
      const bool harmless =
          std::ranges::all_of(text, [](char c) { return c == '\n' || static_cast<unsigned char>(c) >= 0x20; });
      BOOST_TEST((harmless && !text.empty()), sample.what << " changed at " << at);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
