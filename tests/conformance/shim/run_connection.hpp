// One connection from the first byte to the last, as the command line wants it. Read next: shim/run_connection.cpp.
#pragma once
#include "shim/expectations.hpp"
#include "shim/flags.hpp"

namespace shim {

/// Throws Failed, Unsupported, and std::runtime_error when the runner cannot be reached.
void run_connection(const CommandLine& line, Which which, Memory& memory);

}  // namespace shim
