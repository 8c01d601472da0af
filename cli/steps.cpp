// Read before: steps.hpp.
#include "steps.hpp"

#include <utility>

namespace vitrine::cli {

namespace asio = boost::asio;

/// The first thing that we make ends what is to be said about the peer.
void Steps::on(const tls::Event& event) {
  flight_.on(event);
  if (!flight_.has_messages()) {
    told_.insert(told_.end(), std::make_move_iterator(ours_.begin()), std::make_move_iterator(ours_.end()));
    ours_.clear();
  }
}

void Steps::line(std::string_view line) {
  if (released_) return terminal_.note(line);
  ours_.emplace_back(line);
}

asio::awaitable<bool> Steps::pause(std::string_view state) {
  const auto begin = std::chrono::steady_clock::now();
  bool going_on = true;
  if (flight_.has_messages()) going_on = co_await stop(state);
  thinking_ += std::chrono::steady_clock::now() - begin;
  flight_.sent();
  if (going_on) anything_sent_ = true;
  co_return going_on;
}

asio::awaitable<bool> Steps::stop(std::string_view state) {
  show(told_);
  if (!flight_.answers().empty()) {
    terminal_.note("The server has sent: " + flight_.answers() + '.');
    const std::optional<lesson::Question> about_ours = lesson::question_before(tls::Role::server, flight_.first());
    if (about_ours && !co_await ask(*about_ours)) co_return false;
  }
  terminal_.note("About to send: " + flight_.shown() + '.');
  for (const std::string& sentence : flight_.sentences()) terminal_.note("      " + sentence);
  show(ours_);
  const std::optional<lesson::Question> about_theirs = lesson::question_in(tls::Role::client, state);
  co_return !about_theirs || co_await ask(*about_theirs);
}

asio::awaitable<bool> Steps::ask(const lesson::Question& question) {
  terminal_.note(question.shown() + "   [a/b/c, Enter just goes on, q leaves]");
  while (true) {
    const std::optional<std::string> line = co_await terminal_.next_line();
    if (!line) co_return false;
    terminal_.typed(*line);
    if (*line == "q" || *line == "exit") co_return false;
    const std::optional<std::size_t> choice = question.choice(*line);
    if (choice && *choice == question.right) terminal_.praise(question.verdict(*choice));
    if (choice && *choice != question.right) terminal_.complain(question.verdict(*choice));
    if (choice || line->empty()) co_return true;
    terminal_.complain("I take a, b or c; Enter goes on without an answer, q leaves.");
  }
}

void Steps::show(Lines& lines) {
  for (const std::string& line : std::exchange(lines, {})) terminal_.note(line);
}

void Steps::release() {
  released_ = true;
  show(told_);
  show(ours_);
}

}  // namespace vitrine::cli
