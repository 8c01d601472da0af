// The traces of RFC 8448 in tests, and who sends which record under which key. Names of entries: replay/README.md.
#pragma once
#include "replay/rfc8448.hpp"

namespace tests::rfc8448 {

namespace tls = vitrine::tls;
namespace base = vitrine::base;
namespace crypto = vitrine::crypto;
namespace wire = vitrine::wire;
using namespace vitrine::replay;

Names client_flight(const Vectors& v);
/// All of a trace, and NewSessionTicket.
Names messages(const Vectors& v);

crypto::Secret shared_secret(const Vectors& v);
/// `name` without "key.".
tls::TrafficKeys traffic_keys(const Vectors& v, const std::string& name);

/// A record of a trace and the name of the key that protects it; empty: none.
struct SentRecord {
  std::string name;
  std::string key;
};
/// All records of `side`, in order.
std::vector<SentRecord> records(const std::string& trace, const std::string& side);

/// A check: fails showing both in hexadecimal.
void same_bytes(base::View ours, base::View theirs, const std::string& what);

}  // namespace tests::rfc8448
