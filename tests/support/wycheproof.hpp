// The Wycheproof project's known answers (tests/vectors/wycheproof), read from its JSON. A field that a case does not
// hold itself is looked up in the group it belongs to, so `bytes("publicKeyDer")` and `bytes("sig")` read alike.
// Read before: vector_file.hpp.
#pragma once
#include <boost/json/object.hpp>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"

namespace tests {

/// What an implementation should make of a case. `acceptable` leaves the choice to it; the flags say why.
enum class Verdict : std::uint8_t { valid, invalid, acceptable };

class WycheproofCase {
 public:
  WycheproofCase(boost::json::object own, std::shared_ptr<const boost::json::object> group);

  Verdict verdict() const { return verdict_; }
  bool flagged(std::string_view flag) const;

  bool has(std::string_view field) const { return find(field) != nullptr; }

  /// A field written in hexadecimal. These three throw std::out_of_range, naming case and field, where it is missing.
  vitrine::base::Bytes bytes(std::string_view field) const;
  /// The same, as a big-endian number of exactly `size` bytes; throws std::range_error where it needs more.
  vitrine::base::Bytes number(std::string_view field, std::size_t size) const;
  std::int64_t integer(std::string_view field) const;

  /// "tcId 17, compressed public key": what a failing test should print.
  std::string name() const;

 private:
  const boost::json::value* find(std::string_view field) const;
  const boost::json::value& at(std::string_view field) const;

  boost::json::object own_;
  std::shared_ptr<const boost::json::object> group_;
  Verdict verdict_;
};

/// Every case of a file, `wycheproof("x25519_test.json")`. Throws where the file holds more or fewer than it says.
std::vector<WycheproofCase> wycheproof(const std::filesystem::path& file);

}  // namespace tests
