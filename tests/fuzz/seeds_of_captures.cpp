// See seeds.hpp. A session of ours as a capture, a file by others, segments in disorder, two sides that are listened
// to.
#include "base/hex.hpp"
#include "fuzz/seeds.hpp"
#include "support/endpoints.hpp"
#include "trace/packet_capture.hpp"

namespace fuzz {
namespace {

using namespace vitrine;

const base::Bytes uncut{0x00, 0xff, 0xff};

tests::Setup small_setup() {
  tests::Setup setup;
  setup.client.preferences.groups = setup.server.preferences.groups = {tls::NamedGroup::x25519};
  setup.client.key_shares = {tls::NamedGroup::x25519};
  return setup;
}

/// Both sides say something, change keys, and say goodbye.
base::Bytes session() {
  const std::filesystem::path path = std::filesystem::temp_directory_path() / "vitrine-seed.pcapng";
  std::filesystem::remove(path);
  {
    trace::Recording file(path.string(), trace::packet_capture_beginning(), [](std::string_view) {});
    trace::PacketCapture watcher(file, {tls::Role::client, {"127.0.0.1", 5}, {"127.0.0.1", 4}},
                                 [] { return capture::Timestamp(); });
    tests::Setup setup = small_setup();
    setup.client_watcher = &watcher;
    tests::Pair pair(std::move(setup));
    pair.run();
    pair.say(pair.client, "hello");
    ensure(pair.client.update_keys(tls::KeyUpdateRequest::update_requested), "a client may change its key");
    pair.run();
    pair.client.close();
    pair.run();
  }
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

base::Bytes said(std::uint8_t side, base::View bytes) { return base::concat({base::Bytes{side}, piece(bytes)}); }

/// The first bytes of each side, for a listener without keys.
base::Bytes overheard() {
  tests::Pair pair(small_setup());
  const base::Bytes hello = tests::Pair::take(pair.client);
  pair.give(pair.server, hello);
  return base::concat({base::Bytes{2}, said(0, hello), said(1, tests::Pair::take(pair.server))});
}

}  // namespace

void add_seeds_of_captures(const Seeds& seeds) {
  seeds.add("captures", "session", base::concat({uncut, session()}));
  seeds.add(
      "captures", "ethernet",
      base::concat({uncut, base::from_hex("a1b2c3d4 0002 0004 00000000 00000000 0000ffff 00000001 00000001 00000002"
                                          "0000003c 0000003c 020202020202 020202020202 0800"
                                          "45 00 002e 0001 0000 40 06 0000 7f000001 7f000001"
                                          "c000 1000 00000001 00000000 50 18 0100 0000 0000 160301000101")}));
  seeds.add("captures", "disorder", base::from_hex("01 000510 001005 000010 000005 002001 001510"));
  seeds.add("captures", "overheard", overheard());
}

}  // namespace fuzz
