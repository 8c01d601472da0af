// Where the fuzzer begins: inputs made from our own conversations, RFC 8448's messages and the tests' certificates.
// Written by fuzz-seeds into a folder for each target; tests/fuzz/corpora.py keeps of them what is worth keeping.
#pragma once
#include <filesystem>
#include <fstream>

#include "fuzz/target.hpp"

namespace fuzz {

class Seeds {
 public:
  explicit Seeds(std::filesystem::path folder) : folder_(std::move(folder)) {}

  void add(const std::string& target, const std::string& name, base::View bytes) const {
    std::filesystem::create_directories(folder_ / target);
    std::ofstream file(folder_ / target / name, std::ios::binary);
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  }
  void add(const std::string& target, const std::string& name, std::string_view text) const {
    add(target, name, base::view_of(text));
  }

 private:
  std::filesystem::path folder_;
};

/// What Input::piece() takes.
base::Bytes piece(base::View bytes);

void add_seeds_of_bytes(const Seeds& seeds);
void add_seeds_of_scripts(const Seeds& seeds);
void add_seeds_of_conversations(const Seeds& seeds);
void add_seeds_of_captures(const Seeds& seeds);

}  // namespace fuzz
