// See key_log.hpp.
#include "capture/key_log.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>

#include "base/hex.hpp"

namespace vitrine::capture {
namespace {

using enum tls::SecretKind;

struct Label {
  tls::SecretKind kind;
  std::string_view name;
};
constexpr std::array labels{
    Label{client_early_traffic_secret, "CLIENT_EARLY_TRAFFIC_SECRET"},
    Label{early_exporter_secret, "EARLY_EXPORTER_SECRET"},
    Label{client_handshake_traffic_secret, "CLIENT_HANDSHAKE_TRAFFIC_SECRET"},
    Label{server_handshake_traffic_secret, "SERVER_HANDSHAKE_TRAFFIC_SECRET"},
    Label{client_application_traffic_secret, "CLIENT_TRAFFIC_SECRET_0"},
    Label{server_application_traffic_secret, "SERVER_TRAFFIC_SECRET_0"},
    Label{exporter_secret, "EXPORTER_SECRET"},
};

std::string_view cut(std::string_view& rest, char at) {
  const std::size_t end = rest.find(at);
  const std::string_view part = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  return part;
}

}  // namespace

base::View client_random_of(base::View client_hello) {
  constexpr std::size_t offset = 6;  // behind msg_type, length and legacy_version
  constexpr std::size_t size = 32;
  return client_hello.size() < offset + size ? base::View() : client_hello.subspan(offset, size);
}

std::string_view key_log_label(tls::SecretKind kind) {
  for (const Label& label : labels)
    if (label.kind == kind) return label.name;
  return "";
}

void KeyLog::add(std::string_view lines) {
  while (!lines.empty()) {
    std::string_view line = cut(lines, '\n');
    if (line.ends_with('\r')) line.remove_suffix(1);
    add_line(line);
  }
}

void KeyLog::add_line(std::string_view line) {
  const std::string_view name = cut(line, ' ');
  for (const Label& label : labels) {
    if (label.name != name) continue;
    try {
      const base::Bytes random = base::from_hex(cut(line, ' '));
      secrets_.insert_or_assign({random, label.kind}, crypto::Secret(base::View(base::from_hex(line))));
    } catch (const std::invalid_argument&) {
      return;  // a line that was cut off, or somebody's remark
    }
  }
}

const crypto::Secret* KeyLog::find(base::View client_random, tls::SecretKind kind) const {
  const auto found = secrets_.find({base::copy_of(client_random), kind});
  return found == secrets_.end() ? nullptr : &found->second;
}

bool KeyLog::knows(base::View client_random) const {
  const auto found = secrets_.lower_bound({base::copy_of(client_random), tls::SecretKind{}});
  return found != secrets_.end() && std::ranges::equal(found->first.first, client_random);
}

}  // namespace vitrine::capture
