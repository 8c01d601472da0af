// A page of an explanation: a title with its source, paragraphs, and items in two columns, 100 columns wide.
// Read next: explanation.hpp.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::cli {

using Lines = std::vector<std::string>;

class Page {
 public:
  /// `section` is "§4.3.8" of RFC 9846, or another source.
  Page(const std::string& title, std::string_view section);

  /// A paragraph.
  void say(std::string_view text);
  /// What `name` is: `text` stands beside it. `depth` steps further in.
  void item(std::string_view name, std::string_view text, int depth = 0);
  Lines take() && { return std::move(lines_); }

 private:
  Lines lines_;
};

/// "RFC 9846 §4.3.8" for "§4.3.8"; "RFC 6066 §3" as it is.
std::string full_source(std::string_view section);

}  // namespace vitrine::cli
