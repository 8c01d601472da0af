// Read before: names.hpp.
#include "names.hpp"

namespace vitrine::cli {

std::vector<std::string> split_list(std::string_view list) {
  std::vector<std::string> parts;
  if (list == "none") return parts;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find_first_of(",:"), list.size());
    if (end > 0) parts.emplace_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return parts;
}

}  // namespace vitrine::cli
