// Dates as people type and read them and as certificates carry them, always UTC.
#pragma once
#include <string>
#include <string_view>

#include "request.hpp"

namespace vitrine::pki {

struct Period {
  Time begins;
  Time ends;
};

Time now();

/// Fills in what was left out: see Validity. Throws UsageError when the end is not after the beginning, or either is
/// outside 1970 to 2999.
Period resolve(const Validity& validity, Time now);

/// 2026-11-23, 2026-11-23T21:00Z or 2026-11-23T21:00:00Z. Throws UsageError.
Time parse_time(std::string_view text);

/// "2026-11-23 21:00 UTC"
std::string shown(Time time);

/// "90 days", "3 hours", "1 minute": the size of the distance between two times.
std::string distance(Time one, Time other);

/// YYMMDDHHMMSSZ until 2049 and YYYYMMDDHHMMSSZ from then on, RFC 5280 §4.1.2.5.
std::string asn1_digits(Time time);

}  // namespace vitrine::pki
