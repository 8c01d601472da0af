// See nearest.hpp. The measure is the restricted Damerau-Levenshtein distance ("optimal string alignment").
#include "base/nearest.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

namespace vitrine::base {
namespace {

using Row = std::vector<std::size_t>;

/// What is known when the rows for the letters before a[i] are done.
struct Grid {
  std::string_view a;
  std::string_view b;
  Row two_back;
  Row back;
};

Row next_row(const Grid& grid, std::size_t i) {
  const auto& [a, b, two_back, back] = grid;
  Row row(b.size() + 1, i + 1);
  for (std::size_t j = 0; j < b.size(); ++j) {
    row[j + 1] = std::min({back[j + 1] + 1, row[j] + 1, back[j] + (a[i] == b[j] ? 0 : 1)});
    const bool swapped = i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j];
    if (swapped) row[j + 1] = std::min(row[j + 1], two_back[j - 1] + 1);
  }
  return row;
}

std::size_t edits(std::string_view a, std::string_view b) {
  Grid grid{a, b, {}, Row(b.size() + 1)};
  std::iota(grid.back.begin(), grid.back.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    Row row = next_row(grid, i);
    grid.two_back = std::move(grid.back);
    grid.back = std::move(row);
  }
  return grid.back.back();
}

}  // namespace

std::string nearest(std::string_view word, std::span<const std::string> known) {
  constexpr std::size_t longest = 64;  // the cost is quadratic, and nobody types longer options by mistake
  if (word.empty() || word.size() > longest) return "";
  std::string best;
  std::size_t fewest = word.size() / 3 + 1;
  for (const std::string& candidate : known) {
    const std::size_t distance =
        candidate.starts_with(word) ? std::min<std::size_t>(1, candidate.size() - word.size()) : edits(word, candidate);
    if (distance >= fewest) continue;
    fewest = distance;
    best = candidate;
  }
  return best;
}

}  // namespace vitrine::base
