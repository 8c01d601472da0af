// PEM (RFC 7468) as far as key and certificate files need it: the labelled blocks of a text, in order.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "crypto/secret.hpp"

namespace vitrine::crypto::detail {

struct PemBlock {
  std::string label;  // "CERTIFICATE"
  Secret der;         // a private key may be in it
};

/// Text around the blocks is skipped. Throws Error for a block without an end or with damaged contents.
std::vector<PemBlock> pem_blocks(std::string_view text);

}  // namespace vitrine::crypto::detail
