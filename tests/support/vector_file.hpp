// Files below tests/vectors. Read next: wycheproof.hpp; replay/trace_file.hpp, for the traces of RFC 8448.
#pragma once
#include <filesystem>
#include <string>

namespace tests {

/// A file below tests/vectors of the project that the environment variable VITRINE_SOURCE_ROOT names.
std::filesystem::path data_path(const std::filesystem::path& relative);

/// The whole of a file below tests/vectors. Throws std::runtime_error where it cannot be read.
std::string read_data(const std::filesystem::path& relative);

}  // namespace tests
