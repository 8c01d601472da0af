// What a state asks the connection to do, as data, done in this order after the arrow was taken. States see no record
// and no key in use; the connection sees no message. Read next: tls/machine/handshake_context.hpp.
#pragma once
#include <variant>
#include <vector>

#include "tls/message/handshake.hpp"
#include "tls/schedule/traffic_secret.hpp"
#include "tls/ticket.hpp"

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
/// The client gave up early data: K_send is no key again, for its second ClientHello.
struct ForgetSendingKey {};
/// A client may send this much early data under the current sending key.
struct OfferEarlyData {
  std::size_t max_early_data_size;
};
/// The server's sending key is its last, but the client has not finished: application data may go out on request.
struct AllowHalfRtt {};
/// So much early data may come under the current receiving key.
struct AcceptEarlyData {
  std::size_t max_early_data_size;
};
/// The peer's early data, which we did not accept, may still come: drop what cannot be opened (§4.3.10).
struct SkipEarlyData {
  std::size_t max_early_data_size;  // what the ticket had allowed
};
/// From here on no protected record that we send is longer, with type and padding: RFC 8449 §4.
struct LimitSentRecords {
  std::size_t inner_plaintext;
};
/// And none that we receive, the one whose message brought us here included.
struct LimitReceivedRecords {
  std::size_t inner_plaintext;
};
/// The peer's Finished was good: application data may flow.
struct Established {};
/// The peer's keys move on by one generation. The KeyUpdate that said so must have ended its record, too.
struct AdvanceReceivingKey {};
/// The peer wants a KeyUpdate of ours (§4.7.3).
struct AnswerKeyUpdate {};
/// The secret of §7.5 is known.
struct KeepExporter {
  CipherSuite suite;
  crypto::Secret secret;
};
/// And its sister for early data.
struct KeepEarlyExporter {
  CipherSuite suite;
  crypto::Secret secret;
};
/// A ticket for the user of the connection, without the time yet.
struct KeepTicket {
  ClientTicket ticket;
};

using Effect = std::variant<SendMessage, SendChangeCipherSpec, ChangeSendingKey, ForgetSendingKey, ChangeReceivingKey,
                            ExpectRecordBoundary, OfferEarlyData, AllowHalfRtt, AcceptEarlyData, SkipEarlyData,
                            LimitSentRecords, LimitReceivedRecords, Established, AdvanceReceivingKey, AnswerKeyUpdate,
                            KeepExporter, KeepEarlyExporter, KeepTicket>;
using Effects = std::vector<Effect>;

}  // namespace vitrine::tls
