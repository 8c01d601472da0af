// See trace_file.hpp. A line is a comment (#), a heading ([), an entry (name = value), more of the value above
// (indented), or empty. Whatever else a line may be is an error: a slip in the data must not pass for a short value.
#include "replay/trace_file.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "base/hex.hpp"
#include "replay/built_in.hpp"

namespace vitrine::replay {

namespace {

/// A value is hexadecimal, or a text in quotes that stands for its own characters.
base::Bytes value_of(std::string_view text) {
  const bool quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
  if (!quoted) return base::from_hex(text);
  return base::copy_of(base::view_of(text.substr(1, text.size() - 2)));
}

std::pair<std::string, base::Bytes> entry_of(std::string_view line) {
  const auto equals = line.find(" =");
  if (equals == std::string_view::npos) throw std::invalid_argument("neither an entry, a heading nor a comment");
  auto value = line.substr(equals + 2);
  if (value.starts_with(' ')) value.remove_prefix(1);
  return {std::string(line.substr(0, equals)), value_of(value)};
}

}  // namespace

const base::Bytes& Vectors::operator[](std::string_view name) const {
  const auto found = entries_.find(name);
  if (found == entries_.end()) throw std::out_of_range(file_ + " has no entry \"" + std::string(name) + '"');
  return found->second;
}

base::Bytes* Vectors::take(std::string_view line, base::Bytes* growing) {
  if (line.starts_with(' ')) {
    if (growing == nullptr) throw std::invalid_argument("more of a value, but no entry above it");
    base::append(*growing, base::from_hex(line));
    return growing;
  }
  if (line.empty() || line.starts_with('#') || line.starts_with('[')) return nullptr;
  auto [name, value] = entry_of(line);
  const auto [place, is_new] = entries_.emplace(name, std::move(value));
  if (!is_new) throw std::invalid_argument("a second \"" + name + '"');
  names_.push_back(std::move(name));
  return &place->second;
}

Vectors parse_vectors(std::string_view text, std::string file) {
  Vectors vectors(std::move(file));
  std::istringstream lines{std::string(text)};
  base::Bytes* growing = nullptr;
  std::size_t number = 1;
  for (std::string line; std::getline(lines, line); ++number) {
    try {
      growing = vectors.take(line, growing);
    } catch (const std::invalid_argument& error) {
      throw std::runtime_error(vectors.file_ + ":" + std::to_string(number) + ": " + error.what());
    }
  }
  return vectors;
}

std::string_view text_of(std::string_view trace) {
  const auto* found = std::ranges::find(built_in, trace, &BuiltIn::name);
  if (found == built_in.end()) throw std::out_of_range("there is no trace \"" + std::string(trace) + '"');
  return found->text;
}

}  // namespace vitrine::replay
