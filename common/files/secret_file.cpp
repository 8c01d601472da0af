// Read before: secret_file.hpp.
#include "files/secret_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <iomanip>
#include <sstream>
#include <system_error>

#include "base/printable.hpp"

namespace vitrine::files {
namespace {

constexpr std::size_t max_size = 1024UL * 1024;

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& why) {
  throw Unusable("I cannot use " + base::printable(path.string()) + ": " + why);
}

std::string octal(unsigned mode) {
  std::ostringstream text;
  text << std::oct << std::setw(4) << std::setfill('0') << mode;
  return text.str();
}

// An open file. What is checked and what is read are then the same, whatever happens to the name.
class File {
 public:
  explicit File(const std::filesystem::path& path)
      : path_(path), handle_(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)) {
    if (handle_ < 0 || fstat(handle_, &status_) != 0) {
      const std::string reason = std::generic_category().message(errno);
      if (handle_ >= 0) close(handle_);
      refuse(path, reason + ".");
    }
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() { close(handle_); }

  const struct stat& status() const { return status_; }

  std::string content() const {
    if (!S_ISREG(status_.st_mode)) refuse(path_, "it is not a regular file.");
    if (status_.st_size > static_cast<off_t>(max_size)) refuse(path_, "it is larger than 1 MiB.");
    // Sized once: growing would leave copies of a key behind.
    std::string text(static_cast<std::size_t>(status_.st_size), '\0');
    const ssize_t count = ::read(handle_, text.data(), text.size());
    if (count != static_cast<ssize_t>(text.size())) refuse(path_, "it could not be read as a whole.");
    return text;
  }

 private:
  std::filesystem::path path_;
  int handle_;
  struct stat status_{};
};

}  // namespace

SecretText::~SecretText() { explicit_bzero(text_.data(), text_.size()); }

std::string read_file(const std::filesystem::path& path) { return File(path).content(); }

SecretText read_secret_file(const std::filesystem::path& path) {
  const File file(path);
  const auto mode = static_cast<unsigned>(file.status().st_mode) & 07777U;
  if ((mode & 077U) != 0)
    refuse(path, "others can read it, and it holds secrets (mode " + octal(mode) +
                     "). Make it yours alone:  chmod 600 " + base::printable(path.string()));
  if (file.status().st_uid != geteuid() && file.status().st_uid != 0) refuse(path, "it belongs to another user.");
  return SecretText(file.content());
}

}  // namespace vitrine::files
