// Key shares of the hybrids with ML-KEM that are wrong in one half: draft-ietf-tls-ecdhe-mlkem §4, FIPS 203 §7.2.
#include <algorithm>

#include "hostile/client_hello.hpp"
#include "support/evil_server.hpp"

namespace {

using namespace tests;
using namespace tests::client_hello;
using Damage = std::function<void(base::Bytes&)>;

/// Where the halves lie, by the group: of the client's share, of the server's.
struct Place {
  std::ptrdiff_t begin;
  std::ptrdiff_t end;
};
struct Layout {
  NamedGroup group;
  Place classic;
  Place ml_kem;
};
constexpr std::array client_shares{Layout{NamedGroup::X25519MLKEM768, {1184, 1216}, {0, 1184}},
                                   Layout{NamedGroup::SecP256r1MLKEM768, {0, 65}, {65, 1249}}};
constexpr std::array server_shares{Layout{NamedGroup::X25519MLKEM768, {1088, 1120}, {0, 1088}},
                                   Layout{NamedGroup::SecP256r1MLKEM768, {0, 65}, {65, 1153}}};

base::Bytes damaged(base::Bytes share, const Damage& damage) {
  damage(share);
  return share;
}

Damage fill(Place place, std::uint8_t byte) {
  return [=](base::Bytes& share) { std::fill(share.begin() + place.begin, share.begin() + place.end, byte); };
}

/// One byte less, or more, at the end of a half.
std::vector<Damage> wrong_lengths(const Layout& layout) {
  std::vector<Damage> all{[](base::Bytes& share) { share.resize(1); }};
  for (const Place& half : {layout.classic, layout.ml_kem}) {
    all.push_back([=](base::Bytes& share) { share.erase(share.begin() + half.end - 1); });
    all.push_back([=](base::Bytes& share) { share.insert(share.begin() + half.end, 0); });
    all.push_back([=](base::Bytes& share) { share.erase(share.begin() + half.begin, share.begin() + half.end); });
  }
  return all;
}

void refused_by_server(NamedGroup group, const Damage& damage) {
  EvilClient evil;
  ClientHello hello = evil.hello(group);
  const base::Bytes good = hello.extensions.get<tls::KeyShareClientHello>()->client_shares.front().key_exchange;
  refused(share(group, damaged(good, damage)), {illegal_parameter});
}

/// A client that sends a share for each hybrid.
tls::ClientConfig hybrid_client() {
  tls::ClientConfig config = client_config();
  config.key_shares = {NamedGroup::X25519MLKEM768, NamedGroup::SecP256r1MLKEM768};
  return config;
}

tls::ServerHello with_damage(EvilServer& evil, NamedGroup group, const Damage& damage) {
  evil.group = group;
  tls::ServerHello hello = evil.server_hello();
  const base::Bytes good = hello.extensions.get<tls::KeyShareServerHello>()->server_share.key_exchange;
  hello.extensions.set(
      tls::KeyShareServerHello{{}, {group, wire::Opaque<1, 65535>(base::View(damaged(good, damage)))}});
  return hello;
}

void refused_by_client(NamedGroup group, const Damage& damage) {
  EvilServer evil(hybrid_client());
  evil.send(with_damage(evil, group, damage));
  expect_refusal(evil, {illegal_parameter});
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_undamaged_hybrid_share_is_accepted_by_both) {
  for (const Layout& layout : client_shares) {
    EvilClient client;
    client.say(client.hello(layout.group));
    client.say_finished();
    expect_acceptance(client);

    EvilServer server(hybrid_client());
    server.group = layout.group;
    server.run(EvilServer::Up::to_the_end);
    server.listen();
    expect_acceptance(server);
  }
}

BOOST_AUTO_TEST_CASE(a_hybrid_share_with_a_half_of_the_wrong_length_is_illegal_parameter) {
  for (const Layout& layout : client_shares) {
    for (const Damage& damage : wrong_lengths(layout)) refused_by_server(layout.group, damage);
  }
  for (const Layout& layout : server_shares) {
    for (const Damage& damage : wrong_lengths(layout)) refused_by_client(layout.group, damage);
  }
}

BOOST_AUTO_TEST_CASE(a_share_of_one_hybrid_under_the_number_of_another_is_illegal_parameter) {
  EvilClient evil;
  const auto shares = evil.hello(NamedGroup::SecP256r1MLKEM768).extensions.get<tls::KeyShareClientHello>();
  refused(share(NamedGroup::X25519MLKEM768, shares->client_shares.front().key_exchange), {illegal_parameter});
}

BOOST_AUTO_TEST_CASE(an_encapsulation_key_with_a_coefficient_that_is_not_reduced_is_illegal_parameter) {
  for (const Layout& layout : client_shares) {
    const std::ptrdiff_t first = layout.ml_kem.begin;
    refused_by_server(layout.group, fill(layout.ml_kem, 0xff));
    refused_by_server(layout.group, fill({first, first + 2}, 0xff));
    refused_by_server(layout.group, fill({first + 1150, first + 1152}, 0xff));
  }
}

BOOST_AUTO_TEST_CASE(a_bad_classic_half_of_a_hybrid_share_is_illegal_parameter) {
  for (const std::uint8_t byte : base::Bytes{0x00, 0x04, 0xff}) {
    refused_by_server(client_shares[1].group, fill(client_shares[1].classic, byte));
    refused_by_client(server_shares[1].group, fill(server_shares[1].classic, byte));
  }
  refused_by_server(client_shares[0].group, fill(client_shares[0].classic, 0));
  refused_by_client(server_shares[0].group, fill(server_shares[0].classic, 0));
  refused_by_server(client_shares[1].group, [](base::Bytes& share) { share[64] ^= 1U; });  // off the curve
  refused_by_client(server_shares[1].group, [](base::Bytes& share) { share[64] ^= 1U; });
}

/// FIPS 203 §6.3: no error, but another secret, so the first protected record does not open.
BOOST_AUTO_TEST_CASE(a_random_ciphertext_is_noticed_at_the_first_protected_record) {
  for (const Layout& layout : server_shares) {
    EvilServer evil(hybrid_client());
    SeededRandom noise(77);
    evil.say(with_damage(evil, layout.group, [&](base::Bytes& share) {
      noise.fill(base::MutableView(share).subspan(static_cast<std::size_t>(layout.ml_kem.begin), 1088));
    }));
    BOOST_TEST((evil.victim.status() == tls::Status::handshaking));
    evil.send(tls::EncryptedExtensions{});
    BOOST_TEST_REQUIRE((evil.victim.status() == tls::Status::failed));
    BOOST_TEST((evil.victim.failure()->alert == bad_record_mac));
  }
}
