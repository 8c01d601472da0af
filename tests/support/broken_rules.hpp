// Which rules the tests break: a file gets a line for each, so that tests/conformance/requirements can
// tell whether a test does what its row says. Read next: tests/conformance/requirements/README.md.
#pragma once
#include "tls/event.hpp"

namespace tests {

/// Appends "suite/test, tab, section, tab, words" to the file that VITRINE_BROKEN_RULES names, if it does.
void note_broken_rule(const vitrine::tls::Check& check);

}  // namespace tests
