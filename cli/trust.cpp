// Read before: trust.hpp.
#include "trust.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/printable.hpp"
#include "crypto/error.hpp"
#include "lesson/class_identity.hpp"

namespace vitrine::cli {
namespace {

constexpr std::size_t max_file_bytes = 4UL * 1024 * 1024;

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string content(max_file_bytes, '\0');
  file.read(content.data(), static_cast<std::streamsize>(content.size()));
  content.resize(static_cast<std::size_t>(file.gcount()));
  return content;
}

UsageError nothing_in(const std::string& file) {
  const std::string shown = base::printable(with_tilde(file));
  if (file == default_ca_file())
    return {"Not connected: I have no CA to check the server with; " + shown + " is missing or empty.\n" +
            "  vitrined makes one when it first starts.   Or:  vitrine-pki init   Or:  vitrine --cafile FILE"};
  return {"Not connected: the CA file " + shown +
          " is missing, empty or not readable.\n  Another:  vitrine --cafile FILE"};
}

bool trusts_the_class(const Options& options) { return options.seed && options.ca_file.empty(); }

}  // namespace

std::string trusted_file(const Options& options) {
  if (trusts_the_class(options)) return std::string(lesson::class_ca_name);
  return options.ca_file.empty() ? default_ca_file() : options.ca_file;
}

bool waits_for_a_ca(const Options& options) {
  return trusted_file(options) == default_ca_file() && !std::filesystem::exists(default_ca_file());
}

crypto::TrustAnchors read_trust(const Options& options) {
  if (trusts_the_class(options)) return lesson::class_trust();
  const std::string file = trusted_file(options);
  const std::string content = read_file(file);
  if (content.empty()) throw nothing_in(file);
  try {
    return crypto::TrustAnchors::from_pem(content);
  } catch (const crypto::Error& error) {
    throw UsageError{"Not connected: " + base::printable(with_tilde(file)) + " is no file of CA certificates: " +
                     base::printable(error.what()) + ".\n  Another:  vitrine --cafile FILE"};
  }
}

std::string with_tilde(const std::string& path) {
  const char* home = std::getenv("HOME");
  if (home == nullptr || *home == '\0' || !path.starts_with(std::string(home) + '/')) return path;
  return '~' + path.substr(std::string_view(home).size());
}

}  // namespace vitrine::cli
