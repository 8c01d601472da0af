// The load generator: many clients in one process and one thread, against a server on this machine. It prints JSON, one
// object a line. Read README.md for what the numbers mean.
//
//   load handshakes PORT AT_ONE_TIME SECONDS [MOST]
//   load members PORT [ALPN]      then, on its input:  grow COUNT | talk SECONDS LINES_PER_SECOND
#include <sys/resource.h>

#include <boost/json.hpp>

#include <iostream>
#include <sstream>
#include <stdexcept>

#include "handshakes.hpp"
#include "room.hpp"

namespace load {
namespace {

namespace json = boost::json;

double own_cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

void raise_limit_of_descriptors() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

// The generator's own part is told with each answer, so that a reader sees what it took from the server's machine.
void answer(json::object object, double cpu_before) {
  object["load_cpu_seconds"] = own_cpu_seconds() - cpu_before;
  std::cout << json::serialize(object) << std::endl;
}

double percentile(const std::vector<float>& sorted, double part) {
  if (sorted.empty()) return 0;
  return sorted[static_cast<std::size_t>(part * static_cast<double>(sorted.size() - 1))];
}

int shake_hands(const Target& target, const std::vector<std::string>& words) {
  HandshakeLoad how;
  how.at_one_time = std::stoul(words.at(0));
  how.duration = Seconds(std::stod(words.at(1)));
  if (words.size() > 2) how.most = std::stoul(words[2]);
  const double before = own_cpu_seconds();
  Handshakes handshakes(target, how);
  handshakes.run();
  json::object errors;
  for (const auto& [what, count] : handshakes.errors) errors[what] = count;
  answer({{"handshakes", handshakes.completed}, {"seconds", handshakes.lasted.count()}, {"errors", errors}}, before);
  return 0;
}

void grow(Room& room, std::istream& words) {
  const double before = own_cpu_seconds();
  const Clock::time_point start = Clock::now();
  std::size_t count = 0;
  words >> count;
  room.grow(count);
  answer({{"members", room.members()}, {"lost", room.lost()}, {"seconds", Seconds(Clock::now() - start).count()}},
         before);
}

void talk(Room& room, std::istream& words) {
  const double before = own_cpu_seconds();
  Talk how;
  double seconds = 0;
  words >> seconds >> how.lines_per_second;
  how.duration = Seconds(seconds);
  const Heard heard = room.talk(how);
  const json::object latency{{"p50", percentile(heard.latencies, 0.5)}, {"p99", percentile(heard.latencies, 0.99)}};
  answer({{"lines", heard.lines},
          {"deliveries", heard.deliveries},
          {"missing", heard.missing},
          {"lost", room.lost()},
          {"seconds", heard.lasted.count()},
          {"latency_us", latency}},
         before);
}

int attend_room(const Target& target) {
  Room room(target);
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream words(line);
    std::string word;
    words >> word;
    if (word == "grow") grow(room, words);
    if (word == "talk") talk(room, words);
  }
  return 0;
}

int run(const std::vector<std::string>& words) {
  raise_limit_of_descriptors();
  Target target;
  target.port = static_cast<std::uint16_t>(std::stoul(words.at(1)));
  if (words.at(0) == "handshakes") return shake_hands(target, {words.begin() + 2, words.end()});
  if (words.size() > 2) target.alpn = words[2];
  return attend_room(target);
}

}  // namespace
}  // namespace load

int main(int argc, char** argv) {
  try {
    return load::run({argv + 1, argv + argc});
  } catch (const std::exception& trouble) {
    std::cerr << "load: " << trouble.what() << '\n';
    return 1;
  }
}
