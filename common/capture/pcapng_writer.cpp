// See pcapng_writer.hpp.
#include "capture/pcapng_writer.hpp"

#include <array>

#include "capture/pcapng.hpp"

namespace vitrine::capture {
namespace {

constexpr std::uint16_t raw_ip = 101;
constexpr std::size_t longest_option = 65535;

class Block {
 public:
  explicit Block(std::uint32_t type) { u32(type).u32(0); }

  Block& u16(std::uint16_t value) { return number(value, 2); }
  Block& u32(std::uint32_t value) { return number(value, 4); }
  Block& u64(std::uint64_t value) { return number(value, 8); }
  /// Up to the next multiple of four bytes.
  Block& padded(base::View bytes) {
    base::append(bytes_, bytes);
    bytes_.resize((bytes_.size() + 3) / 4 * 4);
    return *this;
  }
  Block& option(std::uint16_t code, base::View value) {
    value = value.first(std::min(value.size(), longest_option));
    return u16(code).u16(static_cast<std::uint16_t>(value.size())).padded(value);
  }
  Block& option(std::uint16_t code, std::string_view text) { return option(code, base::view_of(text)); }
  Block& end_of_options() { return u32(pcapng::end_of_options); }

  base::Bytes finish() {
    const std::size_t length = bytes_.size() + 4;
    u32(static_cast<std::uint32_t>(length));
    std::copy(bytes_.end() - 4, bytes_.end(), bytes_.begin() + 4);
    return std::move(bytes_);
  }

 private:
  Block& number(std::uint64_t value, unsigned size) {
    for (unsigned i = 0; i < size; ++i) bytes_.push_back(static_cast<std::uint8_t>(value >> 8 * i));
    return *this;
  }

  base::Bytes bytes_;
};

}  // namespace

base::Bytes section(std::string_view program, std::string_view comment) {
  constexpr std::uint64_t unknown_length = ~std::uint64_t{0};
  base::Bytes header = Block(pcapng::section_header)
                           .u32(pcapng::byte_order_magic)
                           .u16(1)
                           .u16(0)
                           .u64(unknown_length)
                           .option(pcapng::user_application, program)
                           .option(pcapng::comment, comment)
                           .end_of_options()
                           .finish();
  constexpr std::uint32_t no_limit = 0;
  constexpr std::array<std::uint8_t, 1> microseconds{6};
  base::append(header, Block(pcapng::interface_description)
                           .u16(raw_ip)
                           .u16(0)
                           .u32(no_limit)
                           .option(pcapng::interface_name, "tls")
                           .option(pcapng::time_resolution, base::View(microseconds))
                           .end_of_options()
                           .finish());
  return header;
}

base::Bytes secrets_block(std::string_view key_log) {
  return Block(pcapng::decryption_secrets)
      .u32(pcapng::tls_key_log)
      .u32(static_cast<std::uint32_t>(key_log.size()))
      .padded(base::view_of(key_log))
      .finish();
}

base::Bytes packet_block(const OutgoingPacket& packet) {
  const auto time = static_cast<std::uint64_t>(packet.time.time_since_epoch().count());
  const auto size = static_cast<std::uint32_t>(packet.data.size());
  Block block(pcapng::enhanced_packet);
  block.u32(0).u32(static_cast<std::uint32_t>(time >> 32U)).u32(static_cast<std::uint32_t>(time));
  block.u32(size).u32(size).padded(packet.data);
  for (const std::string& comment : packet.comments) block.option(pcapng::comment, comment);
  block.u16(pcapng::packet_flags).u16(4).u32(packet.received ? pcapng::inbound : pcapng::outbound).end_of_options();
  return block.finish();
}

}  // namespace vitrine::capture
