// Hostile rows CH: the fields of a ClientHello, and what comes around it. RFC 9846 §4.2.2.
#include <boost/test/unit_test.hpp>
#include <chrono>

#include "hostile/client_hello.hpp"

using namespace tests;
using namespace tests::client_hello;
using enum tls::AlertDescription;

namespace {

/// Each way for a length that takes these bytes of a message to be wrong.
std::vector<base::Bytes> wrong_lengths(const base::Bytes& good, std::size_t offset, std::size_t size) {
  const auto changed = [&](std::size_t from, const std::function<std::uint8_t(std::uint8_t)>& change) {
    base::Bytes bad = good;
    for (std::size_t i = from; i < offset + size; ++i) bad[i] = change(bad[i]);
    return bad;
  };
  const auto less = [](std::uint8_t byte) { return static_cast<std::uint8_t>(byte - 1); };
  const auto more = [](std::uint8_t byte) { return static_cast<std::uint8_t>(byte + 1); };
  const auto nothing = [](std::uint8_t) { return std::uint8_t{0}; };
  const auto most = [](std::uint8_t) { return std::uint8_t{255}; };
  const std::size_t last = offset + size - 1;
  return {changed(last, less), changed(last, more), changed(last, most), changed(offset, nothing),
          changed(offset, most)};
}

}  // namespace

BOOST_AUTO_TEST_CASE(CH01_a_client_hello_cut_anywhere_is_decode_error_or_an_old_version) {
  const base::Bytes good = good_hello();
  const std::size_t without_extensions = 4 + 2 + 32 + 33 + 8 + 2;
  for (std::size_t size = 4; size < good.size(); ++size) {
    const base::View body = base::View(good).subspan(4, size - 4);
    BOOST_TEST_CONTEXT("cut at " << size) {
      refused_bytes(raw_message(1, body), {size == without_extensions ? protocol_version : decode_error});
    }
  }
}

