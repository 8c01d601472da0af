// Every input of tests/fuzz/corpus once through its target: what every run of the tests does, with any compiler.
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "fuzz/target.hpp"

namespace {

std::filesystem::path corpus_of(const fuzz::Target& target) {
  const char* root = std::getenv("VITRINE_SOURCE_ROOT");
  return std::filesystem::path(root != nullptr ? root : ".") / "tests/fuzz/corpus" / target.name;
}

vitrine::base::Bytes content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void replay(const fuzz::Target& target, const std::filesystem::path& path) {
  BOOST_TEST_CONTEXT(path.string()) {
    try {
      target.run(content_of(path));
    } catch (const fuzz::Broken& broken) {
      BOOST_ERROR(broken.words);
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(fuzz_corpora)

BOOST_AUTO_TEST_CASE(every_target_holds_for_every_input_that_was_kept) {
  std::size_t inputs = 0;
  for (const fuzz::Target& target : fuzz::targets()) {
    const std::size_t before = inputs;
    for (const auto& entry : std::filesystem::directory_iterator(corpus_of(target))) {
      replay(target, entry.path());
      ++inputs;
    }
    BOOST_TEST(inputs > before, target.name << " has no corpus");
  }
  std::cout << "#| fuzz corpora: " << inputs << " inputs for " << fuzz::targets().size() << " targets replayed\n";
}

BOOST_AUTO_TEST_CASE(every_target_takes_the_empty_input) {
  for (const fuzz::Target& target : fuzz::targets()) {
    BOOST_TEST_CONTEXT(target.name) { BOOST_CHECK_NO_THROW(target.run({})); }
  }
}

BOOST_AUTO_TEST_SUITE_END()
