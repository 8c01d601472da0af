// What a good handshake of the real engine costs in lines, and that what it says is harmless: the gates of the views.
#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "base/printable.hpp"
#include "support/endpoints.hpp"
#include "trace/client_view.hpp"
#include "trace/fan_out.hpp"
#include "trace/key_log.hpp"
#include "trace/server_view.hpp"

using namespace tests;
namespace trace = vitrine::trace;
using trace::Level;

namespace {

using Lines = std::vector<std::string>;

trace::LineOut into(Lines& lines) {
  return [&lines](std::string_view line) { lines.emplace_back(line); };
}

/// One handshake, watched from both ends.
struct Watched {
  explicit Watched(Level level, const Setup& setup = {}) : Watched(level, setup, setup.identity) {}
  Watched(Level level, const Setup& setup, tls::ServerIdentity identity)
      : client_view(into(client_lines), {level, {}, "localhost", "ca.pem"}),
        server_view(into(server_lines), {level, {}, [] { return std::chrono::microseconds(100); }}),
        client_keys(into(client_log)),
        server_keys(into(server_log)),
        client_sink({&client_view, &client_keys}),
        server_sink({&server_view, &server_keys}),
        client(tls::Connection::client(std::make_shared<tls::ClientConfig>(setup.client), std::move(identity), random,
                                       now(), &client_sink)),
        server(
            tls::Connection::server(std::make_shared<tls::ServerConfig>(setup.server), random, now(), &server_sink)) {
    server_view.begin(1, "127.0.0.1:51544");
    if (setup.server.max_early_data_size > 0) (void)client.send_early(base::view_of("hello"));
    for (int round = 0; round < 4; ++round) {
      server.receive(take(client));
      server.consume(server.early_data().bytes.size());
      client.receive(take(server));
    }
  }
  static base::Bytes take(tls::Connection& from) {
    base::Bytes bytes = base::copy_of(from.output());
    from.sent(bytes.size());
    return bytes;
  }

  Lines client_lines, server_lines, client_log, server_log;
  trace::ClientView client_view;
  trace::ServerView server_view;
  trace::KeyLog client_keys, server_keys;
  trace::FanOut client_sink, server_sink;
  SeededRandom random{7};
  tls::Connection client, server;
};

Setup with_retry() {
  Setup setup;
  setup.server.preferences.groups = {tls::NamedGroup::secp384r1};
  return setup;
}

Setup with_early_data() {
  Setup setup;
  SeededRandom random(77);
  setup.server.ticket_keys = std::make_shared<tls::TicketKeys>(tls::TicketKeys::fresh(random, setup.now));
  setup.server.max_early_data_size = 1000;
  const auto window = setup.server.limits.early_data_window;
  setup.server.replay_store = std::make_shared<tls::ReplayStore>(setup.now - 3 * window, window, 1000);
  return setup;
}

/// The second handshake, with early data.
std::unique_ptr<Watched> met_again(Level level) {
  const Setup setup = with_early_data();
  Watched first(Level::quiet, setup);
  tls::ServerIdentity identity{"localhost", "", std::move(first.client.take_tickets().front()), true};
  return std::make_unique<Watched>(level, setup, std::move(identity));
}

void check_harmless(const Lines& lines) {
  for (const std::string& line : lines) BOOST_TEST(line == base::printable(line));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(trace_gates)

BOOST_AUTO_TEST_CASE(the_client_needs_six_lines_and_a_seventh_for_a_retry) {
  BOOST_TEST(Watched(Level::steps).client_lines.size() == 6u);
  BOOST_TEST(Watched(Level::steps, with_retry()).client_lines.size() == 7u);
}

BOOST_AUTO_TEST_CASE(a_resumed_handshake_has_three_steps_and_two_for_early_data) {
  const auto watched = met_again(Level::steps);
  BOOST_TEST((watched->client.session().early_data == tls::EarlyData::accepted));
  const Lines& lines = watched->client_lines;
  BOOST_REQUIRE(lines.size() == 5U);
  for (const auto& [line, words] :
       std::vector<std::pair<std::size_t, std::string>>{{0, "  1 ▶ ClientHello         what I can do, and my "},
                                                        {0, ", and a ticket from before"},
                                                        {1, "  2 ▶ early data          before the server has answered"},
                                                        {2, "  3 ◀ ServerHello         it knows us"},
                                                        {3, "  4 ✔ early data          the server takes it"},
                                                        {4, "  5 ✔ Finished            the server holds that key"}})
    BOOST_TEST((lines[line].find(words) != std::string::npos), lines[line]);
  BOOST_TEST(watched->server_lines.size() <= 20U);
  for (const Level level : {Level::bytes, Level::secrets}) check_harmless(met_again(level)->client_lines);
  BOOST_TEST(met_again(Level::bytes)->server_lines.size() <= 130U);  // early data and a binder are more to check
}

BOOST_AUTO_TEST_CASE(the_daemon_needs_at_most_twenty_lines_for_steps) {
  const Watched plain(Level::steps);
  BOOST_TEST((plain.server.status() == tls::Status::established));
  BOOST_TEST(plain.server_lines.size() <= 20u);
  BOOST_TEST(Watched(Level::steps, with_retry()).server_lines.size() <= 20u);
}

BOOST_AUTO_TEST_CASE(the_daemon_needs_at_most_120_lines_for_bytes) {
  const Watched watched(Level::bytes);
  BOOST_TEST((watched.server.status() == tls::Status::established));
  BOOST_TEST(watched.server_lines.size() > 20u);
  BOOST_TEST(watched.server_lines.size() <= 120u);
}

BOOST_AUTO_TEST_CASE(at_every_level_every_line_is_one_harmless_line) {
  for (const Level level : {Level::quiet, Level::steps, Level::bytes, Level::secrets}) {
    const Watched watched(level, with_retry());
    BOOST_TEST((watched.client.status() == tls::Status::established));
    check_harmless(watched.client_lines);
    check_harmless(watched.server_lines);
  }
}

BOOST_AUTO_TEST_CASE(both_ends_write_the_same_key_log) {
  Watched watched(Level::quiet);
  std::ranges::sort(watched.client_log);
  std::ranges::sort(watched.server_log);
  BOOST_TEST(watched.client_log.size() >= 4u);
  BOOST_TEST(watched.client_log == watched.server_log, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_key_log_beside_a_view_gives_away_nothing_to_it) {
  const Watched watched(Level::bytes);
  const std::string secret = watched.client_log.front().substr(watched.client_log.front().rfind(' ') + 1);
  BOOST_TEST(secret.size() == 64u);
  for (const std::string& line : watched.client_lines) BOOST_TEST(line.find(secret) == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
