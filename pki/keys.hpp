// Private keys: the kinds we make, what they are called, and how they sign certificates.
#pragma once
#include <botan/pk_keys.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "request.hpp"

namespace vitrine::pki {

/// "p256" and so on, as --key takes them. Throws UsageError, naming them all and the nearest.
KeyKind parse_key_kind(std::string_view text);

/// "ECDSA P-256"
std::string shown(KeyKind kind);

/// Of any key: its kind in our words when it is one we make, else the algorithm's name and size.
std::string shown(const Botan::Public_Key& key);

std::optional<KeyKind> kind_of(const Botan::Public_Key& key);

std::unique_ptr<Botan::Private_Key> make_key(KeyKind kind);

/// PKCS#8 without a passphrase, PEM.
std::string to_pem(const Botan::Private_Key& key);

/// Throws Error; `file` is its name in the message.
std::unique_ptr<Botan::Private_Key> key_from_pem(const std::string& pem, const std::string& file);

/// The hash that goes with this key when it signs a certificate; empty when the algorithm brings its own.
std::string signature_hash(const Botan::Private_Key& key);

}  // namespace vitrine::pki
