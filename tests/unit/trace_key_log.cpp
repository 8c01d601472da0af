// trace/key_log and trace/fan_out: secrets go where they were asked for and nowhere else.
#include "trace/key_log.hpp"
#include "trace/recording.hpp"

#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "trace/fan_out.hpp"
#include "trace_events.hpp"

using namespace tests;
using trace::FanOut;
using trace::KeyLog;
using trace::KeyLogFile;

namespace {

const base::Bytes value(32, 0x5e);

/// Remembers whether a secret came with its value.
struct Watcher : tls::EventSink {
  explicit Watcher(bool wants) : wants_values(wants) {}
  void on(const tls::Event& event) override {
    ++events;
    const auto* secret = std::get_if<tls::SecretDerived>(&event);
    if (secret != nullptr) saw_value = secret->bytes.has_value();
  }
  bool wants_secrets() const override { return wants_values; }
  bool wants_values;
  bool saw_value = false;
  int events = 0;
};

/// A folder that ends with the test.
struct Folder {
  Folder() : path(std::filesystem::temp_directory_path() / ("vitrine-key-log-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(path);
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::filesystem::path path;
};

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(trace_key_log)

BOOST_AUTO_TEST_CASE(the_secrets_that_a_key_log_has_are_written_with_the_client_random) {
  using enum tls::SecretKind;
  Screen screen;
  KeyLog log(screen.out());
  send(log, client_hello());
  for (int kind = 0; kind <= static_cast<int>(write_iv); ++kind) {
    log.on(secret(static_cast<tls::SecretKind>(kind), "it", value));
  }
  std::string random;
  std::string hex;
  for (int i = 0; i < 32; ++i) random += "c1";
  for (int i = 0; i < 32; ++i) hex += "5e";
  const std::vector<std::string> expected{
      "CLIENT_EARLY_TRAFFIC_SECRET " + random + " " + hex,
      "EARLY_EXPORTER_SECRET " + random + " " + hex,
      "CLIENT_HANDSHAKE_TRAFFIC_SECRET " + random + " " + hex,
      "SERVER_HANDSHAKE_TRAFFIC_SECRET " + random + " " + hex,
      "CLIENT_TRAFFIC_SECRET_0 " + random + " " + hex,
      "SERVER_TRAFFIC_SECRET_0 " + random + " " + hex,
      "EXPORTER_SECRET " + random + " " + hex,
  };
  BOOST_TEST(screen.lines == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_random_is_that_of_the_hello_on_the_server_side_too) {
  Screen screen;
  KeyLog log(screen.out());
  receive(log, client_hello());
  log.on(secret(tls::SecretKind::exporter_secret, "exporter_secret", value));
  BOOST_TEST(screen.shows("EXPORTER_SECRET c1c1"));
}

BOOST_AUTO_TEST_CASE(a_secret_from_before_the_hello_waits_for_its_random) {
  Screen screen;
  KeyLog log(screen.out());
  log.on(secret(tls::SecretKind::client_early_traffic_secret, "it", value));
  BOOST_TEST(screen.lines.empty());
  send(log, client_hello());
  BOOST_TEST(screen.shows("CLIENT_EARLY_TRAFFIC_SECRET c1c1"));
}

BOOST_AUTO_TEST_CASE(a_secret_after_a_key_update_is_left_to_the_reader) {
  Screen screen;
  KeyLog log(screen.out());
  send(log, client_hello());
  tls::SecretDerived updated = secret(tls::SecretKind::client_application_traffic_secret, "it", value);
  updated.generation = 1;
  log.on(updated);
  BOOST_TEST(screen.lines.empty());
}

BOOST_AUTO_TEST_CASE(a_file_is_a_key_log_or_a_recording_and_not_both) {
  const Folder folder;
  const std::string path = (folder.path / "both").string();
  const base::Bytes beginning{1, 2, 3};
  const auto record = [&] { trace::Recording(path, {beginning, beginning.size()}, [](std::string_view) {}); };
  {
    const KeyLogFile first(path);
    BOOST_CHECK_NO_THROW(KeyLogFile{path});
    BOOST_CHECK_THROW(record(), std::runtime_error);
  }
  const trace::Recording first(path, {beginning, beginning.size()}, [](std::string_view) {});
  BOOST_CHECK_THROW(KeyLogFile{path}, std::system_error);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_written_is_told_once) {
  Screen screen;
  const KeyLogFile full("/dev/full", screen.out());
  BOOST_TEST(!full.append("one"));
  BOOST_TEST(!full.append("two"));
  BOOST_TEST_REQUIRE(screen.lines.size() == 1U);
  BOOST_TEST(screen.shows("/dev/full: No space left on device; secrets are missing there."));
}

BOOST_AUTO_TEST_CASE(the_file_is_private_and_appended_to) {
  const Folder folder;
  const std::filesystem::path path = folder.path / "keys";
  BOOST_TEST(KeyLogFile(path.string()).append("one"));
  BOOST_TEST(KeyLogFile(path.string()).append("two"));
  BOOST_TEST(content_of(path) == "one\ntwo\n");
  const auto mode = std::filesystem::status(path).permissions();
  BOOST_TEST((mode == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)));
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_opened_is_named) {
  const Folder folder;
  const std::string path = (folder.path / "missing" / "keys").string();
  const auto names_it = [&](const std::system_error& error) {
    return std::string_view(error.what()).find(path) != std::string_view::npos;
  };
  BOOST_CHECK_EXCEPTION(KeyLogFile{path}, std::system_error, names_it);
}

BOOST_AUTO_TEST_CASE(a_fan_out_shows_values_to_those_who_want_them) {
  Watcher curious(true);
  Watcher modest(false);
  FanOut both({&curious, &modest});
  BOOST_TEST(both.wants_secrets());
  both.on(secret(tls::SecretKind::main_secret, "main_secret", value));
  BOOST_TEST(curious.saw_value);
  BOOST_TEST(!modest.saw_value);
  both.on(tls::Transition{"A", "", "B"});
  BOOST_TEST(curious.events == 2);
  BOOST_TEST(modest.events == 2);
}

BOOST_AUTO_TEST_CASE(a_fan_out_of_the_modest_wants_no_secrets) {
  Watcher modest(false);
  FanOut one;
  BOOST_TEST(!one.wants_secrets());
  one.add(modest);
  BOOST_TEST(!one.wants_secrets());
}

BOOST_AUTO_TEST_SUITE_END()
