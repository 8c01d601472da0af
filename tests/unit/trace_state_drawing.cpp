// trace/state_drawing and its parts: the machines drawn from their tables, and the way that real handshakes take.
#include "trace/state_drawing.hpp"

#include <boost/test/unit_test.hpp>

#include "support/endpoints.hpp"
#include "support/resumption.hpp"
#include "trace/state_layout.hpp"
#include "trace/text.hpp"

namespace {

using namespace vitrine;
using tests::Pair;
using tests::Setup;
using trace::StatePath;

constexpr trace::Style utf8{true, false};
constexpr trace::Style ascii{false, false};
constexpr trace::Style coloured{true, true};

using Arrows = std::vector<std::string>;

/// The arrows that a test's recorder has seen, taken again.
void take(StatePath& path, const Arrows& arrows) {
  for (const std::string& arrow : arrows) {
    for (const tls::Edge& edge : path.table()) {
      const std::string text = std::string(edge.from) + " --" + std::string(edge.message) + "--> ";
      if (text + std::string(edge.to) == arrow) path.on(tls::Transition{edge.from, edge.message, edge.to});
    }
  }
}

std::string client_way(const Pair& pair) {
  StatePath path(tls::Role::client);
  take(path, pair.client_events.arrows);
  return trace::join(draw_path(path, utf8), "\n");
}

std::string server_way(const Pair& pair) {
  StatePath path(tls::Role::server);
  take(path, pair.server_events.arrows);
  return trace::join(draw_path(path, utf8), "\n");
}

std::unique_ptr<Pair> connected(Setup setup = {}) {
  auto pair = std::make_unique<Pair>(std::move(setup));
  pair->run();
  BOOST_TEST_REQUIRE(pair->connected(), pair->describe());
  return pair;
}

bool shows(const std::string& drawing, std::string_view words) { return drawing.find(words) != std::string::npos; }

constexpr std::string_view client_in_ascii = R"(
   START
    v
   WAIT_SH
    +- ServerHello ---------------------------+
    v  HelloRetryRequest                      |
   START_2                                    |
    v                                         |
   WAIT_SH_2                                  |
    v  ServerHello                            |
   WAIT_EE <----------------------------------+
    +- EncryptedExtensions ------------------------+
    v  EncryptedExtensions                         |
   WAIT_CERT_CR                                    |
    +- Certificate or CompressedCertificate --+    |
    v  CertificateRequest                     |    |
   WAIT_CERT                                  |    |
    v  Certificate or CompressedCertificate   |    |
   WAIT_CV <----------------------------------+    |
    v  CertificateVerify                           |
   WAIT_FINISHED <---------------------------------+
    v  Finished
   CONNECTED
    @  NewSessionTicket or KeyUpdate)";

constexpr std::string_view client_connected = R"(
 ✔ START
    ▼
 ✔ WAIT_SH
    ╠═ ServerHello ═══════════════════════════╗
    ▼  HelloRetryRequest                      ║
   START_2                                    ║
    ▼                                         ║
   WAIT_SH_2                                  ║
    ▼  ServerHello                            ║
 ✔ WAIT_EE ◀══════════════════════════════════╝
    ╠─ EncryptedExtensions ────────────────────────┐
    ▼  EncryptedExtensions                         │
 ✔ WAIT_CERT_CR                                    │
    ╠═ Certificate or CompressedCertificate ══╗    │
    ▼  CertificateRequest                     ║    │
   WAIT_CERT                                  ║    │
    ▼  Certificate or CompressedCertificate   ║    │
 ✔ WAIT_CV ◀══════════════════════════════════╝    │
    ▼  CertificateVerify                           │
 ✔ WAIT_FINISHED ◀─────────────────────────────────┘
    ▼  Finished
 ▶ CONNECTED
    ↺  NewSessionTicket or KeyUpdate
  START → WAIT_SH · ServerHello → WAIT_EE · EncryptedExtensions → WAIT_CERT_CR
  Certificate → WAIT_CV · CertificateVerify → WAIT_FINISHED · Finished → CONNECTED)";

}  // namespace

BOOST_AUTO_TEST_SUITE(trace_state_drawing)

BOOST_AUTO_TEST_CASE(the_clients_machine_is_drawn_from_its_table) {
  BOOST_TEST("\n" + trace::join(draw_machine(tls::client_transitions(), ascii), "\n") == client_in_ascii);
}

