// chat/line_splitter: the lines do not depend on where the bytes were cut, and the buffer never outgrows the limit.
#include "chat/line_splitter.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>
#include <vector>

using vitrine::chat::LineSplitter;

namespace {

constexpr std::size_t limit = 8;
constexpr std::string_view refused = "(too long)";

void collect(LineSplitter& splitter, std::string_view chunk, std::vector<std::string>& lines) {
  while (const auto line = splitter.next(chunk)) {
    lines.emplace_back(line->kind == LineSplitter::Line::Kind::whole ? line->text : refused);
    BOOST_REQUIRE_LE(splitter.buffered(), limit);
  }
  BOOST_REQUIRE_LE(splitter.buffered(), limit);
}

std::vector<std::string> split(const std::vector<std::string_view>& chunks) {
  LineSplitter splitter(limit);
  std::vector<std::string> lines;
  for (const std::string_view chunk : chunks) collect(splitter, chunk, lines);
  if (const auto line = splitter.finish()) lines.emplace_back(line->text);
  return lines;
}

using Lines = std::vector<std::string>;

struct Row {
  std::string_view stream;
  Lines lines;
};

const std::vector<Row>& rows() {
  static const std::vector<Row> all{
      {"", {}},
      {"a", {"a"}},
      {"a\n", {"a"}},
      {"a\r\nb\n", {"a", "b"}},
      {"\n\r\n\n", {"", "", ""}},
      {"a\rb\n", {"a\rb"}},
      {"a\r\r\n", {"a\r"}},
      {"12345678\n", {"12345678"}},
      {"1234567\r\n", {"1234567"}},
      {"12345678\r\n", {std::string(refused)}},
      {"123456789\nb\n", {std::string(refused), "b"}},
      {"a\n123456789012345678901234567890\n\nb", {"a", std::string(refused), "", "b"}},
      {"123456789", {std::string(refused)}},
      {"123456789\n123456789\nc\n", {std::string(refused), std::string(refused), "c"}},
  };
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(chat_line_splitter)

BOOST_AUTO_TEST_CASE(a_stream_in_one_piece_becomes_its_lines) {
  for (const Row& row : rows()) BOOST_TEST(split({row.stream}) == row.lines, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_stream_cut_at_any_byte_becomes_the_same_lines) {
  for (const Row& row : rows()) {
    for (std::size_t cut = 0; cut <= row.stream.size(); ++cut)
      BOOST_TEST(split({row.stream.substr(0, cut), row.stream.substr(cut)}) == row.lines,
                 boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(a_stream_byte_by_byte_becomes_the_same_lines) {
  for (const Row& row : rows()) {
    std::vector<std::string_view> bytes;
    for (std::size_t i = 0; i < row.stream.size(); ++i) bytes.push_back(row.stream.substr(i, 1));
    BOOST_TEST(split(bytes) == row.lines, boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(an_endless_line_is_refused_once_and_at_once_and_is_not_kept) {
  LineSplitter splitter;
  const std::string chunk(16 * 1024, 'A');
  std::size_t refusals = 0;
  for (int i = 0; i < 1000; ++i) {
    std::string_view input = chunk;
    while (const auto line = splitter.next(input)) {
      BOOST_TEST((line->kind == LineSplitter::Line::Kind::too_long));
      BOOST_TEST(i == 0);
      ++refusals;
    }
    BOOST_TEST(splitter.buffered() == 0U);
  }
  BOOST_TEST(refusals == 1U);
  BOOST_TEST(!splitter.finish().has_value());
}

BOOST_AUTO_TEST_SUITE_END()
