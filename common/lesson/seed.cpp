// See seed.hpp.
#include "lesson/seed.hpp"

namespace vitrine::lesson {

std::string banner(std::uint64_t seed) {
  return "Seed " + std::to_string(seed) +
         ": every key of this session can be computed by anyone who knows the number. For teaching only.";
}

RandomSource::RandomSource(Seed seed, std::string_view purpose) {
  if (!seed) return;
  const std::string whole = "vitrine seed " + std::to_string(*seed) + ": " + std::string(purpose);
  seeded_ = crypto::seeded_random(base::view_of(whole));
}

}  // namespace vitrine::lesson
