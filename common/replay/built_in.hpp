// The files of traces/, as embed.py has put them into the program. Used by trace_file.cpp.
#pragma once
#include <array>
#include <string_view>

namespace vitrine::replay {

struct BuiltIn {
  std::string_view name;
  std::string_view text;
};

inline constexpr std::size_t built_in_count = 6;
extern const std::array<BuiltIn, built_in_count> built_in;

}  // namespace vitrine::replay
