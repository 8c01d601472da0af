// "Did you mean …": the known word that a mistyped one most resembles. Used for unknown options and commands.
#pragma once
#include <span>
#include <string>
#include <string_view>

namespace vitrine::base {

/// The first of the `known` words that is the fewest edits (insert, drop, change or swap neighbours) away from `word`;
/// empty when none is close, that is, within a third of its length. A word cut short counts as one edit.
std::string nearest(std::string_view word, std::span<const std::string> known);

}  // namespace vitrine::base
