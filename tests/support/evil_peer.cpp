// See evil_peer.hpp.
#include "support/evil_peer.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "tls/primitives.hpp"
#include "tls/schedule/cipher_suite.hpp"

namespace tests {

tls::Status EvilPeer::deliver(base::View wire) {
  victim.receive(wire);
  while (!victim.plaintext().empty() || !victim.early_data().bytes.empty()) {
    const std::size_t size = victim.plaintext().size() + victim.early_data().bytes.size();
    base::append(got, victim.plaintext());
    base::append(got_early, victim.early_data().bytes);
    victim.consume(size);
  }
  return victim.status();
}

base::Bytes EvilPeer::wrap(tls::ContentType type, base::View content) {
  return sending ? sending->seal(type, content) : raw_record(type, content);
}

void EvilPeer::send_message(base::View raw) {
  base::append(transcript, raw);
  base::Bytes wire;
  while (!raw.empty()) {
    const std::size_t size = std::min<std::size_t>(raw.size(), 16384);
    base::append(wire, wrap(tls::ContentType::handshake, raw.first(size)));
    raw = raw.subspan(size);
  }
  deliver(wire);
}

void EvilPeer::listen() {
  for (const base::Bytes& record : records_of(Pair::take(victim))) {
    const auto outer = static_cast<tls::ContentType>(record.front());
    if (outer != tls::ContentType::application_data) {
      take(outer, base::View(record).subspan(5));
    } else if (const auto opened = receiving ? receiving->open(record) : std::nullopt) {
      take(opened->type, opened->content);
    } else {
      ++undecipherable;
    }
  }
}

void EvilPeer::take(tls::ContentType type, base::View content) {
  if (type == tls::ContentType::alert) alerts.push_back(static_cast<tls::AlertDescription>(content.back()));
  if (type == tls::ContentType::change_cipher_spec) ++change_cipher_specs;
  if (type == tls::ContentType::application_data) base::append(data, content);
  if (type != tls::ContentType::handshake) return;
  base::append(unfinished_, content);
  for (const base::Bytes& message : messages_of(unfinished_)) {
    unfinished_.erase(unfinished_.begin(), unfinished_.begin() + static_cast<std::ptrdiff_t>(message.size()));
    heard.push_back(message);
    learn({static_cast<tls::HandshakeType>(message.front()), message});
  }
}

base::Bytes EvilPeer::transcript_hash() const { return crypto::digest(tls::hash_of(suite), transcript); }

void EvilPeer::replace_transcript_by_its_hash() {
  transcript = raw_message(static_cast<unsigned>(tls::HandshakeType::message_hash), transcript_hash());
}

tls::Finished EvilPeer::finished_under(const tls::TrafficSecret& secret) const {
  return {wire::Rest(base::View(secret.verify_data(transcript_hash(), tls::Trace(nullptr))))};
}

tls::Certificate EvilPeer::certificate_of(const std::string& kind) {
  tls::Certificate message;
  for (const auto& certificate : credential(kind)->chain) {
    message.certificate_list.push_back({wire::Opaque<1, 16777215>(base::View(certificate.der())), {}});
  }
  return message;
}

base::Bytes EvilPeer::signed_content(std::string_view context) const {
  return base::concat({base::Bytes(64, 0x20), base::view_of(context), base::Bytes(1, 0), transcript_hash()});
}

tls::CertificateVerify EvilPeer::signed_by(const std::string& kind, tls::SignatureScheme scheme, base::View content) {
  SeededRandom source(9);
  const base::Bytes signature = credential(kind)->key.sign(*tls::primitive(scheme), content, source);
  return {scheme, wire::Opaque<0, 65535>(base::View(signature))};
}

tls::SignatureScheme scheme_for(const std::string& kind) {
  if (kind == "p256") return tls::SignatureScheme::ecdsa_secp256r1_sha256;
  if (kind == "p384") return tls::SignatureScheme::ecdsa_secp384r1_sha384;
  return kind == "ed25519" ? tls::SignatureScheme::ed25519 : tls::SignatureScheme::rsa_pss_rsae_sha256;
}

void expect_refusal(EvilPeer& evil, const Alerts& allowed) {
  BOOST_TEST_REQUIRE((evil.victim.status() == tls::Status::failed), "it went on, in " << evil.victim.state());
  const tls::Failure& failure = *evil.victim.failure();
  BOOST_TEST((failure.origin == tls::Failure::Origin::ours), "the origin of the failure: " << failure.text);
  BOOST_TEST((std::ranges::find(allowed, failure.alert) != allowed.end()),
             "refused with " << tls::name_of(failure.alert) << ": " << failure.text);
  BOOST_TEST((evil.events.alerts_sent == Alerts{failure.alert}));
  evil.alerts.clear();
  evil.listen();
  BOOST_TEST((evil.alerts == Alerts{failure.alert}), "the alert as the peer reads it");

  BOOST_TEST(evil.victim.state() == "Failed");
  const std::size_t before = evil.got.size();
  evil.send_data("too late");
  evil.victim.close();
  BOOST_TEST(!evil.victim.send(base::view_of("too late")));
  BOOST_TEST((evil.victim.received_end() == tls::Status::failed));
  BOOST_TEST((evil.victim.failure()->alert == failure.alert));
  BOOST_TEST(evil.victim.output().empty());
  BOOST_TEST(evil.got.size() == before);
}

void expect_end_without_alert(EvilPeer& evil, tls::Failure::Origin origin) {
  BOOST_TEST_REQUIRE((evil.victim.status() == tls::Status::failed), "it went on, in " << evil.victim.state());
  BOOST_TEST((evil.victim.failure()->origin == origin), evil.victim.failure()->text);
  BOOST_TEST(evil.events.alerts_sent.empty());
  BOOST_TEST(evil.victim.state() == "Failed");
}

void expect_acceptance(EvilPeer& evil) {
  evil.listen();
  BOOST_TEST_REQUIRE(
      (evil.victim.status() == tls::Status::established),
      "in " << evil.victim.state() << ": " << (evil.victim.failure() ? evil.victim.failure()->text : "no failure"));
  evil.got.clear();
  evil.send_data("still here?");
  BOOST_TEST(base::text_of(evil.got) == "still here?");
  BOOST_TEST(evil.victim.send(base::view_of("yes")));
  evil.data.clear();
  evil.listen();
  BOOST_TEST(base::text_of(evil.data) == "yes");
  BOOST_TEST(evil.undecipherable == 0U);
  BOOST_TEST(evil.alerts.empty());
}

}  // namespace tests
