// A trace as text: an entry for each value, found by its name. The traces of RFC 8448 are built in. The format and
// every name are explained in README.md. Read next: rfc8448.hpp.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"

namespace vitrine::replay {

/// The entries of one file, found by name.
class Vectors {
 public:
  /// Throws std::out_of_range, naming the file and the entry, where there is none.
  const base::Bytes& operator[](std::string_view name) const;

  bool has(std::string_view name) const { return entries_.contains(name); }

  /// Every name, in the order of the file.
  const std::vector<std::string>& names() const { return names_; }

 private:
  friend Vectors parse_vectors(std::string_view text, std::string file);
  explicit Vectors(std::string file) : file_(std::move(file)) {}
  /// Takes in one line. `growing` is the entry that an indented line continues; returns that of the line after.
  base::Bytes* take(std::string_view line, base::Bytes* growing);

  std::string file_;
  std::map<std::string, base::Bytes, std::less<>> entries_;
  std::vector<std::string> names_;
};

/// Reads `text`; `file` is what errors call it. Throws std::runtime_error, with the line, for anything out of format.
Vectors parse_vectors(std::string_view text, std::string file);

/// A file of traces/ without its ending: "simple_1rtt". Throws std::out_of_range where there is none.
std::string_view text_of(std::string_view trace);
inline Vectors load(const std::string& trace) { return parse_vectors(text_of(trace), trace); }

}  // namespace vitrine::replay
