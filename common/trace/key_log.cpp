// See key_log.hpp.
#include "trace/key_log.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "base/hex.hpp"
#include "base/printable.hpp"
#include "capture/key_log.hpp"

namespace vitrine::trace {
namespace {

int open_private(const std::string& path) {
  const int file = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, S_IRUSR | S_IWUSR);
  if (file < 0) throw std::system_error(errno, std::generic_category(), path);
  if (flock(file, LOCK_SH | LOCK_NB) == 0) return file;  // with other key logs, and with no capture
  ::close(file);
  throw std::system_error(EBUSY, std::generic_category(), path);
}

}  // namespace

void KeyLog::on(const tls::Event& event) {
  if (const auto* received = std::get_if<tls::MessageReceived>(&event)) remember(*received);
  if (const auto* sent = std::get_if<tls::MessageSent>(&event)) remember(*sent);
  if (const auto* secret = std::get_if<tls::SecretDerived>(&event)) write(*secret);
}

void KeyLog::remember(const tls::Message& message) {
  const bool first_hello = message.type == tls::HandshakeType::client_hello && client_random_.empty();
  const base::View random = first_hello ? capture::client_random_of(message.raw) : base::View();
  if (random.empty()) return;
  client_random_ = base::to_hex(random);
  for (const Entry& entry : waiting_) write(entry);
  waiting_.clear();
}

void KeyLog::write(const tls::SecretDerived& secret) {
  if (secret.generation > 0) return;  // after a KeyUpdate the reader derives them itself
  const std::string_view label = capture::key_log_label(secret.kind);
  if (label.empty() || !secret.bytes) return;
  const Entry entry{label, base::to_hex(secret.bytes->value)};
  if (client_random_.empty()) {
    waiting_.push_back(entry);
  } else {
    write(entry);
  }
}

void KeyLog::write(const Entry& entry) const {
  out_(std::string(entry.label) + " " + client_random_ + " " + entry.secret);
}

KeyLogFile::KeyLogFile(const std::string& path, LineOut trouble)
    : path_(path), trouble_(std::move(trouble)), file_(open_private(path)) {}

KeyLogFile::~KeyLogFile() { ::close(file_); }

bool KeyLogFile::append(std::string_view line) const {
  const std::string whole = std::string(line) + "\n";
  const ssize_t count = ::write(file_, whole.data(), whole.size());
  if (count == static_cast<ssize_t>(whole.size())) return true;
  const std::string why = count < 0 ? std::generic_category().message(errno) : "no room for more";
  if (!troubled_.test_and_set() && trouble_)
    trouble_(base::printable(path_) + ": " + why + "; secrets are missing there.");
  return false;
}

}  // namespace vitrine::trace
