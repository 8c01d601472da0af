// The file is locked while it is looked at, and replaced as a whole: a daemon that reads it meanwhile, or a machine
// that stops, finds the old keys or the new ones. Read before: key_ring.hpp.
#include "key_ring.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <system_error>

#include "credentials.hpp"
#include "files/credential.hpp"
#include "files/secret_file.hpp"

namespace vitrine::daemon {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& why) {
  throw ConfigurationError("The ticket keys in " + files::shown(path) + " cannot be used: " + why +
                           "\n  Another file, made when it is missing:  vitrined --ticket-keys FILE");
}

[[noreturn]] void fail_with_errno(const std::filesystem::path& path) {
  fail(path, std::generic_category().message(errno) + ".");
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }

 private:
  int number_;
};

bool is_still_at(const std::filesystem::path& path, const Descriptor& file) {
  struct stat ours{};
  struct stat there{};
  return ::fstat(file.number(), &ours) == 0 && ::stat(path.c_str(), &there) == 0 && ours.st_ino == there.st_ino &&
         ours.st_dev == there.st_dev;
}

/// The file, locked, and made empty when it is missing. While we waited somebody may have put another in its place.
std::unique_ptr<Descriptor> open_locked(const std::filesystem::path& path) {
  while (true) {
    auto file = std::make_unique<Descriptor>(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (file->number() < 0 || ::flock(file->number(), LOCK_EX) != 0) fail_with_errno(path);
    if (is_still_at(path, *file)) return file;
  }
}

void write_whole(const Descriptor& file, base::View bytes, const std::filesystem::path& path) {
  const ssize_t count = ::write(file.number(), bytes.data(), bytes.size());
  if (count != static_cast<ssize_t>(bytes.size()) || ::fsync(file.number()) != 0) fail_with_errno(path);
}

/// Only the holder of the lock comes here, so one name for the new file is enough.
void replace(const std::filesystem::path& path, const tls::TicketKeys& keys) {
  const std::filesystem::path next = path.string() + ".new";
  ::unlink(next.c_str());  // of a daemon that was stopped in the middle
  const crypto::Secret text = keys.to_text();
  {
    const Descriptor file(::open(next.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (file.number() < 0) fail_with_errno(next);
    write_whole(file, text.expose(), next);
  }
  if (::rename(next.c_str(), path.c_str()) != 0) fail_with_errno(path);
  const Descriptor folder(::open((path.parent_path() / ".").c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.number() >= 0) ::fsync(folder.number());
}

/// Nothing where the file is empty.
std::optional<tls::TicketKeys> read(const std::filesystem::path& path) {
  try {
    const files::SecretText text = files::read_secret_file(path);
    if (text.view().empty()) return std::nullopt;
    return tls::TicketKeys::from_text(text.view());
  } catch (const files::Unusable& error) {
    throw ConfigurationError(error.what());
  } catch (const std::invalid_argument& error) {
    fail(path, std::string(error.what()) + ".");
  }
}

/// Nothing when `keys` are good for some more time.
std::optional<tls::TicketKeys> next_after(const tls::TicketKeys* keys, crypto::Random& random, tls::Time now) {
  if (keys == nullptr) return tls::TicketKeys::fresh(random, now);
  if (now - keys->newest() <= key_lifetime) return std::nullopt;
  return keys->rotated(random, now);
}

tls::TicketKeys from_file(const std::filesystem::path& path, crypto::Random& random, tls::Time now) {
  const std::unique_ptr<Descriptor> lock = open_locked(path);
  std::optional<tls::TicketKeys> there = read(path);
  std::optional<tls::TicketKeys> next = next_after(there ? &*there : nullptr, random, now);
  if (!next) return std::move(*there);
  replace(path, *next);
  return std::move(*next);
}

bool same(const tls::TicketKeys& one, const tls::TicketKeys& other) {
  return crypto::constant_time_equal(one.to_text().expose(), other.to_text().expose());
}

}  // namespace

bool KeyRing::refresh(tls::Time now) {
  std::optional<tls::TicketKeys> next;
  if (file_.empty()) {
    next = next_after(keys_.get(), random_, now);
  } else {
    next = from_file(file_, random_, now);
  }
  if (!next || (keys_ && same(*keys_, *next))) return false;
  keys_ = std::make_shared<const tls::TicketKeys>(std::move(*next));
  return true;
}

}  // namespace vitrine::daemon
