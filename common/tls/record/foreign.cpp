// See foreign.hpp.
#include "tls/record/foreign.hpp"

#include <algorithm>
#include <array>

#include "base/printable.hpp"

namespace vitrine::tls {
namespace {

using namespace std::string_view_literals;

struct Greeting {
  std::string_view prefix;
  std::string_view name;
};

constexpr std::array greetings{
    Greeting{"GET ", "plain HTTP"},       Greeting{"HEAD ", "plain HTTP"},
    Greeting{"POST ", "plain HTTP"},      Greeting{"PUT ", "plain HTTP"},
    Greeting{"DELETE ", "plain HTTP"},    Greeting{"OPTIONS ", "plain HTTP"},
    Greeting{"PRI * ", "plain HTTP"},     Greeting{"CONNECT ", "plain HTTP"},
    Greeting{"HTTP/", "plain HTTP"},      Greeting{"SSH-", "an SSH greeting"},
    Greeting{"PROXY ", "a proxy header"}, Greeting{"\r\n\r\n\0\r\nQUIT\n"sv, "a proxy header"},
};

/// A length with its highest bit set, a ClientHello, a version. Nobody may answer it: RFC 9846 Appendix E.5.
bool is_ssl_2(base::View bytes) {
  return bytes.size() >= 5 && (bytes[0] & 0x80U) != 0 && bytes[2] == 1 && bytes[3] <= 3;
}

/// The beginning of what was said, up to the end of its first line.
std::string quote(std::string_view text) {
  constexpr std::size_t enough = 40;
  text.remove_prefix(std::min(text.find_first_not_of("\r\n\0"sv), text.size()));
  return "\"" + base::printable(text.substr(0, text.find_first_of("\r\n")), enough) + "\"";
}

}  // namespace

std::string describe_foreign(base::View first_bytes) {
  const std::string_view text = base::text_of(first_bytes);
  const auto* greeting =
      std::ranges::find_if(greetings, [text](const Greeting& g) { return text.starts_with(g.prefix); });
  std::string_view name = is_ssl_2(first_bytes) ? "an SSL 2 hello" : "not TLS";
  if (greeting != greetings.end()) name = greeting->name;
  return std::string(name) + " (" + quote(text) + ")";
}

}  // namespace vitrine::tls
