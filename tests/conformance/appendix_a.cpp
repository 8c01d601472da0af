// RFC 9846 Appendix A against the tables that the compiler computed from the arrows: at compile time, both ways.
#include <algorithm>
#include <array>

#include <boost/test/unit_test.hpp>

#include "tls/client/arrows.hpp"
#include "tls/server/arrows.hpp"

namespace {

using vitrine::tls::Edge;
namespace client = vitrine::tls::client;
namespace server = vitrine::tls::server;

/// The figure of Appendix A.1, arrow by arrow.
constexpr std::array appendix_a1{
    Edge{"START", "", "WAIT_SH"},
    Edge{"WAIT_SH", "HelloRetryRequest", "START"},
    Edge{"WAIT_SH", "ServerHello", "WAIT_EE"},
    Edge{"WAIT_EE", "EncryptedExtensions", "WAIT_FINISHED"},
    Edge{"WAIT_EE", "EncryptedExtensions", "WAIT_CERT_CR"},
    Edge{"WAIT_CERT_CR", "Certificate", "WAIT_CV"},
    Edge{"WAIT_CERT_CR", "CertificateRequest", "WAIT_CERT"},
    Edge{"WAIT_CERT", "Certificate", "WAIT_CV"},
    Edge{"WAIT_CV", "CertificateVerify", "WAIT_FINISHED"},
    Edge{"WAIT_FINISHED", "Finished", "CONNECTED"},
};

/// The figure of Appendix A.2, arrow by arrow.
constexpr std::array appendix_a2{
    Edge{"START", "ClientHello", "RECVD_CH"},
    Edge{"RECVD_CH", "", "START"},
    Edge{"RECVD_CH", "", "NEGOTIATED"},
    Edge{"NEGOTIATED", "", "WAIT_EOED"},
    Edge{"NEGOTIATED", "", "WAIT_FLIGHT2"},
    Edge{"WAIT_EOED", "EndOfEarlyData", "WAIT_FLIGHT2"},
    Edge{"WAIT_FLIGHT2", "", "WAIT_CERT"},
    Edge{"WAIT_FLIGHT2", "", "WAIT_FINISHED"},
    Edge{"WAIT_CERT", "Certificate", "WAIT_CV"},
    Edge{"WAIT_CERT", "Certificate", "WAIT_FINISHED"},
    Edge{"WAIT_CV", "CertificateVerify", "WAIT_FINISHED"},
    Edge{"WAIT_FINISHED", "Finished", "CONNECTED"},
};

/// What the figures leave out: messages after the handshake, §4.7.
constexpr std::array post_handshake{
    Edge{"CONNECTED", "NewSessionTicket", "CONNECTED"},
    Edge{"CONNECTED", "KeyUpdate", "CONNECTED"},
};

/// The names of the figure: the second START and WAIT_SH are finer than it.
constexpr std::string_view in_figure(std::string_view state) {
  if (state == "START_2") return "START";
  if (state == "WAIT_SH_2") return "WAIT_SH";
  return state;
}

/// RFC 8879 §4 lets a CompressedCertificate stand wherever a Certificate may.
constexpr std::string_view message_in_figure(std::string_view message) {
  return message == "CompressedCertificate" ? "Certificate" : message;
}

constexpr Edge in_figure(const Edge& edge) {
  return {in_figure(edge.from), message_in_figure(edge.message), in_figure(edge.to)};
}

template <std::size_t N>
constexpr bool contains(const std::array<Edge, N>& edges, const Edge& wanted) {
  return std::ranges::find(edges, wanted) != edges.end();
}

template <class Table, class Figure>
constexpr bool every_arrow_is_in_the_figure(const Table& table, const Figure& figure) {
  return std::ranges::all_of(
      table, [&](const Edge& edge) { return contains(figure, in_figure(edge)) || contains(post_handshake, edge); });
}

template <class Table, class Figure>
constexpr bool every_arrow_of_the_figure_is_built(const Table& table, const Figure& figure) {
  return std::ranges::all_of(figure, [&](const Edge& wanted) {
    return std::ranges::any_of(table, [&](const Edge& edge) { return in_figure(edge) == wanted; });
  });
}

/// Each arrow of a Certificate has one of a CompressedCertificate beside it.
template <class Table>
constexpr bool compressed_certificates_go_the_same_ways(const Table& table) {
  return std::ranges::all_of(table, [&](const Edge& edge) {
    return edge.message != "Certificate" || contains(table, Edge{edge.from, "CompressedCertificate", edge.to});
  });
}

static_assert(compressed_certificates_go_the_same_ways(client::ClientMachine::table));
static_assert(compressed_certificates_go_the_same_ways(server::ServerMachine::table));
static_assert(every_arrow_is_in_the_figure(client::ClientMachine::table, appendix_a1));
static_assert(every_arrow_of_the_figure_is_built(client::ClientMachine::table, appendix_a1));
static_assert(every_arrow_is_in_the_figure(server::ServerMachine::table, appendix_a2));
static_assert(every_arrow_of_the_figure_is_built(server::ServerMachine::table, appendix_a2));

}  // namespace

BOOST_AUTO_TEST_CASE(no_server_takes_a_new_session_ticket) {
  BOOST_TEST(!contains(server::ServerMachine::table, post_handshake[0]));
  BOOST_TEST(contains(client::ClientMachine::table, post_handshake[0]));
}

BOOST_AUTO_TEST_CASE(a_hello_retry_request_has_an_arrow_from_the_first_wait_only) {
  BOOST_TEST(contains(client::ClientMachine::table, Edge{"WAIT_SH", "HelloRetryRequest", "START_2"}));
  for (const Edge& edge : client::ClientMachine::table) {
    BOOST_TEST((edge.message != "HelloRetryRequest" || edge.from == "WAIT_SH"));
  }
}
