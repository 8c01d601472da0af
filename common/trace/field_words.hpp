// What each field is for, in a few words of ours: every name that a dump can show. Read next: trace/dump.hpp.
#pragma once
#include <string_view>

namespace vitrine::trace {

/// "" for a name that no message has.
std::string_view field_words(std::string_view name);

}  // namespace vitrine::trace
