// See scene.hpp.
#include "lesson/scene.hpp"

#include <utility>

namespace vitrine::lesson {
namespace {

tls::Role other(tls::Role role) { return role == tls::Role::client ? tls::Role::server : tls::Role::client; }

}  // namespace

/// The first message that we make ends what there is to say about the peer's.
void Scene::on(const tls::Event& event) {
  if (released_) return;
  flight_.on(event);
  if (has_flight()) return;
  told_.insert(told_.end(), std::make_move_iterator(ours_.begin()), std::make_move_iterator(ours_.end()));
  ours_.clear();
}

void Scene::line(std::string_view line) {
  if (released_) return options_.out(line);
  ours_.emplace_back(line);
}

void Scene::pause(std::string_view state) {
  state_ = state;
  ours_told_ = false;
  show(told_);
  if (flight_.answers().empty()) return tell_ours();
  say(std::string(options_.role == tls::Role::client ? "The server" : "The client") +
      " has sent: " + flight_.answers() + '.');
  const Round round = flight_.retried() ? Round::second : Round::first;
  ask(question_before(other(options_.role), flight_.first(), round));
  if (!asking()) tell_ours();
}

void Scene::tell_ours() {
  ours_told_ = true;
  say("About to send: " + flight_.shown() + '.');
  for (const std::string& sentence : flight_.sentences()) say("      " + sentence);
  show(ours_);
  ask(question_in(options_.role, state_));
}

void Scene::ask(std::optional<Question> question) {
  question_ = std::move(question);
  if (question_) say(question_->shown() + "   [a/b/c, Enter just goes on, q leaves]");
}

bool Scene::answer(std::string_view typed) {
  if (typed == "q" || typed == "exit") return false;
  const std::optional<std::size_t> choice = question_->choice(typed);
  if (choice) judge(*choice);
  if (!choice && !typed.empty()) {
    say("  I take a, b or c; Enter goes on without an answer, q leaves.");
    return true;
  }
  question_.reset();
  if (!ours_told_) tell_ours();
  return true;
}

void Scene::judge(std::size_t choice) {
  const trace::Sign sign = choice == question_->right ? trace::Sign::good : trace::Sign::bad;
  say("  " + trace::sign(sign, options_.style) + ' ' + question_->verdict(choice));
}

void Scene::show(Lines& lines) const {
  for (const std::string& line : std::exchange(lines, {})) options_.out(line);
}

void Scene::release() {
  released_ = true;
  show(told_);
  show(ours_);
}

}  // namespace vitrine::lesson
