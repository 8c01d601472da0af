// Finding rows of a registry by what people type: a number or a name. Used by explain_registry.cpp and its like.
#pragma once
#include <optional>
#include <string_view>

#include "tls/registry.hpp"

namespace vitrine::cli {

/// "48", "0x30".
std::optional<unsigned> number_of(std::string_view word);
/// Whether they differ at most in small and capital letters.
bool same_word(std::string_view a, std::string_view b);

/// The row that `word` means, spoken here or not; null: none.
template <class E>
const tls::Entry<E>* row_for(std::string_view word) {
  const std::optional<unsigned> number = number_of(word);
  for (const auto& rows : {tls::entries<E>(), tls::foreign_entries<E>()}) {
    for (const tls::Entry<E>& row : rows) {
      if (number ? static_cast<unsigned>(row.value) == *number : same_word(row.name, word)) return &row;
    }
  }
  return nullptr;
}

}  // namespace vitrine::cli
