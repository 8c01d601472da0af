// See handshake_context.hpp.
#include "tls/machine/handshake_context.hpp"

namespace vitrine::tls {

void Handshake::send_raw(base::Bytes raw) {
  transcript.add(raw);
  effects.emplace_back(SendMessage{std::move(raw)});
}

void check_finished(const Handshake& handshake, const Received<Finished>& finished, const TrafficSecret& base_key) {
  const base::Bytes expected = base_key.verify_data(finished.transcript_before, handshake.trace);
  handshake.require(finished.message.verify_data.size() == expected.size(),
                    {AlertDescription::decode_error, "4.5.3", "Finished.verify_data is as long as the hash"});
  handshake.require(crypto::constant_time_equal(finished.message.verify_data, expected),
                    {AlertDescription::decrypt_error, "4.5.3", "Finished: both sides saw the same handshake"});
}

void take_key_update(Handshake& handshake, const KeyUpdate& update) {
  handshake.require(update.request_update == KeyUpdateRequest::update_not_requested ||
                        update.request_update == KeyUpdateRequest::update_requested,
                    {AlertDescription::illegal_parameter, "4.7.3", "KeyUpdate.request_update is 0 or 1"});
  handshake.effects.emplace_back(AdvanceReceivingKey{});
  if (update.request_update == KeyUpdateRequest::update_requested) handshake.effects.emplace_back(AnswerKeyUpdate{});
}

base::Bytes certificate_verify_content(Role signer, base::View transcript_hash) {
  const base::Bytes spaces(64, 0x20);
  const std::string_view context =
      signer == Role::server ? "TLS 1.3, server CertificateVerify" : "TLS 1.3, client CertificateVerify";
  constexpr std::uint8_t separator = 0;
  return base::concat({spaces, base::view_of(context), base::View(&separator, 1), transcript_hash});
}

}  // namespace vitrine::tls
