// See dump.hpp.
#include "trace/dump.hpp"

#include <array>
#include <cstdio>

#include "base/hex.hpp"
#include "trace/labels.hpp"
#include "trace/text.hpp"

namespace vitrine::trace {
namespace {

using wire::Field;
using Part = wire::Field::Part;

constexpr std::size_t whole_bytes = 16;      // shown as they are up to here …
constexpr std::size_t beginning_bytes = 12;  // … and of longer ones this many
constexpr std::size_t offset_columns = 6;
constexpr std::size_t name_columns = 30;
constexpr std::size_t line_columns = 116;

class Dump {
 public:
  explicit Dump(const tls::Message& message) : labels_(message), fields_(labels_.fields()) {}

  std::vector<std::string> lines() {
    // msg_type and length, which every message begins with
    print(0, 2, "msg_type, length");
    for (std::size_t at = 2; at < fields_.size();) at = print_at(at);
    return std::move(lines_);
  }

 private:
  /// Prints what begins with that field. Returns the index of the first field after it.
  std::size_t print_at(std::size_t at) {
    const Field& field = fields_[at];
    if (field.part != Part::group) return print(at, end_of_run(at), field.name);
    const bool extension = fields_[at + 1].name == "extension_type";
    if (!extension) return at + 1;  // its members say what it is, one level deeper
    return print(at, end_of_group(at), "  " + meaning("extension_type", labels_.bytes(fields_[at + 1])));
  }
  /// A length and the values that it counts.
  std::size_t end_of_run(std::size_t at) const {
    const auto continues = [&](const Field& b) {
      return b.part == Part::value && b.name == fields_[at].name && b.depth == fields_[at].depth;
    };
    std::size_t end = at + 1;
    while (end < fields_.size() && continues(fields_[end])) ++end;
    return end;
  }
  std::size_t end_of_group(std::size_t at) const {
    std::size_t end = at + 1;
    while (end < fields_.size() && fields_[end].depth > fields_[at].depth) ++end;
    return end;
  }

  /// Fields [from, to) as one line, and more lines where their words need them.
  std::size_t print(std::size_t from, std::size_t to, std::string_view name) {
    const Field& last = fields_[to - 1];
    const std::size_t begin = fields_[from].offset;
    const Field all{name, begin, last.offset + last.size - begin, fields_[from].depth, Part::value};
    put(head(all) + shortened_hex(labels_.bytes(all)), words(from, to));
    return to;
  }
  static std::string head(const Field& field) {
    std::array<char, 24> offset{};
    std::snprintf(offset.data(), offset.size(), "%04zx  ", field.offset);
    const std::string nested(2 * static_cast<std::size_t>(field.depth), ' ');
    return offset.data() + left(nested + std::string(field.name), name_columns);
  }
  void put(const std::string& line, const std::vector<std::string>& words) {
    const std::string whole = words.empty() ? line : line + "  " + join(words, ", ");
    if (columns(whole) <= line_columns) {
      lines_.push_back(whole);
      return;
    }
    lines_.push_back(line);
    const std::size_t indent = offset_columns + name_columns;
    for (const std::string& more : wrap(words, ", ", line_columns - indent)) {
      lines_.push_back(std::string(indent, ' ') + more);
    }
  }

  std::vector<std::string> words(std::size_t from, std::size_t to) const {
    const bool in_group = fields_[from].part == Part::group;
    std::vector<std::string> list;
    for (std::size_t i = from; i < to; ++i) {
      const std::string said = words_of(fields_[i], in_group, to - from == 1);
      if (!said.empty()) list.push_back(said);
    }
    return list;
  }
  std::string words_of(const Field& field, bool in_group, bool alone) const {
    if (field.part == Part::length && alone) return meaning("length", labels_.bytes(field));
    if (field.part != Part::value || field.name == "extension_type") return "";
    const std::string said = meaning(field.name, labels_.bytes(field));
    const bool speaks_for_itself = !said.empty() || !in_group || field.name == "extension_data";
    return speaks_for_itself ? said : std::string(field.name) + " of " + count(field.size, "byte");
  }

  Labels labels_;
  const wire::Fields& fields_;
  std::vector<std::string> lines_;
};

}  // namespace

std::string shortened_hex(base::View bytes) {
  if (bytes.size() <= whole_bytes) return base::to_hex(bytes, " ");
  return base::to_hex(bytes.first(beginning_bytes), " ") + " … " + count(bytes.size(), "byte");
}

std::vector<std::string> dump(const tls::Message& message) { return Dump(message).lines(); }

}  // namespace vitrine::trace
