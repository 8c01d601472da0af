// `vitrine explain FILE` where FILE is a capture: each TLS 1.3 connection in it, message by message, as far as there
// are secrets for it. Read next: common/capture/README.md.
#pragma once
#include <string>

#include "subcommands.hpp"

namespace vitrine::cli {

/// Whether the file begins as a capture does.
bool is_capture_file(const std::string& path);

/// `words` begin with the file; behind it come --keylogfile FILE, --level LEVEL and --stream N.
int explain_capture(Subcommand::Words words, const trace::Style& style);

}  // namespace vitrine::cli
