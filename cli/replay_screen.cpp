// See replay_screen.hpp.
#include "replay_screen.hpp"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <memory>

#include "base/hex.hpp"
#include "base/printable.hpp"
#include "replay/walk.hpp"
#include "tls/abort.hpp"
#include "trace/client_view.hpp"
#include "trace/server_view.hpp"
#include "trace/text.hpp"

namespace vitrine::cli {
namespace {

constexpr std::size_t rule_columns = 78;

std::unique_ptr<tls::EventSink> make_view(const ReplayScreen::Options& options, const trace::LineOut& out) {
  if (options.role == tls::Role::client)
    return std::make_unique<trace::ClientView>(
        out, trace::ClientView::Options{.level = options.level,
                                        .style = options.style,
                                        .host = "server",
                                        .ca_file = "",
                                        .accepted_chain = "taken as it is: nobody judges a trace's certificate"});
  const auto no_time_passes = [] { return std::chrono::microseconds(0); };
  return std::make_unique<trace::ServerView>(
      out, trace::ServerView::Options{.level = options.level, .style = options.style, .elapsed = no_time_passes});
}

}  // namespace

ReplayScreen::ReplayScreen(const Options& options, trace::LineOut out) : options_(options), out_(std::move(out)) {}

bool ReplayScreen::show(const replay::Vectors& trace) {
  const trace::LineOut to_line = [this](std::string_view text) { line(text); };
  replay::Comparison comparison(trace, [this](const auto& finding) { found(finding); });
  const std::unique_ptr<tls::EventSink> view = make_view(options_, to_line);
  trace::FanOut watchers({&comparison, view.get()});
  const replay::Walk walk{trace, comparison, tls::Trace(&watchers), [this](std::string_view words) { step(words); },
                          [this](std::string_view words) { remark(words); }};
  try {
    options_.role == tls::Role::client ? replay::walk_client(walk) : replay::walk_server(walk);
  } catch (const std::exception& error) {
    line("");
    line(mark(false) + " Refused: " + base::printable(error.what()));
    return false;
  }
  return sum_up(comparison);
}

bool ReplayScreen::sum_up(const replay::Comparison& comparison) {
  const bool good = comparison.different() == 0;
  for (const auto& finding : std::exchange(beside_, {})) tell(finding);  // what no line has shown
  line("");
  line(mark(good) + " " + trace::count(comparison.equal(), "value") + " as in the RFC, " +
       (good ? "none" : std::to_string(comparison.different())) + " different.");
  return good;
}

void ReplayScreen::remark(std::string_view words) { line("   (" + std::string(words) + ")"); }

void ReplayScreen::step(std::string_view words) {
  if (options_.step_by_step && steps_ > 0) {
    out_("   Enter goes on");
    std::string nothing;
    std::getline(std::cin, nothing);
  }
  line("");
  line(trace::rule(std::to_string(++steps_) + ". " + std::string(words), rule_columns));
}

/// A value stands at the end of its line.
void ReplayScreen::line(std::string_view text) {
  std::string line(text);
  const auto shown = std::ranges::find_if(beside_, [&](const auto& f) { return text.ends_with(base::to_hex(f.ours)); });
  if (shown != beside_.end()) {
    line += " " + mark(shown->equal);
    if (!shown->equal) line += " the RFC has " + base::to_hex(shown->theirs);
    beside_.erase(shown);
  }
  out_(trace::fit(line, options_.style));
}

void ReplayScreen::found(const replay::Comparison::Finding& finding) {
  if (finding.derived && options_.level == trace::Level::secrets) {
    beside_.push_back(finding);
  } else if (!finding.equal || (!finding.derived && options_.level >= trace::Level::steps)) {
    tell(finding);
  }
}

void ReplayScreen::tell(const replay::Comparison::Finding& finding) {
  line("      " + mark(finding.equal) + " " + finding.entry + ", " + trace::count(finding.ours.size(), "byte") +
       (finding.equal ? " as in the RFC" : " other than in the RFC"));
}

std::string ReplayScreen::mark(bool equal) const {
  return trace::sign(equal ? trace::Sign::good : trace::Sign::bad, options_.style);
}

}  // namespace vitrine::cli
