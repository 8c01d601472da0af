// See walk.hpp.
#include "replay/walk.hpp"

#include <algorithm>

#include "replay/scenes.hpp"

namespace vitrine::replay {

void Walk::hold_sent(tls::Role side, const std::vector<int>& records, base::View sent) const {
  for (const int number : records) {
    const std::string record = record_name(side, number);
    const std::size_t size = number == records.back() ? sent.size() : std::min(sent.size(), trace[record].size());
    comparison.hold(record, sent.first(size));
    sent = sent.subspan(size);
  }
}

}  // namespace vitrine::replay
