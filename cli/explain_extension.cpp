// Pages about extensions: where they may stand, and what is in them there. Read next: explain_message.cpp.
#include "explanation.hpp"
#include "lookup.hpp"
#include "placements.hpp"
#include "tls/message/extension_rules.hpp"
#include "trace/field_words.hpp"
#include "trace/text.hpp"
#include "wire/outline.hpp"

namespace vitrine::cli {
namespace {

template <tls::In Where>
void add_body(Page& page, tls::ExtensionType type) {
  tls::with_known_body<Where>(type, [&]<class B>() {
    const std::vector<wire::OutlinedField> fields = wire::Outline::of<B>();
    page.item("in " + std::string(message_with(Where)), fields.empty() ? "nothing: it says all by being there" : "");
    add_fields(page, fields, 1);
  });
}

void add_placements(Page& page, tls::ExtensionType type) {
  std::vector<std::string> places;
  for (const Placement& place : placements) {
    if (tls::may_stand_in(type, place.where)) places.emplace_back(place.message);
  }
  page.item("may stand in", trace::join(places, ", ") + "; anywhere else it is illegal_parameter (47), §4.3");
}

}  // namespace

void add_fields(Page& page, const std::vector<wire::OutlinedField>& fields, int depth) {
  for (const wire::OutlinedField& field : fields) {
    if (field.field == "extension_type" || field.field == "extension_data") continue;  // they have pages of their own
    page.item(field.name, trace::field_words(field.field), field.depth + depth);
  }
}

Lines explain_extension(std::string_view word) {
  using tls::In;
  const auto* const row = row_for<tls::ExtensionType>(word);
  if (row == nullptr) return explain_grease<tls::ExtensionType>(word);
  const auto number = static_cast<unsigned>(row->value);
  Page page("extension " + tls::with_number(row->name, number, 2) + ", number " + std::to_string(number), row->section);
  page.say(row->words);
  if (tls::find_entry(row->value) != row) {
    page.item("here", "not spoken: it is passed over");
    return std::move(page).take();
  }
  add_placements(page, row->value);
  add_body<In::CH>(page, row->value);
  add_body<In::SH>(page, row->value);
  add_body<In::HRR>(page, row->value);
  add_body<In::EE>(page, row->value);
  add_body<In::CR>(page, row->value);
  add_body<In::CT>(page, row->value);
  add_body<In::NST>(page, row->value);
  return std::move(page).take();
}

}  // namespace vitrine::cli
