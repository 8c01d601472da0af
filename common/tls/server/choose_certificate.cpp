// See choose_certificate.hpp.
#include "tls/server/choose_certificate.hpp"

#include "tls/machine/chain_signatures.hpp"
#include "tls/server/nothing_in_common.hpp"

namespace vitrine::tls::server {
namespace {

using enum AlertDescription;

/// The certificates to choose from: the first group that holds one which the client can verify decides.
using Groups = std::vector<Credentials>;

/// Those for the name itself, and those whose wildcard covers it.
Groups for_name(const Credentials& all, const std::string& name) {
  Groups groups(2);
  for (const auto& credential : all) {
    const crypto::Certificate& end_entity = credential->chain.front();
    if (end_entity.names_exactly(name)) {
      groups[0].push_back(credential);
    } else if (end_entity.matches_name(name)) {
      groups[1].push_back(credential);
    }
  }
  return groups;
}

/// In the order of the configuration, whose first is the default.
Groups one_by_one(const Credentials& all) {
  Groups groups;
  for (const auto& credential : all) groups.push_back({credential});
  return groups;
}

Groups candidates(const ServerHandshake& h) {
  const Credentials& all = h.config->credentials;
  const std::string& name = h.session.server_name;
  if (name.empty()) return {all};
  Groups groups = for_name(all, name);
  const bool known = !groups[0].empty() || !groups[1].empty();
  if (h.config->unknown_name == UnknownName::refuse) {
    h.require(known, {unrecognized_name, "6.2", "server_name is one that we have a certificate for"},
              [&] { return base::printable(name); });
  }
  return known ? groups : one_by_one(all);
}

Credentials all_of(const Groups& groups) {
  Credentials all;
  for (const Credentials& group : groups) all.insert(all.end(), group.begin(), group.end());
  return all;
}

}  // namespace

CertificateChoice choose_certificate(const ServerHandshake& h, const ClientHello& hello) {
  const auto offer = hello.extensions.get<SignatureSchemeList>();
  h.require(offer.has_value(), {missing_extension, "9.2", "ClientHello has signature_algorithms"});
  const auto& theirs = offer->supported_signature_algorithms;
  const auto inside = schemes_inside(hello.extensions);
  const Groups groups = candidates(h);
  std::optional<CertificateChoice> choice;
  for (const ChainSignatures kind : chains_to_show) {
    for (const Credentials& group : groups) {
      if (!choice) choice = choose_credential(h.config->preferences, with_chains(kind, group, inside), theirs);
    }
  }
  const std::vector<SignatureScheme> usable = usable_schemes(h.config->preferences, all_of(groups));
  h.require(choice.has_value(),
            {handshake_failure, "4.3.3", "a signature scheme in common that fits the server's certificate"},
            offer_and_ours<SignatureScheme>(theirs, usable));
  return *choice;
}

}  // namespace vitrine::tls::server
