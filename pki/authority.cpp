// See authority.hpp.
#include "authority.hpp"

#include <botan/mem_ops.h>
#include <botan/x509cert.h>

#include <array>
#include <cstdlib>

#include "certificate.hpp"
#include "folder.hpp"
#include "keys.hpp"
#include "parsed.hpp"
#include "wishes.hpp"

namespace vitrine::pki {
namespace {

namespace fs = std::filesystem;

constexpr std::array first_files = {"ca.pem", "ca.key", "server.pem", "server.key"};

std::optional<fs::path> usual_folder() {
  const char* data_home = std::getenv("XDG_DATA_HOME");
  if (data_home != nullptr && *data_home == '/') return fs::path(data_home) / "vitrine" / "pki";
  const char* home = std::getenv("HOME");
  if (home != nullptr && *home == '/') return fs::path(home) / ".local" / "share" / "vitrine" / "pki";
  return std::nullopt;
}

/// " --dir FOLDER", where a command to type needs it.
std::string dir_option(const fs::path& folder) { return folder == usual_folder() ? "" : " --dir " + folder.string(); }

/// A key and what is certified of it, ready to be written under one stem.
struct Pair {
  std::string stem;
  Contents contents;
  KeyKind kind;
  std::unique_ptr<Botan::Private_Key> key;
};

Pair new_pair(const std::string& stem, Contents contents, KeyKind kind) {
  return {stem, std::move(contents), kind, make_key(kind)};
}

/// The files of some pairs, whose keys are wiped from memory afterwards.
class PairFiles {
 public:
  PairFiles() = default;
  PairFiles(const PairFiles&) = delete;
  PairFiles& operator=(const PairFiles&) = delete;
  PairFiles(PairFiles&&) = delete;
  PairFiles& operator=(PairFiles&&) = delete;
  ~PairFiles() {
    for (File& file : files_) Botan::secure_scrub_memory(file.content.data(), file.content.size());
  }

  void add(const Pair& pair, const Issuer& issuer) {
    files_.push_back({pair.stem + ".key", to_pem(*pair.key), Secrecy::secret});
    files_.push_back({pair.stem + ".pem", write_certificate(pair.contents, *pair.key, issuer), Secrecy::open});
  }
  void install(const Folder& folder) const { folder.install(files_); }

 private:
  std::vector<File> files_;
};

Made made(const Folder& folder, const Pair& pair) {
  std::vector<std::string> names;
  names.reserve(pair.contents.names.size());
  for (const Name& name : pair.contents.names) names.push_back(name.text);
  if (names.empty()) names.push_back(pair.contents.common_name);
  return {folder.path() / (pair.stem + ".pem"),
          folder.path() / (pair.stem + ".key"),
          std::move(names),
          pair.kind,
          pair.contents.period.begins,
          pair.contents.period.ends};
}

/// The CA of a folder, proven to be one that can sign.
class Authority {
 public:
  explicit Authority(const Folder& folder)
      : certificate_(parse_certificates(folder.read("ca.pem"), "ca.pem").front()),
        key_(key_from_pem(folder.read("ca.key"), "ca.key")) {
    if (key_->subject_public_key() != certificate_.subject_public_key_info())
      throw Error("ca.key in " + folder.path().string() +
                  " is not the key of the ca.pem beside it, so nobody would believe what it signs.");
    if (!certificate_.is_CA_cert()) throw Error("ca.pem in " + folder.path().string() + " is not a CA's certificate.");
  }
  Issuer issuer() const { return {certificate_.raw_subject_dn(), certificate_.subject_key_id(), *key_}; }

