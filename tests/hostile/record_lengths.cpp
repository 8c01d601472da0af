// Hostile rows R: lengths, padding and empty records. RFC 9846 §5.1, §5.2, §5.4.
#include <boost/test/unit_test.hpp>

#include "hostile/records.hpp"

using namespace tests;
using namespace tests::records;
using enum tls::AlertDescription;

BOOST_AUTO_TEST_CASE(R02_a_plaintext_record_over_2_14_is_record_overflow_from_its_header) {
  against_both(Stage::before_keys,
               refused([](EvilPeer&) { return header_alone(22, max_plaintext + 1); }, {record_overflow}));
}

BOOST_AUTO_TEST_CASE(R03_a_protected_record_over_2_14_and_256_is_record_overflow_from_its_header) {
  for (const Stage stage : protected_stages) {
    against_both(stage, refused([](EvilPeer&) { return header_alone(23, max_plaintext + 257); }, {record_overflow}));
  }
}

BOOST_AUTO_TEST_CASE(R04_a_protected_record_of_2_14_and_256_is_decrypted_before_it_is_judged) {
  for (const Stage stage : protected_stages) {
    against_both(stage, refused(
                            [](EvilPeer&) {
                              return raw_record(ContentType::application_data, base::Bytes(max_plaintext + 256, 7));
                            },
                            {bad_record_mac}));
  }
}

BOOST_AUTO_TEST_CASE(R05_inner_content_over_2_14_is_record_overflow) {
  for (const ContentType type : {ContentType::application_data, ContentType::handshake}) {
    for (const Stage stage : protected_stages) {
      against_both(
          stage, refused([type](EvilPeer& evil) { return evil.sending->seal_inner(inner(max_plaintext + 1, type, 0)); },
                         {record_overflow}));
    }
  }
}

BOOST_AUTO_TEST_CASE(R06_content_and_padding_over_2_14_and_1_are_record_overflow) {
  for (const ContentType type : {ContentType::application_data, ContentType::handshake}) {
    for (const Stage stage : protected_stages) {
      against_both(
          stage, refused([type](EvilPeer& evil) { return evil.sending->seal_inner(inner(max_plaintext - 8, type, 9)); },
                         {record_overflow}));
    }
  }
}

BOOST_AUTO_TEST_CASE(R07_content_and_padding_of_exactly_2_14_and_1_are_accepted) {
  against_both(Stage::established, [](EvilPeer& evil) {
    evil.deliver(evil.sending->seal_inner(inner(max_plaintext - 9, ContentType::application_data, 9)));
    BOOST_TEST((evil.got == base::Bytes(max_plaintext - 9, 'x')));
    expect_acceptance(evil);
  });
}

BOOST_AUTO_TEST_CASE(R08_R09_a_protected_record_without_a_type_is_unexpected_message) {
  for (const std::size_t zeros : {0U, 1U, 16385U}) {
    for (const Stage stage : protected_stages) {
      against_both(stage, refused([zeros](EvilPeer& evil) { return evil.sending->seal_inner(base::Bytes(zeros, 0)); },
                                  {unexpected_message}));
    }
  }
}

BOOST_AUTO_TEST_CASE(R10_a_protected_record_shorter_than_its_tag_is_bad_record_mac) {
  for (std::size_t length = 0; length <= 16; ++length) {
    for (const Stage stage : protected_stages) {
      against_both(
          stage,
          refused([length](EvilPeer&) { return raw_record(ContentType::application_data, base::Bytes(length, 7)); },
                  {bad_record_mac}));
    }
  }
}

BOOST_AUTO_TEST_CASE(R11_an_empty_unprotected_handshake_record_is_unexpected_message) {
  against_both(Stage::before_keys,
               refused([](EvilPeer&) { return raw_record(ContentType::handshake, {}); }, {unexpected_message}));
}

BOOST_AUTO_TEST_CASE(R12_R13_an_empty_protected_handshake_or_alert_record_is_unexpected_message) {
  for (const ContentType type : {ContentType::handshake, ContentType::alert}) {
    for (const Stage stage : protected_stages) {
      against_both(stage,
                   refused([type](EvilPeer& evil) { return evil.sending->seal(type, {}); }, {unexpected_message}));
      against_both(stage,
                   refused([type](EvilPeer& evil) { return evil.sending->seal(type, {}, 50); }, {unexpected_message}));
    }
  }
}

BOOST_AUTO_TEST_CASE(R14_empty_application_data_is_accepted_with_any_padding) {
  for (const std::size_t padding : {0U, 1U, 16384U}) {
    against_both(Stage::established, [padding](EvilPeer& evil) {
      evil.deliver(evil.sending->seal(ContentType::application_data, {}, padding));
      BOOST_TEST(evil.got.empty());
      expect_acceptance(evil);
    });
  }
}

BOOST_AUTO_TEST_CASE(R15_the_33rd_empty_record_in_a_row_is_unexpected_message) {
  against_both(Stage::established, [](EvilPeer& evil) {
    for (int i = 0; i < 32; ++i) evil.send_record(ContentType::application_data, {});
    expect_acceptance(evil);  // some data between, and the count begins again
    for (int i = 0; i < 32; ++i) evil.send_record(ContentType::application_data, {});
    BOOST_TEST((evil.victim.status() == tls::Status::established));
    evil.got.clear();
    evil.send_record(ContentType::application_data, {});
    expect_refusal(evil, {unexpected_message});
  });
}

BOOST_AUTO_TEST_CASE(R41_one_byte_of_type_and_16384_zeros_is_accepted) {
  against_both(Stage::established, [](EvilPeer& evil) {
    evil.deliver(evil.sending->seal_inner(inner(0, ContentType::application_data, 16384)));
    expect_acceptance(evil);
  });
}
