// How often this program has thrown an exception so far, or thrown one again: for what should end without one. Only in
// programs that are linked for it (meson.build); what happens inside shared libraries does not count.
#pragma once
#include <cstddef>

namespace tests {

std::size_t exceptions_thrown();

}  // namespace tests
