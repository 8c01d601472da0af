// A token for each cause of a failure: upper case, between colons on stderr. Read next: shim/tokens.cpp.
#pragma once
#include <stdexcept>
#include <string>

#include "shim/observer.hpp"
#include "tls/connection.hpp"

namespace shim {

/// How a connection failed; what() is the line for stderr.
struct Failed : std::runtime_error {
  Failed(std::string_view token, const std::string& words) : runtime_error(":" + std::string(token) + ": " + words) {}
  /// A line without a token.
  explicit Failed(const std::string& line) : runtime_error(line) {}
};

std::string token_of(const tls::Failure& failure, const Observer& observer);

/// Every token that there is, one a line.
std::string all_tokens();

}  // namespace shim
