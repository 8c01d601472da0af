// The two public objects as the network sees them: any bytes, in pieces of any size, and nobody who helps with keys. A
// peer without keys comes nowhere. The random bytes are always the same, so a recorded conversation still fits.
#include "fuzz/victim.hpp"

namespace fuzz {
namespace {

/// How a conversation ended, as far as it must not depend on how the bytes were cut.
struct Ending {
  std::string_view state;
  std::optional<tls::AlertDescription> alert;
  std::vector<std::string> arrows;
  std::vector<std::string> messages;
  bool operator==(const Ending&) const = default;
};

Ending ending_of(EvilPeer& evil) {
  check_manners(evil);
  const auto& failure = evil.victim.failure();
  return {evil.victim.state(), failure ? std::optional(failure->alert) : std::nullopt, evil.events.arrows,
          evil.events.messages};
}

void deliver(EvilPeer& evil, base::View stream, std::size_t piece) {
  while (!stream.empty()) {
    const base::View part = stream.first(std::min(piece, stream.size()));
    stream = stream.subspan(part.size());
    evil.deliver(part);
  }
}

Ending client_after(base::View stream, std::size_t piece) {
  EvilServer evil(cached_client_config());
  deliver(evil, stream, piece);
  return ending_of(evil);
}

Ending server_after(base::View stream, std::size_t piece) {
  EvilClient evil(cached_server_config());
  deliver(evil, stream, piece);
  return ending_of(evil);
}

}  // namespace

void on::client_records(base::View input) {
  Input parts(input);
  const std::size_t piece = parts.byte() + 1U;
  const base::View stream = parts.rest();
  ensure(client_after(stream, piece) == client_after(stream, stream.size() + 1), "the same however the bytes are cut");
}

void on::server_records(base::View input) {
  Input parts(input);
  const std::size_t piece = parts.byte() + 1U;
  const base::View stream = parts.rest();
  ensure(server_after(stream, piece) == server_after(stream, stream.size() + 1), "the same however the bytes are cut");
}

}  // namespace fuzz
