// See seeds.hpp. Those that are bytes and nothing more; and libFuzzer's dictionary, which is the registry.
#include "fuzz/seeds.hpp"

#include <iostream>

#include "base/hex.hpp"
#include "replay/trace_file.hpp"
#include "support/endpoints.hpp"
#include "support/vector_file.hpp"
#include "tls/registry.hpp"
#include "unit/tls_samples.hpp"

namespace fuzz {

base::Bytes piece(base::View bytes) {
  const base::Bytes length{static_cast<std::uint8_t>(bytes.size() >> 8U), static_cast<std::uint8_t>(bytes.size())};
  return base::concat({length, bytes});
}

namespace {

using vitrine::crypto::Certificate;

base::Bytes hex(std::string_view text) { return base::from_hex(text); }

void add_wire(const Seeds& seeds) {
  seeds.add("wire", "closed",
            hex("00 0001 000002 0000000000000003 0405060708 0003616263 000e 01 026162 020001 02 00 0400010002"
                "000004 deadbeef"));
  seeds.add("wire", "open", hex("01 08 0000000100000002 ffff"));
}

void add_message(const Seeds& seeds, const std::string& name, base::View raw) {
  seeds.add("messages", name, base::concat({hex("10"), raw.first(1), raw.subspan(4)}));
}

void add_messages(const Seeds& seeds) {
  for (const tests::Sample& sample : tests::samples()) add_message(seeds, sample.what, sample.raw);
  for (const tests::Sample& sample : tests::samples_of_older_versions()) add_message(seeds, sample.what, sample.raw);
  for (const std::string trace : {"simple_1rtt", "hello_retry_request", "client_authentication", "resumed_0rtt"}) {
    const vitrine::replay::Vectors values = vitrine::replay::load(trace);
    for (const std::string& name : values.names()) {
      if (std::ranges::count(name, '.') != 1 || values[name].size() < 4) continue;
      const base::Bytes header = vitrine::tls::handshake_header(
          static_cast<vitrine::tls::HandshakeType>(values[name].front()), values[name].size() - 4);
      if (std::ranges::equal(header, base::View(values[name]).first(4))) {
        add_message(seeds, "rfc8448_" + trace + "_" + name, values[name]);
      }
    }
  }
}

void add_certificates(const Seeds& seeds) {
  const auto der = [](const std::string& pem) { return piece(Certificate::all_from_pem(pem).front().der()); };
  const auto ours = [&der](const std::string& name) { return der(tests::read_data("certificates/" + name + ".pem")); };
  for (const std::string name : {"good", "client", "expired", "san_only", "cn_only", "ed25519", "self_signed"}) {
    seeds.add("certificates", name, base::concat({hex("01"), ours(name)}));
  }
  seeds.add("certificates", "chain", base::concat({hex("01"), ours("below_intermediate"), ours("intermediate")}));
  seeds.add("certificates", "host", base::concat({hex("01"), der(tests::endpoint_file("host.pem"))}));
  seeds.add("certificates", "localhost", base::concat({hex("01"), der(tests::endpoint_file("p256.pem"))}));
  seeds.add("certificates", "for_clients", base::concat({hex("00"), ours("client")}));
  seeds.add("certificates", "pem", "\x03" + tests::read_data("certificates/ed25519.pem"));
}

void add_chat(const Seeds& seeds) {
  const auto json = [](std::string_view text) { return base::concat({hex("00 20 40"), base::view_of(text)}); };
  const auto plain = [](std::string_view text) { return base::concat({hex("01 03 10"), base::view_of(text)}); };
  seeds.add("chat", "say", json("{\"kind\":\"say\",\"text\":\"hello \\u202e\",\"id\":7}\n"));
  seeds.add("chat", "commands",
            json("{\"kind\":\"nick\",\"text\":\"ana\"}\r\n{\"kind\":\"who\"}\n{\"kind\":\"exit\"}"));
  seeds.add("chat", "room",
            json("{\"kind\":\"welcome\",\"seq\":3,\"time\":1780272000000,\"from\":\"ana\",\"verified\":true,\"text\":"
                 "\"x\",\"people\":[{\"name\":\"bob\",\"verified\":false,\"identity\":\"CN=bob\"}],\"more\":2}\n"));
  seeds.add("chat", "typed", plain("hello\n/me waves\r\n//text\n/nick ana\n\n/who\nexit\nunfinished"));
  seeds.add("chat", "long", plain("a line that is longer than its limit\nshort\n"));
}

void add_printable(const Seeds& seeds) {
  seeds.add("printable", "text", "\x40na\xc3\xafve \xe4\xbd\xa0 \xf0\x9f\x99\x82 e\xcc\x81");
  seeds.add("printable", "controls", "\x40\x1b[31m\x07\x7f\xc2\x9b\n\r\t");
  seeds.add("printable", "bidi", "\x40\xe2\x80\xae\xe2\x80\x8b\xef\xbb\xbf\xf3\xa0\x81\x81");
  seeds.add("printable", "not_utf8", "\x09\xc0\xaf\xed\xa0\x80\xf4\x90\x80\x80\xff\xe2\x82");
}

}  // namespace

void add_seeds_of_bytes(const Seeds& seeds) {
  add_wire(seeds);
  add_messages(seeds);
  add_certificates(seeds);
  add_chat(seeds);
  add_printable(seeds);
}

}  // namespace fuzz

namespace {

template <class E>
void write_words(std::ostream& dictionary) {
  for (const auto& entry : vitrine::tls::entries<E>()) {
    dictionary << "# " << entry.name << "\n\"";
    for (std::size_t i = sizeof(E); i-- > 0;) {
      const auto byte = static_cast<std::uint8_t>(static_cast<unsigned>(entry.value) >> (8 * i));
      dictionary << "\\x" << vitrine::base::to_hex({&byte, 1});
    }
    dictionary << "\"\n";
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "fuzz-seeds FOLDER\n";
    return 2;
  }
  const std::filesystem::path folder = arguments[1];
  const fuzz::Seeds seeds(folder);
  fuzz::add_seeds_of_bytes(seeds);
  fuzz::add_seeds_of_scripts(seeds);
  fuzz::add_seeds_of_conversations(seeds);
  fuzz::add_seeds_of_captures(seeds);
  std::ofstream dictionary(folder / "registry.dict");
  using namespace vitrine::tls;
  write_words<ProtocolVersion>(dictionary);
  write_words<HandshakeType>(dictionary);
  write_words<CipherSuite>(dictionary);
  write_words<NamedGroup>(dictionary);
  write_words<SignatureScheme>(dictionary);
  write_words<ExtensionType>(dictionary);
}
