// See extension_rules.hpp: the table of RFC 9846 §4.3.
#include "tls/message/extension_rules.hpp"

#include <algorithm>
#include <array>

#include "tls/check.hpp"

namespace vitrine::tls {
namespace {

constexpr unsigned bit(In where) { return 1U << static_cast<unsigned>(where); }
constexpr unsigned CH = bit(In::CH);
constexpr unsigned SH = bit(In::SH);
constexpr unsigned EE = bit(In::EE);
constexpr unsigned CT = bit(In::CT);
constexpr unsigned CR = bit(In::CR);
constexpr unsigned NST = bit(In::NST);
constexpr unsigned HRR = bit(In::HRR);

struct Placement {
  ExtensionType type;
  unsigned messages;
};

constexpr std::array table{
    Placement{ExtensionType::server_name, CH | EE | CR},
    Placement{ExtensionType::status_request, CH | CR | CT},
    Placement{ExtensionType::supported_groups, CH | EE},
    Placement{ExtensionType::signature_algorithms, CH | CR},
    Placement{ExtensionType::use_srtp, CH | EE},
    Placement{ExtensionType::heartbeat, CH | EE},
    Placement{ExtensionType::application_layer_protocol_negotiation, CH | EE},
    Placement{ExtensionType::signed_certificate_timestamp, CH | CR | CT},  // RFC 8446 §4.2; gone from the newer table
    Placement{ExtensionType::client_certificate_type, CH | EE},
    Placement{ExtensionType::server_certificate_type, CH | EE},
    Placement{ExtensionType::padding, CH},
    Placement{ExtensionType::compress_certificate, CH | CR},
    Placement{ExtensionType::record_size_limit, CH | EE},
    Placement{ExtensionType::delegated_credential, CH | CR | CT},
    Placement{ExtensionType::supported_ekt_ciphers, CH | EE},
    Placement{ExtensionType::pre_shared_key, CH | SH},
    Placement{ExtensionType::early_data, CH | EE | NST},
    Placement{ExtensionType::supported_versions, CH | SH | HRR},
    Placement{ExtensionType::cookie, CH | HRR},
    Placement{ExtensionType::psk_key_exchange_modes, CH},
    Placement{ExtensionType::certificate_authorities, CH | CR},
    Placement{ExtensionType::oid_filters, CR},
    Placement{ExtensionType::post_handshake_auth, CH},
    Placement{ExtensionType::signature_algorithms_cert, CH | CR},
    Placement{ExtensionType::key_share, CH | SH | HRR},
    Placement{ExtensionType::transparency_info, CH | CR | CT},
    Placement{ExtensionType::external_id_hash, CH | EE},
    Placement{ExtensionType::external_session_id, CH | EE},
    Placement{ExtensionType::quic_transport_parameters, CH | EE},
    Placement{ExtensionType::ticket_request, CH | EE},
    Placement{ExtensionType::ech_outer_extensions, CH},
    Placement{ExtensionType::encrypted_client_hello, CH | HRR | EE},
};

}  // namespace

bool may_stand_in(ExtensionType type, In where) {
  const auto* row = std::ranges::find(table, type, &Placement::type);
  return row == table.end() || (row->messages & bit(where)) != 0;
}

std::optional<ExtensionType> duplicate(std::vector<ExtensionType> types) {
  std::ranges::sort(types);
  const auto twice = std::ranges::adjacent_find(types);
  return twice == types.end() ? std::nullopt : std::optional(*twice);
}

void refuse_misplaced(const Trace& trace, const Offered& types, In where) {
  const auto twice = duplicate(types);
  require(trace, !twice, {AlertDescription::illegal_parameter, "4.3", "no extension stands in a message twice"},
          [&] { return name_of(*twice); });
  const auto stray = std::ranges::find_if_not(types, [where](ExtensionType type) { return may_stand_in(type, where); });
  require(trace, stray == types.end(),
          {AlertDescription::illegal_parameter, "4.3", "each extension may stand in this message"},
          [&] { return name_of(*stray); });
}

void refuse_uninvited(const Trace& trace, const Offered& types, const Offered& offered) {
  const auto asked = [&](ExtensionType type) { return std::ranges::find(offered, type) != offered.end(); };
  const auto stray = std::ranges::find_if_not(types, asked);
  require(trace, stray == types.end(),
          {AlertDescription::unsupported_extension, "4.3", "each extension answers one that was offered"},
          [&] { return name_of(*stray); });
}

}  // namespace vitrine::tls
