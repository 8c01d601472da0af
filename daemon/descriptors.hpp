// How many files this process may have open: a session is one. Read next: main.cpp.
#pragma once
#include <string>

#include "options.hpp"

namespace vitrine::daemon {

/// Raises the limit as far as --max-sessions needs and the system allows. Where that is not far enough, a line that
/// says so; otherwise "".
std::string make_room_for_sessions(const Options& options);

}  // namespace vitrine::daemon
