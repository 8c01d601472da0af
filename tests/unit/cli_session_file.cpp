// Tickets between runs: whose eyes the file is for, what it holds after damage, and that each ticket is used once.
#include "cli/session_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <sstream>

#include "cli/options.hpp"
#include "support/endpoints.hpp"
#include "unit/folder.hpp"

using namespace tests;
using vitrine::cli::SessionFile;
using vitrine::cli::UsageError;
using namespace std::chrono_literals;

namespace {

const std::string address = "127.0.0.1:4444";

tls::ClientTicket ticket(std::uint8_t number, tls::Time received = now()) {
  tls::ClientTicket one;
  one.ticket = base::Bytes(40, number);
  one.psk = crypto::Secret(base::View(base::Bytes(32, number)));
  one.cipher_suite = tls::CipherSuite::TLS_AES_128_GCM_SHA256;
  one.lifetime = 3600s;
  one.received = received;
  one.server_name = "localhost";
  one.alpn = "vitrine/1";
  one.peer_chain = {credential("p256")->chain.front()};
  return one;
}

std::vector<tls::ClientTicket> some(std::initializer_list<int> numbers) {
  std::vector<tls::ClientTicket> all;
  for (const int number : numbers) all.push_back(ticket(static_cast<std::uint8_t>(number)));
  return all;
}

/// The number of the ticket taken; 0: none.
int taken(SessionFile& file, const std::string& whose = address) {
  const auto one = file.take(whose);
  return one ? one->ticket.front() : 0;
}

struct Fixture {
  Folder folder;
  std::filesystem::path path = folder.path() / "sessions";
  SessionFile file{path};

  bool is_refused() {
    try {
      file.take(address);
      return false;
    } catch (const UsageError& error) {
      return error.text.find(path.string()) != std::string::npos;
    }
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(cli_session_file, Fixture)

BOOST_AUTO_TEST_CASE(a_file_that_does_not_exist_has_no_ticket_and_is_not_made_by_asking) {
  BOOST_TEST(taken(file) == 0);
  BOOST_TEST(!std::filesystem::exists(path));
}

BOOST_AUTO_TEST_CASE(a_file_in_a_folder_that_does_not_exist_is_refused_before_there_is_a_ticket_to_keep) {
  path = folder.path() / "nowhere" / "sessions";
  file = SessionFile(path);
  BOOST_TEST(is_refused());
}

BOOST_AUTO_TEST_CASE(the_newest_comes_first_and_each_only_once) {
  file.keep(address, some({1, 2}), now());
  BOOST_TEST(taken(file, "elsewhere:1") == 0);
  SessionFile another_run(path);
  BOOST_TEST(taken(another_run) == 2);
  BOOST_TEST(taken(file) == 1);
  BOOST_TEST(taken(another_run) == 0);
}

BOOST_AUTO_TEST_CASE(a_ticket_comes_back_as_it_was) {
  file.keep(address, some({7}), now());
  const auto one = file.take(address);
  BOOST_REQUIRE(one);
  BOOST_TEST(one->ticket == base::Bytes(40, 7), boost::test_tools::per_element());
  BOOST_TEST(base::copy_of(one->psk.expose()) == base::Bytes(32, 7), boost::test_tools::per_element());
  BOOST_TEST((one->received == now()));
  BOOST_TEST(one->alpn == "vitrine/1");
  BOOST_TEST(one->peer_chain.size() == 1U);
}

BOOST_AUTO_TEST_CASE(only_its_owner_can_read_it) {
  file.keep(address, some({1}), now());
  struct stat status{};
  BOOST_REQUIRE(stat(path.c_str(), &status) == 0);
  BOOST_TEST((status.st_mode & 0777U) == 0600U);
  for (const mode_t mode : {0640U, 0604U, 0620U}) {
    chmod(path.c_str(), mode);
    BOOST_TEST(is_refused());
  }
}

BOOST_AUTO_TEST_CASE(what_is_no_session_file_is_refused_and_stays_as_it_is) {
  for (const std::string text :
       {"hello", "127.0.0.1:4444", "127.0.0.1:4444 zz", "127.0.0.1:4444 00ff", "\n", "a 00\n\n"}) {
    std::ofstream(path) << text;
    chmod(path.c_str(), 0600);
    BOOST_TEST(is_refused(), text);
    std::stringstream content;
    content << std::ifstream(path).rdbuf();
    BOOST_TEST(content.str() == text);
  }
}

BOOST_AUTO_TEST_CASE(a_folder_and_a_symbolic_link_are_refused) {
  std::filesystem::create_directory(path);
  BOOST_TEST(is_refused());
  std::filesystem::remove(path);
  std::ofstream(folder.path() / "other").flush();
  std::filesystem::create_symlink(folder.path() / "other", path);
  BOOST_TEST(is_refused());
}

BOOST_AUTO_TEST_CASE(eight_for_each_address_are_enough_and_the_expired_are_left_out) {
  std::vector<tls::ClientTicket> old;
  old.push_back(ticket(99, now() - 2h));
  file.keep(address, old, now() - 1h);
  file.keep("elsewhere:1", some({50}), now());
  file.keep(address, some({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}), now());
  for (int number = 10; number > 2; --number) BOOST_TEST(taken(file) == number);
  BOOST_TEST(taken(file) == 0);
  BOOST_TEST(taken(file, "elsewhere:1") == 50);
}

BOOST_AUTO_TEST_CASE(two_processes_never_take_the_same_ticket) {
  file.keep(address, some({1, 2, 4, 8, 16, 32, 64}), now());
  const pid_t child = fork();
  BOOST_REQUIRE(child >= 0);
  int sum = 0;
  while (const int number = taken(file)) sum += number;
  if (child == 0) _exit(sum);
  int status = 0;
  BOOST_REQUIRE(waitpid(child, &status, 0) == child);
  BOOST_TEST(sum + WEXITSTATUS(status) == 127);
}

BOOST_AUTO_TEST_SUITE_END()
