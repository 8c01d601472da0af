// The numbers of the pcapng format (IETF draft-ietf-opsawg-pcapng) that its writer and its reader share.
// Read next: capture/pcapng_writer.hpp, capture/pcapng_reader.cpp.
#pragma once
#include <cstdint>

namespace vitrine::capture::pcapng {

// block types
inline constexpr std::uint32_t section_header = 0x0a0d0d0a;
inline constexpr std::uint32_t interface_description = 1;
inline constexpr std::uint32_t old_packet = 2;
inline constexpr std::uint32_t simple_packet = 3;
inline constexpr std::uint32_t enhanced_packet = 6;
inline constexpr std::uint32_t decryption_secrets = 10;

inline constexpr std::uint32_t byte_order_magic = 0x1a2b3c4d;
inline constexpr std::uint32_t tls_key_log = 0x544c534b;  // "TLSK"

// option codes
inline constexpr std::uint16_t end_of_options = 0;
inline constexpr std::uint16_t comment = 1;
inline constexpr std::uint16_t interface_name = 2;
inline constexpr std::uint16_t packet_flags = 2;
inline constexpr std::uint16_t user_application = 4;
inline constexpr std::uint16_t time_resolution = 9;

// packet_flags
inline constexpr std::uint32_t inbound = 1;
inline constexpr std::uint32_t outbound = 2;

}  // namespace vitrine::capture::pcapng
