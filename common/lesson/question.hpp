// Questions about what comes next, made from the tables of the state machine, so that they cannot be out of date.
// Read before: tls/state_tables.hpp. Used by cli/steps.cpp.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tls/event.hpp"

namespace vitrine::lesson {

struct Question {
  std::string text;
  std::vector<std::string_view> choices;  // names of messages, one of them right
  std::size_t right = 0;
  std::string because;  // which messages are right in that state, with their sections

  /// "What may the server send next?  a) Certificate  b) ServerHello  c) Finished"
  std::string shown() const;
  /// Which choice was meant by "b", "B)" or "serverhello"; nothing: none of them.
  std::optional<std::size_t> choice(std::string_view typed) const;
  /// What to say to who has chosen that.
  std::string verdict(std::size_t chosen) const;
};

/// What `receiver` may be sent in `state`; nothing where it waits for no message. The same question always has the same
/// choices.
std::optional<Question> question_in(tls::Role receiver, std::string_view state);

/// Before and after a HelloRetryRequest the same message comes in different states.
enum class Round : std::uint8_t { first, second };

/// The same for the state in which `receiver` waits for that message.
std::optional<Question> question_before(tls::Role receiver, std::string_view message, Round round);

}  // namespace vitrine::lesson
