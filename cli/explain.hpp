// `vitrine explain`: words, numbers, bytes and files, without a server. Read next: explanation.hpp.
#pragma once
#include "subcommands.hpp"

namespace vitrine::cli {

int explain(Subcommand::Words words, const trace::Style& style);

}  // namespace vitrine::cli
