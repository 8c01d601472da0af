// A ticket on its way into a file and out of it: common/tls/saved_ticket.hpp.
#include "tls/saved_ticket.hpp"

#include <boost/test/unit_test.hpp>

#include "support/resumption.hpp"

namespace {

using namespace tests;

tls::ClientTicket a_ticket() { return std::move(*with_ticket(setup_with_early_data()).ticket); }

base::Bytes bytes_of(const tls::ClientTicket& ticket) { return base::copy_of(tls::to_bytes(ticket).expose()); }

}  // namespace

BOOST_AUTO_TEST_SUITE(tls_saved_ticket)

BOOST_AUTO_TEST_CASE(a_ticket_that_was_saved_resumes) {
  const Setup setup = setup_with_early_data();
  tls::ServerIdentity identity = with_ticket(setup);
  identity.ticket = tls::ticket_from(tls::to_bytes(*identity.ticket).expose());
  BOOST_TEST_REQUIRE(identity.ticket.has_value());
  BOOST_TEST(met_again(setup, std::move(identity))->client.session().resumed);
}

BOOST_AUTO_TEST_CASE(what_was_saved_is_saved_again_as_the_same_bytes) {
  const base::Bytes bytes = bytes_of(a_ticket());
  const auto ticket = tls::ticket_from(bytes);
  BOOST_TEST_REQUIRE(ticket.has_value());
  BOOST_TEST(bytes_of(*ticket) == bytes, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(who_we_were_is_saved_too) {
  for (const auto& own :
       {std::optional<base::Bytes>(), std::optional(base::Bytes()), std::optional(base::Bytes(32, 7))}) {
    tls::ClientTicket ticket = a_ticket();
    ticket.own_certificate = own;
    const auto restored = tls::ticket_from(bytes_of(ticket));
    BOOST_TEST_REQUIRE(restored.has_value());
    BOOST_TEST((restored->own_certificate == own));
  }
}

BOOST_AUTO_TEST_CASE(bytes_that_are_cut_short_or_go_on_are_no_ticket) {
  base::Bytes bytes = bytes_of(a_ticket());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    BOOST_TEST(!tls::ticket_from(base::View(bytes).first(size)).has_value());
  }
  bytes.push_back(0);
  BOOST_TEST(!tls::ticket_from(bytes).has_value());
}

BOOST_AUTO_TEST_CASE(any_changed_byte_gives_a_ticket_or_none_and_never_trouble) {
  const Setup setup = setup_with_early_data();
  const base::Bytes bytes = bytes_of(a_ticket());
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    base::Bytes changed = bytes;
    changed[at] ^= 0xff;
    tls::ServerIdentity identity{setup.identity.host, setup.identity.server_name, tls::ticket_from(changed)};
    (void)met_again(setup, std::move(identity));
  }
  BOOST_TEST(true);
}

BOOST_AUTO_TEST_SUITE_END()
