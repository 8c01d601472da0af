// Hostile row F17: which secrets are left in memory. The same conversation is held twice: by a child, which reports its
// secrets (masked, so that the report is not what is found), and by us without a watcher; then our memory is searched.
// Stacks are left out: what compilers spill there is overwritten when they please. RFC 9846 §7.1, §7.2, Appendix F.1.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstring>
#include <fstream>
#include <sstream>

#include "base/hex.hpp"
#include "support/evil_conversation.hpp"
#include "support/evil_records.hpp"

namespace {

using namespace tests;

constexpr std::uint8_t mask = 0xa5;

struct Needle {
  std::string name;
  std::uint64_t generation = 0;
  base::Bytes masked;
};

/// Remembers what is asked for as 32 bytes, which is how private keys begin.
class RememberingRandom final : public crypto::Random {
 public:
  explicit RememberingRandom(std::uint64_t seed) : source_(seed) {}
  void fill(base::MutableView out) override {
    source_.fill(out);
    if (out.size() == 32) given.push_back(base::copy_of(out));
  }
  std::vector<base::Bytes> given;

 private:
  SeededRandom source_;
};

class Collector final : public tls::EventSink {
 public:
  bool wants_secrets() const override { return true; }
  void on(const tls::Event& event) override {
    const auto* derived = std::get_if<tls::SecretDerived>(&event);
    if (derived == nullptr || is_known_to_all(*derived)) return;
    const std::string of = derived->label == "key" || derived->label == "iv" ? " of " + std::string(derived->from) : "";
    add(std::string(derived->name) + of, derived->generation, derived->bytes->value);
  }
  /// Made of nothing, or told to the peer.
  static bool is_known_to_all(const tls::SecretDerived& derived) {
    const bool of_nothing = derived.kind == tls::SecretKind::early_secret || derived.from == "early_secret";
    return of_nothing || derived.kind == tls::SecretKind::verify_data;
  }
  void add(const std::string& name, std::uint64_t generation, base::View value) {
    base::Bytes masked = base::copy_of(value);
    for (std::uint8_t& byte : masked) byte ^= mask;
    needles.push_back({name, generation, std::move(masked)});
  }
  std::vector<Needle> needles;
};

/// Two that meet, update their keys and part.
struct Conversation {
  Conversation(crypto::Random& client_random, crypto::Random& server_random, tls::EventSink* sink)
      : client(tls::Connection::client(std::make_shared<tls::ClientConfig>(plain_setup().client), {"localhost", ""},
                                       client_random, now(), sink)),
        server(tls::Connection::server(std::make_shared<tls::ServerConfig>(plain_setup().server), server_random, now(),
                                       sink)) {}

  void carry() {
    for (int turn = 0; turn < 10; ++turn) {
      server.receive(hello(Pair::take(client)));
      client.receive(Pair::take(server));
    }
  }
  void update_keys() {
    BOOST_TEST(client.update_keys(tls::KeyUpdateRequest::update_requested));
    carry();
  }
  const base::Bytes& hello(base::Bytes bytes) {
    if (first.empty()) first = bytes;
    return last = std::move(bytes);
  }

  tls::Connection client;
  tls::Connection server;
  base::Bytes first;
  base::Bytes last;
};

bool contains(base::View whole, base::View part) { return !std::ranges::search(whole, part).empty(); }

std::string report_of_a_child(std::uint64_t seed) {
  RememberingRandom client_random(seed);
  RememberingRandom server_random(seed + 1);
  Collector collector;
  Conversation conversation(client_random, server_random, &collector);
  conversation.carry();
  for (const base::Bytes& bytes : client_random.given) {
    if (!contains(conversation.first, bytes)) collector.add("private key", 0, base::View(bytes).subspan(1, 30));
  }
  conversation.update_keys();
  std::string report;
  for (const Needle& needle : collector.needles) {
    report += std::to_string(needle.generation) + " " + base::to_hex(needle.masked) + " " + needle.name + "\n";
  }
  return report;
}

/// What the conversation with this seed has for secrets. They were never in this process.
std::vector<Needle> needles_of(std::uint64_t seed) {
  std::array<int, 2> ends{};
  BOOST_TEST_REQUIRE(pipe(ends.data()) == 0);
  const pid_t child = fork();
  if (child == 0) {
    const std::string report = report_of_a_child(seed);
    const bool written = write(ends[1], report.data(), report.size()) == static_cast<ssize_t>(report.size());
    _exit(written ? 0 : 1);
  }
  close(ends[1]);
  std::string report;
  std::array<char, 4096> part{};
  for (ssize_t got = 0; (got = read(ends[0], part.data(), part.size())) > 0;) {
    report.append(part.data(), static_cast<std::size_t>(got));
  }
  close(ends[0]);
  BOOST_TEST(waitpid(child, nullptr, 0) == child);
  std::vector<Needle> needles;
  std::istringstream lines(report);
  Needle needle;
  for (std::string hex; lines >> needle.generation >> hex && std::getline(lines >> std::ws, needle.name);) {
    needle.masked = base::from_hex(hex);
    needles.push_back(needle);
  }
  return needles;
}

/// Writable memory that is no stack.
std::vector<base::View> regions() {
  std::vector<base::View> found;
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    const bool writable = line.find(" rw-p ") != std::string::npos;
    if (!writable || line.find("[stack") != std::string::npos || line.find("[v") != std::string::npos) continue;
    const std::size_t begin = std::stoull(line, nullptr, 16);
    const std::size_t end = std::stoull(line.substr(line.find('-') + 1), nullptr, 16);
    if (end - begin > (1U << 28U)) continue;
    found.emplace_back(reinterpret_cast<const std::uint8_t*>(begin), end - begin);
  }
  return found;
}

