// Every message in every state that waits: it has an arrow, or it is refused with unexpected_message and the state,
// with all that it knew, is gone.
#include <functional>
#include <map>
#include <set>

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

/// The messages that each side says on each way: the same every time.
const Exchange& exchange_on(Way way) {
  static std::map<Way, Exchange> all;
  const auto known = all.find(way);
  return known != all.end() ? known->second : all.emplace(way, whole_handshake(way)).first->second;
}

std::unique_ptr<ClientRole> client_after(Way way, std::size_t count) {
  auto client = new_client(way);
  for (std::size_t i = 0; i < count; ++i) client->receive(exchange_on(way).from_server.at(i));
  return client;
}

std::unique_ptr<ServerRole> server_after(Way way, std::size_t count) {
  auto server = new_server(way);
  for (std::size_t i = 0; i < count; ++i) server->receive(exchange_on(way).from_client.at(i));
  return server;
}

std::vector<Stop> client_stops() {
  const auto after = [](Way way, std::size_t count) { return [=] { return client_after(way, count); }; };
  return {{"WAIT_SH", after(Way::plain, 0), {}},
          {"WAIT_SH_2", after(Way::retried, 1), {}},
          {"WAIT_EE", after(Way::plain, 1), {}},
          {"WAIT_CERT_CR", after(Way::plain, 2), {}},
          {"WAIT_CERT", after(Way::client_certificate, 3), {}},
          {"WAIT_CV", after(Way::plain, 3), {}},
          {"WAIT_CV", after(Way::client_certificate, 4), {}},
          {"WAIT_FINISHED", after(Way::plain, 4), {}},
          {"WAIT_FINISHED", after(Way::client_certificate, 5), {}},
          {"CONNECTED", after(Way::plain, 5), {}},
          {"WAIT_SH", after(Way::early_data, 0), {}},
          {"WAIT_EE", after(Way::resumed, 1), {}},
          {"WAIT_EE", after(Way::early_data, 1), {}},
          {"WAIT_FINISHED", after(Way::resumed, 2), {}},
          {"WAIT_FINISHED", after(Way::early_data, 2), {}},
          {"CONNECTED", after(Way::early_data, 3), {}}};
}

std::vector<Stop> server_stops() {
  const auto after = [](Way way, std::size_t count) { return [=] { return server_after(way, count); }; };
  return {{"START", {}, after(Way::plain, 0)},
          {"START_2", {}, after(Way::retried, 1)},
          {"WAIT_FINISHED", {}, after(Way::plain, 1)},
          {"CONNECTED", {}, after(Way::plain, 2)},
          {"WAIT_CERT", {}, after(Way::client_certificate, 1)},
          {"WAIT_CV", {}, after(Way::client_certificate, 2)},
          {"WAIT_FINISHED", {}, after(Way::client_certificate, 3)},
          {"WAIT_FINISHED", {}, after(Way::resumed, 1)},
          {"WAIT_EOED", {}, after(Way::early_data, 1)},
          {"WAIT_FINISHED", {}, after(Way::early_data, 2)},
          {"CONNECTED", {}, after(Way::early_data, 3)}};
}

/// States that wait: those that some message has an arrow from.
std::set<std::string_view> waiting_states(std::span<const tls::Edge> table) {
  std::set<std::string_view> states;
  for (const tls::Edge& edge : table) {
    if (!edge.message.empty()) states.insert(edge.from);
  }
  return states;
}

std::set<std::string_view> states_of(const std::vector<Stop>& stops) {
  std::set<std::string_view> states;
  for (const Stop& stop : stops) states.insert(stop.state);
  return states;
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

BOOST_AUTO_TEST_CASE(no_state_that_waits_is_left_out) {
  BOOST_TEST((states_of(client_stops()) == waiting_states(tls::client_transitions())));
  BOOST_TEST((states_of(server_stops()) == waiting_states(tls::server_transitions())));
}

BOOST_AUTO_TEST_CASE(S01_S02_a_client_refuses_every_message_that_has_no_arrow) {
  const auto messages = one_of_each_message();
  std::size_t refused = 0;
  for (const Stop& stop : client_stops()) {
    refused += try_all(tls::client_transitions(), stop.state, stop.client, messages);
  }
  BOOST_TEST(refused > client_stops().size() * 240U);
}

BOOST_AUTO_TEST_CASE(S01_S02_a_server_refuses_every_message_that_has_no_arrow) {
  const auto messages = one_of_each_message();
  std::size_t refused = 0;
  for (const Stop& stop : server_stops()) {
    refused += try_all(tls::server_transitions(), stop.state, stop.server, messages);
  }
  BOOST_TEST(refused > server_stops().size() * 240U);
}

BOOST_AUTO_TEST_CASE(a_refusal_says_what_came_where_and_what_was_expected) {
  const auto client = client_after(Way::plain, 2);
  const auto finished = tls::encode(tls::Finished{});
  BOOST_CHECK_EXCEPTION(client->receive(finished), tls::Abort, [](const tls::Abort& abort) {
    return abort.text ==
           "Finished in WAIT_CERT_CR, expected CertificateRequest or Certificate or CompressedCertificate";
  });
}

BOOST_AUTO_TEST_CASE(a_machine_that_failed_refuses_even_what_was_right) {
  const auto client = client_after(Way::plain, 0);
  is_refused(*client, exchange_on(Way::plain).from_server.back());
  is_refused(*client, exchange_on(Way::plain).from_server.front());
}