BOOST_AUTO_TEST_CASE(every_drawing_fits_a_terminal_and_is_ascii_where_it_must_be) {
  for (const tls::Role role : {tls::Role::client, tls::Role::server}) {
    for (const trace::Style& style : {utf8, ascii}) {
      const auto lines = draw_machine(tls::transitions(role), style);
      BOOST_TEST(lines.size() <= 30U);
      for (const std::string& line : lines) {
        BOOST_TEST(trace::columns(line) <= 100U);
        if (!style.utf8) BOOST_TEST(std::ranges::all_of(line, [](char c) { return c >= ' ' && c <= '~'; }));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(every_state_and_every_edge_has_its_place_and_lanes_do_not_touch) {
  for (const tls::Role role : {tls::Role::client, tls::Role::server}) {
    const trace::StateLayout layout(tls::transitions(role));
    std::size_t messages = 0;
    for (const trace::StateArrow& arrow : layout.arrows) messages += std::max<std::size_t>(1, arrow.messages.size());
    BOOST_TEST(messages == tls::transitions(role).size());
    BOOST_TEST(layout.states.size() == 10U);
    BOOST_TEST(layout.lanes == 2U);
  }
}

BOOST_AUTO_TEST_CASE(before_the_first_arrow_the_first_state_is_the_current_one) {
  const StatePath path(tls::Role::server);
  BOOST_TEST(path.state() == "START");
  BOOST_TEST(draw_path(path, utf8).front() == " ▶ START");
  BOOST_TEST(draw_path(path, ascii).front() == " > START");
}

BOOST_AUTO_TEST_CASE(a_full_handshake_marks_its_states_and_its_arrows) {
  BOOST_TEST("\n" + client_way(*connected()) == client_connected);
}

BOOST_AUTO_TEST_CASE(the_servers_way_is_told_too) {
  const std::string way = server_way(*connected());
  BOOST_TEST(shows(way, " ✔ RECVD_CH"));
  BOOST_TEST(shows(way, "\n   START_2"));
  BOOST_TEST(shows(way, " ▶ CONNECTED"));
  BOOST_TEST(shows(way, "  ClientHello → RECVD_CH · RECVD_CH → NEGOTIATED · NEGOTIATED → WAIT_FLIGHT2"));
}

BOOST_AUTO_TEST_CASE(a_retry_is_on_the_way_of_both) {
  Setup setup;
  setup.client.key_shares = std::vector<tls::NamedGroup>{};
  const auto pair = connected(std::move(setup));
  BOOST_TEST(shows(client_way(*pair), "START → WAIT_SH · HelloRetryRequest → START_2 · START_2 → WAIT_SH_2"));
  BOOST_TEST(shows(client_way(*pair), " ✔ WAIT_SH_2"));
  BOOST_TEST(shows(server_way(*pair), "RECVD_CH → START_2 · ClientHello → RECVD_CH · RECVD_CH → NEGOTIATED"));
}

BOOST_AUTO_TEST_CASE(a_ticket_goes_past_the_certificates) {
  const Setup setup = tests::setup_with_tickets();
  const auto pair = tests::met_again(setup, tests::with_ticket(setup));
  BOOST_TEST_REQUIRE(pair->connected(), pair->describe());
  BOOST_TEST(shows(client_way(*pair), "EncryptedExtensions → WAIT_FINISHED"));
  BOOST_TEST(shows(client_way(*pair), "\n   WAIT_CV ◀"));
}

BOOST_AUTO_TEST_CASE(a_client_with_a_certificate_is_asked_for_it) {
  Setup setup;
  setup.client.credentials = setup.server.credentials;
  setup.server.client_authentication = tls::ClientAuthentication::required;
  setup.server.verify_client_chain = [](const crypto::ChainToVerify&) {
    return crypto::ChainResult{crypto::Verdict::good, "", {}};
  };
  const auto pair = connected(std::move(setup));
  BOOST_TEST(shows(client_way(*pair), "CertificateRequest → WAIT_CERT"));
  BOOST_TEST(shows(server_way(*pair), "WAIT_FLIGHT2 → WAIT_CERT · Certificate → WAIT_CV"));
}

BOOST_AUTO_TEST_CASE(what_repeats_is_counted_and_not_kept) {
  const auto pair = connected();
  StatePath path(tls::Role::client);
  take(path, pair->client_events.arrows);
  const std::size_t before = path.steps().size();
  for (int i = 0; i < 1234; ++i) path.on(tls::Transition{"CONNECTED", "KeyUpdate", "CONNECTED"});
  BOOST_TEST(path.steps().size() == before + 1);
  BOOST_TEST(draw_path(path, utf8).back().ends_with("KeyUpdate → CONNECTED (1 234 times)"));
}

BOOST_AUTO_TEST_CASE(with_colour_the_current_state_stands_out_and_without_it_there_is_none) {
  const StatePath path(tls::Role::client);
  BOOST_TEST(draw_path(path, coloured).front() == " \x1b[1;7m▶\x1b[0m \x1b[1;7mSTART\x1b[0m");
  for (const std::string& line : draw_path(path, utf8)) BOOST_TEST(line.find('\x1b') == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
