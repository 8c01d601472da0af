// The folder that the PKI lives in, locked while this object does. Files appear in it whole or not at all, with their
// final permissions from the first byte, and are on the disk when install() returns.
#pragma once
#include <sys/types.h>

#include <filesystem>
#include <span>
#include <string>

#include "request.hpp"

namespace vitrine::pki {

enum class Secrecy : std::uint8_t { secret, open };  // 0600 and 0644, whatever the umask is

struct File {
  std::string name;
  std::string content;
  Secrecy secrecy;
};

class Folder {
 public:
  /// An existing folder; waits for its lock. Throws Error.
  static Folder open(const std::filesystem::path& path);
  /// The same, made before if it is missing: it and all new parents 0700.
  static Folder create(const std::filesystem::path& path);
  Folder(Folder&& other) noexcept;
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  Folder& operator=(Folder&&) = delete;
  ~Folder();

  const std::filesystem::path& path() const { return path_; }
  bool has(const std::string& name) const;
  std::string read(const std::string& name) const;
  /// All of them, over what is there: each by a temporary file of its own, written, synced and renamed.
  void install(std::span<const File> files) const;

 private:
  Folder(std::filesystem::path path, int handle);
  std::filesystem::path path_;
  int handle_;
};

/// A whole file of at most a megabyte, for any use. Throws Error.
std::string read_file(const std::filesystem::path& path);

}  // namespace vitrine::pki
