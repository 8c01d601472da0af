// See foreign.hpp.
#include "tls/record/foreign.hpp"

#include <algorithm>
#include <array>

#include "base/printable.hpp"

namespace vitrine::tls {
namespace {

struct Greeting {
  std::string_view prefix;
  std::string_view name;
};

constexpr std::array greetings{
    Greeting{"GET ", "plain HTTP"},      Greeting{"HEAD ", "plain HTTP"},      Greeting{"POST ", "plain HTTP"},
    Greeting{"PUT ", "plain HTTP"},      Greeting{"DELETE ", "plain HTTP"},    Greeting{"OPTIONS ", "plain HTTP"},
    Greeting{"PRI * ", "plain HTTP"},    Greeting{"CONNECT ", "plain HTTP"},   Greeting{"HTTP/", "plain HTTP"},
    Greeting{"SSH-", "an SSH greeting"}, Greeting{"PROXY ", "a proxy header"},
};

/// The beginning of what was said, up to the end of its first line.
std::string quote(std::string_view text) {
  constexpr std::size_t enough = 40;
  return "\"" + base::printable(text.substr(0, text.find_first_of("\r\n")), enough) + "\"";
}

}  // namespace

std::string describe_foreign(base::View first_bytes) {
  const std::string_view text = base::text_of(first_bytes);
  const auto* greeting =
      std::ranges::find_if(greetings, [text](const Greeting& g) { return text.starts_with(g.prefix); });
  const std::string_view name = greeting != greetings.end() ? greeting->name : "not TLS";
  return std::string(name) + " (" + quote(text) + ")";
}

}  // namespace vitrine::tls
