// A small memory of what was expensive to find out, by the digest of what it was found out about. Read before:
// crypto/trust_anchors.cpp, which owns two.
#pragma once
#include <map>
#include <mutex>
#include <optional>

#include "base/bytes.hpp"

namespace vitrine::crypto::detail {

/// May be used from several threads. When it is full it forgets everything: whoever comes often is back at once.
template <class Value>
class Remembered {
 public:
  explicit Remembered(std::size_t most) : most_(most) {}

  std::optional<Value> find(const base::Bytes& digest) const {
    const std::lock_guard lock(mutex_);
    const auto found = values_.find(digest);
    return found == values_.end() ? std::nullopt : std::optional(found->second);
  }

  void keep(const base::Bytes& digest, const Value& value) {
    const std::lock_guard lock(mutex_);
    if (values_.size() >= most_) values_.clear();
    values_.insert_or_assign(digest, value);
  }

 private:
  std::size_t most_;
  mutable std::mutex mutex_;
  std::map<base::Bytes, Value> values_;
};

}  // namespace vitrine::crypto::detail
