// Known answers kept as text: one file for each trace of RFC 8448, an entry for each value.
// The format and every name are explained in tests/vectors/README.md. Read next: wycheproof.hpp.
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.hpp"

namespace tests {

using vitrine::base::Bytes;

/// A file below tests/vectors of the project that the environment variable VITRINE_SOURCE_ROOT names.
std::filesystem::path data_path(const std::filesystem::path& relative);

/// The whole of a file below tests/vectors. Throws std::runtime_error where it cannot be read.
std::string read_data(const std::filesystem::path& relative);

/// The entries of one file, found by name.
class Vectors {
 public:
  /// Throws std::out_of_range, naming the file and the entry, where there is none.
  const Bytes& operator[](std::string_view name) const;

  bool has(std::string_view name) const { return entries_.contains(name); }

  /// Every name, in the order of the file.
  const std::vector<std::string>& names() const { return names_; }

 private:
  friend Vectors parse_vectors(std::string_view text, std::string file);
  explicit Vectors(std::string file) : file_(std::move(file)) {}
  /// Takes in one line. `growing` is the entry that an indented line continues; returns that of the line after.
  Bytes* take(std::string_view line, Bytes* growing);

  std::string file_;
  std::map<std::string, Bytes, std::less<>> entries_;
  std::vector<std::string> names_;
};

/// Reads `text`; `file` is what errors call it. Throws std::runtime_error, with the line, for anything out of format.
Vectors parse_vectors(std::string_view text, std::string file);

/// `load("rfc8448/simple_1rtt.txt")`.
Vectors load(const std::filesystem::path& relative);

}  // namespace tests
