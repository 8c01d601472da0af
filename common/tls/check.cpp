// See check.hpp.
#include "tls/check.hpp"

namespace vitrine::tls {

void refuse(const Rule& rule, const std::string& found) {
  const std::string text(rule.text);
  throw Abort(rule.alert, rule.section, found.empty() ? text : text + "; found: " + found);
}

}  // namespace vitrine::tls
