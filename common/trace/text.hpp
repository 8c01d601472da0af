// Small change of the views: columns, sizes, times, quoted names. Everything a peer controls goes through in_quotes().
// Read next: trace/labels.hpp.
#pragma once
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "tls/event.hpp"

namespace vitrine::trace {

/// Columns of a terminal that `text` takes; colour takes none, 🔒 takes two.
std::size_t columns(std::string_view text);
/// `text` and spaces up to `width` columns, at least one space.
std::string left(std::string_view text, std::size_t width);
/// Spaces and `text`.
std::string right(std::string_view text, std::size_t width);

std::string join(const std::vector<std::string>& parts, std::string_view between);
/// `parts` with `between` as lines of at most `width` columns; a longer part gets a line of its own.
std::vector<std::string> wrap(const std::vector<std::string>& parts, std::string_view between, std::size_t width);

/// The words of a text, as wrap() takes them.
std::vector<std::string> split_words(std::string_view text);
/// `title` and a line behind it, up to `width` columns: "── session 1 ─────".
std::string rule(std::string_view title, std::size_t width);

/// Peer text: harmless, at most 80 bytes, between quotation marks.
std::string in_quotes(std::string_view untrusted);
/// "1 042".
std::string grouped(std::uint64_t number);
/// "1 certificate", "3 suites".
std::string count(std::size_t number, std::string_view what);
/// "2.3 ms", "12.0 s".
std::string duration(std::chrono::microseconds time);
/// "2 days", "3 hours", "5 minutes".
std::string rough(std::chrono::seconds time);
/// "2026-11-21 09:00 UTC".
std::string date(std::chrono::sys_seconds time);
/// "unknown_ca (48)".
std::string named(tls::AlertDescription alert);
/// "warning", "fatal"; "unknown" for a byte that is neither.
std::string_view level_name(tls::AlertLevel level);

/// "state WAIT_SH → WAIT_EE on ServerHello"
std::string arrow(const tls::Transition& transition);

}  // namespace vitrine::trace
