// See question.hpp.
#include "lesson/question.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <numeric>
#include <ranges>

#include "tls/state_tables.hpp"

namespace vitrine::lesson {
namespace {

using Names = std::vector<std::string_view>;

constexpr std::size_t choices_shown = 3;
// Where others may come as well, nobody is asked for these.
constexpr std::array<std::string_view, 3> unusual{"HelloRetryRequest", "CompressedCertificate", "KeyUpdate"};

/// HelloRetryRequest is a ServerHello by its number.
std::string_view section_of(std::string_view message) {
  if (message == "HelloRetryRequest") return "§4.2.4";
  const auto type = tls::from_name<tls::HandshakeType>(message);
  return type ? tls::find_entry(*type)->section : "";
}

std::string with_section(std::string_view message) {
  return std::string(message) + " (" + std::string(section_of(message)) + ")";
}

bool contains(const auto& names, std::string_view name) { return std::ranges::find(names, name) != names.end(); }

/// The messages of all edges for which `fits`, each once.
template <class Fits>
Names messages(tls::Role receiver, Fits fits) {
  Names names;
  for (const tls::Edge& edge : tls::transitions(receiver)) {
    if (!edge.message.empty() && fits(edge) && !contains(names, edge.message)) names.push_back(edge.message);
  }
  return names;
}

std::string_view usual_one(const Names& names) {
  const auto found = std::ranges::find_if(names, [](std::string_view name) { return !contains(unusual, name); });
  return found == names.end() ? names.front() : *found;
}

/// A number that is the same on every machine, to choose and to order by.
std::size_t number_of(std::string_view text) {
  return std::accumulate(text.begin(), text.end(), std::size_t{0},
                         [](std::size_t sum, char c) { return sum * 31 + static_cast<unsigned char>(c); });
}

std::string because(tls::Role receiver, std::string_view state, const Names& accepted) {
  std::string list;
  for (const std::string_view name : accepted) list += (list.empty() ? "" : " or ") + with_section(name);
  const bool client = receiver == tls::Role::client;
  return "in " + std::string(state) + " a " + (client ? "client" : "server") + " takes " + list +
         " and nothing else: Appendix A." + (client ? "1" : "2") + ".";
}

/// `right` among as many of `wrong` as are shown; which, and where, hangs on the state.
Names mixed(std::string_view right, const Names& wrong, std::size_t number) {
  Names choices;
  for (std::size_t i = 0; i + 1 < choices_shown && i < wrong.size(); ++i)
    choices.push_back(wrong[(number + i) % wrong.size()]);
  const std::size_t place = number / choices_shown % (choices.size() + 1);
  choices.insert(choices.begin() + static_cast<std::ptrdiff_t>(place), right);
  return choices;
}

std::optional<Question> question(tls::Role receiver, std::string_view state, std::string_view preferred) {
  const Names accepted = messages(receiver, [&](const tls::Edge& edge) { return edge.from == state; });
  if (accepted.empty()) return std::nullopt;
  const Names wrong = messages(receiver, [&](const tls::Edge& edge) { return !contains(accepted, edge.message); });
  const auto wanted = std::ranges::find(accepted, preferred);  // whose name is as good, and outlives the question
  const std::string_view right = wanted != accepted.end() ? *wanted : usual_one(accepted);
  Question made;
  made.text = receiver == tls::Role::client ? "What may the server send next?" : "What may the client send next?";
  made.choices = mixed(right, wrong, number_of(state));
  made.right = static_cast<std::size_t>(std::ranges::find(made.choices, right) - made.choices.begin());
  made.because = because(receiver, state, accepted);
  return made;
}

bool same_letters(std::string_view one, std::string_view other) {
  return std::ranges::equal(
      one, other, {}, [](unsigned char c) { return std::tolower(c); }, [](unsigned char c) { return std::tolower(c); });
}

std::string letter(std::size_t choice) { return {static_cast<char>('a' + choice)}; }

}  // namespace

std::string Question::shown() const {
  std::string line = text;
  for (std::size_t i = 0; i < choices.size(); ++i) line += "  " + letter(i) + ") " + std::string(choices[i]);
  return line;
}

std::optional<std::size_t> Question::choice(std::string_view typed) const {
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (same_letters(typed, letter(i)) || same_letters(typed, letter(i) + ")") || same_letters(typed, choices[i]))
      return i;
  }
  return std::nullopt;
}

std::string Question::verdict(std::size_t chosen) const {
  return (chosen == right ? "Right: " : "Not " + with_section(choices[chosen]) + ": ") + because;
}

std::optional<Question> question_in(tls::Role receiver, std::string_view state) {
  return question(receiver, state, "");
}

std::optional<Question> question_before(tls::Role receiver, std::string_view message, Round round) {
  std::string_view state;
  for (const tls::Edge& edge : tls::transitions(receiver)) {
    if (edge.message == message && (round == Round::second || state.empty())) state = edge.from;
  }
  return question(receiver, state, message);
}

}  // namespace vitrine::lesson
