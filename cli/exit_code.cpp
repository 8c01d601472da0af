// Read before: exit_code.hpp.
#include "exit_code.hpp"

namespace vitrine::cli {

ExitCode exit_code(trace::Cause cause) {
  switch (cause) {
    case trace::Cause::unknown_ca:
      return ExitCode::unknown_ca;
    case trace::Cause::expired:
      return ExitCode::not_in_date;
    case trace::Cause::name_mismatch:
      return ExitCode::name_mismatch;
    case trace::Cause::other_certificate:
      return ExitCode::bad_certificate;
    case trace::Cause::peer_alert:
      return ExitCode::alert_received;
    case trace::Cause::protocol_violation:
      return ExitCode::protocol_violation;
    case trace::Cause::record_authentication:
      return ExitCode::bad_record;
    case trace::Cause::truncated:
      return ExitCode::truncated;
    case trace::Cause::internal:
      break;
  }
  return ExitCode::internal;
}

}  // namespace vitrine::cli
