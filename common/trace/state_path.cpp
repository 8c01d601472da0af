// See state_path.hpp.
#include "trace/state_path.hpp"

#include <algorithm>

namespace vitrine::trace {

StatePath::StatePath(tls::Role role) : table_(tls::transitions(role)), state_(table_.front().from) {}

void StatePath::on(const tls::Event& event) {
  const auto* taken = std::get_if<tls::Transition>(&event);
  if (taken == nullptr) return;
  const auto edge = std::ranges::find(table_, tls::Edge{taken->from, taken->message, taken->to});
  if (edge == table_.end()) return;
  state_ = edge->to;
  const auto known = std::ranges::find(steps_, &*edge, &Step::edge);
  if (known != steps_.end()) {
    ++known->times;
  } else {
    steps_.push_back({&*edge, 1});
  }
}

}  // namespace vitrine::trace