BOOST_AUTO_TEST_CASE(CH02_each_length_wrong_is_decode_error_and_nothing_is_accepted) {
  const base::Bytes good = good_hello();
  for (const auto& field : tls::explain_message(good)) {
    if (field.part != vitrine::wire::Field::Part::length || field.offset < 4) continue;
    for (const base::Bytes& bad : wrong_lengths(good, field.offset, field.size)) {
      if (bad == good) continue;
      BOOST_TEST_CONTEXT(field.name << " at " << field.offset) {
        EvilClient evil;
        evil.send_message(bad);
        expect_refusal(evil, {decode_error, illegal_parameter, protocol_version, missing_extension});
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(CH03_bytes_behind_the_extensions_are_decode_error) {
  base::Bytes body = good_hello();
  body.erase(body.begin(), body.begin() + 4);
  body.push_back(0);
  refused_bytes(raw_message(1, body), {decode_error});
}

BOOST_AUTO_TEST_CASE(CH04_CH05_another_legacy_version_is_protocol_version) {
  // RFC 9846 §4.2.2 and Appendix E.5, where older advice was to ignore the field
  for (const unsigned version : {0x0000U, 0x0002U, 0x0300U, 0x0301U, 0x0302U, 0x0304U, 0x03ffU, 0x7f1cU}) {
    refused([=](ClientHello& hello) { hello.legacy_version = static_cast<ProtocolVersion>(version); },
            {protocol_version});
  }
}

BOOST_AUTO_TEST_CASE(CH11_a_session_id_over_32_bytes_is_decode_error) {
  for (const std::size_t size : {33U, 255U}) {
    base::Bytes message = good_hello();
    base::Bytes body(message.begin() + 4, message.begin() + 38);
    body.push_back(static_cast<std::uint8_t>(size));
    body.resize(body.size() + size, 1);
    body.insert(body.end(), message.begin() + 39 + 32, message.end());
    refused_bytes(raw_message(1, body), {decode_error});
  }
}

BOOST_AUTO_TEST_CASE(CH12_a_session_id_of_any_legal_length_is_echoed) {
  for (std::size_t size = 0; size <= 32; ++size) {
    EvilClient evil;
    ClientHello hello = evil.hello();
    hello.legacy_session_id.assign(size, 0x5a);
    evil.say(hello);
    BOOST_TEST_REQUIRE(evil.server_hello.has_value());
    BOOST_TEST((evil.server_hello->legacy_session_id_echo == hello.legacy_session_id));
  }
}

BOOST_AUTO_TEST_CASE(CH13_an_empty_or_odd_cipher_suite_list_is_decode_error) {
  const base::Bytes message = good_hello();
  const base::Bytes head(message.begin() + 4, message.begin() + 71);
  const base::Bytes tail(message.begin() + 79, message.end());
  for (const std::string hex : {"0000", "0001aa", "0003130113", "0007130113021303ff"}) {
    refused_bytes(raw_message(1, base::concat({head, base::from_hex(hex), tail})), {decode_error});
  }
}

BOOST_AUTO_TEST_CASE(CH14_no_common_suite_is_handshake_failure) {
  for (const unsigned suite : {0x1304U, 0x1305U, 0xc02bU, 0x00ffU, 0x0a0aU}) {
    refused([=](ClientHello& hello) { hello.cipher_suites = {static_cast<tls::CipherSuite>(suite)}; },
            {handshake_failure});
  }
}

BOOST_AUTO_TEST_CASE(CH15_strange_suites_around_a_good_one_are_passed_over) {
  accepted([](ClientHello& hello) {
    hello.cipher_suites.clear();
    for (unsigned i = 0; i < 32000; ++i) hello.cipher_suites.push_back(static_cast<tls::CipherSuite>(0x2000 + i));
    hello.cipher_suites.push_back(tls::CipherSuite::TLS_CHACHA20_POLY1305_SHA256);
    hello.cipher_suites.push_back(static_cast<tls::CipherSuite>(0x00ff));
  });
}

BOOST_AUTO_TEST_CASE(CH16_CH17_other_compression_methods_are_illegal_parameter_and_none_is_decode_error) {
  for (const base::Bytes& methods :
       {base::Bytes{1}, base::Bytes{1, 0}, base::Bytes{0, 0}, base::Bytes{0, 1}, base::Bytes(255, 0)}) {
    refused([&](ClientHello& hello) { hello.legacy_compression_methods = wire::Opaque<1, 255>(base::View(methods)); },
            {illegal_parameter});
  }
  const base::Bytes message = good_hello();
  base::Bytes body(message.begin() + 4, message.end());
  body[75] = 0;
  body.erase(body.begin() + 76);
  refused_bytes(raw_message(1, body), {decode_error});
}

BOOST_AUTO_TEST_CASE(CH44_a_client_hello_of_64_kib_in_thousands_of_extensions_takes_bounded_time) {
  EvilClient evil;
  ClientHello hello = evil.hello();
  for (unsigned i = 0; i < 16000; ++i) hello.extensions.push_back({static_cast<ExtensionType>(0x4000 + i), {}});
  const base::Bytes raw = tls::encode(hello);
  const auto begin = std::chrono::steady_clock::now();
  evil.send_message(raw);
  const auto taken = std::chrono::steady_clock::now() - begin;
  BOOST_TEST((evil.victim.status() == tls::Status::handshaking));
  BOOST_TEST((taken < std::chrono::milliseconds(500)), "generous: sanitizers and busy machines are slow");
  evil.listen();
  evil.say_finished();
  expect_acceptance(evil);
}

BOOST_AUTO_TEST_CASE(CH45_any_other_first_message_is_unexpected_message) {
  for (unsigned type = 0; type < 256; ++type) {
    if (type != 1) refused_bytes(raw_message(type, base::Bytes(40, 0)), {unexpected_message});
  }
}

BOOST_AUTO_TEST_CASE(CH46_a_second_client_hello_is_unexpected_message) {
  EvilClient waiting;
  const ClientHello hello = waiting.hello();
  waiting.say(hello);
  waiting.send(hello);
  expect_refusal(waiting, {unexpected_message});

  EvilClient connected;
  connected.run();
  connected.send(hello);
  expect_refusal(connected, {unexpected_message});
}

BOOST_AUTO_TEST_CASE(
    CH47_CVE_2025_61730_RUSTSEC_2026_0285_bytes_behind_the_client_hello_are_unexpected_message_before_anything_is_answered) {
  const base::Bytes finished = raw_message(20, base::Bytes(32, 0));
  for (const std::size_t more : {std::size_t{1}, finished.size()}) {
    EvilClient evil;
    const base::Bytes hello = tls::encode(evil.hello());
    evil.deliver(raw_record(ContentType::handshake, base::concat({hello, base::View(finished).first(more)})));
    BOOST_TEST(evil.victim.output().size() == 7U, "one alert in the clear and nothing else");
    expect_refusal(evil, {unexpected_message});
  }
}

BOOST_AUTO_TEST_CASE(CH48_our_own_values_are_fresh_for_a_hello_seen_before) {
  EvilClient first;
  const ClientHello hello = first.hello();
  first.say(hello);
  EvilClient second;
  base::Bytes later(1);
  second.victim_random.fill(later);
  (void)second.hello();
  second.say(hello);
  BOOST_TEST_REQUIRE((first.server_hello && second.server_hello));
  BOOST_TEST((first.server_hello->random != second.server_hello->random));
  const auto share_in = [](const tls::ServerHello& h) {
    return h.extensions.get<tls::KeyShareServerHello>()->server_share.key_exchange;
  };
  BOOST_TEST((share_in(*first.server_hello) != share_in(*second.server_hello)));
  second.say_finished();
  expect_acceptance(second);
}

BOOST_AUTO_TEST_CASE(S04_a_trailing_byte_in_a_finished_is_refused) {
  EvilClient evil;
  evil.say(evil.hello());
  tls::Finished finished = evil.finished();
  finished.verify_data.push_back(0);
  evil.send(finished);
  expect_refusal(evil, {decode_error});
}
