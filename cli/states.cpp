// See states.hpp.
#include "states.hpp"

#include <iostream>

#include "tls/state_tables.hpp"

namespace vitrine::cli {

int states(Subcommand::Words /*words*/, const trace::Style& /*style*/) {
  std::cout << tls::mermaid(tls::client_transitions()) << tls::mermaid(tls::server_transitions());
  return 0;
}

}  // namespace vitrine::cli
