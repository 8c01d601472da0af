// See command_words.hpp.
#include "command_words.hpp"

#include <algorithm>

#include "base/nearest.hpp"
#include "base/printable.hpp"
#include "options.hpp"

namespace vitrine::cli {
namespace {

using Names = std::vector<std::string>;

constexpr std::size_t shown_word_bytes = 40;

class Reader {
 public:
  Reader(const CommandWords& known, Subcommand::Words words) : known_(known), words_(words) {}

  GivenWords read() {
    while (!words_.empty() && !given_.contains("--help")) take(next());
    return given_.contains("--help") ? GivenWords{{"--help", ""}} : given_;
  }

 private:
  std::string next() {
    const std::string word = words_.front();
    words_ = words_.subspan(1);
    return word;
  }

  void take(const std::string& word) {
    if (!word.starts_with('-')) {
      if (known_.subjects.empty()) mistake(base::printable(word, shown_word_bytes) + " is one word too many.");
      expect(known_.subjects, word, known_.subject);
      given_[""] = word;
      return;
    }
    const std::string name = word == "-h" ? "--help" : word.substr(0, word.find('='));
    const Names values = values_of(name);
    const bool joined = word.find('=') != std::string::npos;
    if (values.empty() && joined) mistake(name + " takes no value.");
    if (!values.empty() && !joined && words_.empty()) mistake(name + " needs a value.");
    given_[name] = values.empty() ? "" : joined ? word.substr(name.size() + 1) : next();
    if (!values.empty()) expect(values, given_[name], name.substr(2));
  }

  Names values_of(const std::string& name) const {
    Names names{"--help"};
    for (const CommandWords::Option& option : known_.options) names.push_back(option.name);
    expect(names, name, "option");
    const auto found = std::ranges::find(known_.options, name, &CommandWords::Option::name);
    return found == known_.options.end() ? Names() : found->values;
  }

  void expect(const Names& names, const std::string& word, const std::string& what) const {
    if (std::ranges::find(names, word) != names.end()) return;
    const std::string meant = base::nearest(word, names);
    mistake("There is no " + what + " " + base::printable(word, shown_word_bytes) + "." +
            (meant.empty() ? "" : " Did you mean " + meant + "?"));
  }

  [[noreturn]] void mistake(const std::string& words) const {
    throw UsageError{words + "\n  " + known_.command + " --help  has examples."};
  }

  const CommandWords& known_;
  Subcommand::Words words_;
  GivenWords given_;
};

}  // namespace

GivenWords read_words(const CommandWords& known, Subcommand::Words words) { return Reader(known, words).read(); }

std::string given_or(const GivenWords& given, const std::string& name, std::string_view otherwise) {
  const auto found = given.find(name);
  return found == given.end() ? std::string(otherwise) : found->second;
}

}  // namespace vitrine::cli
