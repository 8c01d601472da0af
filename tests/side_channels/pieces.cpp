// Each primitive and each layer by itself, with its keys hidden.
#include <array>

#include "side_channels/watched.hpp"
#include "support/endpoints.hpp"
#include "tls/machine/handshake_context.hpp"
#include "tls/record/record_reader.hpp"
#include "tls/record/record_writer.hpp"
#include "tls/schedule/cipher_suite.hpp"
#include "tls/schedule/exporter.hpp"
#include "tls/schedule/key_schedule.hpp"

namespace side_channels {
namespace {

namespace tls = vitrine::tls;
using tls::CipherSuite;

constexpr std::array suites{CipherSuite::TLS_AES_128_GCM_SHA256, CipherSuite::TLS_AES_256_GCM_SHA384,
                            CipherSuite::TLS_CHACHA20_POLY1305_SHA256};
const tls::Trace no_trace(nullptr);

std::size_t hash_length(CipherSuite suite) { return crypto::length(tls::hash_of(suite)); }

void hkdf() {
  for (const crypto::Hash hash : {crypto::Hash::sha256, crypto::Hash::sha384}) {
    const crypto::Secret extracted = crypto::hkdf_extract(hash, hidden(32).expose(), hidden(48).expose());
    (void)crypto::hkdf_expand(hash, extracted.expose(), base::view_of("info"), 100);
    (void)tls::hkdf_expand_label(hash, extracted.expose(), {"key", {}}, 16);
  }
}

void use(const tls::TrafficSecret& secret) { (void)secret.traffic_keys(no_trace); }

void key_schedule_of(CipherSuite suite) {
  const base::Bytes transcript(hash_length(suite), 1);
  tls::EarlySecret early = tls::EarlySecret::with_psk({suite, no_trace}, hidden(hash_length(suite)));
  for (const auto kind : {tls::PskKind::external, tls::PskKind::resumption, tls::PskKind::imported}) {
    (void)early.binder_key(kind).verify_data(transcript, no_trace);
  }
  use(early.client_early_traffic_secret(transcript));
  tls::Exporter early_exporter(suite, early.early_exporter_secret(transcript));
  (void)early_exporter.export_keying_material({"EXPORTER-label", base::view_of("context")}, 50);
  tls::HandshakeSecret handshake = std::move(early).handshake_secret(hidden(32));
  use(handshake.client_handshake_traffic_secret(transcript));
  use(handshake.server_handshake_traffic_secret(transcript));
  const tls::MainSecret main = std::move(handshake).main_secret();
  use(main.client_application_traffic_secret_0(transcript).next(no_trace));
  use(main.server_application_traffic_secret_0(transcript));
  (void)main.exporter_secret(transcript);
  (void)tls::resumption_psk({suite, no_trace}, main.resumption_secret(transcript), base::view_of("nonce"));
}

void key_schedule() {
  for (const CipherSuite suite : suites) key_schedule_of(suite);
}

tls::TrafficKeys hidden_keys(CipherSuite suite) {
  return {suite, hidden(crypto::key_length(tls::aead_of(suite))), hidden(crypto::aead_nonce_length)};
}

/// A record as the network carries it: everybody may know it.
base::Bytes sealed_record(CipherSuite suite) {
  tls::RecordWriter writer(no_trace);
  writer.change_key(hidden_keys(suite));
  writer.write(tls::ContentType::application_data, hidden(1000).expose());
  base::Bytes record = base::copy_of(writer.output());
  reveal(record);
  return record;
}

/// How many records come out.
std::size_t opened(CipherSuite suite, base::View record) {
  tls::RecordReader reader(no_trace);
  reader.change_key(hidden_keys(suite));
  std::ranges::copy(record, reader.prepare(record.size()).begin());
  reader.commit(record.size());
  try {
    return reader.next() ? 1 : 0;
  } catch (const tls::Abort&) {
    return 0;
  }
}

void records() {
  for (const CipherSuite suite : suites) {
    base::Bytes record = sealed_record(suite);
    if (opened(suite, record) != 1) throw std::logic_error("a good record does not open");
    record.back() ^= 1U;
    if (opened(suite, record) != 0) throw std::logic_error("a bad record opens");
  }
}

/// The peer's Finished, as it arrives: known to all. It is right, or `damaged` at one byte.
void check_finished(CipherSuite suite, std::size_t damaged) {
  const base::Bytes transcript(hash_length(suite), 2);
  const tls::TrafficSecret secret(tls::SecretKind::client_handshake_traffic_secret, suite, hidden(hash_length(suite)));
  base::Bytes verify_data = secret.verify_data(transcript, no_trace);
  reveal(verify_data);
  if (damaged < verify_data.size()) verify_data[damaged] ^= 1U;
  tests::SeededRandom random(1);
  tls::Session session;
  const tls::Handshake handshake({random, tests::now(), no_trace, session});
  const tls::Finished finished{vitrine::wire::Rest(base::View(verify_data))};
  try {
    tls::check_finished(handshake, {finished, {}, transcript}, secret);
  } catch (const tls::Abort&) {
    if (damaged >= verify_data.size()) throw;
  }
}

void finished() {
  for (const CipherSuite suite : suites) {
    for (const std::size_t damaged : {0U, 31U, 100U}) check_finished(suite, damaged);
  }
}

/// A random source whose bytes are secret: a private key.
class HiddenRandom final : public crypto::Random {
 public:
  void fill(base::MutableView out) override {
    source_.fill(out);
    hide(out);
  }

 private:
  tests::SeededRandom source_{3};
};

void x25519() {
  HiddenRandom random;
  crypto::KeyShare share = crypto::KeyShare::offer(crypto::Group::x25519, random);
  base::Bytes offered = base::copy_of(share.key_exchange());
  reveal(offered);
  crypto::KeyShareAnswer answer = crypto::answer(crypto::Group::x25519, offered, random);
  reveal(answer.key_exchange);
  (void)std::move(share).agree(answer.key_exchange);
}

}  // namespace

std::span<const Piece> pieces() {
  static constexpr std::array all{
      Piece{"F12_HKDF", hkdf},
      Piece{"F12_the_key_schedule_and_exporters", key_schedule},
      Piece{"F12_sealing_and_opening_records", records},
      Piece{"F12_computing_and_comparing_Finished", finished},
      Piece{"F12_x25519", x25519},
  };
  return all;
}

}  // namespace side_channels
