// The daemon's window: stderr, one event on one line, from any thread. Boost.Log is in log.cpp and nowhere else.
// Read next: session.cpp, which has most to say.
#pragma once
#include <cstdint>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "options.hpp"
#include "trace/level.hpp"
#include "trace/style.hpp"

namespace vitrine::daemon {

/// Before the first line and the first thread, once.
void start_log(trace::Level level, const trace::Style& style);
/// On one thread. `secrets` comes with a warning, and becomes `bytes` where the log is the system's journal, which
/// keeps it.
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
/// For what should never end by an exception, and did.
void log_trouble(const std::exception_ptr& trouble, std::string_view where = "");
/// Lines that a trace view has finished: harmless, styled and filtered by the view. Nothing comes between them.
void log_views(const std::vector<std::string>& lines);
/// One of them, of that session. Below a line of another session, and unless it names its own, it begins with the
/// number: "[3] ".
void log_view(std::uint64_t session, std::string_view line);
/// Several of one session, with nothing of others between them.
void log_view(std::uint64_t session, const std::vector<std::string>& lines);

}  // namespace vitrine::daemon
