// See vector_file.hpp.
#include "vector_file.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace tests {

std::filesystem::path data_path(const std::filesystem::path& relative) {
  const char* root = std::getenv("VITRINE_SOURCE_ROOT");
  if (root == nullptr) throw std::runtime_error("set VITRINE_SOURCE_ROOT to the folder of the project (Meson does)");
  return std::filesystem::path(root) / "tests" / "vectors" / relative;
}

std::string read_data(const std::filesystem::path& relative) {
  const auto path = data_path(relative);
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  if (!file || !(content << file.rdbuf())) throw std::runtime_error("cannot read " + path.string());
  return std::move(content).str();
}

}  // namespace tests
