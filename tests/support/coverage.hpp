// Whether labels cover a message: every byte in exactly one field that is not a group, and groups around their members.
#pragma once
#include <string>

#include "wire/explainer.hpp"

namespace tests {

/// Where the last field ends that is deeper than the group at `group`.
inline std::size_t end_of_members(const vitrine::wire::Fields& fields, std::size_t group) {
  std::size_t last = group;
  while (last + 1 < fields.size() && fields[last + 1].depth > fields[group].depth) ++last;
  return fields[last].offset + fields[last].size;
}

/// What is wrong with the cover of `size` bytes, in words; empty: nothing.
inline std::string uncovered(const vitrine::wire::Fields& fields, std::size_t size) {
  using Part = vitrine::wire::Field::Part;
  std::size_t next = 0;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const auto& field = fields[i];
    if (field.part == Part::group && end_of_members(fields, i) != field.offset + field.size) {
      return std::string(field.name) + " ends elsewhere than its members";
    }
    if (field.offset != next) return std::string(field.name) + " does not begin at " + std::to_string(next);
    if (field.part != Part::group) next += field.size;
    if (field.offset + field.size > size) return std::string(field.name) + " reaches beyond the end";
  }
  return next == size ? "" : "labels end at " + std::to_string(next) + " of " + std::to_string(size);
}

}  // namespace tests
