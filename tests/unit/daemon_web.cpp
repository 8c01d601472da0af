// daemon/web_request and web_page: where a request ends, and an answer that fits one record whatever the client chose.
#include <boost/test/unit_test.hpp>
#include <string>

#include "daemon/web_page.hpp"
#include "daemon/web_request.hpp"

using namespace vitrine;
using namespace vitrine::daemon;

namespace {

RequestReader reader_of(std::string_view text) {
  RequestReader reader;
  reader.take(text);
  return reader;
}

Answer answer(std::string_view request, const tls::Session& session = {}) {
  return answer_to(reader_of(request), session, 7);
}

std::string_view body_of(const Answer& reply) {
  return std::string_view(reply.bytes).substr(reply.bytes.find("\r\n\r\n") + 4);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(daemon_web)

BOOST_AUTO_TEST_CASE(a_request_ends_with_its_empty_line_however_it_is_cut) {
  for (const std::string text : {"GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.0\n\n",
                                 "\r\n\r\nGET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.0\n\r\n"}) {
    RequestReader reader;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
      BOOST_TEST_REQUIRE(!reader.take(text.substr(i, 1)), "byte " << i << " of " << text);
    }
    BOOST_TEST(reader.take(text.substr(text.size() - 1)), text);
    BOOST_TEST(reader.request_line().starts_with("GET / HTTP/1."));
  }
}

BOOST_AUTO_TEST_CASE(a_request_may_have_16_kib_and_no_more) {
  const std::string start = "GET / HTTP/1.0\r\n";
  RequestReader reader;
  BOOST_TEST(!reader.take(start + std::string(max_request_bytes - start.size(), 'x')));
  BOOST_TEST(reader.take("x"));
  BOOST_TEST(reader.too_long());
  BOOST_TEST(answer_to(reader, {}, 1).status == 431);
}

BOOST_AUTO_TEST_CASE(each_request_has_its_status) {
  BOOST_TEST(answer("GET / HTTP/1.0\r\n\r\n").status == 200);
  BOOST_TEST(answer("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").status == 200);
  BOOST_TEST(answer("HEAD / HTTP/1.1\r\n\r\n").status == 200);
  BOOST_TEST(answer("GET /favicon.ico HTTP/1.1\r\n\r\n").status == 404);
  BOOST_TEST(answer("POST / HTTP/1.1\r\n\r\n").status == 405);
  for (const std::string_view line : {"GET /", "GET / HTTP/2.0", "GET / / HTTP/1.0", "GET", " / HTTP/1.0",
                                      "GET  HTTP/1.0", "\x16\x03\x01", "GET / HTTP/1.x"}) {
    BOOST_TEST(answer(std::string(line) + "\r\n\r\n").status == 400, line);
  }
}

BOOST_AUTO_TEST_CASE(the_length_that_is_announced_is_the_length_of_the_body) {
  const Answer reply = answer("GET / HTTP/1.0\r\n\r\n");
  BOOST_TEST(reply.bytes.starts_with("HTTP/1.1 200 OK\r\n"));
  BOOST_TEST(reply.bytes.find("Content-Length: " + std::to_string(body_of(reply).size()) + "\r\n") !=
             std::string::npos);
  BOOST_TEST(reply.bytes.find("\r\nConnection: close\r\n") != std::string::npos);
  BOOST_TEST(body_of(reply).ends_with("</html>\n"));
}

BOOST_AUTO_TEST_CASE(the_answer_to_head_has_the_header_alone) {
  const Answer get = answer("GET / HTTP/1.1\r\n\r\n");
  const Answer head = answer("HEAD / HTTP/1.1\r\n\r\n");
  BOOST_TEST(body_of(head).empty());
  BOOST_TEST(get.bytes.starts_with(head.bytes));
}

BOOST_AUTO_TEST_CASE(the_page_says_what_the_connection_agreed_on) {
  tls::Session session;
  session.cipher_suite = tls::CipherSuite::TLS_AES_128_GCM_SHA256;
  session.group = tls::NamedGroup::x25519;
  session.server_name = "localhost";
  session.alpn = "http/1.1";
  session.resumed = true;
  const Answer reply = answer("GET / HTTP/1.1\r\n\r\n", session);
  for (const char* expected :
       {"TLS 1.3", "TLS_AES_128_GCM_SHA256", ">x25519<", ">localhost<", ">http/1.1<", "resumed</th><td>yes<", ">7<"})
    BOOST_TEST(body_of(reply).find(expected) != std::string_view::npos, expected);
}

BOOST_AUTO_TEST_CASE(what_a_client_chose_is_no_markup_and_fits_one_record) {
  BOOST_TEST(html_of("<script>&\"'\x1b[31m") == "&lt;script&gt;&amp;&#34;&#39;\\x1b[31m");
  tls::Session session;
  session.server_name = session.alpn = std::string(60000, '"');
  const Answer reply = answer("GET / HTTP/1.1\r\n\r\n", session);
  BOOST_TEST(reply.bytes.size() <= 16384U);
  BOOST_TEST(answer("GET /<script>" + std::string(9000, '<') + " HTTP/1.1\r\n\r\n").bytes.find("<script>") ==
             std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
