// See dates.hpp.
#include "dates.hpp"

#include <array>
#include <ctime>

namespace vitrine::pki {
namespace {

using std::chrono::days;

constexpr days usual_life{90};
constexpr Time earliest{};
// Botan 3.7 reads no later year than 3100.
constexpr Time latest{std::chrono::sys_days{std::chrono::year{2999} / 12 / 31} + days{1} - std::chrono::seconds{1}};

tm calendar(Time time) {
  const time_t seconds = time.time_since_epoch().count();
  tm parts{};
  gmtime_r(&seconds, &parts);
  return parts;
}

std::string format(Time time, const char* pattern) {
  const tm parts = calendar(time);
  std::array<char, 64> text{};
  return {text.data(), strftime(text.data(), text.size(), pattern, &parts)};
}

std::string count(std::int64_t number, const char* unit) {
  return std::to_string(number) + ' ' + unit + (number == 1 ? "" : "s");
}

}  // namespace

Time now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

Period resolve(const Validity& validity, Time now) {
  const Time an_hour_ago = now - std::chrono::hours{1};
  const Time ends = validity.not_after.value_or(validity.not_before.value_or(now) + days{validity.days});
  const Time begins = validity.not_before.value_or(ends > an_hour_ago ? an_hour_ago : ends - usual_life);
  if (begins >= ends) throw UsageError("A certificate cannot end before it begins.");
  if (begins < earliest || ends > latest) throw UsageError("The dates of a certificate lie between 1970 and 2999.");
  return {begins, ends};
}

Time parse_time(std::string_view text) {
  const std::string whole(text);
  for (const char* pattern : {"%Y-%m-%d", "%Y-%m-%dT%H:%MZ", "%Y-%m-%dT%H:%M:%SZ"}) {
    tm parts{};
    const char* end = strptime(whole.c_str(), pattern, &parts);
    if (end == nullptr || end != whole.c_str() + whole.size()) continue;
    const Time time{std::chrono::seconds{timegm(&parts)}};
    if (format(time, pattern) == whole) return time;  // not so for February 30
  }
  throw UsageError("\"" + whole + "\" is not a date. Write it as 2026-11-23 or 2026-11-23T21:00:00Z (UTC).");
}

std::string shown(Time time) { return format(time, "%Y-%m-%d %H:%M UTC"); }

std::string distance(Time one, Time other) {
  const auto size = std::chrono::abs(one - other);
  if (size >= days{1}) return count(std::chrono::round<days>(size).count(), "day");
  if (size >= std::chrono::hours{2}) return count(std::chrono::round<std::chrono::hours>(size).count(), "hour");
  return count(std::chrono::round<std::chrono::minutes>(size).count(), "minute");
}

std::string asn1_digits(Time time) {
  constexpr int first_generalized = 2050 - 1900;
  return format(time, calendar(time).tm_year < first_generalized ? "%y%m%d%H%M%SZ" : "%Y%m%d%H%M%SZ");
}

}  // namespace vitrine::pki
