// `vitrine states`: the machines of both roles, drawn from the code. Read next: common/tls/state_tables.hpp.
#pragma once
#include "subcommands.hpp"

namespace vitrine::cli {

int states(Subcommand::Words words, const trace::Style& style);

}  // namespace vitrine::cli
