// Capture files, segments of TCP, and both sides of a connection that is only listened to. What is read lies inside the
// file; a shorter file gives the beginning of what the longer one gives; segments in any order give every byte that has
// all before it, once; a listener tells the same however the stream is cut, in words that can be shown.
#include "base/printable.hpp"
#include "capture/file_reader.hpp"
#include "capture/follow.hpp"
#include "capture/reassembly.hpp"
#include "fuzz/target.hpp"

namespace fuzz {
namespace {

namespace capture = vitrine::capture;
namespace tls = vitrine::tls;

/// What a listener is told, in short.
struct Listener final : capture::Watcher {
  void begin(const capture::Endpoint&, const capture::Endpoint&) override {}
  void at(std::chrono::microseconds) override {}
  void comment(std::string_view) override {}
  void note(std::string_view sentence) override {
    ensure(base::printable(sentence, sentence.size() + 1) == sentence, "a note can be shown");
    told.append(sentence).append("\n");
  }
  void on(const tls::Event& event) override {
    told += std::to_string(event.index()) + " ";
    std::visit(
        [this](const auto& one) {
          if constexpr (requires { one.raw; }) ensure(!one.explain(one.raw).empty(), "a message has labels");
          if constexpr (requires { one.raw; }) told.append(base::text_of(one.raw));
          if constexpr (requires { one.content; }) told.append(base::text_of(one.content));
        },
        event);
  }

  std::string told;
};

bool lies_in(base::View part, base::View whole) {
  return part.empty() || (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

void check_file(std::size_t cut, base::View file) {
  const capture::Contents contents = capture::read_capture(file);
  ensure(base::printable(contents.trouble) == contents.trouble, "trouble can be shown");
  for (const capture::Packet& packet : contents.packets) {
    ensure(lies_in(packet.bytes, file), "a packet lies in its file");
    for (const std::string_view comment : packet.comments)
      ensure(lies_in(base::view_of(comment), file), "a comment lies in its file");
  }
  const capture::Contents shorter = capture::read_capture(file.first(std::min(cut, file.size())));
  ensure(shorter.packets.size() <= contents.packets.size(), "a shorter file has no more packets");
  for (std::size_t i = 0; i < shorter.packets.size(); ++i)
    ensure(shorter.packets[i].bytes.data() == contents.packets[i].bytes.data(), "a shorter file has the same packets");
  capture::KeyLog keys;
  keys.add(contents.key_log);
  std::size_t sorted = 0;
  for (const capture::TcpStream& stream : capture::tcp_streams(contents.packets)) {
    Listener listener;
    const bool is_tls = capture::follow(stream, keys, listener);
    ensure(is_tls || listener.told.empty(), "nothing is told of what is not TLS");
    sorted += stream.packets.size();
  }
  ensure(sorted <= contents.packets.size(), "a packet belongs to one connection");
}

/// The byte with that number in the stream that is sent.
std::uint8_t sent(std::size_t number) { return static_cast<std::uint8_t>(number * 7 + (number >> 8U)); }

void check_reassembly(Input& segments) {
  constexpr std::uint32_t first = 0xffffff00;  // so that the numbers wrap around
  capture::Reassembly stream;
  stream.begins_at(first);
  std::vector<bool> arrived(1U << 17U);
  base::Bytes got;
  while (!segments.empty()) {
    const std::size_t begin = segments.pair();
    base::Bytes payload(segments.byte());
    for (std::size_t i = 0; i < payload.size(); ++i) payload[i] = sent(begin + i);
    std::fill_n(arrived.begin() + static_cast<std::ptrdiff_t>(begin), payload.size(), true);
    base::append(got, stream.add(first + static_cast<std::uint32_t>(begin), payload));
  }
  for (std::size_t i = 0; i < got.size(); ++i) ensure(got[i] == sent(i), "a byte comes in its place");
  const auto expected = std::ranges::find(arrived, false) - arrived.begin();
  ensure(got.size() == static_cast<std::size_t>(expected), "all comes that has everything before it");
}

std::string listen(base::View script, std::size_t piece) {
  Input parts(script);
  Listener listener;
  const capture::KeyLog no_keys;
  capture::Follower follower(no_keys, listener);
  while (!parts.empty()) {
    const auto from = parts.byte() % 2 == 0 ? capture::Side::client : capture::Side::server;
    for (base::View said = parts.piece(); !said.empty();) {
      const base::View part = said.first(std::min(piece, said.size()));
      follower.add(from, part);
      said = said.subspan(part.size());
    }
  }
  follower.finish();
  return listener.told;
}

}  // namespace

void on::captures(base::View input) {
  Input parts(input);
  switch (parts.byte() % 3) {
    case 0: {
      const std::size_t cut = parts.pair();
      return check_file(cut, parts.rest());
    }
    case 1:
      return check_reassembly(parts);
    default: {
      const base::View script = parts.rest();
      ensure(listen(script, 1) == listen(script, script.size()), "the same is told however it is cut");
    }
  }
}

}  // namespace fuzz
