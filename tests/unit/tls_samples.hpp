// One of each handshake message, with every extension that is known in it, and strangers: for the tests of tls/message.
#pragma once
#include <string>
#include <vector>

#include "base/hex.hpp"
#include "tls/message/handshake.hpp"

namespace tests {

namespace tls = vitrine::tls;
namespace base = vitrine::base;
namespace wire = vitrine::wire;

struct Sample {
  std::string what;
  base::Bytes raw;
};

/// Each decodes and encodes to the same bytes.
std::vector<Sample> samples();
/// These decode, too, but are written with an empty block of extensions where they have none.
std::vector<Sample> samples_of_older_versions();

/// The body of `sample`, cut or lengthened, under a header that fits.
base::Bytes with_body(base::View sample, base::View body);

tls::RawMessage raw_message(base::View raw);

/// Decodes as whatever it claims to be, and encodes again. Throws Abort.
base::Bytes encoded_again(const tls::RawMessage& message);

}  // namespace tests
