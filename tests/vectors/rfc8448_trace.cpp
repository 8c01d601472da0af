// See rfc8448_trace.hpp.
#include "rfc8448_trace.hpp"

#include <boost/test/unit_test.hpp>
#include <map>

#include "base/hex.hpp"

namespace tests::rfc8448 {
namespace {

/// The keys of each side's records, one for each record; "-" for none.
const std::map<std::string, Names>& record_keys() {
  static const Names brief{"-", "handshake", "application"};
  static const std::map<std::string, Names> keys{
      {"simple_1rtt client", {"-", "handshake", "application", "application"}},
      {"simple_1rtt server", {"-", "handshake", "application", "application", "application"}},
      {"resumed_0rtt client", {"-", "early", "early", "handshake", "application", "application"}},
      {"resumed_0rtt server", {"-", "handshake", "application", "application"}},
      {"hello_retry_request client", {"-", "-", "handshake", "application"}},
      {"hello_retry_request server", {"-", "-", "handshake", "application"}},
      {"client_authentication client", brief},
      {"client_authentication server", brief},
      {"compatibility_mode client", {"-", "-", "handshake", "application"}},
      {"compatibility_mode server", {"-", "-", "handshake", "application"}},
  };
  return keys;
}

}  // namespace

Names client_flight(const Vectors& v) {
  return present(v, {"client.EndOfEarlyData", "client.Certificate", "client.CertificateVerify", "client.Finished"});
}

Names messages(const Vectors& v) {
  Names names = hellos(v);
  for (const Names& more : {server_flight(v), client_flight(v), present(v, {"server.NewSessionTicket"})}) {
    names.insert(names.end(), more.begin(), more.end());
  }
  return names;
}

crypto::Secret shared_secret(const Vectors& v) {
  return key_share(v, "client").agree(v["server." + tls::name_of(group_of(v)) + ".public"]);
}

tls::TrafficKeys traffic_keys(const Vectors& v, const std::string& name) {
  return {suite, crypto::Secret(v["key." + name + ".key"]), crypto::Secret(v["key." + name + ".iv"])};
}

std::vector<SentRecord> records(const std::string& trace, const std::string& side) {
  const Names& keys = record_keys().at(trace + " " + side);
  std::vector<SentRecord> all_sent;
  for (const std::string& key : keys) {
    SentRecord record{side, ""};
    record.name.append(".record.").append(std::to_string(all_sent.size() + 1));
    if (key != "-") record.key.append(side).append("_").append(key);
    all_sent.push_back(std::move(record));
  }
  return all_sent;
}

void same_bytes(base::View ours, base::View theirs, const std::string& what) {
  BOOST_TEST(base::to_hex(ours) == base::to_hex(theirs),
             what << ": " << base::to_hex(ours) << " for " << base::to_hex(theirs));
}

}  // namespace tests::rfc8448
