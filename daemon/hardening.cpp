// Read before: hardening.hpp.
#include "hardening.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <csignal>

namespace vitrine::daemon {

#if defined(__SANITIZE_ADDRESS__)
#define VITRINE_LEAK_CHECK 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define VITRINE_LEAK_CHECK 1
#endif
#endif

void harden_process() {
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
#ifndef VITRINE_LEAK_CHECK  // the leak checker looks at the process as a debugger would
  prctl(PR_SET_DUMPABLE, 0);
#endif
  std::signal(SIGPIPE, SIG_IGN);
}

}  // namespace vitrine::daemon
