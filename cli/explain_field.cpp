// Pages about fields: what each is for, and which messages, extensions and records have it.
// Read next: explain_hex.cpp.
#include <algorithm>

#include "explanation.hpp"
#include "lookup.hpp"
#include "tls/message/handshake.hpp"
#include "trace/field_words.hpp"
#include "trace/record_fields.hpp"
#include "trace/text.hpp"
#include "wire/outline.hpp"

namespace vitrine::cli {
namespace {

/// A field, and where it stands.
struct Use {
  std::string field;
  std::string bounds;
  std::string where;
  std::string_view section;
};
using Uses = std::vector<Use>;

template <class T>
void add(Uses& uses, std::string_view where, std::string_view section) {
  for (const wire::OutlinedField& field : wire::Outline::of<T>())
    uses.push_back({std::string(field.field), field.name, std::string(where), section});
}

template <class... M>
void add_messages(Uses& uses, tls::List<M...> /*all*/) {
  (add<M>(uses, M::name, tls::find_entry(M::type)->section), ...);
}

template <class... B>
void add_bodies(Uses& uses, std::tuple<B...>* /*bodies*/) {
  (add<B>(uses, "extension " + std::string(tls::find_entry(B::type)->name), tls::find_entry(B::type)->section), ...);
}

template <tls::In... Where>
void add_extensions(Uses& uses) {
  (add_bodies(uses, static_cast<typename tls::KnownBodies<Where>::Types*>(nullptr)), ...);
}

Uses all_uses() {
  using tls::In;
  Uses uses;
  add<trace::TLSPlaintextHeader>(uses, "TLSPlaintext", "§5.1");
  add<trace::Fragment>(uses, "TLSPlaintext", "§5.1");
  add<trace::TLSCiphertextHeader>(uses, "TLSCiphertext", "§5.2");
  add<trace::EncryptedRecord>(uses, "TLSCiphertext", "§5.2");
  add<trace::TLSInnerPlaintext>(uses, "TLSInnerPlaintext", "§5.2");
  add<trace::Alert>(uses, "Alert", "§6");
  add<tls::HandshakeHeader>(uses, "every handshake message", "§4");
  add_messages(uses, tls::AllMessages{});
  add_extensions<In::CH, In::SH, In::HRR, In::EE, In::CR, In::CT, In::NST>(uses);
  return uses;
}

}  // namespace

Lines explain_field(std::string_view word) {
  Uses uses = all_uses();
  std::erase_if(uses, [&](const Use& use) { return !same_word(use.field, word); });
  if (uses.empty()) return {};
  std::vector<std::string> places;
  for (const Use& use : uses) {
    if (std::ranges::find(places, use.where) == places.end()) places.push_back(use.where);
  }
  Page page("field " + uses.front().bounds, uses.front().section);
  page.say(trace::field_words(uses.front().field));
  page.item("in", trace::join(places, ", "));
  return std::move(page).take();
}

std::vector<std::string> field_names() {
  std::vector<std::string> names;
  for (const Use& use : all_uses()) {
    if (std::ranges::find(names, use.field) == names.end()) names.push_back(use.field);
  }
  return names;
}

}  // namespace vitrine::cli
