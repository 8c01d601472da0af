// The server's encrypted flight in records of every size, padded and not, delivered at once and one by one.
// RFC 9846 §5.1, §5.4.
#include <boost/test/unit_test.hpp>

#include "support/evil_client.hpp"
#include "support/evil_server.hpp"
#include "support/resumption.hpp"

namespace {

using namespace tests;

/// EncryptedExtensions to Finished of a good server, each message by itself.
std::vector<base::Bytes> flight_of(EvilServer& evil) {
  std::vector<base::Bytes> flight;
  const auto add = [&](const base::Bytes& message) {
    flight.push_back(message);
    base::append(evil.transcript, message);
  };
  add(tls::encode(tls::EncryptedExtensions{}));
  add(tls::encode(evil.certificate()));
  add(tls::encode(evil.certificate_verify()));
  add(tls::encode(evil.finished()));
  return flight;
}

std::vector<base::Bytes> sealed(EvilServer& evil, base::View flight, std::size_t size, std::size_t padding) {
  std::vector<base::Bytes> records;
  while (!flight.empty()) {
    const base::View part = flight.first(std::min(size, flight.size()));
    records.push_back(evil.sending->seal(tls::ContentType::handshake, part, padding));
    flight = flight.subspan(part.size());
  }
  return records;
}

/// A message of a client under that key, in records of `size` bytes.
void send_in_pieces(EvilClient& evil, EvilKey& key, const base::Bytes& message, std::size_t size) {
  base::append(evil.transcript, message);
  for (base::View rest = message; !rest.empty(); rest = rest.subspan(std::min(size, rest.size()))) {
    evil.deliver(key.seal(tls::ContentType::handshake, rest.first(std::min(size, rest.size()))));
  }
}

void run(std::size_t size, std::size_t padding, bool coalesced) {
  EvilServer evil;
  evil.run(EvilServer::Up::to_encrypted_extensions);
  const base::Bytes flight = concat(flight_of(evil));
  const std::vector<base::Bytes> records = sealed(evil, flight, size, padding);
  evil.change_to_application_keys();
  if (coalesced) {
    evil.deliver(concat(records));
  } else {
    for (const base::Bytes& record : records) evil.deliver(record);
  }
  BOOST_TEST_CONTEXT("records of " << size << ", padded by " << padding) { expect_acceptance(evil); }
}

/// On the wire, among those that were sent.
std::size_t longest_record(const Recorder& events) {
  std::size_t longest = 0;
  for (const std::string& record : events.records) {
    longest = std::max<std::size_t>(longest, std::stoul(record.substr(record.rfind(' '))));
  }
  return longest;
}

}  // namespace

BOOST_AUTO_TEST_CASE(R32_R33_a_flight_in_records_of_any_size_is_accepted) {
  for (std::size_t size = 1; size < 1000; size += size < 50 ? 1 : 37) {
    run(size, 0, true);
    run(size, 0, false);
  }
  run(16384, 0, true);
}

BOOST_AUTO_TEST_CASE(a_flight_in_padded_records_is_accepted) {
  for (const std::size_t padding : {1U, 15U, 255U, 16000U}) {
    run(100, padding, true);
    run(100, padding, false);
    run(384, padding, true);
  }
}

BOOST_AUTO_TEST_CASE(each_message_in_its_own_record_is_accepted) {
  EvilServer evil;
  evil.run(EvilServer::Up::to_encrypted_extensions);
  for (const base::Bytes& message : flight_of(evil)) evil.send_record(tls::ContentType::handshake, message);
  evil.change_to_application_keys();
  expect_acceptance(evil);
}

BOOST_AUTO_TEST_CASE(padded_application_data_is_delivered_without_its_padding) {
  EvilClient evil;
  evil.run();
  std::string expected;
  for (std::size_t padding = 0; padding < 300; ++padding) {
    const std::string text = "line " + std::to_string(padding) + "\n";
    evil.deliver(evil.sending->seal(tls::ContentType::application_data, base::view_of(text), padding));
    expected += text;
  }
  BOOST_TEST(base::text_of(evil.got) == expected);
}

BOOST_AUTO_TEST_CASE(the_end_of_early_data_and_finished_in_records_of_any_size_are_accepted) {
  const auto ticket = std::make_shared<EvilPsk>(*with_ticket(setup_with_early_data()).ticket);
  for (const std::size_t size : {1U, 2U, 3U, 4U, 35U, 36U}) {
    EvilClient evil(setup_with_early_data().server);
    tls::ClientHello hello = evil.hello();
    hello.extensions.add(
        tls::ServerNameList{{}, {{tls::NameType::host_name, wire::Opaque<1, 65535>(base::view_of("localhost"))}}});
    hello.extensions.add(tls::EarlyDataIndication{});
    evil.say(hello, {ticket});
    evil.send_early("early");
    send_in_pieces(evil, *evil.early, tls::encode(tls::EndOfEarlyData{}), size);
    send_in_pieces(evil, *evil.sending, tls::encode(evil.finished()), size);
    evil.change_to_application_keys();
    BOOST_TEST_CONTEXT("records of " << size) { expect_acceptance(evil); }
    BOOST_TEST(base::text_of(evil.got_early) == "early");
  }
}

BOOST_AUTO_TEST_CASE(records_that_we_send_hold_no_more_than_they_are_told_to) {
  for (const std::size_t size : {64U, 1000U}) {
    Setup setup;
    setup.client.limits.sent_fragment = size;
    setup.server.limits.sent_fragment = size;
    Pair pair(std::move(setup));
    pair.run();
    BOOST_TEST_REQUIRE(pair.connected(), pair.describe());
    const std::string text(5 * size + 1, 'x');
    BOOST_TEST(pair.client.send(base::view_of(text)));
    pair.run();
    BOOST_TEST(base::text_of(pair.server_got) == text);
    constexpr std::size_t header_type_and_tag = 5 + 1 + 16;
    BOOST_TEST(longest_record(pair.client_events) == size + header_type_and_tag);
    BOOST_TEST(longest_record(pair.server_events) <= size + header_type_and_tag);
  }
}
