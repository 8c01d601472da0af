// Hostile rows H21 and H27 for servers: pre-shared keys on both sides of a HelloRetryRequest. RFC 9846 §4.2.2,
// §4.3.11.2.
#include "hostile/psk.hpp"

using namespace tests;
using namespace tests::psk;

namespace {

tls::ServerConfig retrying() {
  tls::ServerConfig config = server();
  config.preferences.groups = {tls::NamedGroup::secp256r1};
  return config;
}

/// A client that offered `psks` and was asked for another share, which its hello has by now.
struct Retried {
  explicit Retried(const EvilPsks& psks, const tls::ServerConfig& config = retrying())
      : evil(config), hello(evil.hello()) {
    offer_psks(hello, psks);
    add_binders(hello, psks, {});
    evil.send_hello(hello, psks);
    evil.listen();
    BOOST_TEST_REQUIRE(evil.retry.has_value());
    evil.offer_share(hello, tls::NamedGroup::secp256r1);
    if (const auto cookie = evil.retry->extensions.get<tls::Cookie>()) {
      hello.extensions.remove(ExtensionType::pre_shared_key);
      hello.extensions.add(*cookie);
    }
  }
  void answer(const EvilPsks& psks) {
    offer_psks(hello, psks);
    add_binders(hello, psks, evil.transcript);
    evil.send_hello(hello, psks);
  }

  EvilClient evil;
  ClientHello hello;
};

tls::ServerConfig stateless() {
  tls::ServerConfig config = retrying();
  config.stateless_retry = true;
  return config;
}

}  // namespace

BOOST_AUTO_TEST_CASE(H27_binders_over_both_hellos_and_the_retry_resume) {
  for (const tls::ServerConfig& config : {retrying(), stateless()}) {
    const EvilPsks psks{a_ticket()};
    Retried retried(psks, config);
    retried.answer(psks);
    BOOST_TEST(resumes(retried.evil));
  }
}

BOOST_AUTO_TEST_CASE(H27_a_binder_over_the_second_hello_alone_is_decrypt_error) {
  for (const tls::ServerConfig& config : {retrying(), stateless()}) {
    const EvilPsks psks{a_ticket()};
    Retried retried(psks, config);
    offer_psks(retried.hello, psks);
    add_binders(retried.hello, psks, {});
    retried.evil.send_hello(retried.hello, psks);
    expect_refusal(retried.evil, {decrypt_error});
  }
}

BOOST_AUTO_TEST_CASE(H27_the_binder_of_the_first_hello_in_the_second_is_decrypt_error) {
  const EvilPsks psks{a_ticket()};
  Retried retried(psks);
  retried.evil.send_hello(retried.hello, psks);
  expect_refusal(retried.evil, {decrypt_error});
}

BOOST_AUTO_TEST_CASE(H21_a_second_hello_without_the_key_of_the_first_is_illegal_parameter) {
  for (const tls::ServerConfig& config : {retrying(), stateless()}) {
    Retried without(EvilPsks{a_ticket()}, config);
    without.hello.extensions.remove(ExtensionType::pre_shared_key);
    without.evil.send(without.hello);
    expect_refusal(without.evil, {illegal_parameter});

    Retried with_another(EvilPsks{a_ticket(), a_stranger()}, config);
    with_another.answer({a_stranger()});
    expect_refusal(with_another.evil, {illegal_parameter});
  }
}

BOOST_AUTO_TEST_CASE(H21_a_second_hello_without_keys_that_were_no_use_connects) {
  Retried all(EvilPsks{a_stranger()});
  all.hello.extensions.remove(ExtensionType::pre_shared_key);
  all.evil.say(all.hello);
  BOOST_TEST(!resumes(all.evil));

  const Psk good = a_ticket();
  Retried one(EvilPsks{a_stranger(), good});
  one.answer({good});
  BOOST_TEST(resumes(one.evil));
}

BOOST_AUTO_TEST_CASE(H21_a_second_hello_without_psk_key_exchange_modes_is_refused) {
  const EvilPsks psks{a_ticket()};
  Retried retried(psks);
  retried.hello.extensions.remove(ExtensionType::psk_key_exchange_modes);
  add_binders(retried.hello, psks, retried.evil.transcript);
  retried.evil.send_hello(retried.hello, psks);
  expect_refusal(retried.evil, {missing_extension, illegal_parameter});
}

BOOST_AUTO_TEST_CASE(H_a_key_of_another_handshake_may_not_come_in_with_the_second_hello_unbound) {
  Retried retried(EvilPsks{a_stranger()});
  const Psk good = a_ticket();
  offer_psks(retried.hello, {good});
  set_binders(retried.hello, {base::Bytes(32)});
  retried.evil.send_hello(retried.hello, {good});
  expect_refusal(retried.evil, {decrypt_error});
}
