// See wire.hpp.
#include "wire.hpp"

#include <algorithm>

#include "support/evil_records.hpp"

namespace tests {
namespace {

/// Records that anybody can make, without a key.
Bytes forged(Dice& dice) {
  static const std::vector<tls::ContentType> types{tls::ContentType::change_cipher_spec, tls::ContentType::alert,
                                                   tls::ContentType::handshake, tls::ContentType::application_data};
  const tls::ContentType type = dice.one_of(types);
  if (type == tls::ContentType::alert)
    return raw_record(type, Bytes{1, dice.percent(50) ? std::uint8_t{0} : std::uint8_t{90}});
  if (type == tls::ContentType::change_cipher_spec && dice.percent(80)) return raw_record(type, Bytes{1});
  return raw_record(type, dice.bytes(dice.between(1, 60)));
}

}  // namespace

void Wire::put(View bytes) {
  for (Bytes& record : records_of(bytes)) {
    history_.push_back(record);
    if (!is_cut_off_) waiting_.push_back(std::move(record));
  }
}

std::size_t Wire::size() const {
  std::size_t size = 0;
  for (const Bytes& record : waiting_) size += record.size();
  return size;
}

Bytes Wire::take(std::size_t size) {
  Bytes taken;
  while (taken.size() < size && !waiting_.empty()) {
    Bytes& record = waiting_.front();
    const std::size_t count = std::min(size - taken.size(), record.size());
    vitrine::base::append(taken, View(record).first(count));
    first_is_whole_ = count == record.size();
    if (first_is_whole_) {
      waiting_.pop_front();
    } else {
      record.erase(record.begin(), record.begin() + static_cast<std::ptrdiff_t>(count));
    }
  }
  return taken;
}

std::string Wire::tamper(Dice& dice, const std::vector<Bytes>& others) {
  switch (dice.below(8)) {
    case 0:
      return drop(dice);
    case 1:
      return repeat(dice);
    case 2:
      return swap(dice);
    case 3:
      return shorten(dice);
    case 4:
      return inject(dice, others.empty() ? forged(dice) : dice.one_of(others));
    case 5:
      return inject(dice, forged(dice));
    case 6:
      return dice.percent(30) ? cut_off() : flip(dice);
    default:
      return flip(dice);
  }
}

/// Of the records that are still whole.
std::size_t Wire::pick(Dice& dice) const {
  const std::size_t first = first_is_whole_ ? 0 : 1;
  return first + dice.below(waiting_.size() - std::min(first, waiting_.size()));
}

std::string Wire::flip(Dice& dice) {
  if (waiting_.empty()) return {};
  const std::size_t index = dice.below(waiting_.size());
  Bytes& record = waiting_[index];
  const std::size_t at = dice.below(dice.percent(30) ? std::min<std::size_t>(record.size(), 5) : record.size());
  record[at] ^= static_cast<std::uint8_t>(dice.between(1, 255));
  return "changes byte " + std::to_string(at) + " of record " + std::to_string(index);
}

std::string Wire::drop(Dice& dice) {
  const std::size_t index = pick(dice);
  if (index >= waiting_.size()) return {};
  waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(index));
  return "drops record " + std::to_string(index);
}

std::string Wire::repeat(Dice& dice) {
  if (history_.empty()) return {};
  return inject(dice, dice.one_of(history_));
}

std::string Wire::swap(Dice& dice) {
  const std::size_t index = pick(dice);
  if (index + 1 >= waiting_.size() || waiting_[index] == waiting_[index + 1]) return {};
  std::swap(waiting_[index], waiting_[index + 1]);
  return "swaps record " + std::to_string(index) + " with the next";
}

/// Its header promises more than comes, so that the next one is taken for its end.
std::string Wire::shorten(Dice& dice) {
  const std::size_t index = pick(dice);
  if (index >= waiting_.size()) return {};
  waiting_[index].resize(dice.between(1, waiting_[index].size() - 1));
  return "shortens record " + std::to_string(index) + " to " + std::to_string(waiting_[index].size()) + " bytes";
}

std::string Wire::inject(Dice& dice, View record) {
  if (is_cut_off_) return {};
  const std::size_t index = std::min(pick(dice), waiting_.size());
  waiting_.insert(waiting_.begin() + static_cast<std::ptrdiff_t>(index), vitrine::base::copy_of(record));
  return "injects " + std::to_string(record.size()) + " bytes of type " + std::to_string(record.front()) +
         " before record " + std::to_string(index);
}

std::string Wire::cut_off() {
  is_cut_off_ = true;
  waiting_.clear();
  first_is_whole_ = true;
  return "cuts it off";
}

}  // namespace tests
