// START and START_2: a ClientHello arrives and is looked over before anything is chosen. RFC 9846 §4.2.2, §9.2.
// Read next: tls/server/recvd_ch.cpp.
#include <algorithm>
#include <set>

#include "base/printable.hpp"
#include "tls/server/arrows.hpp"
#include "tls/server/cookie.hpp"
#include "tls/server/psk.hpp"
#include "tls/server/second_hello.hpp"

namespace vitrine::tls::server {
namespace {

using enum AlertDescription;

/// The best version that we have a name for, to tell people what the client is.
std::string best_known(const SupportedVersionsClientHello& offer) {
  std::optional<ProtocolVersion> best;
  for (const ProtocolVersion version : offer.versions) {
    if (find_entry(version) != nullptr && (!best || version > *best)) best = version;
  }
  return best ? name_of(*best) : "versions unknown to us";
}

/// The version comes first: a hello of an older version is not wrong, only too old. §4.3.1, Appendix E.2.
void check_version(const ServerHandshake& h, const ClientHello& hello) {
  const auto offer = hello.extensions.get<SupportedVersionsClientHello>();
  constexpr Rule speaks_tls_1_3{protocol_version, "4.3.1", "the client offers TLS 1.3"};
  h.require(offer.has_value(), speaks_tls_1_3, [&] {
    return "the client offers at most " + name_of(std::min(hello.legacy_version, ProtocolVersion::TLS_1_2));
  });
  h.require(std::ranges::find(offer->versions, ProtocolVersion::TLS_1_3) != offer->versions.end(), speaks_tls_1_3,
            [&] { return "the client offers at most " + best_known(*offer); });
  h.require(hello.legacy_version == ProtocolVersion::TLS_1_2,
            {protocol_version, "4.2.2", "ClientHello.legacy_version is 0x0303"});
}

/// Each share is for a different group, and for one of supported_groups. §4.3.8.
void check_shares(const ServerHandshake& h, const ClientHello& hello) {
  if (!hello.extensions.has(ExtensionType::key_share)) return;
  const auto groups = hello.extensions.get<NamedGroupList>()->named_group_list;
  const std::set<NamedGroup> offered(groups.begin(), groups.end());
  std::set<NamedGroup> seen;
  const auto key_share = hello.extensions.get<KeyShareClientHello>();
  for (const KeyShareEntry& entry : key_share->client_shares) {
    h.require(seen.insert(entry.group).second, {illegal_parameter, "4.3.8", "each group has at most one key share"},
              [&] { return name_of(entry.group) + " twice"; });
    h.require(offered.contains(entry.group),
              {illegal_parameter, "4.3.8", "each key share is for one of the client's supported_groups"},
              [&] { return name_of(entry.group); });
  }
}

/// A client that has a pre-shared key may do without certificates, and with psk_ke without a key exchange; whether ours
/// is the key it means is seen in RECVD_CH.
void check_mandatory_extensions(const ServerHandshake& h, const Extensions<In::CH>& extensions) {
  const auto mandatory = [&](ExtensionType type, std::string_view rule) {
    h.require(extensions.has(type), {missing_extension, "9.2", rule});
  };
  const bool with_psk = extensions.has(ExtensionType::pre_shared_key);
  if (!with_psk) mandatory(ExtensionType::signature_algorithms, "ClientHello has signature_algorithms");
  if (!with_psk || extensions.has(ExtensionType::key_share)) {
    mandatory(ExtensionType::supported_groups, "ClientHello has supported_groups");
  }
  if (!with_psk || extensions.has(ExtensionType::supported_groups)) {
    mandatory(ExtensionType::key_share, "ClientHello has key_share");
  }
}

bool is_host_name(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_';
  };
  const bool address = std::ranges::all_of(name, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
  return name.size() <= 255 && std::ranges::all_of(name, allowed) && !address;
}

/// RFC 6066 §3: one name of each type, and there is one type; a DNS name, not an address.
void take_server_name(ServerHandshake& h, const Extensions<In::CH>& extensions) {
  const auto list = extensions.get<ServerNameList>();
  if (!list) return;
  h.require(list->server_name_list.size() == 1 && list->server_name_list.front().name_type == NameType::host_name,
            {illegal_parameter, "4.3", "server_name holds one host_name"});
  const std::string_view name = base::text_of(list->server_name_list.front().host_name);
  h.require(is_host_name(name), {illegal_parameter, "4.3", "server_name is a DNS name"},
            [&] { return base::printable(name); });
  h.session.server_name = name;
}

/// RFC 8449 §4. More than the protocol allows is no error: a later version may allow more.
void check_record_size_limit(const ServerHandshake& h, const Extensions<In::CH>& extensions) {
  const auto limit = extensions.get<RecordSizeLimit>();
  if (!limit) return;
  h.require(limit->record_size_limit >= least_record_size_limit,
            {illegal_parameter, "4.3", "record_size_limit is at least 64"});
}

void check(ServerHandshake& h, const ClientHello& hello) {
  h.expect_record_boundary();
  check_version(h, hello);
  h.require(base::View(hello.legacy_compression_methods).size() == 1 && hello.legacy_compression_methods.front() == 0,
            {illegal_parameter, "4.2.2", "legacy_compression_methods is one zero byte"});
  check_request(h.trace, hello.extensions);
  check_psk_offer(h, hello);
  check_mandatory_extensions(h, hello.extensions);
  check_shares(h, hello);
  check_record_size_limit(h, hello.extensions);
  take_server_name(h, hello.extensions);
}

/// §4.2.2: what may not change did not, and what was asked for is there.
void check_second(const ServerHandshake& h, const FirstHello& first, const ClientHello& second) {
  h.require(hash_of_unchangeable(second) == first.unchangeable,
            {illegal_parameter, "4.2.2", "the second ClientHello changes only what the HelloRetryRequest asked for"});
  h.require(!second.extensions.has(ExtensionType::early_data),
            {illegal_parameter, "4.3.10", "the second ClientHello offers no early_data"});
  if (!first.retry.asked_for_share) return;
  const auto key_share = second.extensions.get<KeyShareClientHello>();
  h.require(key_share.has_value(), {missing_extension, "9.2", "ClientHello has key_share"});
  h.require(key_share->client_shares.size() == 1 && key_share->client_shares.front().group == first.retry.group,
            {illegal_parameter, "4.3.8", "the second ClientHello has the one key share that was asked for"});
}

/// A cookie of ours brings the first ClientHello and our answer back, on this connection or on another. §4.3.2.
FirstHello recall(ServerHandshake& h, const ClientHello& second, const Cookie& cookie) {
  const CookieContents contents = open_cookie(cookie, h);
  h.transcript.recall(contents.client_hello_hash, encode(hello_retry_request(second, contents.first.retry, cookie)));
  h.session.hello_retry_request = true;
  h.first_hello = contents.made;
  return contents.first;
}

RecvdCh take_second(ServerHandshake& h, const FirstHello& first, ClientHello second) {
  check_second(h, first, second);
  return {std::move(second), first.retry};
}

}  // namespace

Next<RecvdCh> on(Start /*from*/, Received<ClientHello> received, ServerHandshake& h) {
  h.first_hello = h.now;
  check(h, received.message);
  const auto cookie = received.message.extensions.get<Cookie>();
  if (!cookie || !h.config->stateless_retry) return RecvdCh{std::move(received.message), std::nullopt};
  const FirstHello first = recall(h, received.message, *cookie);
  return take_second(h, first, std::move(received.message));
}

Next<RecvdCh> on(Start2 from, Received<ClientHello> received, ServerHandshake& h) {
  check(h, received.message);
  if (!from.first) {
    const auto cookie = received.message.extensions.get<Cookie>();
    h.require(cookie.has_value(), {missing_extension, "4.3.2", "the second ClientHello has the cookie"});
    from.first = recall(h, received.message, *cookie);
  }
  return take_second(h, *from.first, std::move(received.message));
}

}  // namespace vitrine::tls::server
