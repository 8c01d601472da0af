// The numbers of TCP's and IP's headers that writing and reading packets share.
#pragma once
#include <cstddef>
#include <cstdint>

namespace vitrine::capture {

inline constexpr std::uint8_t tcp_protocol = 6;
inline constexpr std::size_t tcp_header_size = 20;   // without options
inline constexpr std::size_t ipv4_header_size = 20;  // the same
inline constexpr std::size_t ipv6_header_size = 40;

namespace tcp_flag {
inline constexpr std::uint8_t fin = 0x01;
inline constexpr std::uint8_t syn = 0x02;
inline constexpr std::uint8_t rst = 0x04;
inline constexpr std::uint8_t psh = 0x08;
inline constexpr std::uint8_t ack = 0x10;
}  // namespace tcp_flag

}  // namespace vitrine::capture
