// A client and a server that nobody watches, joined by whoever asks for it. Read next: records.cpp.
#pragma once
#include <boost/test/unit_test.hpp>

#include "support/endpoints.hpp"

namespace tests {

struct UnwatchedPair {
  using Configs = std::pair<std::shared_ptr<const tls::ClientConfig>, std::shared_ptr<const tls::ServerConfig>>;

  static Configs configs(tls::CipherSuite suite) {
    tls::ClientConfig config = client_config();
    config.preferences.cipher_suites = {suite};
    return {std::make_shared<const tls::ClientConfig>(std::move(config)),
            std::make_shared<const tls::ServerConfig>(server_config())};
  }

  explicit UnwatchedPair(const Configs& configs)
      : client(tls::Connection::client(configs.first, {"localhost", ""}, random, now())),
        server(tls::Connection::server(configs.second, random, now())) {
    for (int flights = 0; flights < 4; ++flights) {
      carry(*client, *server);
      carry(*server, *client);
    }
    BOOST_TEST_REQUIRE((client->status() == tls::Status::established));
    BOOST_TEST_REQUIRE((server->status() == tls::Status::established));
  }

  /// As a program does it that reads into the connection.
  static void carry(tls::Connection& from, tls::Connection& to) {
    const base::View output = from.output();
    std::ranges::copy(output, to.prepare(output.size()).begin());
    to.received(output.size());
    from.sent(output.size());
  }
  /// Whether all of `text` arrives, in so many records.
  static bool say(tls::Connection& from, tls::Connection& to, base::View text, int records) {
    for (int i = 0; i < records; ++i)
      if (!from.send(text)) return false;
    carry(from, to);
    int arrived = 0;
    for (; to.plaintext().size() == text.size(); ++arrived) to.consume(text.size());
    return arrived == records;
  }

  SeededRandom random{1};
  std::optional<tls::Connection> client;
  std::optional<tls::Connection> server;
};

}  // namespace tests
