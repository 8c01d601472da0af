// common/tls/schedule/transcript: the hash of everything said, and of what waits for its hash to be chosen.
#include <boost/test/unit_test.hpp>

#include "base/hex.hpp"
#include "tls/schedule/transcript.hpp"

using namespace vitrine;
using namespace vitrine::tls;
using crypto::Hash;

namespace {

const base::Bytes client_hello{1, 0, 0, 1, 9};
const base::Bytes retry_request{2, 0, 0, 1, 8};
const base::Bytes second_hello{1, 0, 0, 3, 7, 7, 7};

std::string hex(base::View bytes) { return base::to_hex(bytes); }
std::string digest_of(Hash hash, base::View bytes) { return hex(crypto::digest(hash, bytes)); }

base::Bytes message_hash(Hash hash) {
  const base::Bytes header{254, 0, 0, static_cast<std::uint8_t>(crypto::length(hash))};
  return base::concat({header, crypto::digest(hash, client_hello)});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tls_transcript)

BOOST_AUTO_TEST_CASE(a_transcript_is_the_hash_of_its_messages_whenever_the_hash_was_chosen) {
  const base::Bytes first{1, 2};
  const base::Bytes second{3};
  for (const Hash hash : {Hash::sha256, Hash::sha384}) {
    Transcript early;
    early.choose(hash);
    early.add(first);
    early.add(second);
    Transcript late;
    late.add(first);
    late.add(second);
    late.choose(hash);
    BOOST_TEST(hex(early.hash()) == hex(crypto::digest(hash, base::Bytes{1, 2, 3})));
    BOOST_TEST(hex(late.hash()) == hex(early.hash()));
  }
}

BOOST_AUTO_TEST_CASE(reading_a_transcript_does_not_end_it) {
  Transcript transcript;
  transcript.choose(Hash::sha256);
  BOOST_TEST(hex(transcript.hash()) == hex(crypto::digest(Hash::sha256, {})));
  transcript.add(base::Bytes{1});
  transcript.choose(Hash::sha256);
  BOOST_TEST(hex(transcript.hash()) == hex(crypto::digest(Hash::sha256, base::Bytes{1})));
}

BOOST_AUTO_TEST_CASE(after_a_retry_a_message_hash_stands_for_the_first_hello_alone) {
  for (const Hash hash : {Hash::sha256, Hash::sha384}) {
    const base::Bytes client_hello{1, 0, 0, 1, 9};
    const base::Bytes retry_request{2, 0, 0, 1, 8};
    Transcript transcript;
    transcript.add(client_hello);
    transcript.add(retry_request);
    transcript.replace_client_hello(hash);
    transcript.choose(hash);
    const base::Bytes header{254, 0, 0, static_cast<std::uint8_t>(crypto::length(hash))};
    const base::Bytes expected = base::concat({header, crypto::digest(hash, client_hello), retry_request});
    BOOST_TEST(hex(transcript.hash()) == hex(crypto::digest(hash, expected)));
  }
}

BOOST_AUTO_TEST_CASE(what_waits_has_a_hash_under_any_function_and_goes_on_waiting) {
  for (const Hash hash : {Hash::sha256, Hash::sha384}) {
    Transcript transcript;
    transcript.add(client_hello);
    BOOST_TEST(hex(transcript.hash_of_waiting(hash)) == digest_of(hash, client_hello));
    transcript.choose(Hash::sha256);
    BOOST_TEST(hex(transcript.hash()) == digest_of(Hash::sha256, client_hello));
  }
}

BOOST_AUTO_TEST_CASE(the_end_of_the_last_message_that_waits_can_be_left_out) {
  Transcript transcript;
  transcript.add(client_hello);
  transcript.add(retry_request);
  transcript.replace_client_hello(Hash::sha256);
  transcript.add(second_hello);
  const base::Bytes before = base::concat({message_hash(Hash::sha256), retry_request});
  for (std::size_t omitted = 0; omitted <= second_hello.size(); ++omitted) {
    const base::View kept = base::View(second_hello).first(second_hello.size() - omitted);
    BOOST_TEST(hex(transcript.hash_of_waiting(Hash::sha256, omitted)) ==
               digest_of(Hash::sha256, base::concat({before, kept})));
  }
}

BOOST_AUTO_TEST_CASE(a_hello_that_is_still_being_made_is_hashed_behind_what_waits_and_not_kept) {
  Transcript transcript;
  const base::View partial = base::View(client_hello).first(3);
  BOOST_TEST(hex(transcript.hash_of_waiting_and(Hash::sha384, partial)) == digest_of(Hash::sha384, partial));
  transcript.add(client_hello);
  transcript.add(retry_request);
  transcript.replace_client_hello(Hash::sha384);
  BOOST_TEST(hex(transcript.hash_of_waiting_and(Hash::sha384, partial)) ==
             digest_of(Hash::sha384, base::concat({message_hash(Hash::sha384), retry_request, partial})));
  transcript.choose(Hash::sha384);
  BOOST_TEST(hex(transcript.hash()) ==
             digest_of(Hash::sha384, base::concat({message_hash(Hash::sha384), retry_request})));
}

BOOST_AUTO_TEST_CASE(what_a_cookie_brought_back_is_what_would_have_been_kept) {
  for (const Hash hash : {Hash::sha256, Hash::sha384}) {
    Transcript kept;
    kept.add(client_hello);
    kept.add(retry_request);
    kept.replace_client_hello(hash);
    kept.add(second_hello);
    Transcript recalled;
    recalled.add(second_hello);
    recalled.recall(crypto::digest(hash, client_hello), retry_request);
    BOOST_TEST(hex(recalled.hash_of_waiting(hash, 2)) == hex(kept.hash_of_waiting(hash, 2)));
    kept.choose(hash);
    recalled.choose(hash);
    BOOST_TEST(hex(recalled.hash()) == hex(kept.hash()));
  }
}

BOOST_AUTO_TEST_SUITE_END()
