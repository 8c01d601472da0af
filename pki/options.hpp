// What was typed, as one of the requests. Read next: main.cpp.
#pragma once
#include <string>
#include <variant>
#include <vector>

#include "request.hpp"

namespace vitrine::pki {

/// init, but only where there is none.
struct FirstStart {
  NewAuthority request;
};

struct Show {
  std::filesystem::path folder;
  std::vector<std::string> files;
};

/// --help or --version: nothing to do but to print this.
struct Print {
  std::string text;
};

using Command = std::variant<NewAuthority, FirstStart, NewCertificate, Renewal, Show, Print>;

/// Throws UsageError, and Error when no folder is given and the usual one is unknown.
Command parse_options(int count, const char* const* words);

}  // namespace vitrine::pki
