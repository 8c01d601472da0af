// Read before: version.hpp. The build says which Botan it found: this folder may not include it.
#include "version.hpp"

#include <CLI/Version.hpp>
#include <boost/version.hpp>

namespace vitrine::cli {

std::string version_text() {
  constexpr int major = BOOST_VERSION / 100000;
  constexpr int minor = BOOST_VERSION / 100 % 1000;
  std::string text = "vitrine " VITRINE_VERSION "\nBotan " VITRINE_BOTAN_VERSION "\nBoost ";
  text += std::to_string(major) + '.' + std::to_string(minor) + "\nCLI11 " CLI11_VERSION "\n";
#ifdef VITRINE_HAVE_READLINE
  text += "GNU readline is built in, so that this program as a whole is under the GNU GPL, version 3 or later.\n";
#else
  text += "Built without readline: plain lines.\n";
#endif
  return text;
}

}  // namespace vitrine::cli
