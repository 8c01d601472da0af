// Read before: log.hpp.
#include "log.hpp"

#include <langinfo.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <boost/core/null_deleter.hpp>
#include <boost/log/core.hpp>
#include <boost/log/expressions.hpp>
#include <boost/log/sinks/sync_frontend.hpp>
#include <boost/log/sinks/text_ostream_backend.hpp>
#include <boost/log/sources/logger.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <mutex>
#include <utility>

#include "base/printable.hpp"

namespace vitrine::daemon {
namespace {

namespace logging = boost::log;
using Sink = logging::sinks::synchronous_sink<logging::sinks::text_ostream_backend>;

struct State {
  std::atomic<trace::Level> level = trace::Level::steps;
  trace::Style style;
  logging::sources::logger logger;
  std::mutex one_at_a_time;         // who writes knows what stands above, and what belongs together stays so
  std::uint64_t session_above = 0;  // whose line stands in the window last
};

State& state() {
  static State the_state;
  return the_state;
}

/// Under the lock.
void write(std::string_view line) { BOOST_LOG(state().logger) << line; }

/// Under the lock.
void write_of(std::uint64_t session, std::string_view line) {
  const std::string number = std::to_string(session);
  const bool same = std::exchange(state().session_above, session) == session;
  const bool clear = same || line.find("session " + number) != std::string_view::npos;
  write(clear ? std::string(line) : "[" + number + "] " + std::string(line));
}

/// Harmless, and without what stderr cannot show.
std::string shown(std::string_view line) { return trace::fit(base::printable(line), state().style); }

std::string words_of(const std::exception_ptr& trouble) {
  try {
    std::rethrow_exception(trouble);
  } catch (const std::exception& error) {
    return error.what();
  }
}

}  // namespace

void start_log(trace::Level level, const trace::Style& style) {
  auto backend = boost::make_shared<logging::sinks::text_ostream_backend>();
  backend->add_stream(boost::shared_ptr<std::ostream>(&std::cerr, boost::null_deleter()));
  backend->auto_flush(true);
  auto sink = boost::make_shared<Sink>(backend);
  // With its end, so that a line is one write, and no other process writes into it.
  sink->set_formatter(logging::expressions::stream << logging::expressions::smessage << '\n');
  logging::core::get()->add_sink(sink);
  state().style = style;
  set_log_level(level);
}

void set_log_level(trace::Level level) {
  if (level == trace::Level::secrets && std::getenv("JOURNAL_STREAM") != nullptr) {
    log(trace::Level::quiet, "Secrets do not belong into the system's journal: the level is bytes.");
    level = trace::Level::bytes;
  } else if (level == trace::Level::secrets) {
    log(trace::Level::quiet, "Secrets are shown from here on: whoever sees this window can read every conversation.");
  }
  state().level = level;
}

trace::Level log_level() { return state().level; }
const trace::Style& log_style() { return state().style; }

trace::Style style_of_stderr(Colour colour) {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  const bool able = isatty(STDERR_FILENO) != 0 && (no_colour == nullptr || *no_colour == '\0') &&
                    (terminal == nullptr || std::strcmp(terminal, "dumb") != 0);
  const bool wanted = colour == Colour::always || (colour == Colour::automatic && able);
  return {.utf8 = std::strcmp(nl_langinfo(CODESET), "UTF-8") == 0, .colour = wanted};
}

void log(trace::Level level, std::string_view line) {
  if (level > log_level()) return;
  const std::lock_guard lock(state().one_at_a_time);
  write(shown(line));
}

void log_lines(trace::Level level, std::string_view words) {
  if (level > log_level()) return;
  const std::lock_guard lock(state().one_at_a_time);
  while (!words.empty()) {
    const std::size_t end = std::min(words.find('\n'), words.size());
    write(shown(words.substr(0, end)));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
}

void log_trouble(const std::exception_ptr& trouble, std::string_view where) {
  log(trace::Level::quiet, "✘ " + std::string(where) + words_of(trouble));
}

void log_views(const std::vector<std::string>& lines) {
  const std::lock_guard lock(state().one_at_a_time);
  for (const std::string& line : lines) write(line);
}

void log_view(std::uint64_t session, std::string_view line) {
  const std::lock_guard lock(state().one_at_a_time);
  write_of(session, line);
}

void log_view(std::uint64_t session, const std::vector<std::string>& lines) {
  const std::lock_guard lock(state().one_at_a_time);
  for (const std::string& line : lines) write_of(session, line);
}

}  // namespace vitrine::daemon
