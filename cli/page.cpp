// See page.hpp.
#include "page.hpp"

#include "trace/text.hpp"

namespace vitrine::cli {
namespace {

constexpr std::size_t page_columns = 100;
constexpr std::size_t title_columns = 66;
constexpr std::size_t name_columns = 30;

}  // namespace

std::string full_source(std::string_view section) {
  const bool ours = section.starts_with("§") || section.starts_with("Appendix");
  return (ours ? "RFC 9846 " : "") + std::string(section);
}

Page::Page(const std::string& title, std::string_view section)
    : lines_{trace::left(title, title_columns) + full_source(section)} {}

void Page::say(std::string_view text) {
  for (const std::string& line : trace::wrap(trace::split_words(text), " ", page_columns - 2))
    lines_.push_back("  " + line);
}

void Page::item(std::string_view name, std::string_view text, int depth) {
  const std::string head =
      trace::left(std::string(2 + 2 * static_cast<std::size_t>(depth), ' ').append(name), name_columns);
  const Lines beside = trace::wrap(trace::split_words(text), " ", page_columns - name_columns);
  lines_.push_back(beside.empty() ? head.substr(0, head.find_last_not_of(' ') + 1) : head + beside.front());
  for (std::size_t i = 1; i < beside.size(); ++i) lines_.push_back(std::string(name_columns, ' ') + beside[i]);
}

}  // namespace vitrine::cli
