// From what was asked for to what a certificate will say: names checked, dates filled in, file names chosen.
#pragma once
#include <string>
#include <vector>

#include "certificate.hpp"
#include "parsed.hpp"
#include "request.hpp"

namespace vitrine::pki {

/// All of these throw UsageError for what cannot be.
Contents authority_contents(const std::string& common_name);

/// The first name also becomes the subject, for people to see, unless it is too long for one. Nobody verifies it.
Contents server_contents(const std::vector<std::string>& names, const Period& period);

Contents contents_for(const NewCertificate& request);

/// What an old certificate was for. Throws Error when it was for nothing that we make.
Contents same_contents(const Botan::X509_Certificate& old, const Period& period);

/// What names a pair of files: one path component, not hidden, not an option, and never the CA's.
void require_stem(const std::string& stem);

/// From the first name: "*.example.org" gives "_wildcard.example.org", "::1" gives "__1".
std::string usual_stem(const Contents& contents);

}  // namespace vitrine::pki
