// Whether labels cover a message: every byte in exactly one field that is not a group, and groups around their members.
#pragma once
#include <string>

#include "wire/explainer.hpp"

namespace tests {

/// What is wrong with the cover of `size` bytes, in words; empty: nothing.
inline std::string uncovered(const vitrine::wire::Fields& fields, std::size_t size) {
  std::size_t next = 0;
  for (const auto& field : fields) {
    if (field.offset != next) return std::string(field.name) + " does not begin at " + std::to_string(next);
    if (field.part != vitrine::wire::Field::Part::group) next += field.size;
    if (field.offset + field.size > size) return std::string(field.name) + " reaches beyond the end";
  }
  return next == size ? "" : "labels end at " + std::to_string(next) + " of " + std::to_string(size);
}

}  // namespace tests
