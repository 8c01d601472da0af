// What a state asks the connection to do, as data, done in this order after the arrow was taken. States see no record
// and no key in use; the connection sees no message. Read next: tls/machine/handshake_context.hpp.
#pragma once
#include <variant>
#include <vector>

#include "tls/limits.hpp"
#include "tls/message/handshake.hpp"
#include "tls/schedule/traffic_secret.hpp"

namespace vitrine::tls {

/// Send these handshake bytes under the current sending key.
struct SendMessage {
  base::Bytes raw;
};
/// Send the one meaningless byte of Appendix E.4, never protected.
struct SendChangeCipherSpec {};
/// K_send = this
struct ChangeSendingKey {
  TrafficSecret secret;
};
/// K_recv = this. The message before it must have ended its record (§5.1).
struct ChangeReceivingKey {
  TrafficSecret secret;
};
/// No key changes yet, but the next message belongs to another flight: it must begin a record.
struct ExpectRecordBoundary {};
/// The peer's early data, which we did not accept, may still come: drop what cannot be opened (§4.3.10).
struct SkipEarlyData {};
/// From here on no protected record is longer: RFC 8449 §4.
struct LimitRecords {
  RecordSizeLimits limits;
};
/// The peer's Finished was good: application data may flow.
struct Established {};
/// The peer's keys move on by one generation. The KeyUpdate that said so must have ended its record, too.
struct AdvanceReceivingKey {};
/// The peer wants a KeyUpdate of ours (§4.7.3).
struct AnswerKeyUpdate {};

using Effect =
    std::variant<SendMessage, SendChangeCipherSpec, ChangeSendingKey, ChangeReceivingKey, ExpectRecordBoundary,
                 SkipEarlyData, LimitRecords, Established, AdvanceReceivingKey, AnswerKeyUpdate>;
using Effects = std::vector<Effect>;

}  // namespace vitrine::tls
