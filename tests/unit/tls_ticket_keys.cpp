// common/tls/ticket_keys: what tickets are sealed with, as text and in use.
#include <boost/test/unit_test.hpp>

#include "base/hex.hpp"
#include "support/endpoints.hpp"
#include "support/thrown.hpp"
#include "tls/ticket_keys.hpp"

namespace {

using namespace tests;
using std::chrono::hours;
using tls::TicketKeys;

constexpr auto lifetime = std::chrono::duration_cast<std::chrono::milliseconds>(tls::max_ticket_lifetime);
const base::Bytes contents{1, 2, 3, 4, 5};

std::string text_of(const TicketKeys& keys) { return std::string(base::text_of(keys.to_text().expose())); }

std::size_t lines_of(const TicketKeys& keys) {
  const std::string text = text_of(keys);
  return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

bool opens(const TicketKeys& keys, base::View ticket) {
  const auto opened = keys.open(ticket);
  if (opened) BOOST_TEST(std::ranges::equal(opened->expose(), contents));
  return opened.has_value();
}

struct Sealed {
  SeededRandom random{21};
  TicketKeys keys = TicketKeys::fresh(random, now());
  base::Bytes ticket = keys.seal(contents, random);
};

}  // namespace

BOOST_AUTO_TEST_SUITE(tls_ticket_keys)

BOOST_AUTO_TEST_CASE(what_was_sealed_opens_to_the_same_contents) {
  Sealed sealed;
  BOOST_TEST(opens(sealed.keys, sealed.ticket));
  const base::Bytes nothing = sealed.keys.seal({}, sealed.random);
  BOOST_TEST_REQUIRE(sealed.keys.open(nothing).has_value());
  BOOST_TEST(sealed.keys.open(nothing)->empty());
}

BOOST_AUTO_TEST_CASE(the_same_contents_never_look_the_same) {
  Sealed sealed;
  BOOST_TEST((sealed.keys.seal(contents, sealed.random) != sealed.ticket));
  const auto shown = std::ranges::search(sealed.ticket, contents);
  BOOST_TEST(shown.empty());
}

BOOST_AUTO_TEST_CASE(a_ticket_with_any_bit_changed_does_not_open) {
  Sealed sealed;
  for (std::size_t bit = 0; bit < sealed.ticket.size() * 8; ++bit) {
    const auto mask = static_cast<std::uint8_t>(1U << (bit % 8));
    sealed.ticket[bit / 8] ^= mask;
    BOOST_TEST(!sealed.keys.open(sealed.ticket).has_value(), "bit " << bit);
    sealed.ticket[bit / 8] ^= mask;
  }
}

BOOST_AUTO_TEST_CASE(a_ticket_cut_anywhere_or_with_more_behind_does_not_open) {
  Sealed sealed;
  for (std::size_t size = 0; size < sealed.ticket.size(); ++size) {
    BOOST_TEST(!sealed.keys.open(base::View(sealed.ticket).first(size)).has_value(), size << " bytes");
  }
  sealed.ticket.push_back(0);
  BOOST_TEST(!sealed.keys.open(sealed.ticket).has_value());
}

BOOST_AUTO_TEST_CASE(a_ticket_of_other_keys_does_not_open) {
  Sealed sealed;
  BOOST_TEST(!TicketKeys::fresh(sealed.random, now()).open(sealed.ticket).has_value());
}

BOOST_AUTO_TEST_CASE(keys_survive_being_written_down) {
  Sealed sealed;
  const TicketKeys two = sealed.keys.rotated(sealed.random, now() + hours(1));
  const TicketKeys again = TicketKeys::from_text(text_of(two));
  BOOST_TEST(text_of(again) == text_of(two));
  BOOST_TEST(lines_of(again) == 2U);
  BOOST_TEST((again.newest() == two.newest()));
  BOOST_TEST(opens(again, sealed.ticket));
  BOOST_TEST(opens(two, again.seal(contents, sealed.random)));
}

BOOST_AUTO_TEST_CASE(a_line_is_a_time_a_name_and_a_key) {
  const std::string name(32, 'a');
  const std::string key(64, 'b');
  const TicketKeys keys = TicketKeys::from_text("1000 " + name + " " + key);
  BOOST_TEST(text_of(keys) == "1000 " + name + " " + key + "\n");
  BOOST_TEST((keys.newest() == tls::Time{std::chrono::seconds(1)}));
}

BOOST_AUTO_TEST_CASE(anything_else_is_refused_and_the_line_is_named) {
  const std::string name(32, 'a');
  const std::string key(64, 'b');
  const std::string good = "1000 " + name + " " + key + "\n";
  for (const std::string& bad :
       {std::string("\n"), std::string("x " + name + " " + key), "1000x " + name + " " + key, " " + name + " " + key,
        "1000  " + name + " " + key, "1000 " + name, "1000 " + name + " ", "1000 " + name + "a " + key,
        "1000 " + name.substr(2) + " " + key, "1000 " + name + " " + key.substr(2), "1000 " + name + " " + key + "bb",
        "1000 " + name + " " + key.substr(1), "1000 " + name + " " + std::string(64, 'g'),
        "99999999999999999999 " + name + " " + key, "1000 " + name + " " + key + " more"}) {
    BOOST_TEST_CONTEXT("<" << bad << ">") {
      const auto first = thrown<std::invalid_argument>([&] { TicketKeys::from_text(bad); });
      BOOST_TEST(std::string(first.what()) == "line 1 is not a ticket key");
      const auto second = thrown<std::invalid_argument>([&] { TicketKeys::from_text(good + bad); });
      BOOST_TEST(std::string(second.what()) == "line 2 is not a ticket key");
    }
  }
  BOOST_CHECK_THROW(TicketKeys::from_text(""), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(a_rotation_puts_a_fresh_key_in_front_and_the_old_one_still_opens) {
  Sealed sealed;
  const TicketKeys rotated = sealed.keys.rotated(sealed.random, now() + hours(1));
  BOOST_TEST((rotated.newest() == now() + hours(1)));
  BOOST_TEST(opens(rotated, sealed.ticket));
  BOOST_TEST(!sealed.keys.open(rotated.seal(contents, sealed.random)).has_value());
}

BOOST_AUTO_TEST_CASE(a_key_is_kept_until_a_lifetime_after_it_stopped_sealing) {
  Sealed sealed;
  const TicketKeys second = sealed.keys.rotated(sealed.random, now() + hours(1));
  const auto stopped = now() + hours(1);
  BOOST_TEST(opens(second.rotated(sealed.random, stopped + lifetime), sealed.ticket));
  const TicketKeys third = second.rotated(sealed.random, stopped + lifetime + std::chrono::milliseconds(1));
  BOOST_TEST(!opens(third, sealed.ticket));
  BOOST_TEST(lines_of(third) == 2U);
}

BOOST_AUTO_TEST_CASE(a_key_that_sealed_until_now_is_kept_however_old_it_is) {
  Sealed sealed;
  BOOST_TEST(opens(sealed.keys.rotated(sealed.random, now() + 10 * lifetime), sealed.ticket));
}

BOOST_AUTO_TEST_SUITE_END()
