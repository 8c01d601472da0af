// Matching of names, strict where RFC 9525 leaves a choice: a wildcard is a whole label, the first, stands for exactly
// one label, and two more follow it, so that "*.com" stands for nothing.
#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "crypto/detail/host_name.hpp"

namespace vitrine::crypto::detail {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal_without_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

// Anything else, a NUL or a blank say, belongs to a name made to be read in two ways.
bool is_plain(std::string_view name) {
  const auto plain = [](char c) {
    c = lower(c);
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
  };
  return std::ranges::all_of(name, plain) && !name.starts_with('.') && !name.ends_with('.') &&
         name.find("..") == std::string_view::npos && !name.empty();
}

std::string_view without_brackets(std::string_view host) {
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  return bracketed ? host.substr(1, host.size() - 2) : host;
}

}  // namespace

std::optional<base::Bytes> address_of(std::string_view host) {
  const std::string text(without_brackets(host));
  std::array<std::uint8_t, 16> address{};
  if (text.size() == host.size() && inet_pton(AF_INET, text.c_str(), address.data()) == 1) {
    return base::Bytes(address.begin(), address.begin() + 4);
  }
  if (inet_pton(AF_INET6, text.c_str(), address.data()) == 1) return base::Bytes(address.begin(), address.end());
  return std::nullopt;
}

std::optional<std::string> text_of_address(base::View address) {
  if (address.size() != 4 && address.size() != 16) return std::nullopt;
  std::array<char, INET6_ADDRSTRLEN> text{};
  const int family = address.size() == 4 ? AF_INET : AF_INET6;
  if (inet_ntop(family, address.data(), text.data(), text.size()) == nullptr) return std::nullopt;
  return std::string(text.data());
}

bool equals_dns(std::string_view presented, std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  return is_plain(host) && is_plain(presented) && equal_without_case(presented, host);
}

bool matches_dns(std::string_view presented, std::string_view host) {
  if (!presented.starts_with("*.")) return equals_dns(presented, host);
  if (host.ends_with('.')) host.remove_suffix(1);
  if (!is_plain(host)) return false;

  const auto parent = presented.substr(2);
  if (!is_plain(parent) || parent.find('.') == std::string_view::npos) return false;
  const auto dot = host.find('.');
  return dot != std::string_view::npos && equal_without_case(parent, host.substr(dot + 1));
}

}  // namespace vitrine::crypto::detail
