// The daemon's window: stderr, one event on one line. Boost.Log is in log.cpp and nowhere else.
// Read next: session.cpp, which has most to say.
#pragma once
#include <cstdint>
#include <string_view>

#include "options.hpp"
#include "trace/level.hpp"
#include "trace/style.hpp"

namespace vitrine::daemon {

/// Before the first line, once.
void start_log(trace::Level level, const trace::Style& style);
/// `secrets` comes with a warning, and becomes `bytes` where the log is the system's journal, which keeps it.
void set_log_level(trace::Level level);
trace::Level log_level();
const trace::Style& log_style();

/// What stderr can show: UTF-8 if the locale has it, colour as the operator wants it.
trace::Style style_of_stderr(Colour colour);

/// One line in our own words, made printable here; what a peer said in it costs nobody anything. It is shown when the
/// log has this level or a higher one.
void log(trace::Level level, std::string_view line);
/// The same for words of several lines.
void log_lines(trace::Level level, std::string_view words);
/// A line that a trace view has finished: harmless, styled and filtered by the view.
void log_view(std::string_view line);
/// The same, of that session. Below a line of another session, and unless it names its own, it begins with the number:
/// "[3] ".
void log_view(std::uint64_t session, std::string_view line);

}  // namespace vitrine::daemon
