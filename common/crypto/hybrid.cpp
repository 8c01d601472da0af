// Two methods at once, so that who breaks one alone has gained nothing: shares and secrets stand one behind the other,
// as draft-ietf-tls-ecdhe-mlkem §4 has them. Read before: crypto/detail/exchange.hpp.
#include <algorithm>

#include "crypto/detail/exchange.hpp"

namespace vitrine::crypto::detail {
namespace {

Secret joined(const Secret& first, const Secret& second) {
  Secret both(first.size() + second.size());
  const auto rest = std::ranges::copy(first.expose(), both.expose().begin()).out;
  std::ranges::copy(second.expose(), rest);
  return both;
}

class HybridOffer final : public Offer {
 public:
  /// `cut` bytes of the answer are the first method's.
  HybridOffer(std::unique_ptr<Offer> first, std::unique_ptr<Offer> second, std::size_t cut)
      : first_(std::move(first)),
        second_(std::move(second)),
        share_(base::concat({first_->key_exchange(), second_->key_exchange()})),
        cut_(cut) {}

  base::View key_exchange() const override { return share_; }
  Secret agree(base::View answer) const override {
    return joined(first_->agree(answer.first(cut_)), second_->agree(answer.subspan(cut_)));
  }

 private:
  std::unique_ptr<Offer> first_;
  std::unique_ptr<Offer> second_;
  base::Bytes share_;
  std::size_t cut_;
};

class Hybrid final : public Exchange {
 public:
  Hybrid(std::unique_ptr<const Exchange> first, std::unique_ptr<const Exchange> second)
      : first_(std::move(first)), second_(std::move(second)) {}

  std::size_t offer_length() const override { return first_->offer_length() + second_->offer_length(); }
  std::size_t answer_length() const override { return first_->answer_length() + second_->answer_length(); }
  std::unique_ptr<Offer> offer(Random& random) const override {
    auto first = first_->offer(random);
    return std::make_unique<HybridOffer>(std::move(first), second_->offer(random), first_->answer_length());
  }
  KeyShareAnswer answer(base::View offer, Random& random) const override {
    const auto first = first_->answer(offer.first(first_->offer_length()), random);
    const auto second = second_->answer(offer.subspan(first_->offer_length()), random);
    return {base::concat({first.key_exchange, second.key_exchange}), joined(first.shared_secret, second.shared_secret)};
  }

 private:
  std::unique_ptr<const Exchange> first_;
  std::unique_ptr<const Exchange> second_;
};

}  // namespace

std::unique_ptr<const Exchange> hybrid(std::unique_ptr<const Exchange> first, std::unique_ptr<const Exchange> second) {
  return std::make_unique<Hybrid>(std::move(first), std::move(second));
}

}  // namespace vitrine::crypto::detail
