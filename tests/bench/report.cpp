// See report.hpp.
#include "report.hpp"

#include <boost/json.hpp>

namespace bench {
namespace {

namespace json = boost::json;

json::object object_of(const Row& row) {
  json::object object{
      {"group", row.group}, {"name", row.name}, {"unit", row.unit}, {"better", "less"}, {"ours", row.ours}};
  json::object peers;
  for (const auto& [name, value] : row.peers) peers[name] = value;
  object["peers"] = std::move(peers);
  if (row.floor) object["floor"] = *row.floor;
  return object;
}

}  // namespace

void write_json(std::ostream& out, const Rows& rows) {
  json::array all;
  for (const Row& row : rows) all.push_back(object_of(row));
  out << json::object{{"rows", std::move(all)}} << '\n';
}

}  // namespace bench
