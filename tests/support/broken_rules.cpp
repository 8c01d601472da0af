// See broken_rules.hpp.
#include "support/broken_rules.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <fstream>

namespace tests {

void note_broken_rule(const vitrine::tls::Check& check) {
  const char* path = std::getenv("VITRINE_BROKEN_RULES");
  if (path == nullptr || check.passed) return;
  std::ofstream(path, std::ios::app) << boost::unit_test::framework::current_test_case().full_name() << '\t'
                                     << check.section << '\t' << check.text << '\n';
}

}  // namespace tests
