// Read before: web_page.hpp.
#include "web_page.hpp"

#include "base/printable.hpp"

namespace vitrine::daemon {
namespace {

// Enough for names; five times as much is what escaping can make of it.
constexpr std::size_t max_shown_bytes = 256;

std::string escaped(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&#34;";
    case '\'':
      return "&#39;";
    default:
      return {c};
  }
}

std::string row(std::string_view what, std::string_view untrusted) {
  return "<tr><th>" + std::string(what) + "</th><td>" + html_of(untrusted) + "</td></tr>\n";
}

template <class E>
std::string name(const std::optional<E>& value) {
  return value ? tls::name_of(*value) : "none";
}

std::string client_certificate(const tls::Session& session) {
  if (session.peer_chain.empty()) return "none";
  const crypto::Certificate& own = session.peer_chain.front();
  return base::printable(own.subject(), max_shown_bytes / 3) + ", signed by " +
         base::printable(own.issuer(), max_shown_bytes / 3);
}

std::string or_none(const std::string& text) { return text.empty() ? "none" : text; }

std::string page(const tls::Session& session, std::uint64_t number) {
  return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Vitrine</title>"
         "<link rel=\"icon\" href=\"data:,\"></head><body>\n<h1>This page came over TLS 1.3</h1>\n<table>\n" +
         row("version", "TLS 1.3") + row("cipher suite", name(session.cipher_suite)) +
         row("group", name(session.group)) + row("hello retry request", session.hello_retry_request ? "yes" : "no") +
         row("resumed", session.resumed ? "yes" : "no") + row("server signed with", name(session.signature_scheme)) +
         row("server name", or_none(session.server_name)) + row("ALPN", or_none(session.alpn)) +
         row("client certificate", client_certificate(session)) + row("session", std::to_string(number)) +
         "</table>\n</body></html>\n";
}

std::string short_page(std::string_view words) {
  return "<!DOCTYPE html>\n<html lang=\"en\"><head><title>Vitrine</title></head><body><p>" + std::string(words) +
         "</p></body></html>\n";
}

struct Content {
  int status;
  std::string_view reason;
  std::string body;
  std::string_view more_header = "";
};

Content content_for(const RequestReader& reader, const Request& request, const tls::Session& session,
                    std::uint64_t number) {
  if (reader.too_long())
    return {431, "Request Header Fields Too Large", short_page("A request has at most 16 KiB here.")};
  if (request.kind == Request::Kind::malformed)
    return {400, "Bad Request", short_page("That was no HTTP/1.0 or HTTP/1.1 request.")};
  if (request.kind == Request::Kind::other_method)
    return {405, "Method Not Allowed", short_page("There is only GET and HEAD here."), "Allow: GET, HEAD\r\n"};
  if (request.target != "/") return {404, "Not Found", short_page("There is one page here: <a href=\"/\">/</a>")};
  return {200, "OK", page(session, number)};
}

}  // namespace

std::string html_of(std::string_view untrusted) {
  std::string html;
  for (const char c : base::printable(untrusted, max_shown_bytes)) html += escaped(c);
  return html;
}

Answer answer_to(const RequestReader& reader, const tls::Session& session, std::uint64_t number) {
  const Request request = parse_request_line(reader.request_line());
  const Content content = content_for(reader, request, session, number);
  const std::string header =
      "HTTP/1.1 " + std::to_string(content.status) + ' ' + std::string(content.reason) +
      "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " + std::to_string(content.body.size()) + "\r\n" +
      std::string(content.more_header) +
      "Cache-Control: no-store\r\nContent-Security-Policy: default-src 'none'\r\n"
      "Connection: close\r\n\r\n";
  return {content.status, request.kind == Request::Kind::head ? header : header + content.body};
}

}  // namespace vitrine::daemon
