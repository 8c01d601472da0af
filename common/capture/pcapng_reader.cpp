// pcapng: blocks with their length at both ends, in sections which have a byte order each. Blocks and options that
// nobody here needs are passed over. Read before: file_reader.hpp.
#include <algorithm>

#include "capture/formats.hpp"
#include "capture/pcapng.hpp"

namespace vitrine::capture {
namespace {

constexpr std::size_t most_interfaces = 4096;

struct Interface {
  LinkType link{};
  std::uint32_t longest = 0;  // 0: whatever there is
  std::uint64_t per_second = 1'000'000;
};

struct Option {
  std::uint16_t code;
  base::View value;
};

constexpr std::size_t padded(std::size_t size) { return (size + 3) / 4 * 4; }

/// The next option, none at their end. Writers may leave the end out.
std::optional<Option> next_option(Cursor& in) {
  if (in.rest().empty()) return std::nullopt;
  const std::uint16_t code = in.u16();
  const std::uint16_t size = in.u16();
  if (code == pcapng::end_of_options) return std::nullopt;
  return Option{code, in.take(padded(size)).first(size)};
}

/// Ticks in a second, from the one byte of if_tsresol: a power of 10, or of 2 where the highest bit is set.
std::uint64_t resolution(std::uint8_t byte) {
  const unsigned power = byte & 0x7fU;
  if (power > ((byte & 0x80U) != 0 ? 60 : 18)) throw Damaged{"its clock is finer than any"};
  if ((byte & 0x80U) != 0) return std::uint64_t{1} << power;
  std::uint64_t ticks = 1;
  for (unsigned i = 0; i < power; ++i) ticks *= 10;
  return ticks;
}

class Reader {
 public:
  Reader(base::View file, Contents& contents) : file_(file), contents_(contents) {}

  void read() {
    while (!file_.empty()) {
      if (file_.size() < 12) throw Damaged{"it ends in the middle of a block"};
      const bool begins_section = Cursor(file_).u32() == pcapng::section_header;
      if (begins_section) begin_section();
      Cursor head(file_, order_);
      const std::uint32_t type = head.u32();
      const std::uint32_t length = head.u32();
      if (length < 12 || length % 4 != 0) throw Damaged{"a block has an impossible length"};
      if (length > file_.size()) throw Damaged{"it ends in the middle of a block"};
      if (Cursor(file_.subspan(length - 4), order_).u32() != length)
        throw Damaged{"a block says two different lengths"};
      block(type, Cursor(file_.subspan(8, length - 12), order_));
      file_ = file_.subspan(length);
    }
  }

 private:
  void begin_section() {
    const std::uint32_t magic = Cursor(file_.subspan(8)).u32();
    order_ = magic == pcapng::byte_order_magic ? std::endian::big : std::endian::little;
    if (Cursor(file_.subspan(8), order_).u32() != pcapng::byte_order_magic)
      throw Damaged{"a section has no byte order"};
    interfaces_.clear();
  }

  void block(std::uint32_t type, Cursor in) {
    switch (type) {
      case pcapng::interface_description:
        return describe(in);
      case pcapng::enhanced_packet:
        return enhanced(in);
      case pcapng::simple_packet:
        return simple(in);
      case pcapng::old_packet:
        return old(in);
      case pcapng::decryption_secrets:
        return secrets(in);
      default:
        return;
    }
  }

  void describe(Cursor in) {
    if (interfaces_.size() == most_interfaces) throw Damaged{"it has more interfaces than any machine"};
    Interface interface;
    interface.link = static_cast<LinkType>(in.u16());
    in.skip(2);
    interface.longest = in.u32();
    while (const auto option = next_option(in)) {
      const bool has_clock = option->code == pcapng::time_resolution && option->value.size() == 1;
      if (has_clock) interface.per_second = resolution(option->value.front());
    }
    interfaces_.push_back(interface);
  }

  void enhanced(Cursor in) { packet(interface(in.u32()), in); }

  void old(Cursor in) {
    const std::uint16_t number = in.u16();
    in.skip(2);  // packets dropped
    packet(interface(number), in);
  }

  /// The part that both kinds share, from the time on.
  void packet(const Interface& interface, Cursor& in) {
    const std::uint64_t high = in.u32();
    const std::uint64_t ticks = high << 32U | in.u32();
    const std::uint32_t captured = in.u32();
    const std::uint32_t original = in.u32();
    Packet packet{
        interface.link, in_microseconds(ticks, interface.per_second), in.take(captured), captured < original, {}};
    in.skip(std::min(padded(captured) - captured, in.rest().size()));
    while (const auto option = next_option(in))
      if (option->code == pcapng::comment) packet.comments.push_back(base::text_of(option->value));
    contents_.packets.push_back(std::move(packet));
  }

  void simple(Cursor in) {
    const Interface& only = interface(0);
    const std::size_t original = in.u32();
    std::size_t captured = std::min(original, in.rest().size());
    if (only.longest > 0) captured = std::min<std::size_t>(captured, only.longest);
    contents_.packets.push_back({only.link, {}, in.take(captured), captured < original, {}});
  }

  void secrets(Cursor in) {
    const std::uint32_t type = in.u32();
    const base::View value = in.take(in.u32());
    if (type == pcapng::tls_key_log) contents_.key_log.append(base::text_of(value)).append("\n");
  }

  const Interface& interface(std::size_t number) const {
    if (number >= interfaces_.size()) throw Damaged{"a packet belongs to no interface"};
    return interfaces_[number];
  }

  base::View file_;
  Contents& contents_;
  std::endian order_ = std::endian::little;
  std::vector<Interface> interfaces_;
};

}  // namespace

bool is_pcapng(base::View file) { return file.size() >= 4 && Cursor(file).u32() == pcapng::section_header; }

void read_pcapng(base::View file, Contents& contents) { Reader(file, contents).read(); }

}  // namespace vitrine::capture
