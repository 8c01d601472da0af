// See plan.hpp.
#include "plan.hpp"

#include <algorithm>

namespace tests {
namespace {

using namespace std::chrono_literals;
using tls::CipherSuite;
using tls::NamedGroup;

const std::vector<CipherSuite> suites{CipherSuite::TLS_AES_128_GCM_SHA256, CipherSuite::TLS_AES_256_GCM_SHA384,
                                      CipherSuite::TLS_CHACHA20_POLY1305_SHA256};
const std::vector<NamedGroup> groups{NamedGroup::x25519, NamedGroup::secp256r1};

crypto::ChainResult good(const crypto::ChainToVerify& /*any*/) { return {crypto::Verdict::good, "", {}}; }
crypto::ChainResult stranger(const crypto::ChainToVerify& /*any*/) { return {crypto::Verdict::unknown_ca, "", {}}; }

std::shared_ptr<const tls::Credential> kept_credential(bool ed25519) {
  static const auto p256 = credential("p256");
  static const auto edwards = credential("ed25519");
  return ed25519 ? edwards : p256;
}

/// Files and keys are read and made once, whatever the seed.
const Setup& common_setup() {
  static const Setup setup = setup_with_early_data();
  return setup;
}

std::vector<tls::ClientTicket> meet(CipherSuite suite, tls::ClientAuthentication authentication) {
  Setup setup = common_setup();
  setup.client.preferences.cipher_suites = {suite};
  setup.client.key_shares = {NamedGroup::x25519};
  setup.client.credentials = {kept_credential(true)};
  setup.server.client_authentication = authentication;
  setup.server.verify_client_chain = good;
  return tickets_of(setup);
}

/// Tickets of meetings before any that is simulated.
const std::vector<tls::ClientTicket>& old_tickets() {
  static const std::vector<tls::ClientTicket> tickets = [] {
    std::vector<tls::ClientTicket> all;
    for (const CipherSuite suite : suites) {
      all.push_back(std::move(meet(suite, tls::ClientAuthentication::none).front()));
      all.push_back(std::move(meet(suite, tls::ClientAuthentication::requested).front()));
    }
    return all;
  }();
  return tickets;
}

void draw_suites(Dice& dice, Plan& plan) {
  plan.setup.client.preferences.cipher_suites = dice.some_of(suites);
  if (!dice.percent(3)) return;
  plan.setup.server.preferences.cipher_suites = dice.some_of(suites);
  plan.compatible = false;
}

void draw_groups(Dice& dice, Plan& plan) {
  tls::ClientConfig& client = plan.setup.client;
  client.preferences.groups = dice.percent(2) ? std::vector{NamedGroup::X25519MLKEM768} : dice.some_of(groups);
  client.key_shares = client.preferences.groups;
  client.key_shares.resize(dice.percent(85) ? 1 : 0);
  if (dice.percent(10)) plan.setup.server.preferences.groups = {NamedGroup::secp256r1, NamedGroup::X25519MLKEM768};
  const auto& theirs = plan.setup.server.preferences.groups;
  const auto shared = [&](NamedGroup group) { return std::ranges::find(theirs, group) != theirs.end(); };
  plan.compatible = plan.compatible && std::ranges::any_of(client.preferences.groups, shared);
}

void draw_certificates(Dice& dice, Plan& plan) {
  plan.setup.server.credentials = {kept_credential(dice.percent(50))};
  const std::size_t trust = dice.below(100);
  if (trust < 70) plan.setup.client.verify_chain = good;
  if (trust < 3) {
    plan.setup.client.verify_chain = stranger;
    plan.compatible = false;
  }
}

void draw_client_authentication(Dice& dice, Plan& plan) {
  if (dice.percent(80)) return;
  auto& server = plan.setup.server;
  const bool required = dice.percent(50);
  const bool shown = dice.percent(80);
  const bool believed = dice.percent(95);
  server.client_authentication = required ? tls::ClientAuthentication::required : tls::ClientAuthentication::requested;
  server.verify_client_chain = believed ? good : stranger;
  if (shown) plan.setup.client.credentials = {kept_credential(dice.percent(50))};
  plan.compatible = plan.compatible && believed && (shown || !required);
}

void draw_protocols(Dice& dice, Plan& plan) {
  if (dice.percent(80)) return;
  plan.setup.client.alpn = {"a", "b"};
  plan.setup.server.alpn = {dice.percent(90) ? "b" : "c"};
  if (plan.setup.server.alpn.front() == "c") plan.compatible = false;
}

void draw_records(Dice& dice, Setup& setup) {
  if (dice.percent(10)) setup.client.record_size_limit = static_cast<std::uint16_t>(dice.between(64, 16385));
  if (dice.percent(10)) setup.server.record_size_limit = static_cast<std::uint16_t>(dice.between(64, 16385));
  if (dice.percent(10)) setup.client.record_padding = dice.between(2, 300);
  if (dice.percent(10)) setup.server.record_padding = dice.between(2, 300);
  if (dice.percent(10)) setup.client.limits.sent_fragment = dice.between(64, 500);
  if (dice.percent(10)) setup.server.limits.sent_fragment = dice.between(64, 500);
  if (dice.percent(10)) setup.client.limits.records_per_key = dice.between(40, 200);
  if (dice.percent(10)) setup.server.limits.records_per_key = dice.between(40, 200);
}

void draw_manners(Dice& dice, Setup& setup) {
  setup.client.grease = dice.percent(20);
  setup.client.compatibility_mode = dice.percent(80);
  setup.server.stateless_retry = dice.percent(8);
  setup.server.cipher_suite_order = dice.percent(50) ? tls::OrderOf::server : tls::OrderOf::client;
  setup.server.tickets.count = static_cast<unsigned>(dice.below(3));
  setup.server.max_early_data_size = dice.percent(70) ? 1000 : 0;
}

void draw_external_psk(Dice& dice, Setup& setup) {
  static const auto psk = std::make_shared<const tls::ExternalPsk>(
      tls::ExternalPsk{base::copy_of(base::view_of("both of us")), crypto::Secret(base::Bytes(32, 7))});
  setup.client.external_psks = {psk};
  if (dice.percent(95)) setup.server.external_psks = {psk};
  if (dice.percent(20)) return;
  setup.client.psk_modes = {tls::PskKeyExchangeMode::psk_ke};
  setup.server.psk_modes = {tls::PskKeyExchangeMode::psk_dhe_ke, tls::PskKeyExchangeMode::psk_ke};
}

/// Mostly one that is of use to the client it falls to.
void draw_ticket(Dice& dice, Plan& plan) {
  const tls::ClientTicket& ticket = dice.one_of(old_tickets());
  plan.ticket = copy_of(ticket);
  plan.offer_early_data = dice.percent(80);
  if (dice.percent(15)) return;
  auto& offered = plan.setup.client.preferences.cipher_suites;
  std::erase(offered, ticket.cipher_suite);
  offered.insert(offered.begin(), ticket.cipher_suite);
  if (ticket.own_certificate) plan.setup.client.credentials = {kept_credential(true)};
}

void draw_clocks(Dice& dice, Plan& plan) {
  plan.setup.now += draw_pause(dice);
  if (dice.percent(20)) plan.setup.server_clock_ahead = (dice.percent(50) ? 1 : -1) * draw_pause(dice);
}

/// Early data that was taken is remembered by one world and not by the next.
void renew_replay_store(Setup& setup) {
  const auto window = setup.server.limits.early_data_window;
  setup.server.replay_store = std::make_shared<tls::ReplayStore>(tests::now() - 20 * 24h, window, 10);
}

}  // namespace

tls::ServerIdentity Plan::identity() const {
  tls::ServerIdentity identity = setup.identity;
  if (ticket) identity.ticket = copy_of(*ticket);
  identity.offer_early_data = offer_early_data;
  return identity;
}

std::chrono::milliseconds draw_pause(Dice& dice) {
  static const std::vector<std::chrono::milliseconds> pauses{0ms, 1s, 9s, 11s, 1h, 23h, 25h, 6 * 24h, 8 * 24h};
  return dice.percent(60) ? 100ms : dice.one_of(pauses);
}

Plan draw_plan(Dice& dice) {
  Plan plan{.setup = common_setup(), .ticket = {}};
  renew_replay_store(plan.setup);
  plan.setup.seed = dice.number();
  draw_suites(dice, plan);
  draw_groups(dice, plan);
  draw_certificates(dice, plan);
  draw_client_authentication(dice, plan);
  draw_protocols(dice, plan);
  draw_records(dice, plan.setup);
  draw_manners(dice, plan.setup);
  const std::size_t kind = dice.below(100);
  if (kind < 40) draw_external_psk(dice, plan.setup);
  if (kind >= 35 && kind < 70) draw_ticket(dice, plan);
  draw_clocks(dice, plan);
  return plan;
}

Plan draw_next_meeting(Dice& dice, Plan plan, const tls::ClientTicket& ticket) {
  plan.ticket = copy_of(ticket);
  plan.setup.seed = dice.number();
  plan.offer_early_data = dice.percent(80);
  draw_clocks(dice, plan);
  return plan;
}

}  // namespace tests
