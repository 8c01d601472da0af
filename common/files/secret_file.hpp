// Reading the files that a program is given, and refusing a private key that is not private. Read next: credential.hpp.
#pragma once
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

namespace vitrine::files {

/// A file cannot be used. what() is for people, safe to print: what is wrong and what to type.
struct Unusable : std::runtime_error {
  using runtime_error::runtime_error;
};

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

/// A regular file of at most 1 MiB. Throws Unusable.
std::string read_file(const std::filesystem::path& path);

/// The same, for a file that only we (or root) own and only its owner may read. Throws Unusable.
SecretText read_secret_file(const std::filesystem::path& path);

}  // namespace vitrine::files
