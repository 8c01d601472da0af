// The two multiplications of X25519: of any point (RFC 7748 §5), and of the base point, which can be faster because its
// multiples are known. Both take the same time whatever the scalar. Used by crypto/x25519.cpp.
#pragma once
#include "crypto/secret.hpp"

namespace vitrine::crypto::detail {

/// Of every scalar and every u-coordinate.
inline constexpr std::size_t curve25519_size = 32;

/// The scalar as RFC 7748 §5 decodes it: a multiple of 8 from 2^254 on, below 2^255.
Secret clamped(const Secret& private_key);

/// The u-coordinate of the clamped private key times the point with this `u`. All zeros for a point of small order.
Secret multiple_of_point(const Secret& private_key, base::View u);

/// The same for u = 9.
base::Bytes multiple_of_base(const Secret& private_key);

}  // namespace vitrine::crypto::detail
