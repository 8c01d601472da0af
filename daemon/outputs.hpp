// The files that sessions are recorded in, where the operator wants that: shared by all threads, which append whole
// lines and packets. Read next: server.hpp; trace/key_log.hpp, trace/recorders.hpp.
#pragma once
#include <memory>

#include "options.hpp"
#include "trace/key_log.hpp"
#include "trace/recorders.hpp"

namespace vitrine::daemon {

/// Null without --keylogfile. Says aloud what it does. Throws ConfigurationError.
std::unique_ptr<trace::KeyLogFile> open_key_log(const Options& options);

/// Of --pcapng and --events. The same.
std::unique_ptr<trace::Recordings> open_recordings(const Options& options);

}  // namespace vitrine::daemon
