// See text.hpp.
#include "trace/text.hpp"

#include <array>
#include <cstdio>

#include "base/printable.hpp"

namespace vitrine::trace {
namespace {

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80; }

template <class... Numbers>
std::string formatted(const char* format, Numbers... numbers) {
  std::array<char, 64> text{};
  const int length = std::snprintf(text.data(), text.size(), format, numbers...);
  return {text.data(), static_cast<std::size_t>(length)};
}

}  // namespace

std::size_t columns(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\x1b') {
      i = text.find('m', i);
      if (i == std::string_view::npos) break;
    } else if (!continues(text[i])) {
      width += text.substr(i).starts_with("🔒") ? 2U : 1U;
    }
  }
  return width;
}

std::string left(std::string_view text, std::size_t width) {
  const std::size_t used = columns(text);
  return std::string(text).append(used < width ? width - used : 1, ' ');
}

std::string right(std::string_view text, std::size_t width) {
  const std::size_t used = columns(text);
  return std::string(used < width ? width - used : 0, ' ').append(text);
}

std::string join(const std::vector<std::string>& parts, std::string_view between) {
  std::string all;
  for (const std::string& part : parts) {
    if (!all.empty()) all += between;
    all += part;
  }
  return all;
}

std::vector<std::string> wrap(const std::vector<std::string>& parts, std::string_view between, std::size_t width) {
  std::vector<std::string> lines;
  for (const std::string& part : parts) {
    const bool fits = !lines.empty() && columns(lines.back()) + columns(between) + columns(part) <= width;
    if (fits) {
      lines.back().append(between).append(part);
    } else {
      lines.push_back(part);
    }
  }
  return lines;
}

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

std::string rule(std::string_view title, std::size_t width) {
  std::string line = "── " + std::string(title) + " ";
  while (columns(line) < width) line += "─";
  return line;
}

std::string in_quotes(std::string_view untrusted) {
  std::string text = "\"";
  for (const char c : base::printable(untrusted, 80)) text += c == '"' ? '\'' : c;
  return text += '"';
}

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, " ");
  return digits;
}

std::string count(std::size_t number, std::string_view what) {
  std::string text = grouped(number).append(" ").append(what);
  return number == 1 ? text : text + "s";
}

std::string duration(std::chrono::microseconds time) {
  const auto micros = static_cast<double>(time.count());
  return micros < 10e6 ? formatted("%.1f ms", micros / 1e3) : formatted("%.1f s", micros / 1e6);
}

std::string date(std::chrono::sys_seconds time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day calendar(day);
  const std::chrono::hh_mm_ss clock(time - day);
  return formatted("%d-%02u-%02u %02d:%02d UTC", static_cast<int>(calendar.year()),
                   static_cast<unsigned>(calendar.month()), static_cast<unsigned>(calendar.day()),
                   static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()));
}

std::string named(tls::AlertDescription alert) {
  const tls::Entry<tls::AlertDescription>* entry = tls::find_anywhere(alert);
  return (entry != nullptr ? std::string(entry->name) : tls::name_of(alert)) + " (" +
         std::to_string(static_cast<unsigned>(alert)) + ")";
}

std::string_view level_name(tls::AlertLevel level) {
  return level == tls::AlertLevel::warning ? "warning" : level == tls::AlertLevel::fatal ? "fatal" : "unknown";
}

std::string arrow(const tls::Transition& transition) {
  std::string line = "state " + std::string(transition.from) + " → " + std::string(transition.to);
  if (!transition.message.empty()) line += " on " + std::string(transition.message);
  return line;
}

std::string rough(std::chrono::seconds time) {
  const auto minutes = static_cast<std::uint64_t>(time.count() / 60);
  if (minutes < 120) return count(minutes, "minute");
  return minutes < 2880 ? count(minutes / 60, "hour") : count(minutes / 1440, "day");
}

}  // namespace vitrine::trace
