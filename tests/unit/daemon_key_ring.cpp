// The daemon's ticket keys: when they change, what old ones still open, and what a file of them must be like.
#include "daemon/key_ring.hpp"

#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <sstream>

#include "daemon/credentials.hpp"
#include "support/endpoints.hpp"
#include "unit/folder.hpp"

using namespace tests;
using namespace vitrine::daemon;
using namespace std::chrono_literals;

namespace {

const tls::Time start = tests::now();

base::Bytes sealed_by(const KeyRing& ring) {
  SeededRandom random(3);
  return ring.keys()->seal(base::view_of("a session"), random);
}

bool opens(const KeyRing& ring, const base::Bytes& ticket) { return ring.keys()->open(ticket).has_value(); }

struct Fixture {
  Folder folder;
  std::filesystem::path path = folder.path() / "keys";

  void write(const std::string& text) const {
    std::ofstream(path) << text;
    chmod(path.c_str(), 0600);
  }
  std::string content() const {
    std::stringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(daemon_key_ring, Fixture)

BOOST_AUTO_TEST_CASE(keys_in_memory_change_after_twelve_hours_and_old_tickets_stay_good) {
  KeyRing ring("");
  BOOST_TEST(ring.refresh(start));
  const base::Bytes ticket = sealed_by(ring);
  BOOST_TEST(!ring.refresh(start + 12h));
  BOOST_TEST(ring.refresh(start + 12h + 1ms));
  BOOST_TEST((ring.keys()->newest() == start + 12h + 1ms));
  BOOST_TEST(opens(ring, ticket));
}

BOOST_AUTO_TEST_CASE(a_key_that_nothing_alive_was_sealed_with_is_gone) {
  KeyRing ring(path);
  ring.refresh(start);
  const base::Bytes ticket = sealed_by(ring);
  ring.refresh(start + 13h);
  ring.refresh(start + 13h + 24h * 7);
  BOOST_TEST(opens(ring, ticket));
  ring.refresh(start + 27h + 24h * 7);
  BOOST_TEST(!opens(ring, ticket));
}

BOOST_AUTO_TEST_CASE(who_has_keys_keeps_the_set_that_it_was_given) {
  KeyRing ring("");
  ring.refresh(start);
  const auto held = ring.keys();
  ring.refresh(start + 13h);
  BOOST_TEST((held->newest() == start));
}

BOOST_AUTO_TEST_CASE(a_missing_file_is_made_for_its_owner_alone_and_an_empty_one_filled) {
  KeyRing(path).refresh(start);
  struct stat status{};
  BOOST_REQUIRE(stat(path.c_str(), &status) == 0);
  BOOST_TEST((status.st_mode & 0777U) == 0600U);
  BOOST_TEST(!content().empty());
  write("");
  KeyRing(path).refresh(start);
  BOOST_TEST(!content().empty());
  BOOST_TEST(!std::filesystem::exists(folder.path() / "keys.new"));
}

BOOST_AUTO_TEST_CASE(two_daemons_with_one_file_have_the_same_keys_and_only_one_changes_them) {
  KeyRing one(path);
  KeyRing two(path);
  one.refresh(start);
  two.refresh(start + 1h);
  BOOST_TEST(opens(two, sealed_by(one)));
  BOOST_TEST(two.refresh(start + 13h));
  BOOST_TEST(one.refresh(start + 14h));
  BOOST_TEST((one.keys()->newest() == start + 13h));
  BOOST_TEST(opens(one, sealed_by(two)));
  BOOST_TEST(!two.refresh(start + 14h));
}

BOOST_AUTO_TEST_CASE(a_restart_goes_on_with_the_keys_of_the_file) {
  KeyRing before(path);
  before.refresh(start);
  KeyRing after(path);
  after.refresh(start + 1h);
  BOOST_TEST(opens(after, sealed_by(before)));
}

BOOST_AUTO_TEST_CASE(what_a_stopped_daemon_has_left_behind_is_in_nobodys_way) {
  std::ofstream(folder.path() / "keys.new") << "half a li";
  KeyRing ring(path);
  BOOST_TEST(ring.refresh(start));
  BOOST_TEST(content().starts_with("1780"));
}

BOOST_AUTO_TEST_CASE(a_bad_file_is_refused_stays_as_it_is_and_the_keys_stay_what_they_were) {
  KeyRing ring(path);
  ring.refresh(start);
  const base::Bytes ticket = sealed_by(ring);
  for (const std::string text : {"no key\n", "1 2 3\n", "\n"}) {
    write(text);
    BOOST_CHECK_THROW(ring.refresh(start + 13h), ConfigurationError);
    BOOST_TEST(opens(ring, ticket));
    BOOST_TEST(content() == text);
  }
}

BOOST_AUTO_TEST_CASE(a_file_that_others_can_read_is_refused) {
  KeyRing(path).refresh(start);
  for (const mode_t mode : {0640U, 0604U}) {
    chmod(path.c_str(), mode);
    BOOST_CHECK_THROW(KeyRing(path).refresh(start), ConfigurationError);
  }
}

BOOST_AUTO_TEST_CASE(a_folder_and_a_file_in_no_folder_are_refused) {
  BOOST_CHECK_THROW(KeyRing(folder.path()).refresh(start), ConfigurationError);
  BOOST_CHECK_THROW(KeyRing(folder.path() / "none" / "keys").refresh(start), ConfigurationError);
}

BOOST_AUTO_TEST_SUITE_END()
