// chat/protocol, chat/unconfirmed and chat/outbox: a member's bytes to commands, a room's bytes to lines.
#include "chat/protocol.hpp"

#include <boost/test/unit_test.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "chat/limits.hpp"
#include "chat/outbox.hpp"
#include "chat/unconfirmed.hpp"

using namespace vitrine::chat;

namespace {

template <class Reader>
auto read_all(Reader reader, const std::vector<std::string_view>& chunks) {
  std::vector<typename decltype(reader.finish())::value_type> all;
  for (std::string_view chunk : chunks) {
    while (auto item = reader.next(chunk)) all.push_back(*item);
  }
  if (auto item = reader.finish()) all.push_back(*item);
  return all;
}

SharedLine line_of(std::size_t size) { return std::make_shared<const std::string>(size, 'x'); }

}  // namespace

BOOST_AUTO_TEST_SUITE(chat_protocol)

BOOST_AUTO_TEST_CASE(the_form_follows_from_alpn) {
  BOOST_TEST((form_of("vitrine/1") == Form::json));
  BOOST_TEST((form_of("") == Form::plain));
  BOOST_TEST((form_of("http/1.1") == Form::plain));
}

BOOST_AUTO_TEST_CASE(commands_do_not_depend_on_where_the_bytes_were_cut) {
  using Kind = Command::Kind;
  struct Row {
    Form form;
    std::string_view stream;
  };
  const std::vector<Row> rows{{Form::plain, "hi\r\n\r\n\n/nick ana\n/nope\nexit"},
                              {Form::json,
                               "{\"kind\":\"say\",\"text\":\"hi\"}\n\n{\"kind\":\"nick\",\"text\":\"ana\"}\r\n"
                               "nope\n{\"kind\":\"exit\"}"}};
  for (const Row& row : rows) {
    for (std::size_t cut = 0; cut <= row.stream.size(); ++cut) {
      const auto commands = read_all(CommandReader(row.form), {row.stream.substr(0, cut), row.stream.substr(cut)});
      BOOST_REQUIRE_EQUAL(commands.size(), 4U);
      BOOST_TEST((commands[0] == Command{Kind::say, "hi", {}}));
      BOOST_TEST((commands[1] == Command{Kind::nick, "ana", {}}));
      BOOST_TEST((commands[2].kind == Kind::refused));
      BOOST_TEST((commands[3].kind == Kind::exit));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_line_beyond_the_limit_is_refused_and_the_next_one_is_heard) {
  const std::string stream = std::string(max_plain_line_bytes + 1, 'A') + "\nhello\n";
  const auto commands = read_all(CommandReader(Form::plain), {stream});
  BOOST_REQUIRE_EQUAL(commands.size(), 2U);
  BOOST_TEST((commands[0] == Command{Command::Kind::refused, "that line is too long: 4096 bytes at most", {}}));
  BOOST_TEST(commands[1].text == "hello");
}

BOOST_AUTO_TEST_CASE(a_server_without_alpn_has_lines_from_nobody) {
  const auto heard = read_all(RoomReader(Form::plain), {"hello\r\n\x1b[2J\nlast"});
  BOOST_REQUIRE_EQUAL(heard.size(), 3U);
  RoomLine line;
  for (const std::size_t i : {0U, 1U, 2U}) {
    line.text = std::vector<std::string>{"hello", R"(\x1b[2J)", "last"}[i];
    BOOST_TEST((std::get<RoomLine>(heard[i]) == line));
  }
}

BOOST_AUTO_TEST_CASE(a_room_that_writes_rubbish_is_heard_as_malformed_and_then_goes_on) {
  const std::string stream =
      std::string(max_json_line_bytes + 1, '{') + "\nrubbish\n{\"kind\":\"notice\",\"text\":\"x\"}\n";
  const auto heard = read_all(RoomReader(Form::json), {stream});
  BOOST_REQUIRE_EQUAL(heard.size(), 3U);
  BOOST_TEST(std::holds_alternative<Malformed>(heard[0]));
  BOOST_TEST(std::holds_alternative<Malformed>(heard[1]));
  BOOST_TEST(std::get<RoomLine>(heard[2]).text == "x");
}

BOOST_AUTO_TEST_CASE(a_server_without_alpn_gets_what_was_typed_on_one_line) {
  using Kind = Command::Kind;
  const auto typed = [](Kind kind, std::string text) { return encode(Command{kind, std::move(text), 7}, Form::plain); };
  BOOST_TEST(typed(Kind::say, "hello") == "hello\n");
  BOOST_TEST(typed(Kind::say, "/tmp is full") == "/tmp is full\n");
  BOOST_TEST(typed(Kind::say, "two\nlines\x1b") == "two\\nlines\\x1b\n");
  BOOST_TEST(typed(Kind::me, "waves") == "/me waves\n");
  BOOST_TEST(typed(Kind::nick, "ana") == "/nick ana\n");
  BOOST_TEST(typed(Kind::who, "") == "/who\n");
}

BOOST_AUTO_TEST_CASE(a_text_fits_by_the_bytes_it_is_shown_in) {
  BOOST_TEST(fits_one_line(std::string(max_text_bytes, 'a')));
  BOOST_TEST(!fits_one_line(std::string(max_text_bytes + 1, 'a')));
  BOOST_TEST(fits_one_line(std::string(max_text_bytes / 4, '\x1b')));
  BOOST_TEST(!fits_one_line(std::string(max_text_bytes / 4 + 1, '\x1b')));
}

BOOST_AUTO_TEST_CASE(the_longest_text_a_client_can_send_passes_the_rooms_splitter) {
  const Command longest{Command::Kind::say, std::string(max_text_bytes, '"'), 18446744073709551615U};
  const auto commands = read_all(CommandReader(Form::json), {encode(longest, Form::json)});
  BOOST_REQUIRE_EQUAL(commands.size(), 1U);
  BOOST_TEST((commands[0] == longest));
}

BOOST_AUTO_TEST_CASE(a_line_is_delivered_when_its_number_comes_back_once) {
  Unconfirmed lines;
  const auto first = lines.number_next();
  const auto second = lines.number_next();
  BOOST_TEST(first != second);
  BOOST_TEST(lines.waiting() == 2U);

  RoomLine echo;
  BOOST_TEST((lines.settle(echo) == Unconfirmed::Outcome::none));
  echo.id = 999;
  BOOST_TEST((lines.settle(echo) == Unconfirmed::Outcome::none));
  echo.id = second;
  BOOST_TEST((lines.settle(echo) == Unconfirmed::Outcome::delivered));
  BOOST_TEST((lines.settle(echo) == Unconfirmed::Outcome::none));
  echo.id = first;
  echo.kind = RoomLine::Kind::error;
  BOOST_TEST((lines.settle(echo) == Unconfirmed::Outcome::refused));
  BOOST_TEST(lines.waiting() == 0U);
}

BOOST_AUTO_TEST_CASE(an_outbox_holds_so_many_lines_and_no_more) {
  Outbox outbox;
  for (std::size_t i = 0; i < max_queue_lines; ++i) BOOST_TEST(outbox.put(line_of(1)));
  BOOST_TEST(!outbox.put(line_of(1)));
  BOOST_TEST(outbox.bytes() == max_queue_lines);
  BOOST_TEST(outbox.take(10).size() == 10U);
  BOOST_TEST(outbox.put(line_of(1)));
}

BOOST_AUTO_TEST_CASE(an_outbox_holds_so_many_bytes_and_no_more) {
  Outbox outbox;
  for (int i = 0; i < 12; ++i) BOOST_TEST(outbox.put(line_of(8 * 1024)));
  BOOST_TEST(outbox.bytes() == max_queue_bytes);
  BOOST_TEST(!outbox.put(line_of(1)));
}

BOOST_AUTO_TEST_CASE(an_outbox_gives_whole_lines_in_order) {
  Outbox outbox;
  for (const std::string_view text : {"one\n", "two\n", "three\n"})
    BOOST_TEST(outbox.put(std::make_shared<const std::string>(text)));
  BOOST_TEST(outbox.take(9) == "one\ntwo\n");
  BOOST_TEST(outbox.take(1) == "three\n");
  BOOST_TEST(outbox.empty());
  BOOST_TEST(outbox.bytes() == 0U);
  BOOST_TEST(outbox.take().empty());
}

BOOST_AUTO_TEST_SUITE_END()
