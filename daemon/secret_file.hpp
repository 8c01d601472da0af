// Reading the files the daemon is given, and refusing a private key that is not private. Read next: credentials.cpp.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace vitrine::daemon {

/// Text that is wiped when it is no longer needed.
class SecretText {
 public:
  explicit SecretText(std::string text) : text_(std::move(text)) {}
  SecretText(const SecretText&) = delete;
  SecretText& operator=(const SecretText&) = delete;
  ~SecretText();
  std::string_view view() const { return text_; }

 private:
  std::string text_;
};

/// A regular file of at most 1 MiB. Throws ConfigurationError.
std::string read_file(const std::filesystem::path& path);

/// The same, for a file that only we (or root) own and only its owner may read. Throws ConfigurationError.
SecretText read_secret_file(const std::filesystem::path& path);

}  // namespace vitrine::daemon
