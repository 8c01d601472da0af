// See folder.hpp.
#include "folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>
#include <vector>

namespace vitrine::pki {
namespace {

namespace fs = std::filesystem;

constexpr mode_t only_us = 0700;

[[noreturn]] void fail(const std::string& what, const fs::path& path) {
  throw Error(what + " " + path.string() + ": " + std::generic_category().message(errno) + ".");
}

[[noreturn]] void fail_in(const std::string& what, const fs::path& folder) {
  throw Error(what + " " + folder.string() + ": " + std::generic_category().message(errno) +
              ".\n  Use a folder that you may write to:  --dir FOLDER");
}

mode_t mode_of(Secrecy secrecy) { return secrecy == Secrecy::secret ? 0600 : 0644; }

/// A file under a name nobody else has, until it takes its final name; removed if it never does.
class Staged {
 public:
  Staged(const fs::path& folder, const File& file)
      : target_(folder / file.name), path_((folder / ("." + file.name + ".XXXXXX")).string()) {
    // Exclusive, 0600, and never through a link that somebody left there.
    handle_ = mkostemp(path_.data(), O_CLOEXEC);
    if (handle_ < 0) fail_in("Cannot write in", folder);
    try {
      fill(file);
    } catch (...) {
      discard();
      throw;
    }
  }
  Staged(Staged&& other) noexcept
      : target_(std::move(other.target_)),
        path_(std::exchange(other.path_, {})),
        handle_(std::exchange(other.handle_, -1)) {}
  Staged(const Staged&) = delete;
  Staged& operator=(const Staged&) = delete;
  Staged& operator=(Staged&&) = delete;
  ~Staged() { discard(); }

  void publish() {
    if (std::rename(path_.c_str(), target_.c_str()) != 0) fail("Cannot write", target_);
    path_.clear();
  }

 private:
  void fill(const File& file) const {
    std::string_view rest = file.content;
    while (!rest.empty()) {
      const ssize_t count = ::write(handle_, rest.data(), rest.size());
      if (count < 0 && errno != EINTR) fail("Cannot write", target_);
      if (count > 0) rest.remove_prefix(static_cast<std::size_t>(count));
    }
    if (fchmod(handle_, mode_of(file.secrecy)) != 0 || fsync(handle_) != 0) fail("Cannot write", target_);
  }
  void discard() {
    if (handle_ >= 0) ::close(std::exchange(handle_, -1));
    if (!path_.empty()) ::unlink(path_.c_str());
    path_.clear();
  }

  fs::path target_;
  std::string path_;
  int handle_ = -1;
};

bool is_folder(const fs::path& path) {
  std::error_code no_exception;
  return fs::is_directory(path, no_exception);
}

void make_folder(const fs::path& path) {
  if (path.empty() || is_folder(path)) return;
  make_folder(path.parent_path());
  if (mkdir(path.c_str(), only_us) != 0) {
    if (errno == EEXIST && is_folder(path)) return;  // somebody was faster
    fail_in("Cannot make the folder", path);
  }
  if (chmod(path.c_str(), only_us) != 0) fail_in("Cannot make the folder", path);  // the umask had its say
}

}  // namespace

Folder Folder::open(const fs::path& path) {
  const int handle = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle < 0) fail("Cannot open the folder", path);
  Folder folder(path, handle);
  while (flock(handle, LOCK_EX) != 0)
    if (errno != EINTR) fail("Cannot lock the folder", path);
  return folder;
}

Folder Folder::create(const fs::path& path) {
  std::error_code error;
  const fs::path whole = fs::absolute(path, error).lexically_normal();
  make_folder(whole.has_filename() ? whole : whole.parent_path());
  return open(path);
}

Folder::Folder(fs::path path, int handle) : path_(std::move(path)), handle_(handle) {}

Folder::Folder(Folder&& other) noexcept : path_(std::move(other.path_)), handle_(std::exchange(other.handle_, -1)) {}

Folder::~Folder() {
  if (handle_ >= 0) ::close(handle_);  // and the lock goes with it
}

bool Folder::has(const std::string& name) const {
  struct stat unused{};
  return fstatat(handle_, name.c_str(), &unused, AT_SYMLINK_NOFOLLOW) == 0;
}

std::string Folder::read(const std::string& name) const { return read_file(path_ / name); }

void Folder::install(std::span<const File> files) const {
  std::vector<Staged> staged;
  staged.reserve(files.size());
  for (const File& file : files) staged.emplace_back(path_, file);
  for (Staged& file : staged) file.publish();
  if (fsync(handle_) != 0) fail_in("Cannot write in", path_);
}

std::string read_file(const fs::path& path) {
  constexpr std::streamsize limit = 1 << 20;
  if (is_folder(path)) throw Error(path.string() + " is a folder, not a file.");
  std::ifstream in(path, std::ios::binary);
  if (!in) fail("Cannot read", path);
  std::string content(limit + 1, '\0');
  in.read(content.data(), limit + 1);
  if (in.bad()) fail("Cannot read", path);
  if (in.gcount() > limit) throw Error(path.string() + " is larger than a megabyte: no certificate is.");
  content.resize(static_cast<std::size_t>(in.gcount()));
  return content;
}

}  // namespace vitrine::pki
