// What was found in a chain, in words. Each text goes on from "the certificate": "ended 2026-11-21 09:00 UTC".
#pragma once
#include <string>
#include <vector>

#include "crypto/certificate.hpp"

namespace vitrine::crypto::detail {

/// What an RSA key must be.
inline constexpr std::size_t least_rsa_bits = 2048;
inline constexpr std::size_t most_rsa_bits = 8192;

/// What is wrong, and with which certificate of the path, counted from the end entity.
struct Fault {
  Verdict verdict;
  std::size_t at;
};

std::string in_words(const Fault& fault, const std::vector<Certificate>& path, const ChainToVerify& question);

/// For Verdict::unknown_ca, where there is no path: who signed the last certificate there is, and who is trusted.
std::string who_signed(const std::vector<Certificate>& chain, const std::vector<Certificate>& anchors);

}  // namespace vitrine::crypto::detail
