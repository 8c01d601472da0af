// Names for first bytes that are not TLS at all: a browser on the wrong port, another protocol's greeting.
#pragma once
#include <string>

#include "base/bytes.hpp"

namespace vitrine::tls {

/// One printable phrase: `plain HTTP ("GET / HTTP/1.1")`, `an SSH greeting ("SSH-2.0-…")`, `not TLS ("…")`.
std::string describe_foreign(base::View first_bytes);

}  // namespace vitrine::tls
