// Every message in every state that waits: it has an arrow, or it is refused with unexpected_message and the state,
// with all that it knew, is gone.
#include <functional>

#include <boost/test/unit_test.hpp>

#include "machine/machines.hpp"
#include "tls/state_tables.hpp"

namespace {

using namespace tests;

/// A state that waits, and how to bring a new machine there.
struct Stop {
  std::string_view state;
  std::function<std::unique_ptr<ClientRole>()> client;
  std::function<std::unique_ptr<ServerRole>()> server;
};

std::unique_ptr<ClientRole> client_after(const std::vector<base::Bytes>& messages, std::size_t count) {
  auto client = new_client();
  for (std::size_t i = 0; i < count; ++i) client->receive(messages.at(i));
  return client;
}

std::unique_ptr<ClientRole> client_after_request(const Exchange& plain) {
  auto client = client_after(plain.from_server, 2);
  client->receive(a_certificate_request());
  return client;
}

std::unique_ptr<ServerRole> server_after(Retry retry, const std::vector<base::Bytes>& messages, std::size_t count) {
  auto server = new_server(retry);
  for (std::size_t i = 0; i < count; ++i) server->receive(messages.at(i));
  return server;
}

std::vector<Stop> client_stops(const Exchange& plain, const Exchange& retried) {
  const auto after = [&plain](std::size_t count) {
    return [&plain, count] { return client_after(plain.from_server, count); };
  };
  return {{"WAIT_SH", after(0), {}},
          {"WAIT_SH_2", [&retried] { return client_after(retried.from_server, 1); }, {}},
          {"WAIT_EE", after(1), {}},
          {"WAIT_CERT_CR", after(2), {}},
          {"WAIT_CERT", [&plain] { return client_after_request(plain); }, {}},
          {"WAIT_CV", after(3), {}},
          {"WAIT_FINISHED", after(4), {}},
          {"CONNECTED", after(5), {}}};
}

std::vector<Stop> server_stops(const Exchange& plain, const Exchange& retried) {
  const auto after = [](Retry retry, const Exchange& exchange, std::size_t count) {
    return [retry, &exchange, count] { return server_after(retry, exchange.from_client, count); };
  };
  return {{"START", {}, after(Retry::no, plain, 0)},
          {"START_2", {}, after(Retry::yes, retried, 1)},
          {"WAIT_FINISHED", {}, after(Retry::no, plain, 1)},
          {"CONNECTED", {}, after(Retry::no, plain, 2)}};
}

bool has_arrow(std::span<const tls::Edge> table, std::string_view state, std::string_view message) {
  return std::ranges::any_of(table, [&](const tls::Edge& e) { return e.from == state && e.message == message; });
}

template <class RoleType>
void is_refused(RoleType& role, base::View raw) {
  BOOST_CHECK_EXCEPTION(role.receive(raw), tls::Abort, [](const tls::Abort& abort) {
    return abort.alert == tls::AlertDescription::unexpected_message && abort.section == "4";
  });
  BOOST_TEST(role.machine.name() == "Failed");
}

template <class Make>
std::size_t try_all(std::span<const tls::Edge> table, std::string_view state, const Make& make,
                    const std::vector<base::Bytes>& messages) {
  std::size_t refused = 0;
  for (const base::Bytes& raw : messages) {
    const std::string_view name = tls::message_name({static_cast<tls::HandshakeType>(raw.front()), raw});
    if (has_arrow(table, state, name)) continue;
    BOOST_TEST_CONTEXT(name << " (type " << int{raw.front()} << ") in " << state) {
      const auto role = make();
      BOOST_TEST_REQUIRE(role->machine.name() == state);
      is_refused(*role, raw);
      ++refused;
    }
  }
  return refused;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_client_refuses_every_message_that_has_no_arrow) {
  const Exchange plain = whole_handshake(Retry::no);
  const Exchange retried = whole_handshake(Retry::yes);
  const auto messages = one_of_each_message();
  std::size_t refused = 0;
  for (const Stop& stop : client_stops(plain, retried)) {
    refused += try_all(tls::client_transitions(), stop.state, stop.client, messages);
  }
  BOOST_TEST(refused > 8 * 240U);
}

BOOST_AUTO_TEST_CASE(a_server_refuses_every_message_that_has_no_arrow) {
  const Exchange plain = whole_handshake(Retry::no);
  const Exchange retried = whole_handshake(Retry::yes);
  const auto messages = one_of_each_message();
  std::size_t refused = 0;
  for (const Stop& stop : server_stops(plain, retried)) {
    refused += try_all(tls::server_transitions(), stop.state, stop.server, messages);
  }
  BOOST_TEST(refused > 4 * 240U);
}

BOOST_AUTO_TEST_CASE(a_refusal_says_what_came_where_and_what_was_expected) {
  const Exchange plain = whole_handshake(Retry::no);
  const auto client = client_after(plain.from_server, 2);
  BOOST_CHECK_EXCEPTION(client->receive(plain.from_server.back()), tls::Abort, [](const tls::Abort& abort) {
    return abort.text ==
           "Finished in WAIT_CERT_CR, expected CertificateRequest or Certificate or CompressedCertificate";
  });
}

BOOST_AUTO_TEST_CASE(a_machine_that_failed_refuses_even_what_was_right) {
  const Exchange plain = whole_handshake(Retry::no);
  const auto client = client_after(plain.from_server, 0);
  is_refused(*client, plain.from_server.back());
  is_refused(*client, plain.from_server.front());
}
