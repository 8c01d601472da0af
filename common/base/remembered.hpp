// A small memory of what was expensive to find out. Used for chains and certificates (crypto/trust_anchors.cpp) and for
// compressed ones (tls/machine/compressed_certificate.cpp).
#pragma once
#include <map>
#include <mutex>
#include <optional>

#include "base/bytes.hpp"

namespace vitrine::base {

/// May be used from several threads. When it is full it forgets everything: whoever comes often is back at once.
template <class Value>
class Remembered {
 public:
  explicit Remembered(std::size_t most) : most_(most) {}

  std::optional<Value> find(const Bytes& question) const {
    const std::lock_guard lock(mutex_);
    const auto found = values_.find(question);
    return found == values_.end() ? std::nullopt : std::optional(found->second);
  }

  void keep(const Bytes& question, const Value& value) {
    std::map<Bytes, Value> forgotten;  // ends after the lock
    const std::lock_guard lock(mutex_);
    if (values_.size() >= most_ && !values_.contains(question)) values_.swap(forgotten);
    values_.insert_or_assign(question, value);
  }

 private:
  std::size_t most_;
  mutable std::mutex mutex_;
  std::map<Bytes, Value> values_;
};

}  // namespace vitrine::base