 private:
  Botan::X509_Certificate certificate_;
  std::unique_ptr<Botan::Private_Key> key_;
};

/// Opens a folder that has to have a CA in it.
Folder folder_with_ca(const fs::path& path) {
  const std::string hint = "\n  Make one:  vitrine-pki init" + dir_option(path);
  std::error_code unknown;
  if (!fs::exists(path, unknown) && !unknown)
    throw Error("There is no CA yet: no folder " + path.string() + "." + hint);
  Folder folder = Folder::open(path);
  if (!folder.has("ca.pem")) throw Error("There is no CA in " + path.string() + " (no ca.pem)." + hint);
  if (!folder.has("ca.key"))
    throw Error("The CA in " + path.string() + " cannot sign: its key, ca.key, is not there.\n" +
                "  Run this where the key is, or make a new CA in another folder:  vitrine-pki init --dir FOLDER");
  return folder;
}

Made sign_and_install(const Folder& folder, const Pair& pair) {
  PairFiles files;
  files.add(pair, Authority(folder).issuer());
  files.install(folder);
  return made(folder, pair);
}

std::string first_file_there(const Folder& folder) {
  for (const char* name : first_files)
    if (folder.has(name)) return name;
  return "";
}

/// A request for a CA, found to make sense before any file is touched.
struct Plan {
  Contents ca;
  Contents server;
  KeyKind key;
};

Plan plan(const NewAuthority& request) {
  std::vector<std::string> names = {"localhost", "127.0.0.1", "::1"};
  names.insert(names.end(), request.more_names.begin(), request.more_names.end());
  return {authority_contents(request.ca_name), server_contents(names, resolve(request.validity, now())), request.key};
}

MadeAuthority carry_out(const Plan& planned, const Folder& folder) {
  const Pair ca = new_pair("ca", planned.ca, planned.key);
  const Pair server = new_pair("server", planned.server, planned.key);
  const Issuer issuer = self(ca.contents, *ca.key);
  PairFiles files;
  files.add(server, issuer);
  files.add(ca, issuer);
  files.install(folder);
  return {made(folder, ca), made(folder, server)};
}

}  // namespace

fs::path default_folder() {
  if (const auto folder = usual_folder()) return *folder;
  throw Error(
      "I do not know where your home folder is (HOME is not set).\n  Say where the files belong:  --dir FOLDER");
}

MadeAuthority init(const NewAuthority& request) {
  const Plan planned = plan(request);
  const Folder folder = Folder::create(request.folder);
  const std::string there = first_file_there(folder);
  if (!there.empty())
    throw Error("There is already a " + there + " in " + request.folder.string() +
                ", and I never overwrite a CA: everything it signed would stop working.\n" +
                "  One more certificate from it:  vitrine-pki issue server NAME" + dir_option(request.folder) + "\n" +
                "  Another CA beside it:          vitrine-pki init --dir FOLDER\n" +
                "  A new start: move the files in that folder away, then run this again.");
  return carry_out(planned, folder);
}

std::optional<MadeAuthority> init_if_missing(const NewAuthority& request) {
  const Plan planned = plan(request);
  const Folder folder = Folder::create(request.folder);
  if (!first_file_there(folder).empty()) return std::nullopt;
  return carry_out(planned, folder);
}

Made issue(const NewCertificate& request) {
  Contents contents = contents_for(request);
  const std::string stem = request.stem.empty() ? usual_stem(contents) : request.stem;
  require_stem(stem);
  const Folder folder = folder_with_ca(request.folder);
  if (folder.has(stem + ".pem") || folder.has(stem + ".key"))
    throw Error("There is already a certificate called " + stem + " in " + request.folder.string() + ".\n" +
                "  A new one in its place:  vitrine-pki renew " + stem + dir_option(request.folder) + "\n" +
                "  One more beside it:      the same command with  --out NAME");
  return sign_and_install(folder, new_pair(stem, std::move(contents), request.key));
}

Made renew(const Renewal& request) {
  if (request.stem == "ca")
    throw UsageError(
        "A CA cannot be renewed: its successor is another CA, and everybody has to be told of it.\n"
        "  Make one in another folder:  vitrine-pki init --dir FOLDER");
  require_stem(request.stem);
  const Folder folder = folder_with_ca(request.folder);
  const std::string file = request.stem + ".pem";
  if (!folder.has(file))
    throw Error("There is no " + file + " in " + request.folder.string() + " to renew.\n" +
                "  A new certificate:  vitrine-pki issue server NAME --out " + request.stem +
                dir_option(request.folder));
  const Botan::X509_Certificate old = parse_certificates(folder.read(file), file).front();
  const auto kind = request.key ? request.key : key_kind_of(old);
  if (!kind) throw Error(file + " has a key of a kind that I do not make.\n  Choose one:  --key p256");
  return sign_and_install(folder, new_pair(request.stem, same_contents(old, resolve(request.validity, now())), *kind));
}

}  // namespace vitrine::pki
