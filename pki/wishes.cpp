// See wishes.hpp.
#include "wishes.hpp"

#include <botan/pkix_types.h>

#include <algorithm>
#include <string_view>

#include "base/printable.hpp"

namespace vitrine::pki {
namespace {

constexpr int ca_life_days = 3650;
constexpr std::size_t longest_common_name = 64;  // RFC 5280 appendix A, ub-common-name
constexpr std::size_t longest_stem = 200;        // file names may have 255, and a temporary one is longer
constexpr std::size_t longest_nickname = 16;

/// Only letters and digits of ASCII and these others.
bool consists_of(std::string_view text, std::string_view others) {
  return std::ranges::all_of(text, [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           others.find(c) != std::string_view::npos;
  });
}

Contents client_contents(const std::string& nick, const Period& period) {
  if (nick.empty() || nick.size() > longest_nickname || !consists_of(nick, "_-"))
    throw UsageError("\"" + base::printable(nick) +
                     "\" is no nickname. A nickname is 1 to 16 of the letters a-z and A-Z, digits, _ and -.");
  return {Use::client, nick, {}, period};
}

}  // namespace

Contents authority_contents(const std::string& common_name) {
  if (common_name.empty() || common_name.size() > longest_common_name || base::printable(common_name) != common_name)
    throw UsageError("A CA's name is 1 to 64 bytes of printable text.");
  return {Use::authority, common_name, {}, resolve({{}, {}, ca_life_days}, now())};
}

Contents server_contents(const std::vector<std::string>& names, const Period& period) {
  Contents contents{Use::server, "", {}, period};
  for (const std::string& text : names) {
    Name name = parse_name(text);
    const auto is_same = [&](const Name& other) { return other.text == name.text; };
    if (std::ranges::none_of(contents.names, is_same)) contents.names.push_back(std::move(name));
  }
  if (contents.names.empty()) throw UsageError("A server certificate needs at least one name.");
  if (contents.names.front().text.size() <= longest_common_name) contents.common_name = contents.names.front().text;
  return contents;
}

Contents contents_for(const NewCertificate& request) {
  const Period period = resolve(request.validity, now());
  if (request.purpose == Purpose::server) return server_contents(request.names, period);
  if (request.names.size() != 1) throw UsageError("A client certificate has one nickname.");
  return client_contents(request.names.front(), period);
}

Contents same_contents(const Botan::X509_Certificate& old, const Period& period) {
  if (has_use(old, Use::server)) return server_contents(names_of(old), period);
  if (has_use(old, Use::client))
    return client_contents(old.subject_dn().get_first_attribute("X520.CommonName"), period);
  throw Error("That is neither a server's nor a client's certificate: I cannot renew it.");
}

void require_stem(const std::string& stem) {
  const bool special = stem.starts_with('.') || stem.starts_with('-');
  if (stem.empty() || stem.size() > longest_stem || special || !consists_of(stem, "_-."))
    throw UsageError("\"" + base::printable(stem) +
                     "\" cannot name the files. Choose a name of letters, digits, _, - and dots:  --out NAME");
  if (stem == "ca") throw UsageError("ca.pem and ca.key are the CA's own. Choose another name:  --out NAME");
}

std::string usual_stem(const Contents& contents) {
  std::string stem = contents.names.empty() ? contents.common_name : contents.names.front().text;
  if (stem.starts_with('*')) stem.replace(0, 1, "_wildcard");
  std::ranges::replace(stem, ':', '_');
  return stem.substr(0, longest_stem);
}

}  // namespace vitrine::pki
