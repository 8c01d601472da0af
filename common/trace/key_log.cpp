// See key_log.hpp.
#include "trace/key_log.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "base/hex.hpp"

namespace vitrine::trace {
namespace {

// ClientHello.random behind the message's header (4 bytes) and legacy_version (2), §4.2.2.
constexpr std::size_t random_offset = 6;
constexpr std::size_t random_size = 32;

/// The label of a secret in the key log, or "" for one that has no place there. Secrets after a KeyUpdate have none:
/// the reader derives them itself.
std::string_view label(const tls::SecretDerived& secret) {
  if (secret.generation > 0) return "";
  switch (secret.kind) {
    case tls::SecretKind::client_early_traffic_secret:
      return "CLIENT_EARLY_TRAFFIC_SECRET";
    case tls::SecretKind::early_exporter_secret:
      return "EARLY_EXPORTER_SECRET";
    case tls::SecretKind::client_handshake_traffic_secret:
      return "CLIENT_HANDSHAKE_TRAFFIC_SECRET";
    case tls::SecretKind::server_handshake_traffic_secret:
      return "SERVER_HANDSHAKE_TRAFFIC_SECRET";
    case tls::SecretKind::client_application_traffic_secret:
      return "CLIENT_TRAFFIC_SECRET_0";
    case tls::SecretKind::server_application_traffic_secret:
      return "SERVER_TRAFFIC_SECRET_0";
    case tls::SecretKind::exporter_secret:
      return "EXPORTER_SECRET";
    default:
      return "";
  }
}

int open_private(const std::string& path) {
  const int file = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, S_IRUSR | S_IWUSR);
  if (file < 0) throw std::system_error(errno, std::generic_category(), path);
  return file;
}

}  // namespace

void KeyLog::on(const tls::Event& event) {
  if (const auto* received = std::get_if<tls::MessageReceived>(&event)) remember(*received);
  if (const auto* sent = std::get_if<tls::MessageSent>(&event)) remember(*sent);
  if (const auto* secret = std::get_if<tls::SecretDerived>(&event)) write(*secret);
}

void KeyLog::remember(const tls::Message& message) {
  const bool first_hello = message.type == tls::HandshakeType::client_hello && client_random_.empty();
  if (!first_hello || message.raw.size() < random_offset + random_size) return;
  client_random_ = base::to_hex(message.raw.subspan(random_offset, random_size));
}

void KeyLog::write(const tls::SecretDerived& secret) {
  const std::string_view name = label(secret);
  if (name.empty() || client_random_.empty() || !secret.bytes) return;
  out_(std::string(name) + " " + client_random_ + " " + base::to_hex(secret.bytes->value));
}

KeyLogFile::KeyLogFile(const std::string& path) : file_(open_private(path)) {}

KeyLogFile::~KeyLogFile() { ::close(file_); }

bool KeyLogFile::append(std::string_view line) const {
  const std::string whole = std::string(line) + "\n";
  return ::write(file_, whole.data(), whole.size()) == static_cast<ssize_t>(whole.size());
}

}  // namespace vitrine::trace
