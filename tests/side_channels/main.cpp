// Runs every piece and tells in TAP which of them memcheck had something to say about; those that leak on purpose come
// last, and must be reported. Not run by hand: valgrind is what watches.
#include <array>
#include <exception>
#include <iostream>
#include <vector>

#include "side_channels/watched.hpp"

namespace side_channels {
namespace {

/// What no optimizer may leave out, or look through.
volatile std::size_t somewhere = 0;
std::array<volatile int, 256> table{};

void branch() {
  if (hidden(1).expose().front() == 7) somewhere = 1;
}

void index() { table[hidden(1).expose().front()] = 1; }

/// How a MAC must not be compared: the time says where the first difference is.
void early_end() {
  const crypto::Secret mac = hidden(32);
  std::size_t equal = 0;
  while (equal < mac.size() && mac.expose()[equal] == 1) ++equal;
  somewhere = equal;
}

/// Whether the piece ran to its end and was, or was not, reported.
bool is_as_expected(const Piece& piece) {
  const auto before = VALGRIND_COUNT_ERRORS;
  try {
    piece.run();
  } catch (const std::exception& error) {
    std::cerr << piece.name << ": " << error.what() << std::endl;
    return false;
  }
  const bool reported = VALGRIND_COUNT_ERRORS != before;
  return reported == piece.leaks;
}

}  // namespace

std::span<const Piece> known_leaks() {
  static constexpr std::array all{
      Piece{"F12_a_branch_on_a_secret_is_reported", branch, true},
      Piece{"F12_an_index_that_is_secret_is_reported", index, true},
      Piece{"F12_a_comparison_that_ends_early_is_reported", early_end, true},
  };
  return all;
}

}  // namespace side_channels

int main() {
  if (RUNNING_ON_VALGRIND == 0) {
    std::cout << "1..0 # SKIP valgrind does not watch\n";
    return 0;
  }
  unsigned count = 0;
  unsigned failed = 0;
  for (const auto list :
       {side_channels::pieces(), side_channels::pieces_of_handshakes(), side_channels::known_leaks()}) {
    for (const side_channels::Piece& piece : list) {
      const bool good = side_channels::is_as_expected(piece);
      failed += good ? 0 : 1;
      std::cout << (good ? "ok " : "not ok ") << ++count << " - " << piece.name << std::endl;
    }
  }
  std::cout << "1.." << count << '\n';
  return failed == 0 ? 0 : 1;
}
