// As much of HTTP/1.1 (RFC 9112) as a server with one page needs: where a request ends and what it asks for. No IO.
// Read next: web_page.hpp.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace vitrine::daemon {

/// More than browsers send, less than anybody needs here.
inline constexpr std::size_t max_request_bytes = 16UL * 1024;

/// The header block of one request, however many pieces it comes in.
class RequestReader {
 public:
  /// True when the request is complete, or too long to go on. What follows its end is not looked at.
  bool take(std::string_view bytes);

  bool too_long() const { return text_.size() > max_request_bytes; }
  /// "GET / HTTP/1.0", as it came.
  std::string_view request_line() const;

 private:
  std::string text_;
};

struct Request {
  enum class Kind { get, head, other_method, malformed };
  Kind kind;
  std::string_view target;  // what stands between method and version: "/"
};

/// The parts of a request line. A version other than HTTP/1.x is malformed.
Request parse_request_line(std::string_view line);

}  // namespace vitrine::daemon
