// A trace behind its ClientHello, piece by piece: what one side sends at one time. Read next: client_walk.cpp,
// server_walk.cpp.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "replay/trace_file.hpp"
#include "tls/event.hpp"

namespace vitrine::replay {

struct Scene {
  enum class Act : std::uint8_t { hello, flight, ticket, content };

  tls::Role side;
  Act act;
  std::vector<int> records;  // of that side, by their numbers
  std::string_view words;
};

const std::vector<Scene>& scenes_of(const Vectors& trace);

/// "client.record.2"
std::string record_name(tls::Role side, int number);

tls::ContentType content_type(const Vectors& trace, const std::string& record);
/// The two bytes of an alert.
tls::AlertSeen alert_of(base::View content);
tls::Message event_of(base::View raw);

}  // namespace vitrine::replay
