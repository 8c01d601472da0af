// The wall clock, in the unit that the engine counts in. The daemon and the client read it here and nowhere else, and
// hand it on: nothing below asks for the time itself.
#pragma once
#include "tls/ticket.hpp"

namespace vitrine::net {

inline tls::Time precise_clock() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

/// For the times of recordings, which the engine does not need.
inline std::chrono::sys_time<std::chrono::microseconds> recording_clock() {
  return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

}  // namespace vitrine::net
