// `vitrine replay`: the traces of RFC 8448 with our engine in the place of one side, shown as any connection is.
// Read next: common/replay/walk.hpp.
#pragma once
#include "subcommands.hpp"

namespace vitrine::cli {

int replay(Subcommand::Words words, const trace::Style& style);

}  // namespace vitrine::cli
