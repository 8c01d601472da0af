// Read before: log.hpp.
#include "log.hpp"

#include <langinfo.h>
#include <unistd.h>

#include <algorithm>
#include <boost/core/null_deleter.hpp>
#include <boost/log/core.hpp>
#include <boost/log/expressions.hpp>
#include <boost/log/sinks/sync_frontend.hpp>
#include <boost/log/sinks/text_ostream_backend.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <boost/log/sources/severity_logger.hpp>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <utility>

#include "base/printable.hpp"

namespace vitrine::daemon {
namespace {

namespace logging = boost::log;
using Sink = logging::sinks::synchronous_sink<logging::sinks::text_ostream_backend>;
using Logger = logging::sources::severity_logger_mt<trace::Level>;

struct State {
  trace::Level level = trace::Level::steps;
  trace::Style style;
  Logger logger;
  std::uint64_t session_above = 0;  // whose line stands in the window last
};

State& state() {
  static State the_state;
  return the_state;
}

void write(trace::Level level, std::string_view line) { BOOST_LOG_SEV(state().logger, level) << line; }

}  // namespace

void start_log(trace::Level level, const trace::Style& style) {
  auto backend = boost::make_shared<logging::sinks::text_ostream_backend>();
  backend->add_stream(boost::shared_ptr<std::ostream>(&std::cerr, boost::null_deleter()));
  backend->auto_flush(true);
  auto sink = boost::make_shared<Sink>(backend);
  sink->set_formatter(logging::expressions::stream << logging::expressions::smessage);
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
  logging::core::get()->set_filter(logging::expressions::attr<trace::Level>("Severity") <= level);
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

void log(trace::Level level, std::string_view line) { write(level, trace::fit(base::printable(line), state().style)); }

void log_lines(trace::Level level, std::string_view words) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find('\n'), words.size());
    log(level, words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
}

void log_view(std::string_view line) { write(trace::Level::quiet, line); }

void log_view(std::uint64_t session, std::string_view line) {
  const std::string number = std::to_string(session);
  const bool same = std::exchange(state().session_above, session) == session;
  const bool clear = same || line.find("session " + number) != std::string_view::npos;
  log_view(clear ? std::string(line) : "[" + number + "] " + std::string(line));
}

}  // namespace vitrine::daemon
