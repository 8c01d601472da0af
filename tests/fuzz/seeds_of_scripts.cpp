// See seeds.hpp. The targets that go by a script: what its bytes mean stands where each of them takes a step.
#include "base/hex.hpp"
#include "fuzz/seeds.hpp"
#include "fuzz/victim.hpp"
#include "unit/tls_samples.hpp"

namespace fuzz {
namespace {

base::Bytes hex(std::string_view text) { return base::from_hex(text); }

/// A step that says this message.
base::Bytes saying(base::View raw, std::uint8_t step = 3) {
  return base::concat({base::Bytes{step, raw.front()}, piece(raw.subspan(4))});
}

base::Bytes sample(std::string_view what) {
  for (const tests::Sample& one : tests::samples()) {
    if (one.what == what) return one.raw;
  }
  throw std::logic_error("no such sample");
}

tls::EncryptedExtensions with_parameters() {
  tls::EncryptedExtensions message;
  message.extensions.add(tls::ProtocolNameList{{}, {{wire::Opaque<1, 255>(base::view_of("other"))}}});
  message.extensions.add(tls::RecordSizeLimit{{}, 100});
  return message;
}

void add_records(const Seeds& seeds) {
  for (const std::string suite : {"04", "05", "06"}) {
    seeds.add("records", "sealed_" + suite, hex(suite + "20 00 17 0000 0002 6869 00 16 0003 0001 01 00 17 0100 0000"));
  }
  seeds.add("records", "damaged", hex("04 20 00 17 0000 0002 6869 01 0001 68 0005 ff 00 17 0000 0001 69"));
  seeds.add("records", "skipped",
            hex("0c 03 01 0001 68 0005 ff 02 17 0020"
                "00000000000000000000000000000000 00000000000000000000000000000000"
                "00 17 0000 0001 69"));
  seeds.add("records", "limited", hex("14 20 00 17 0010 0010 000102030405060708090a0b0c0d0e0f 00 17 0060 0000"));
  seeds.add("records", "plain", hex("00 02 02 16 0004 01020304 02 14 0001 01 02 15 0002 0100 03 00 0005 1603030001"));
}

void add_client_messages(const Seeds& seeds) {
  seeds.add("client_messages", "honest", hex("00 00 00 00 00 00"));
  seeds.add("client_messages", "retried", hex("00 06 00 00 00 00 00"));
  seeds.add("client_messages", "with_psk", hex("42 00 00 00"));
  seeds.add("client_messages", "psk_not_taken", hex("02 00 00 00 00 00"));
  seeds.add("client_messages", "damaged_proof", hex("00 00 00 00 01 00 0020 01 00"));
  seeds.add("client_messages", "cut_finished", hex("00 00 00 00 00 02 0010 0000"));
  seeds.add("client_messages", "parameters",
            base::concat({hex("11 00 05"), saying(tls::encode(with_parameters())), hex("00 00 00")}));
  seeds.add("client_messages", "asked_for_certificate",
            base::concat({hex("04 00 00"), saying(sample("CertificateRequest")), hex("00 00 00")}));
  seeds.add("client_messages", "compressed",
            base::concat({hex("08 00 00 05"), saying(sample("CompressedCertificate")), hex("00 00")}));
  const base::Bytes certificate = tls::encode(EvilServer::certificate_of("p256"));
  seeds.add("client_messages", "its_certificate",
            base::concat({hex("20 00 00 05"), saying(certificate), hex("00 00")}));
  seeds.add("client_messages", "ticket",
            base::concat({hex("42 00 00 00"), saying(sample("NewSessionTicket")), saying(sample("KeyUpdate"))}));
}

void add_server_messages(const Seeds& seeds) {
  seeds.add("server_messages", "honest", hex("00 00 00"));
  seeds.add("server_messages", "damaged_finished", hex("00 00 01 00 0003 01"));
  seeds.add("server_messages", "with_certificate", hex("03 00 00 00 00"));
  seeds.add("server_messages", "empty_certificate", hex("01 00 02 0000 0004 00000000 05 00"));
  seeds.add("server_messages", "retried", hex("40 00 00 00"));
  seeds.add("server_messages", "stateless", hex("10 00 00 00"));
  seeds.add("server_messages", "with_psk", hex("00 07 00 00 00"));
  seeds.add("server_messages", "with_ticket", hex("00 07 02 00 00"));
  seeds.add("server_messages", "early_data", hex("04 07 01 08 00 08 0005 68656c6c6f 08 0000 00"));
  seeds.add("server_messages", "damaged_hello", hex("08 01 02 0000 01 0022 01 0030 01 00"));
  seeds.add("server_messages", "hello", base::concat({hex("08"), saying(sample("ClientHello")), hex("00")}));
  seeds.add("server_messages", "key_update",
            base::concat({hex("00 00 00"), saying(sample("KeyUpdate")), hex("04 17 0002 6869")}));
}

void add_after_handshake(const Seeds& seeds) {
  for (const std::string role : {"00", "01"}) {
    seeds.add("after_handshake", "data_" + role, hex(role + "00 00 0002 6869 05 00 0002 686f 09 00 00 10 0001 21"));
    seeds.add("after_handshake", "keys_" + role,
              hex(role + "01 00 01 01 06 01 00 00 0002 6869 05 00 0001 21 08 40 01 00 09 00"));
    seeds.add("after_handshake", "closing_" + role, hex(role + "05 00 0001 21 03 15 0002 0100 07 00 07 01"));
    seeds.add("after_handshake", "alert_" + role, hex(role + "00 00 0001 21 03 15 0002 0228"));
    const base::Bytes ticket = saying(sample("NewSessionTicket"), 2);
    seeds.add("after_handshake", "tickets_" + role, base::concat({hex(role), ticket, ticket}));
  }
}

}  // namespace

void add_seeds_of_scripts(const Seeds& seeds) {
  add_records(seeds);
  add_client_messages(seeds);
  add_server_messages(seeds);
  add_after_handshake(seeds);
}

}  // namespace fuzz
