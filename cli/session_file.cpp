// See session_file.hpp. A line is the address and the ticket's bytes in hexadecimal. The file is locked while it is
// read and written again.
#include "session_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/hex.hpp"
#include "base/printable.hpp"
#include "options.hpp"
#include "tls/saved_ticket.hpp"

namespace vitrine::cli {
namespace {

constexpr std::size_t max_size = 1UL << 20U;
constexpr std::size_t tickets_per_address = 8;

struct Entry {
  std::string address;
  tls::ClientTicket ticket;
};

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& why) {
  throw UsageError{"The session file " + base::printable(path.string()) + " cannot be used: " + why +
                   ".\n  Take another one:  vitrine --session-file FILE"};
}

/// The open file, locked for us alone.
class Locked {
 public:
  explicit Locked(const std::filesystem::path& path)
      : path_(path), file_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR)) {
    if (file_ < 0) fail(std::strerror(errno));
    try {
      check();
    } catch (...) {
      ::close(file_);
      throw;
    }
  }
  Locked(const Locked&) = delete;
  Locked& operator=(const Locked&) = delete;
  ~Locked() { ::close(file_); }

  std::vector<Entry> read() const {
    std::string text(max_size, '\0');
    const ssize_t size = ::pread(file_, text.data(), text.size(), 0);
    if (size < 0) fail(std::strerror(errno));
    text.resize(static_cast<std::size_t>(size));
    std::vector<Entry> entries;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      entries.push_back(entry_of(text.substr(at, end - at)));
      at = end + 1;
    }
    crypto::wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
    return entries;
  }

  void write(const std::vector<Entry>& entries) const {
    std::string text;
    for (const Entry& entry : entries) {
      text += entry.address + " " + base::to_hex(tls::to_bytes(entry.ticket).expose()) + "\n";
    }
    const bool written =
        ::ftruncate(file_, 0) == 0 && ::pwrite(file_, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
    crypto::wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
    if (!written) fail(std::strerror(errno));
  }

 private:
  [[noreturn]] void fail(const std::string& why) const { refuse(path_, why); }

  void check() const {
    struct stat status{};
    if (::fstat(file_, &status) != 0) fail(std::strerror(errno));
    if (!S_ISREG(status.st_mode)) fail("it is not a regular file");
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) fail("others can read it; chmod 600 makes it yours alone");
    if (static_cast<std::size_t>(status.st_size) > max_size) fail("it is larger than a session file ever is");
    if (::flock(file_, LOCK_EX) != 0) fail(std::strerror(errno));
  }

  Entry entry_of(const std::string& line) const {
    try {
      const std::size_t space = line.find(' ');
      if (space == std::string::npos) fail("it is not a session file");
      base::Bytes bytes = base::from_hex(std::string_view(line).substr(space + 1));
      std::optional<tls::ClientTicket> ticket = tls::ticket_from(bytes);
      crypto::wipe(bytes);
      if (!ticket) fail("it is not a session file");
      return {line.substr(0, space), std::move(*ticket)};
    } catch (const std::invalid_argument&) {
      fail("it is not a session file");
    }
  }

  std::filesystem::path path_;
  int file_;
};

/// A file that is to be made later needs a folder now.
void check_folder(const std::filesystem::path& path) {
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
  if (::access(folder.c_str(), W_OK | X_OK) != 0) refuse(path, std::strerror(errno));
}

/// The newest are at the end.
void leave_out_the_oldest(std::vector<Entry>& entries, const std::string& address) {
  const auto same = [&](const Entry& entry) { return entry.address == address; };
  while (std::ranges::count_if(entries, same) > static_cast<std::ptrdiff_t>(tickets_per_address)) {
    entries.erase(std::ranges::find_if(entries, same));
  }
}

}  // namespace

std::optional<tls::ClientTicket> SessionFile::take(const std::string& address) {
  std::error_code unknown;  // what cannot be looked at is said when it is opened
  if (std::filesystem::symlink_status(path_, unknown).type() == std::filesystem::file_type::not_found) {
    check_folder(path_);
    return std::nullopt;
  }
  const Locked file(path_);
  std::vector<Entry> entries = file.read();
  const auto newest =
      std::find_if(entries.rbegin(), entries.rend(), [&](const Entry& e) { return e.address == address; });
  if (newest == entries.rend()) return std::nullopt;
  std::optional<tls::ClientTicket> ticket(std::move(newest->ticket));
  entries.erase(std::next(newest).base());
  file.write(entries);
  return ticket;
}

void SessionFile::keep(const std::string& address, const std::vector<tls::ClientTicket>& tickets, tls::Time now) {
  const Locked file(path_);
  std::vector<Entry> entries = file.read();
  std::erase_if(entries, [now](const Entry& e) { return e.ticket.received + e.ticket.lifetime < now; });
  for (const tls::ClientTicket& ticket : tickets) {
    std::optional<tls::ClientTicket> copy = tls::ticket_from(tls::to_bytes(ticket).expose());
    if (copy) entries.push_back({address, std::move(*copy)});
  }
  leave_out_the_oldest(entries, address);
  file.write(entries);
}

}  // namespace vitrine::cli
