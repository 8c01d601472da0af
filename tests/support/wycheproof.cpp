// See wycheproof.hpp.
#include "wycheproof.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <stdexcept>
#include <utility>

#include "base/hex.hpp"
#include "vector_file.hpp"

namespace tests {

namespace {

using vitrine::base::Bytes;

std::string_view text_of(const boost::json::value& value) {
  const auto& text = value.as_string();
  return {text.data(), text.size()};
}

Verdict verdict_of(std::string_view result) {
  if (result == "valid") return Verdict::valid;
  if (result == "invalid") return Verdict::invalid;
  if (result == "acceptable") return Verdict::acceptable;
  throw std::runtime_error("a result this loader does not know: " + std::string(result));
}

}  // namespace

WycheproofCase::WycheproofCase(boost::json::object own, std::shared_ptr<const boost::json::object> group)
    : own_(std::move(own)), group_(std::move(group)), verdict_(verdict_of(text_of(at("result")))) {}

const boost::json::value* WycheproofCase::find(std::string_view field) const {
  const boost::json::string_view key(field.data(), field.size());
  const auto* found = own_.if_contains(key);
  return found != nullptr ? found : group_->if_contains(key);
}

const boost::json::value& WycheproofCase::at(std::string_view field) const {
  if (const auto* found = find(field)) return *found;
  throw std::out_of_range(name() + " has no " + std::string(field));
}

bool WycheproofCase::flagged(std::string_view flag) const {
  const auto& flags = at("flags").as_array();
  return std::ranges::any_of(flags, [&](const auto& each) { return text_of(each) == flag; });
}

Bytes WycheproofCase::bytes(std::string_view field) const { return vitrine::base::from_hex(text_of(at(field))); }

Bytes WycheproofCase::number(std::string_view field, std::size_t size) const {
  Bytes digits = bytes(field);
  digits.erase(digits.begin(), std::ranges::find_if(digits, [](auto byte) { return byte != 0; }));
  if (digits.size() > size) throw std::range_error(name() + ": " + std::string(field) + " is too long");
  digits.insert(digits.begin(), size - digits.size(), 0);
  return digits;
}

std::int64_t WycheproofCase::integer(std::string_view field) const { return at(field).to_number<std::int64_t>(); }

std::string WycheproofCase::name() const {
  std::string name = "tcId";
  if (const auto* id = find("tcId")) name += " " + std::to_string(id->to_number<std::int64_t>());
  if (const auto* comment = find("comment"); comment != nullptr && !text_of(*comment).empty())
    name.append(", ").append(text_of(*comment));
  return name;
}

std::vector<WycheproofCase> wycheproof(const std::filesystem::path& file) {
  const auto document = boost::json::parse(read_data("wycheproof" / file)).as_object();
  std::vector<WycheproofCase> cases;
  for (const auto& each : document.at("testGroups").as_array()) {
    auto group = std::make_shared<boost::json::object>(each.as_object());
    const auto tests = group->at("tests").as_array();
    group->erase("tests");
    for (const auto& test : tests) cases.emplace_back(test.as_object(), group);
  }
  if (cases.size() != document.at("numberOfTests").to_number<std::size_t>())
    throw std::runtime_error(file.string() + " is not whole");
  return cases;
}

}  // namespace tests
