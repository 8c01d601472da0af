// The CA: making it, and making certificates with it. All functions write whole files or none, hold a lock on the
// folder meanwhile, throw Error (nothing else that a user can cause), and are all that the daemon needs of this folder.
// Read next: certificate.hpp, how one certificate is written; folder.hpp, how files are.
#pragma once
#include <filesystem>
#include <optional>

#include "request.hpp"

namespace vitrine::pki {

/// $XDG_DATA_HOME/vitrine/pki, or ~/.local/share/vitrine/pki.
std::filesystem::path default_folder();

/// Writes ca.pem, ca.key, server.pem and server.key, and the folder (0700) if need be. Refuses when one is there.
MadeAuthority init(const NewAuthority& request);

/// The same when none of the four files is there, and nothing otherwise: for a first start, even two at once.
std::optional<MadeAuthority> init_if_missing(const NewAuthority& request);

/// Refuses to overwrite: see renew().
Made issue(const NewCertificate& request);

Made renew(const Renewal& request);

}  // namespace vitrine::pki
