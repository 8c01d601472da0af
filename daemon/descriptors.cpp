// Read before: descriptors.hpp.
#include "descriptors.hpp"

#include <sys/resource.h>

#include <algorithm>

namespace vitrine::daemon {
namespace {

// Listening sockets, files, the terminal, and whoever is turned away; what each thread has for itself.
constexpr rlim_t for_the_daemon = 64;
constexpr rlim_t for_a_thread = 4;

}  // namespace

std::string make_room_for_sessions(const Options& options) {
  const rlim_t others = for_the_daemon + for_a_thread * options.threads;
  const rlim_t needed = options.max_sessions + others;
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= needed) return "";
  limit.rlim_cur = std::min(needed, limit.rlim_max);
  if (setrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == needed) return "";
  const rlim_t sessions = limit.rlim_max > others ? limit.rlim_max - others : 1;
  return "The system allows " + std::to_string(limit.rlim_max) + " open files: that is some " +
         std::to_string(sessions) + " sessions, and not the " + std::to_string(options.max_sessions) +
         " of --max-sessions. To have no more:  vitrined --max-sessions " + std::to_string(sessions) +
         "   Or, for a service of systemd:  LimitNOFILE=" + std::to_string(needed);
}

}  // namespace vitrine::daemon