/// Without putting the value together anywhere.
bool stands_at(const std::uint8_t* at, const base::Bytes& masked) {
  for (std::size_t i = 0; i < masked.size(); ++i) {
    if ((at[i] ^ mask) != masked[i]) return false;
  }
  return true;
}

bool is_in_memory(const Needle& needle) {
  const auto first = static_cast<std::uint8_t>(needle.masked.front() ^ mask);
  for (const base::View region : regions()) {
    const std::uint8_t* const end = region.data() + region.size() - needle.masked.size();
    for (const std::uint8_t* at = region.data(); at < end; ++at) {
      at = static_cast<const std::uint8_t*>(std::memchr(at, first, static_cast<std::size_t>(end - at)));
      if (at == nullptr) break;
      if (stands_at(at, needle.masked)) return true;
    }
  }
  return false;
}

bool is_of_the_traffic(const Needle& needle) {
  return needle.name.find("application_traffic_secret") != std::string::npos;
}

/// Needed as long as the connection lives.
bool is_kept(const Needle& needle) {
  return is_of_the_traffic(needle) || needle.name == "exporter_secret" || needle.name == "resumption_secret";
}

template <class Which>
void expect_gone(const std::vector<Needle>& needles, Which which) {
  std::size_t searched = 0;
  for (const Needle& needle : needles) {
    if (!which(needle)) continue;
    ++searched;
    BOOST_TEST(!is_in_memory(needle), needle.name << " (generation " << needle.generation << ") is still in memory");
  }
  BOOST_TEST(searched > 0U);
}

}  // namespace

BOOST_AUTO_TEST_CASE(F17_memory_holds_no_secret_longer_than_it_is_needed) {
  const std::uint64_t seed = 1'700'017;
  const std::vector<Needle> needles = needles_of(seed);
  BOOST_TEST(std::ranges::count(needles, "private key", &Needle::name) == 1);
  const auto now_used = [&](std::uint64_t generation) {
    return std::ranges::any_of(needles, [&](const Needle& needle) {
      return is_of_the_traffic(needle) && needle.generation == generation && is_in_memory(needle);
    });
  };
  SeededRandom client_random(seed);
  SeededRandom server_random(seed + 1);
  {
    Conversation conversation(client_random, server_random, nullptr);
    conversation.carry();
    BOOST_TEST(now_used(0), "the search finds what is there");
    expect_gone(needles, [](const Needle& needle) { return !is_kept(needle); });
    conversation.update_keys();
    BOOST_TEST(now_used(1));
    expect_gone(needles, [](const Needle& needle) { return is_of_the_traffic(needle) && needle.generation == 0; });
    conversation.client.close();
    conversation.server.close();
    conversation.carry();
  }
  expect_gone(needles, [](const Needle&) { return true; });
}

BOOST_AUTO_TEST_CASE(F17_S05_memory_holds_no_secret_of_a_connection_that_failed) {
  const std::uint64_t seed = 1'700'029;
  const std::vector<Needle> needles = needles_of(seed);
  SeededRandom client_random(seed);
  SeededRandom server_random(seed + 1);
  Conversation conversation(client_random, server_random, nullptr);
  conversation.carry();
  conversation.update_keys();
  for (tls::Connection* one : {&conversation.client, &conversation.server}) {
    one->receive(raw_record(tls::ContentType::application_data, base::Bytes(40)));
    BOOST_TEST((one->status() == tls::Status::failed));
  }
  expect_gone(needles, [](const Needle&) { return true; });
}
