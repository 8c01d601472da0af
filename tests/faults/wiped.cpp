// No secret is left in memory that is given back: every block that is freed in a conversation is searched for every
// secret of it. RFC 9846 Appendix F.1 rests on that. (Botan wipes its own.) Read before: allocations.hpp.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <set>

#include "allocations.hpp"
#include "support/scenes.hpp"

namespace {

using namespace tests;
using Secrets = std::vector<std::pair<std::string, base::Bytes>>;

/// A watched conversation, for its secrets: the same seed has the same again.
Secrets secrets_of(const Scene& scene) {
  const auto pair = scene.begin();
  converse(*pair, scene.script);
  Secrets all = pair->client_events.secrets;
  all.insert(all.end(), pair->server_events.secrets.begin(), pair->server_events.secrets.end());
  std::erase_if(all, [](const auto& secret) { return secret.first == "verify_data"; });  // Finished tells it the peer
  std::erase_if(all, [](const auto& secret) { return secret.first == "write_iv"; });
  return all;
}

void carry(tls::Connection& client, tls::Connection& server) {
  for (int turn = 0; turn < 5; ++turn) {
    for (const bool up : {true, false}) {
      tls::Connection& from = up ? client : server;
      (void)(up ? server : client).receive(from.output());
      from.sent(from.output().size());
    }
  }
}

/// The same conversation, unwatched: nobody but the two connections holds its secrets.
void converse_unwatched(const Scene& scene) {
  const Setup& setup = scene.setup;
  SeededRandom client_random(setup.seed * 2);
  SeededRandom server_random(setup.seed * 2 + 1);
  auto client = tls::Connection::client(std::make_shared<tls::ClientConfig>(setup.client), setup.identity,
                                        client_random, setup.now);
  auto server = tls::Connection::server(std::make_shared<tls::ServerConfig>(setup.server), server_random, setup.now);
  carry(client, server);
  BOOST_TEST(client.update_keys(tls::KeyUpdateRequest::update_requested));
  carry(client, server);
  client.abort(tls::AlertDescription::internal_error);
  carry(client, server);
  BOOST_TEST((server.status() == tls::Status::failed));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(wiped)

BOOST_AUTO_TEST_CASE(F17_no_secret_is_left_in_memory_that_is_freed) {
  for (const Scene* scene : {&plain_scene(), &retry_scene(), &aes_256_scene(), &psk_alone_scene()}) {
    const Secrets secrets = secrets_of(*scene);
    BOOST_TEST_REQUIRE(secrets.size() > 20U);
    std::set<std::string> left;
    {
      const FreedBlocks look([&](base::View block) {
        for (const auto& [name, value] : secrets) {
          if (!std::ranges::search(block, value).empty()) left.insert(name);
        }
      });
      converse_unwatched(*scene);
    }
    for (const std::string& name : left) BOOST_TEST(false, scene->name << ": " << name << " is left");
  }
}

BOOST_AUTO_TEST_SUITE_END()
