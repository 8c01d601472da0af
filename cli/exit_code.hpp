// What the program says with its exit code: one table, the same for people and for scripts.
// Read next: trace/failure_words.hpp, which has the words for most.
#pragma once
#include <cstdint>

#include "trace/failure_words.hpp"

namespace vitrine::cli {

enum class ExitCode : std::uint8_t {
  ok = 0,
  internal = 1,  // our own fault
  usage = 2,     // the command line, the configuration file or a file named there
  cannot_connect = 10,
  unknown_ca = 11,
  not_in_date = 12,  // the certificate has expired, or is not valid yet
  name_mismatch = 13,
  bad_certificate = 14,  // any other problem with the certificate
  alert_received = 20,
  protocol_violation = 21,  // by the peer
  bad_record = 22,          // a record failed authentication, at our end or, as its alert says, at the peer's
  truncated = 23,           // an end without close_notify, or before our lines were confirmed
  timeout = 24,
  interrupted = 130,
};

ExitCode exit_code(trace::Cause cause);

}  // namespace vitrine::cli
