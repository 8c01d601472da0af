// What a watcher is told hangs on what it wants: details of every record, or only what happens.
#include <boost/test/unit_test.hpp>

#include "support/endpoints.hpp"

namespace tests {
namespace {

struct Counts {
  int of_details = 0;
  int others = 0;
  int failed_checks = 0;
};

struct Watcher final : tls::EventSink {
  explicit Watcher(bool details) : details_(details) {}
  bool wants_details() const override { return details_; }
  void on(const tls::Event& event) override {
    const auto* check = std::get_if<tls::Check>(&event);
    const bool passed = check != nullptr && check->passed;
    const bool wire = std::holds_alternative<tls::WireReceived>(event) || std::holds_alternative<tls::WireSent>(event);
    ++(passed || wire ? counts.of_details : counts.others);
    counts.failed_checks += check != nullptr && !check->passed ? 1 : 0;
  }

  Counts counts;

 private:
  bool details_;
};

/// What a server tells of a handshake, and of a record that is damaged behind it.
Counts watched(bool details) {
  Watcher watcher(details);
  SeededRandom random(1);
  auto client =
      tls::Connection::client(std::make_shared<tls::ClientConfig>(client_config()), {"localhost", ""}, random, now());
  auto server = tls::Connection::server(std::make_shared<tls::ServerConfig>(server_config()), random, now(), &watcher);
  for (int turn = 0; turn < 2; ++turn) {
    server.receive(Pair::take(client));
    client.receive(Pair::take(server));
  }
  BOOST_TEST((server.status() == tls::Status::established));
  BOOST_TEST(client.send(base::view_of("hello")));
  base::Bytes record = Pair::take(client);
  record.back() ^= 1U;
  server.receive(record);
  return watcher.counts;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(watchers)

BOOST_AUTO_TEST_CASE(who_wants_no_details_is_spared_passed_checks_and_bytes_on_the_wire_and_nothing_else) {
  const Counts all = watched(true);
  const Counts spared = watched(false);
  BOOST_TEST(all.of_details > 50);
  BOOST_TEST(spared.of_details == 0);
  BOOST_TEST(spared.others == all.others);
  BOOST_TEST(spared.failed_checks == 1);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tests
