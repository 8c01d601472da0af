// One event as one JSON object on one line, after events.schema.json: names as the RFC has them with the number beside
// them, bytes in hexadecimal. Read next: trace/event_log.hpp.
#pragma once
#include <chrono>
#include <string>

#include "tls/event.hpp"

namespace vitrine::trace {

/// Whose event it is, and when it came.
struct EventContext {
  std::chrono::microseconds time;  // since the program began
  std::uint64_t session;           // the program's number for the connection, from 1
  tls::Role role;                  // of the program
};

/// Without its line end. A secret's bytes are in it only if they are in the event.
std::string event_json(const tls::Event& event, const EventContext& context);

/// What a file of events begins with: who wrote it, and when its time 0 was.
std::string events_header(std::string_view program, std::chrono::sys_time<std::chrono::microseconds> began);

/// How that header begins, whoever wrote it.
inline constexpr std::string_view events_mark = R"({"vitrine_events":1,)";

}  // namespace vitrine::trace
