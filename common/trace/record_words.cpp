// See record_words.hpp.
#include "trace/record_words.hpp"

#include <algorithm>

#include "base/hex.hpp"
#include "trace/labels.hpp"
#include "trace/record_fields.hpp"
#include "trace/text.hpp"
#include "wire/dissector.hpp"

namespace vitrine::trace {
namespace {

constexpr std::size_t header_length = 5;

template <class Header>
std::string fields_of(base::View header) {
  wire::Dissector dissector(header, 0, 0);
  dissector.dissect<Header>();
  const Labels labels(header, std::move(dissector).take("body"));
  std::vector<std::string> words;
  for (const wire::Field& field : labels.fields())
    words.push_back(std::string(field.name) + " " + meaning(field.name, labels.bytes(field)));
  return join(words, ", ");
}

}  // namespace

std::string header_words(base::View wire) {
  const base::View header = wire.first(std::min(wire.size(), header_length));
  if (header.empty()) return "";
  const bool encrypted = static_cast<tls::ContentType>(header.front()) == tls::ContentType::application_data;
  return base::to_hex(header, " ") + "  " +
         (encrypted ? fields_of<TLSCiphertextHeader>(header) : fields_of<TLSPlaintextHeader>(header));
}

std::string inner_words(const tls::Record& record) {
  return "content " + count(record.content.size(), "byte") + ", type " + tls::name_of(record.type) + ", zeros " +
         count(record.padding, "byte") + ", and the tag; number " + std::to_string(record.sequence) + " under its key";
}

}  // namespace vitrine::trace
