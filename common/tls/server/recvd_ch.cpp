// RECVD_CH: choose suite, group, certificate and protocol, or ask for another key share. RFC 9846 §4.2.1, §4.2.4.
// Read next: tls/server/negotiated.cpp.
#include <algorithm>

#include "tls/schedule/cipher_suite.hpp"
#include "tls/server/arrows.hpp"
#include "tls/server/choose_certificate.hpp"
#include "tls/server/cookie.hpp"
#include "tls/server/early_data.hpp"
#include "tls/server/nothing_in_common.hpp"
#include "tls/server/psk.hpp"
#include "tls/server/second_hello.hpp"

namespace vitrine::tls::server {
namespace {

using enum AlertDescription;

/// The first of `ours` that is among `theirs`.
template <class E>
std::optional<E> first_common(const std::vector<E>& ours, const std::vector<E>& theirs) {
  const auto found =
      std::ranges::find_if(ours, [&](E mine) { return std::ranges::find(theirs, mine) != theirs.end(); });
  return found == ours.end() ? std::nullopt : std::optional(*found);
}

/// Ours, or those of them that go with an external key which the client has, too (§4.3.11).
std::vector<CipherSuite> suites_to_choose_from(const ServerHandshake& h, const ClientHello& hello) {
  std::vector<CipherSuite> ours = h.config->preferences.cipher_suites;
  const std::optional<crypto::Hash> hash = hash_of_external_psk(h, hello);
  const auto fits = [&](CipherSuite suite) {
    return hash_of(suite) == hash && std::ranges::find(hello.cipher_suites, suite) != hello.cipher_suites.end();
  };
  if (!hash || std::ranges::none_of(ours, fits)) return ours;
  std::erase_if(ours, [&](CipherSuite suite) { return !fits(suite); });
  return ours;
}

CipherSuite choose_suite(const ServerHandshake& h, const ClientHello& hello) {
  const std::vector<CipherSuite> ours = suites_to_choose_from(h, hello);
  const auto common = h.config->cipher_suite_order == OrderOf::server
                          ? first_common<CipherSuite>(ours, hello.cipher_suites)
                          : first_common<CipherSuite>(hello.cipher_suites, ours);
  h.require(common.has_value(), {handshake_failure, "4.2.1", "a cipher suite in common"},
            offer_and_ours<CipherSuite>(hello.cipher_suites, ours));
  return *common;
}

/// Our first choice among the groups that came with a share, to save a round trip; else among all groups offered.
NamedGroup choose_group(const ServerHandshake& h, const ClientHello& hello) {
  const auto& ours = h.config->preferences.groups;
  const auto key_share = hello.extensions.get<KeyShareClientHello>();
  h.require(key_share.has_value(), {missing_extension, "9.2", "ClientHello has key_share"});
  std::vector<NamedGroup> shares;
  for (const KeyShareEntry& entry : key_share->client_shares) shares.push_back(entry.group);
  if (const auto with_share = first_common(ours, shares)) return *with_share;

  const auto groups = hello.extensions.get<NamedGroupList>()->named_group_list;
  const auto common = first_common<NamedGroup>(ours, groups);
  h.require(common.has_value(), {handshake_failure, "4.2.1", "a key exchange group in common"},
            offer_and_ours<NamedGroup>(groups, ours));
  return *common;
}

/// The program chooses; what it chooses must be a name.
std::string protocol_of_the_program(const ServerHandshake& h, const std::vector<std::string>& theirs) {
  const std::optional<std::string> choice = h.config->choose_protocol(theirs);
  if (!choice) return {};
  h.require(!choice->empty() && choice->size() <= 255,
            {internal_error, "4.3", "the program chose an application protocol (ALPN) of 1 to 255 bytes"});
  return *choice;
}

/// RFC 7301 §3.2: our first choice among theirs; none in common is an error, not offering is not.
std::string choose_protocol(const ServerHandshake& h, const ClientHello& hello) {
  const auto offer = hello.extensions.get<ProtocolNameList>();
  if (!offer) return {};
  std::vector<std::string> theirs;
  for (const auto& entry : offer->protocol_name_list) theirs.emplace_back(base::text_of(entry.protocol_name));
  if (h.config->choose_protocol) return protocol_of_the_program(h, theirs);
  if (h.config->alpn.empty()) return {};
  const auto common = first_common(h.config->alpn, theirs);
  h.require(common.has_value(), {no_application_protocol, "4.3", "an application protocol (ALPN) in common"},
            offer_and_ours<std::string>(theirs, h.config->alpn));
  return *common;
}

/// Everything goes into the cookie, and nothing stays here. §4.3.2.
Start2 ask_with_cookie(ServerHandshake& h, const ClientHello& hello, const Retry& retry) {
  const base::Bytes client_hello_hash = h.transcript.hash_of_waiting(hash_of(retry.cipher_suite));
  const Cookie cookie = make_cookie({{retry, hash_of_unchangeable(hello)}, client_hello_hash, h.now}, h);
  h.send(hello_retry_request(hello, retry, cookie));
  h.transcript = Transcript();
  return {std::nullopt};
}

Start2 ask_for_share(ServerHandshake& h, const ClientHello& hello, const Retry& retry) {
  h.send(hello_retry_request(hello, retry, std::nullopt));
  h.transcript.replace_client_hello(hash_of(retry.cipher_suite));
  return {FirstHello{retry, hash_of_unchangeable(hello)}};
}

/// HelloRetryRequest, and the change_cipher_spec of Appendix E.4 behind our first message.
Start2 ask_again(ServerHandshake& h, const ClientHello& hello, const Retry& retry,
                 const std::optional<SelectedPsk>& psk) {
  h.session.hello_retry_request = true;
  Start2 next = h.config->stateless_retry ? ask_with_cookie(h, hello, retry) : ask_for_share(h, hello, retry);
  if (!hello.legacy_session_id.empty()) h.send_change_cipher_spec();
  if (hello.extensions.has(ExtensionType::early_data)) {
    h.session.early_data = EarlyData::retried;
    h.ask_for(skip_early_data(h, psk));
  }
  return next;
}

std::optional<SelectedPsk> choose_psk(const ServerHandshake& h, const RecvdCh& from, CipherSuite suite) {
  std::optional<SelectedPsk> psk = select_psk(h, from.hello, suite);
  if (from.retry && from.retry->with_psk) {
    h.require(psk.has_value(),
              {illegal_parameter, "4.2.2", "the second ClientHello still offers the pre-shared key of the first"});
  }
  return psk;
}

/// With a pre-shared key alone, where both sides allow that and not more.
bool without_key_exchange(const ServerHandshake& h, const ClientHello& hello, const std::optional<SelectedPsk>& psk) {
  return psk && !common_mode(h, hello, PskKeyExchangeMode::psk_dhe_ke);
}

std::optional<KeyShareEntry> share_for(const ClientHello& hello, NamedGroup group) {
  const auto shares = hello.extensions.get<KeyShareClientHello>()->client_shares;
  const auto share = std::ranges::find(shares, group, &KeyShareEntry::group);
  return share == shares.end() ? std::nullopt : std::optional(*share);
}

Negotiated negotiated(RecvdCh from, Selection selection, ServerHandshake& h) {
  if (!selection.psk) selection.certificate = choose_certificate(h, from.hello);
  selection.alpn = choose_protocol(h, from.hello);
  return {std::move(from.hello), std::move(selection)};
}

}  // namespace

Next<Start2, Negotiated> decide(RecvdCh from, ServerHandshake& h) {
  Selection selection{};
  selection.cipher_suite = from.retry ? from.retry->cipher_suite : choose_suite(h, from.hello);
  selection.psk = choose_psk(h, from, selection.cipher_suite);
  const bool wants_cookie = h.config->stateless_retry && !from.retry;
  if (without_key_exchange(h, from.hello, selection.psk)) {
    if (!wants_cookie) return negotiated(std::move(from), std::move(selection), h);
    return ask_again(h, from.hello, {selection.cipher_suite, {}, false, true}, selection.psk);
  }

  const NamedGroup group = from.retry ? from.retry->group : choose_group(h, from.hello);
  selection.client_share = share_for(from.hello, group);
  if (from.retry) {
    h.require(selection.client_share.has_value(),
              {illegal_parameter, "4.2.2", "the second ClientHello still has the key share of the first"});
  }
  if (!selection.client_share || wants_cookie) {
    const bool asks_for_share = !selection.client_share;
    return ask_again(h, from.hello, {selection.cipher_suite, group, asks_for_share, selection.psk.has_value()},
                     selection.psk);
  }
  return negotiated(std::move(from), std::move(selection), h);
}

}  // namespace vitrine::tls::server
