// A connection that is written into a capture is read from it again: the same messages, and secrets before what they
// open.
#include <sys/resource.h>

#include <boost/test/unit_test.hpp>
#include <csignal>
#include <fstream>

#include "capture/file_reader.hpp"
#include "capture/follow.hpp"
#include "support/endpoints.hpp"
#include "trace/packet_capture.hpp"
#include "unit/folder.hpp"
#include "unit/trace_events.hpp"

namespace {

namespace capture = vitrine::capture;
using namespace tests;

const trace::PacketCapture::Ends client_ends{tls::Role::client, {"127.0.0.1", 50000}, {"127.0.0.1", 4444}};
const trace::PacketCapture::Ends server_ends{tls::Role::server, {"::1", 4444}, {"::1", 50000}};

capture::Timestamp noon() { return capture::Timestamp(std::chrono::hours(12)); }

/// A file that packets are captured into, and what is in it.
class File {
 public:
  trace::Recording& open() { return recording_.emplace(path(), trace::packet_capture_beginning(), trouble.out()); }
  std::string path() const { return (folder_.path() / "c.pcapng").string(); }
  base::Bytes content() const {
    std::ifstream file(path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  Screen trouble;

 private:
  Folder folder_;
  std::optional<trace::Recording> recording_;
};

/// Files cannot grow beyond that size for a while.
class NoMoreThan {
 public:
  explicit NoMoreThan(std::size_t size) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{size, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  NoMoreThan(const NoMoreThan&) = delete;
  NoMoreThan& operator=(const NoMoreThan&) = delete;
  ~NoMoreThan() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_{};
  void (*handler_)(int);
};

/// Keeps what a follower tells.
struct Reader final : capture::Watcher {
  void begin(const capture::Endpoint& from, const capture::Endpoint& to) override {
    who = capture::to_text(from) + " " + capture::to_text(to);
  }
  void at(std::chrono::microseconds) override {}
  void comment(std::string_view untrusted) override { comments.emplace_back(untrusted); }
  void note(std::string_view sentence) override { notes.emplace_back(sentence); }
  void on(const tls::Event& event) override { events.on(event); }
  bool wants_secrets() const override { return true; }

  Recorder events;
  std::string who;
  std::vector<std::string> comments;
  std::vector<std::string> notes;
};

Reader& read(const base::Bytes& file, Reader& reader, std::string_view key_log = "") {
  const capture::Contents contents = capture::read_capture(file);
  BOOST_TEST(contents.trouble == "");
  capture::KeyLog keys;
  keys.add(contents.key_log);
  keys.add(key_log);
  for (const capture::TcpStream& stream : capture::tcp_streams(contents.packets)) capture::follow(stream, keys, reader);
  return reader;
}

bool has(const std::vector<std::string>& lines, std::string_view part) {
  return std::ranges::any_of(lines, [&](const std::string& line) { return line.find(part) != std::string::npos; });
}

/// A conversation that one side captures, and the file that comes of it.
class Captured {
 public:
  explicit Captured(Setup setup = {}, const trace::PacketCapture::Ends& ends = client_ends)
      : watcher_(std::in_place, file_.open(), ends, noon) {
    (ends.role == tls::Role::client ? setup.client_watcher : setup.server_watcher) = &*watcher_;
    pair.emplace(std::move(setup));
    pair->run();
    if (pair->connected()) talk();
    watcher_.reset();
    BOOST_TEST(file_.trouble.lines.empty());
    file = file_.content();
  }

  std::optional<Pair> pair;
  base::Bytes file;

 private:
  void talk() {
    BOOST_TEST(pair->client.update_keys(tls::KeyUpdateRequest::update_requested));
    pair->say(pair->client, "from the client");
    pair->say(pair->server, "from the server");
    pair->run();
    pair->client.close();
    pair->server.close();
    pair->run();
  }

  File file_;
  std::optional<trace::PacketCapture> watcher_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(trace_packet_capture)

BOOST_AUTO_TEST_CASE(a_session_is_read_from_the_capture_as_its_client_saw_it) {
  const Captured session;
  Reader reader;
  read(session.file, reader);
  BOOST_TEST(reader.who == "127.0.0.1:50000 127.0.0.1:4444");
  BOOST_TEST(reader.events.messages == session.pair->client_events.messages, boost::test_tools::per_element());
  BOOST_TEST(reader.events.records == session.pair->client_events.records, boost::test_tools::per_element());
  BOOST_TEST(reader.notes.empty());
}

BOOST_AUTO_TEST_CASE(the_server_s_capture_tells_the_same) {
  const Captured session({}, server_ends);
  Reader reader;
  read(session.file, reader);
  BOOST_TEST(reader.who == "[::1]:50000 [::1]:4444");
  BOOST_TEST(reader.events.messages == session.pair->client_events.messages, boost::test_tools::per_element());
  BOOST_TEST(reader.notes.empty());
}

BOOST_AUTO_TEST_CASE(each_suite_and_a_retry_are_read) {
  for (const auto& suite : tls::entries<tls::CipherSuite>()) {
    Setup setup;
    setup.server.preferences.cipher_suites = {suite.value};
    setup.server.preferences.groups = {tls::NamedGroup::secp384r1};
    const Captured session(std::move(setup));
    Reader reader;
    read(session.file, reader);
    BOOST_TEST(has(reader.events.messages, "HelloRetryRequest"));
    BOOST_TEST(reader.events.messages == session.pair->client_events.messages, boost::test_tools::per_element());
    BOOST_TEST(reader.notes.empty());
  }
}

BOOST_AUTO_TEST_CASE(all_four_secrets_stand_before_the_first_packet_of_the_server) {
  const Captured session;
  const std::string_view text = base::text_of(session.file);
  const std::size_t server_hello = text.find(std::string_view("\x16\x03\x03", 3));
  for (const std::string_view label : {"CLIENT_HANDSHAKE_TRAFFIC_SECRET", "SERVER_HANDSHAKE_TRAFFIC_SECRET",
                                       "CLIENT_TRAFFIC_SECRET_0", "SERVER_TRAFFIC_SECRET_0"})
    BOOST_TEST(text.find(label) < server_hello);
}

BOOST_AUTO_TEST_CASE(a_handshake_that_fails_is_written_with_the_reason_as_a_comment) {
  Setup setup;
  setup.identity.host = "other.example";
  const Captured session(std::move(setup));
  Reader reader;
  read(session.file, reader);
  BOOST_TEST((session.pair->client.status() == tls::Status::failed));
  BOOST_TEST(has(reader.events.messages, "< Finished"));
  BOOST_TEST(has(reader.comments, "refused: §"));
  BOOST_TEST(has(reader.comments, "alert sent: bad_certificate (42)"));
  BOOST_TEST(has(reader.comments, "failed: "));
  BOOST_TEST(reader.notes.empty());
}

BOOST_AUTO_TEST_CASE(without_its_secrets_a_capture_is_read_as_far_as_it_is_open) {
  base::Bytes file = Captured().file;
  const std::string_view text = base::text_of(file);
  for (std::size_t at = text.find("TRAFFIC"); at != std::string_view::npos; at = text.find("TRAFFIC", at + 1))
    file[at] = 'X';
  Reader reader;
  read(file, reader);
  const std::vector<std::string> expected{"> ClientHello", "< ServerHello"};
  BOOST_TEST(reader.events.messages == expected, boost::test_tools::per_element());
  BOOST_TEST(has(reader.notes, "the server's encrypted records stay closed"));
}

BOOST_AUTO_TEST_CASE(a_file_of_ours_gets_a_new_section_and_no_other_file_is_touched) {
  File file;
  file.open();
  const base::Bytes once = file.content();
  file.open();
  BOOST_TEST(file.content().size() == 2 * once.size());
  std::ofstream(file.path()) << "somebody's thesis";
  BOOST_CHECK_THROW(file.open(), std::runtime_error);
  BOOST_TEST(base::text_of(file.content()) == "somebody's thesis");
}

BOOST_AUTO_TEST_CASE(one_program_at_a_time_writes_a_file) {
  File file;
  file.open();
  Screen ignored;
  BOOST_CHECK_THROW(trace::Recording(file.path(), trace::packet_capture_beginning(), ignored.out()),
                    std::runtime_error);
}

BOOST_AUTO_TEST_CASE(packets_wait_for_their_secrets_but_not_for_ever) {
  File file;
  trace::PacketCapture watcher(file.open(), client_ends, noon);
  const std::size_t opening = file.content().size();
  const base::Bytes record(16'000, 0x17);
  const auto say = [&](int records) {
    for (int i = 0; i < records; ++i) watcher.on(tls::WireReceived{{record}});
    return file.content().size();
  };
  BOOST_TEST(say(60) == opening);
  BOOST_TEST(say(10) > opening + 1'000'000);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_written_is_told_once_and_leaves_whole_blocks) {
  File file;
  trace::Recording& recording = file.open();
  const base::Bytes block = capture::secrets_block("a line of a key log\n");
  recording.append(block);
  const std::size_t size = file.content().size();
  {
    const NoMoreThan limit(size + block.size() / 2);
    recording.append(block);
    recording.append(block);
  }
  recording.append(block);
  BOOST_REQUIRE(file.trouble.lines.size() == 1);
  BOOST_TEST(file.trouble.shows("c.pcapng: no room for more; the recording ends here."));
  BOOST_TEST(file.content().size() == size);
}

BOOST_AUTO_TEST_CASE(only_its_owner_may_read_it) {
  File file;
  file.open();
  const auto mode = std::filesystem::status(file.path()).permissions();
  BOOST_TEST((mode == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)));
}

BOOST_AUTO_TEST_SUITE_END()
