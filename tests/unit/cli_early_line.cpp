// A line as early data: the form that the ticket's protocol has, and how much a ticket allows.
#include "cli/early_line.hpp"

#include <boost/test/unit_test.hpp>

#include "chat/protocol.hpp"

using namespace vitrine;
using cli::EarlyLine;

namespace {

std::vector<chat::Command> heard(const std::string& bytes) {
  chat::CommandReader reader(chat::Form::json);
  std::vector<chat::Command> commands;
  std::string_view input = bytes;
  while (const auto command = reader.next(input)) commands.push_back(*command);
  return commands;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cli_early_line)

BOOST_AUTO_TEST_CASE(a_room_hears_the_name_and_then_the_line_with_the_first_numbers) {
  using Kind = chat::Command::Kind;
  const std::vector<chat::Command> with_name{{Kind::nick, "ana", 1}, {Kind::say, "hi", 2}};
  BOOST_TEST((heard(cli::encoded({"hi", "ana"}, "vitrine/1")) == with_name));
  const std::vector<chat::Command> without{{Kind::say, "/exit", 1}};
  BOOST_TEST((heard(cli::encoded({"/exit", ""}, "vitrine/1")) == without));
}

BOOST_AUTO_TEST_CASE(any_other_server_gets_the_line_as_it_stands) {
  BOOST_TEST(cli::encoded({"GET /", "ana"}, "") == "GET /\n");
  BOOST_TEST(cli::encoded({"GET /", "ana"}, "http/1.1") == "GET /\n");
}

BOOST_AUTO_TEST_CASE(a_ticket_allows_what_fits_as_a_whole) {
  tls::ClientTicket ticket;
  BOOST_TEST(!cli::allows(ticket, {"hi", ""}));
  ticket.max_early_data_size = 3;
  BOOST_TEST(cli::allows(ticket, {"hi", ""}));
  BOOST_TEST(!cli::allows(ticket, {"hi!", ""}));
}

BOOST_AUTO_TEST_SUITE_END()
