// Read before: web_request.hpp.
#include "web_request.hpp"

#include <algorithm>

namespace vitrine::daemon {
namespace {

// A line may end with LF alone (RFC 9112 §2.2).
bool is_complete(std::string_view text) {
  return text.find("\r\n\r\n") != std::string_view::npos || text.find("\n\n") != std::string_view::npos ||
         text.find("\n\r\n") != std::string_view::npos;
}

bool is_http_1(std::string_view version) {
  return version.size() == 8 && version.starts_with("HTTP/1.") && version[7] >= '0' && version[7] <= '9';
}

}  // namespace

// Empty lines before a request are passed over (RFC 9112 §2.2).
bool RequestReader::take(std::string_view bytes) {
  if (text_.empty()) bytes.remove_prefix(std::min(bytes.find_first_not_of("\r\n"), bytes.size()));
  const std::size_t seen = text_.size() - std::min<std::size_t>(text_.size(), 3);  // an end may be cut anywhere
  text_.append(bytes.substr(0, max_request_bytes + 1 - text_.size()));
  return too_long() || is_complete(std::string_view(text_).substr(seen));
}

std::string_view RequestReader::request_line() const {
  const std::string_view text = text_;
  const std::string_view line = text.substr(0, text.find('\n'));
  return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

Request parse_request_line(std::string_view line) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last || !is_http_1(line.substr(last + 1)))
    return {Request::Kind::malformed, {}};
  const std::string_view method = line.substr(0, first);
  const std::string_view target = line.substr(first + 1, last - first - 1);
  if (method.empty() || target.empty() || target.find(' ') != std::string_view::npos)
    return {Request::Kind::malformed, {}};
  const Request::Kind kind = method == "GET"    ? Request::Kind::get
                             : method == "HEAD" ? Request::Kind::head
                                                : Request::Kind::other_method;
  return {kind, target};
}

}  // namespace vitrine::daemon
