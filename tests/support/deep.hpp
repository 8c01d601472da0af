// Some tests have a long form, `./run test deep`: more seeds, every value instead of single bits. The short form is
// what every run does.
#pragma once
#include <cstdlib>

namespace tests {

/// Whether the long forms are asked for.
inline bool deep() { return std::getenv("VITRINE_DEEP") != nullptr; }

}  // namespace tests
