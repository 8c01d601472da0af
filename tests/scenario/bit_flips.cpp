// Bytes of every flight changed, on each way that a handshake can take (support/scenes.hpp): single bits, and in the
// long form each of the 255 other values of each byte.
#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "mutations.hpp"
#include "support/deep.hpp"

namespace {

using namespace tests;

/// Which flights, and in the short form which of their bits: with a step of 9 one of each byte, and not always the
/// same.
struct Part {
  std::size_t first = 0;
  std::size_t last = 100;
  std::size_t step = 9;
};

class Changer {
 public:
  explicit Changer(const Scene& scene) : scene_(scene), recording_(record(scene)) {}

  void change(const Part& part) const {
    for (std::size_t number = part.first; number <= std::min(part.last, recording_.flights.size() - 1); ++number) {
      if (deep()) {
        every_value(number);
      } else {
        bits(number, part.step);
      }
    }
  }

 private:
  void every_value(std::size_t number) const {
    for (std::size_t at = 0; at < recording_.flights[number].bytes.size(); ++at) {
      for (unsigned mask = 1; mask < 256; ++mask) one(number, at, static_cast<std::uint8_t>(mask));
    }
  }

  void bits(std::size_t number, std::size_t step) const {
    for (std::size_t bit = 0; bit < recording_.flights[number].bytes.size() * 8; bit += step) {
      one(number, bit / 8, static_cast<std::uint8_t>(1U << (bit % 8)));
    }
  }

  void one(std::size_t number, std::size_t at, std::uint8_t mask) const {
    base::Bytes bytes = recording_.flights[number].bytes;
    bytes[at] ^= mask;
    const Mutation mutation{number, bytes};
    BOOST_TEST_CONTEXT(scene_.name << ", flight " << number << " byte " << at << " XOR " << unsigned{mask}) {
      if (!refused_at_once(scene_, recording_, mutation)) converse_with(scene_, mutation);
    }
  }

  const Scene& scene_;
  Recording recording_;
};

void change(const Scene& scene, const Part& part = {}) { Changer(scene).change(part); }

}  // namespace

BOOST_AUTO_TEST_SUITE(F11_bytes_changed)

BOOST_AUTO_TEST_CASE(every_bit_of_a_full_handshake) { change(plain_scene(), {.step = 1}); }

BOOST_AUTO_TEST_CASE(every_bit_of_both_hellos_and_the_retry) { change(retry_scene(), {.last = 2, .step = 1}); }

BOOST_AUTO_TEST_CASE(every_bit_of_the_handshake_after_a_retry) { change(retry_scene(), {.first = 3, .step = 1}); }

BOOST_AUTO_TEST_CASE(every_bit_of_a_stateless_retry) { change(stateless_scene(), {.last = 2, .step = 1}); }

BOOST_AUTO_TEST_CASE(every_byte_after_a_stateless_retry) { change(stateless_scene(), {.first = 3}); }

BOOST_AUTO_TEST_CASE(every_byte_with_a_clients_certificate_and_every_bit_of_that) {
  change(client_certificate_scene(), {.last = 1});
  change(client_certificate_scene(), {.first = 2, .last = 2, .step = 1});
  change(client_certificate_scene(), {.first = 3});
}

/// In a ClientHello with a ticket most bits are the ticket's, and each makes a full handshake: some of them will do.
BOOST_AUTO_TEST_CASE(every_byte_of_a_resumption_and_every_bit_of_its_answers) {
  change(resumed_scene(), {.last = 0});
  change(resumed_scene(), {.first = 1, .step = 1});
}

BOOST_AUTO_TEST_CASE(every_byte_of_accepted_early_data_and_every_bit_of_its_answers) {
  change(early_data_scene(), {.last = 0});
  change(early_data_scene(), {.first = 1, .step = 1});
}

BOOST_AUTO_TEST_CASE(every_byte_of_refused_early_data_and_of_its_answers) { change(refused_early_data_scene()); }

BOOST_AUTO_TEST_CASE(every_byte_under_ChaCha20_Poly1305) { change(chacha20_scene()); }

BOOST_AUTO_TEST_CASE(every_byte_with_SHA_384) {
  change(aes_256_scene());
  change(resumed_aes_256_scene());
}

BOOST_AUTO_TEST_CASE(every_byte_with_an_external_key) { change(external_psk_scene()); }

BOOST_AUTO_TEST_CASE(every_bit_with_an_external_key_alone) { change(psk_alone_scene(), {.step = 1}); }

BOOST_AUTO_TEST_CASE(every_bit_of_KeyUpdates_with_data) { change(rekeying_scene(), {.first = 2, .step = 1}); }

/// All values of all of its bytes would take hours, and most of the bytes are ML-KEM's.
BOOST_AUTO_TEST_CASE(a_bit_of_every_other_byte_of_a_hybrid_exchange) {
  if (!deep()) change(hybrid_scene(), {.last = 1, .step = 13});
}

BOOST_AUTO_TEST_SUITE_END()
