// Certificates, keys and the two configurations of the engine, from the settings. Read next: common/tls/config.hpp.
#pragma once
#include "shim/memory.hpp"
#include "shim/settings.hpp"
#include "tls/config.hpp"

namespace shim {

/// Throws Unsupported when the file holds what we cannot use.
std::vector<vitrine::crypto::Certificate> certificates(const std::string& file);

/// What it finds out about the peer's chain goes into `memory`, which must outlive it.
std::shared_ptr<const tls::ClientConfig> client_config(const Settings& settings, Memory& memory);
std::shared_ptr<const tls::ServerConfig> server_config(const Settings& settings, Memory& memory);
tls::ServerIdentity server_identity(const Settings& settings);

}  // namespace shim
