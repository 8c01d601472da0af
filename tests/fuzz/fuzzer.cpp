// libFuzzer's way in. Which target it is for says the environment, and not an argument, because libFuzzer starts itself
// again with its own arguments when it merges or minimises.
#include <cstdlib>
#include <iostream>

#include "fuzz/target.hpp"

namespace {

const fuzz::Target& chosen() {
  const char* wanted = std::getenv("VITRINE_FUZZ_TARGET");
  for (const fuzz::Target& target : fuzz::targets()) {
    if (wanted != nullptr && target.name == wanted) return target;
  }
  std::cerr << "VITRINE_FUZZ_TARGET names one of:";
  for (const fuzz::Target& target : fuzz::targets()) std::cerr << ' ' << target.name;
  std::cerr << '\n';
  std::_Exit(2);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const fuzz::Target& target = chosen();
  try {
    target.run({data, size});
  } catch (const fuzz::Broken& broken) {
    std::cerr << "BROKEN: " << broken.words << '\n';
    std::abort();
  }
  return 0;
}
