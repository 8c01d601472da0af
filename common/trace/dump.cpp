// See dump.hpp.
#include "trace/dump.hpp"

#include <array>
#include <cstdio>

#include "base/hex.hpp"
#include "trace/field_words.hpp"
#include "trace/labels.hpp"
#include "trace/text.hpp"

namespace vitrine::trace {
namespace {

using wire::Field;
using Part = wire::Field::Part;

constexpr std::size_t shown_bytes = 8;
constexpr std::size_t name_columns = 30;
constexpr std::size_t offset_columns = 6;
constexpr std::size_t text_indent = offset_columns + name_columns + 3 * shown_bytes + 2;
constexpr std::size_t line_columns = 116;

/// A stretch of fields that share a line.
struct Stretch {
  std::size_t from;
  std::size_t to;
  std::size_t indent;
};

class Dump {
 public:
  explicit Dump(const Labels& labels) : labels_(labels), fields_(labels.fields()) {}

  /// A handshake message, whose msg_type and length share a line.
  std::vector<std::string> message() {
    const std::size_t header = std::min<std::size_t>(2, fields_.size());
    print_together({0, header, 0});
    print_each(header, fields_.size(), 1);
    return std::move(lines_);
  }
  std::vector<std::string> structure() {
    print_each(0, fields_.size(), 0);
    return std::move(lines_);
  }

 private:
  /// A line for each field that stands alone, and for each list.
  void print_each(std::size_t from, std::size_t to, std::size_t indent) {
    for (std::size_t at = from; at < to;) {
      const bool group = fields_[at].part == Part::group;
      const std::size_t end = group ? end_of_group(at) : end_of_list(at);
      if (!group) {
        print_run({at, end, indent});
      } else if (fields_[at + 1].name == "extension_type") {
        print_extension(at + 1, end, indent + 1);
      } else {
        print_members({at + 1, end, indent + 1});
      }
      at = end;
    }
  }
  void print_extension(std::size_t type, std::size_t end, std::size_t indent) {
    std::size_t body = type + 2;  // behind extension_type and the length of extension_data
    if (body < end && fields_[body].name == "extension_data") body = end;  // nothing is known to be inside
    const std::string name = meaning("extension_type", labels_.bytes(fields_[type]));
    const Stretch whole{type, end, indent};
    if (body < end && end_of_run(body) == end && bytes_of(whole).size() <= shown_bytes)
      return print(whole, name + ": " + std::string(fields_[body].name), text_of({body, end, 0}));
    print({type, body, indent}, name, {{}, extension_words(type)});
    if (body < end) print_members({body, end, indent + 1});
  }
  /// Inside of extensions, structures are small: they share a line where nothing is nested in them.
  void print_members(const Stretch& members) {
    bool together = members.indent > 2;
    for (std::size_t i = members.from; i < members.to; ++i) together = together && fields_[i].part != Part::group;
    if (!together) return print_each(members.from, members.to, members.indent);
    if (end_of_run(members.from) == members.to) return print_run(members);
    print_together(members);
  }

  /// A length and the values that it counts, or one value.
  void print_run(const Stretch& run) { print(run, fields_[run.from].name, text_of(run)); }
  /// Fields of different names.
  void print_together(const Stretch& fields) {
    std::string names;
    std::vector<std::string> values;
    for (std::size_t at = fields.from; at < fields.to; at = end_of_run(at)) {
      const Stretch run{at, end_of_run(at), 0};
      names.append(names.empty() ? "" : ", ").append(fields_[at].name);
      const std::string said = meaning(fields_[at].name, labels_.bytes(fields_[run.to - 1]));
      values.push_back(said.empty() ? size_words(run) : said);
    }
    print(fields, names, {values, ""});
  }

  struct Text {
    std::vector<std::string> values;
    std::string words;
    std::string whole() const { return join(values, ", ") + (values.empty() || words.empty() ? "" : " · ") + words; }
  };
  Text text_of(const Stretch& run) const {
    const Field& first = fields_[run.from];
    std::vector<std::string> values;
    for (std::size_t i = run.from; i < run.to; ++i) {
      if (fields_[i].part != Part::value) continue;
      const std::string said = meaning(fields_[i].name, labels_.bytes(fields_[i]));
      if (!said.empty()) values.push_back(said);
    }
    if (values.empty() && (first.part == Part::length || size_of(run) > shown_bytes)) values = {size_words(run)};
    return {values, std::string(field_words(first.name))};
  }
  void print(const Stretch& stretch, std::string_view name, const Text& text) {
    std::array<char, 24> offset{};
    std::snprintf(offset.data(), offset.size(), "%04zx  ", fields_[stretch.from].offset);
    const std::string named = left(std::string(2 * stretch.indent, ' ').append(name), name_columns);
    const std::string head = left(offset.data() + named + shortened_hex(bytes_of(stretch)), text_indent);
    if (columns(head) + columns(text.whole()) <= line_columns) return put(head + text.whole());
    put(head + text.words);
    const std::string indent(offset_columns + 2 * (stretch.indent + 1), ' ');  // nested below their field
    for (const std::string& more : wrap(text.values, ", ", line_columns - indent.size())) put(indent + more);
  }
  void put(std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    lines_.push_back(std::move(line));
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
  /// The same, and elements of one field each.
  std::size_t end_of_list(std::size_t at) const {
    std::size_t end = end_of_run(at);
    const auto is_element = [&](std::size_t i) {
      return i < fields_.size() && fields_[i].part == Part::group && fields_[i].name == fields_[at].name &&
             end_of_run(i + 1) == end_of_group(i);
    };
    while (fields_[at].part == Part::length && is_element(end)) end = end_of_group(end);
    return end;
  }
  std::size_t end_of_group(std::size_t at) const {
    std::size_t end = at + 1;
    while (end < fields_.size() && fields_[end].depth > fields_[at].depth) ++end;
    return end;
  }
  base::View bytes_of(const Stretch& stretch) const {
    const Field& last = fields_[stretch.to - 1];
    const std::size_t begin = fields_[stretch.from].offset;
    return labels_.bytes({"", begin, last.offset + last.size - begin, 0, Part::value});
  }
  std::size_t size_of(const Stretch& run) const {
    const Field& first = fields_[run.from];
    if (first.part != Part::length) return bytes_of(run).size();
    return run.to - run.from > 1 ? bytes_of(run).size() - first.size : number(labels_.bytes(first));
  }
  std::string size_words(const Stretch& run) const {
    const std::size_t size = size_of(run);
    return size == 0 ? "nothing" : count(size, "byte");
  }
  std::string extension_words(std::size_t type) const {
    const auto value = static_cast<tls::ExtensionType>(number(labels_.bytes(fields_[type])));
    if (const auto* const entry = tls::find_anywhere(value)) return std::string(entry->words);
    return tls::is_grease(static_cast<std::uint16_t>(value)) ? "no meaning, on purpose: others must ignore it"
                                                             : "unknown here, so ignored";
  }

  const Labels& labels_;
  const wire::Fields& fields_;
  std::vector<std::string> lines_;
};

}  // namespace

std::string shortened_hex(base::View bytes) {
  if (bytes.size() <= shown_bytes) return base::to_hex(bytes, " ");
  return base::to_hex(bytes.first(shown_bytes), " ") + " …";
}

std::vector<std::string> dump(const tls::Message& message) { return Dump(Labels(message)).message(); }

std::vector<std::string> dump(const Labels& labels) { return Dump(labels).structure(); }

}  // namespace vitrine::trace
