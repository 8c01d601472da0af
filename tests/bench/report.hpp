// What was measured, one row for each figure, as JSON. Read next: run.py, which makes tables of it.
#pragma once
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace bench {

struct Row {
  std::string group;
  std::string name;
  std::string unit;  // less is better, of all that is measured here
  double ours = 0;
  std::vector<std::pair<std::string, double>> peers{};
  std::optional<double> floor{};
};

using Rows = std::vector<Row>;

/// {"rows": […]}, see README.md.
void write_json(std::ostream& out, const Rows& rows);

}  // namespace bench
