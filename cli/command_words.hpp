// The words behind a subcommand that has few options, each with one of a few values. Used by states.cpp and replay.cpp.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "subcommands.hpp"

namespace vitrine::cli {

/// What a subcommand understands.
struct CommandWords {
  struct Option {
    std::string name;                 // "--format"
    std::vector<std::string> values;  // none: it stands alone
  };
  std::string command;  // "vitrine states"
  std::vector<Option> options;
  std::string subject;                // what the names below are: "trace"
  std::vector<std::string> subjects;  // of which one may be given
};

/// Options by name, the subject under "". "--help" is known to all, and comes alone.
using GivenWords = std::map<std::string, std::string>;

/// Throws UsageError, with the nearest word that would make sense.
GivenWords read_words(const CommandWords& known, Subcommand::Words words);

/// The value of an option, or of the subject; `otherwise` where it was not given.
std::string given_or(const GivenWords& given, const std::string& name, std::string_view otherwise);

}  // namespace vitrine::cli
