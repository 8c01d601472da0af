// The conformance shim: a TLS 1.3 endpoint over tls::Connection that does what another suite's runner tells it on the
// command line of BoringSSL's TLS test runner. Exit codes: 0 as told, 1 failed (a token says how), 89 not here.
// Read next: shim/flags.hpp, shim/run_connection.hpp; tests/conformance/README.md for the whole.
#include <iostream>

#include "shim/run_connection.hpp"

namespace shim {
namespace {

constexpr int exit_failed = 1;
constexpr int exit_unsupported = 89;

void run(const CommandLine& line) {
  Memory memory;
  for (unsigned i = 0; i <= line.initial.resume_count; ++i) {
    const Which which = i == 0 ? Which::initial : Which::resumed;
    run_connection(line, which, memory);
    memory.clock += std::chrono::seconds((i == 0 ? line.initial : line.resumed).resumption_delay);
  }
}

void obey(const CommandLine& line) {
  if (line.is_handshaker_supported) {
    std::cout << "No\n";
  } else if (line.list_tokens) {
    std::cout << all_tokens();
  } else if (line.list_flags) {
    std::cout << flag_names();
  } else {
    run(line);
  }
}

int complain(const std::exception& error, int code) {
  std::cerr << error.what() << '\n';
  return code;
}

int main_of(std::span<const char* const> arguments) {
  try {
    obey(parse(arguments));
    return 0;
  } catch (const Unsupported& error) {
    return complain(error, exit_unsupported);
  } catch (const std::invalid_argument& error) {  // from the engine: no configuration of its
    return complain(error, exit_unsupported);
  } catch (const std::exception& error) {
    return complain(error, exit_failed);
  }
}

}  // namespace
}  // namespace shim

int main(int count, char** words) {
  return shim::main_of(std::span<const char* const>(words, static_cast<std::size_t>(count)).subspan(1));
}
