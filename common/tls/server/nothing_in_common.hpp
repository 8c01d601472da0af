// Words for a handshake that fails because two lists have nothing in common: "it has …; we have …".
// Read next: tls/server/recvd_ch.cpp.
#pragma once
#include <string>
#include <vector>

#include "base/printable.hpp"
#include "tls/registry.hpp"

namespace vitrine::tls::server {

/// As many as make one line; of those that peers make up (RFC 8701) none.
class NameList {
 public:
  void add(const std::string& name) {
    constexpr std::size_t enough = 90;
    if (more_ == 0 && text_.size() + name.size() <= enough) {
      text_ += (text_.empty() ? "" : ", ") + base::printable(name, enough);
    } else {
      ++more_;
    }
  }
  std::string text() const {
    if (text_.empty()) return more_ == 0 ? "none" : std::to_string(more_) + " that are too long to show";
    return more_ == 0 ? text_ : text_ + " and " + std::to_string(more_) + " more";
  }

 private:
  std::string text_;
  std::size_t more_ = 0;
};

template <class E>
std::string names(const std::vector<E>& values) {
  NameList list;
  for (const E value : values) {
    if (!is_grease(static_cast<std::uint16_t>(value))) list.add(name_of(value));
  }
  return list.text();
}

/// Those of older versions, which begin with another byte than TLS 1.3's (Appendix B.4), are only counted.
inline std::string names(const std::vector<CipherSuite>& suites) {
  NameList list;
  std::size_t older = 0;
  for (const CipherSuite suite : suites) {
    const auto number = static_cast<std::uint16_t>(suite);
    if (number >> 8U == 0x13U) {
      list.add(name_of(suite));
    } else if (!is_grease(number)) {
      ++older;
    }
  }
  return older == 0 ? list.text() : list.text() + " (and " + std::to_string(older) + " of older versions)";
}

inline std::string names(const std::vector<std::string>& values) {
  NameList list;
  for (const std::string& value : values) list.add(value);
  return list.text();
}

/// What require() calls when it must say what was found.
template <class T>
auto offer_and_ours(const std::vector<T>& theirs, const std::vector<T>& ours) {
  return [&] { return "it has " + names(theirs) + "; we have " + names(ours); };
}

}  // namespace vitrine::tls::server
