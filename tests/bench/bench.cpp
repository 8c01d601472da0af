// What handshakes and records cost, ours beside other libraries': one thread, in memory, interleaved, CPU time of each
// side by itself, medians; with --heap what they take from the heap. Prints JSON. Read README.md before the numbers.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iostream>

#include "plan.hpp"

namespace bench {
namespace {

Libraries libraries() {
  Libraries all;
  for (const auto make : {ours, openssl, gnutls, botan})
    if (auto library = make()) all.push_back(std::move(library));
  return all;
}

Plan timed() {
  Plan plan = handshakes();
  for (Measurement& each : records()) plan.push_back(std::move(each));
  return plan;
}

Rows run(Plan plan, int rounds, const std::string& only) {
  std::erase_if(plan, [&](const Measurement& each) { return each.title.find(only) == std::string::npos; });
  const Bench bench{libraries(), rounds};
  Rows all;
  std::size_t count = 0;
  for (const Measurement& each : plan) {
    std::cerr << "[" << ++count << "/" << plan.size() << "] " << each.title << '\n';
    for (Row& row : each.run(bench)) all.push_back(std::move(row));
  }
  return all;
}

/// Botan keeps secrets in a pool of its own, which nobody sees who counts what the heap is asked for. It is switched
/// off before a program begins, or not at all.
void without_pool(char** words) {
  constexpr const char* pool = "BOTAN_MLOCK_POOL_SIZE";
  if (std::getenv(pool) != nullptr) return;
  setenv(pool, "0", 1);
  execv("/proc/self/exe", words);
}

}  // namespace
}  // namespace bench

int main(int count, char** words) {
  CLI::App app("What handshakes and records cost beside other libraries, as JSON. For people: ./run bench");
  int rounds = 60;
  std::string only;
  app.add_option("--rounds", rounds, "Interleaved rounds of every measurement")->check(CLI::PositiveNumber);
  app.add_option("--only", only, "Only what has this in its title");
  app.add_flag_callback("--json", [] {}, "Nothing else can be had here");
  bool of_heap = false;
  app.add_flag("--heap", of_heap, "Memory and allocations in place of time");
  CLI11_PARSE(app, count, words);
  try {
    if (of_heap) bench::without_pool(words);
    bench::write_json(std::cout, bench::run(of_heap ? bench::heap() : bench::timed(), rounds, only));
    return 0;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
