// Handshake messages: what decodes is written again as the same bytes, what does not is decode_error and nothing else,
// and the labels cover every byte of either. The bytes are cut into messages as records would carry them, too.
#include "fuzz/target.hpp"
#include "support/coverage.hpp"
#include "support/evil_records.hpp"
#include "tls/message/extension_rules.hpp"
#include "tls/record/handshake_reader.hpp"

namespace fuzz {
namespace {

namespace tls = vitrine::tls;
namespace wire = vitrine::wire;

constexpr std::size_t limit = 4096;

/// A hello of an older version has no block of extensions, and is written with an empty one.
template <class M>
bool is_written_as(const M& message, base::View raw) {
  const base::Bytes again = tls::encode(message);
  if (std::ranges::equal(again, raw)) return true;
  if constexpr (std::is_same_v<M, tls::ClientHello> || std::is_same_v<M, tls::ServerHello> ||
                std::is_same_v<M, tls::HelloRetryRequest>) {
    const base::Bytes longer = base::concat({raw.subspan(tls::handshake_header_length), base::Bytes{0, 0}});
    return message.extensions.empty() && std::ranges::equal(base::View(again).subspan(4), longer);
  }
  return false;
}

template <class Body>
void check_body(base::View bytes) {
  try {
    ensure(std::ranges::equal(wire::write_all(tls::read_body<Body>(bytes)), bytes), "an extension is written as read");
  } catch (const wire::DecodeError& error) {
    ensure(std::string_view(error.what()).starts_with("extension "), "a malformed extension is named");
  }
}

template <tls::In Where, std::size_t Min>
void check_block(const tls::Extensions<Where, Min>& block) {
  for (const auto& extension : block) {
    tls::with_known_body<Where>(extension.extension_type, [&]<class B>() { check_body<B>(extension.extension_data); });
  }
  try {
    tls::check_request(tls::Trace(nullptr), block);
    ensure(!tls::duplicate(tls::types_of(block)), "no extension stands twice in a block that is taken");
  } catch (const tls::Abort& abort) {
    ensure(abort.alert == tls::AlertDescription::illegal_parameter, "a misplaced extension is illegal_parameter");
  } catch (const wire::DecodeError&) {
    return;  // told from a misplaced one by whoever asked
  }
}

bool has_label(const wire::Fields& fields, std::string_view name) {
  return std::ranges::find(fields, name, &wire::Field::name) != fields.end();
}

template <class M>
void check_as(const tls::RawMessage& message) {
  const wire::Fields fields = tls::explain_message(message.raw);
  try {
    const M decoded = tls::decode<M>(message);
    ensure(is_written_as(decoded, message.raw), "a message is written as it was read");
    ensure(!has_label(fields, "body"), "what decodes is explained");
    if constexpr (requires { check_block(decoded.extensions); }) check_block(decoded.extensions);
  } catch (const tls::Abort& abort) {
    ensure(abort.alert == tls::AlertDescription::decode_error, "what does not decode is decode_error");
    ensure(has_label(fields, "body") || message.body().empty(), "what does not decode is one stretch");
  }
}

template <class... M>
bool check_claimed(const tls::RawMessage& message, tls::List<M...> /*all*/) {
  return ((tls::is<M>(message) && (check_as<M>(message), true)) || ...);
}

void check_message(const tls::RawMessage& message) {
  const std::string uncovered = tests::uncovered(tls::explain_message(message.raw), message.raw.size());
  ensure(uncovered.empty(), uncovered);
  const bool known = check_claimed(message, tls::AllMessages{});
  ensure(known != (tls::message_name(message) == "unknown handshake message"), "all that is known has a name");
}

/// Joined again from pieces they are the messages that an independent cutter finds.
void check_stream(base::View stream, std::size_t piece) {
  tls::HandshakeReader reader(limit);
  std::vector<base::Bytes> messages;
  try {
    for (base::View rest = stream; !rest.empty();) {
      reader.add(rest.first(std::min(piece, rest.size())));
      rest = rest.subspan(std::min(piece, rest.size()));
      while (const auto message = reader.next()) messages.push_back(base::copy_of(message->raw));
    }
    ensure(messages == tests::messages_of(stream), "messages are the same however they were cut");
  } catch (const tls::Abort& abort) {
    ensure(abort.alert == tls::AlertDescription::decode_error, "a message longer than the limit is decode_error");
  }
  for (const base::Bytes& raw : messages) {
    ensure(raw.size() <= tls::handshake_header_length + limit, "no message is longer than the limit");
  }
}

}  // namespace

void on::messages(base::View input) {
  Input parts(input);
  const std::size_t piece = parts.byte() + 1U;
  const auto type = parts.byte();
  const base::View body = parts.rest();
  const base::Bytes raw = tests::raw_message(type, body);
  check_message({static_cast<tls::HandshakeType>(type), raw});
  check_stream(raw, piece);
  check_stream(body, piece);
}

}  // namespace fuzz
