// See psk_file.hpp.
#include "files/psk_file.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/hex.hpp"
#include "files/credential.hpp"
#include "files/secret_file.hpp"
#include "tls/psk_importer.hpp"

namespace vitrine::files {
namespace {

/// A shorter key can be guessed, by whoever has seen a handshake with it.
constexpr std::size_t least_key_bytes = 16;

/// What a line says that is not understood; file and line are added where they are known.
struct Misread : std::runtime_error {
  using runtime_error::runtime_error;
};

struct Given {
  tls::ExternalPsk psk;  // `kind` is what the line begins with
  std::string context;
};

std::string_view next_word(std::string_view& line) {
  line.remove_prefix(std::min(line.find_first_not_of(" \t\r"), line.size()));
  const std::string_view word = line.substr(0, line.find_first_of(" \t\r"));
  line.remove_prefix(word.size());
  return word;
}

tls::PskKind kind_of(std::string_view word) {
  if (word == "external") return tls::PskKind::external;
  if (word == "imported") return tls::PskKind::imported;
  throw Misread("it begins neither with \"external\" nor with \"imported\"");
}

crypto::Secret key_of(std::string_view hex) {
  if (hex.empty()) throw Misread("the key is missing");
  try {
    base::Bytes bytes = base::from_hex(hex);
    crypto::Secret key{base::View(bytes)};
    crypto::wipe(bytes);
    if (key.size() < least_key_bytes) throw Misread("a key has at least 16 bytes, which are 32 hexadecimal digits");
    if (hex.find_first_not_of('0') == hex.npos) throw Misread("a key is not zeros alone");
    return key;
  } catch (const std::invalid_argument&) {
    throw Misread("the key is not in hexadecimal");
  }
}

/// Nothing for a line that says nothing.
std::optional<Given> read_line(std::string_view line) {
  line = line.substr(0, line.find('#'));
  const std::string_view kind = next_word(line);
  if (kind.empty()) return std::nullopt;
  Given given;
  given.psk.kind = kind_of(kind);
  given.psk.identity = base::copy_of(base::view_of(next_word(line)));
  if (given.psk.identity.empty()) throw Misread("the identity is missing");
  given.psk.key = key_of(next_word(line));
  const std::string_view last = next_word(line);
  if (given.psk.kind == tls::PskKind::imported) given.context = last;
  if (given.psk.kind == tls::PskKind::external && last == "sha384") given.psk.hash = crypto::Hash::sha384;
  if (given.psk.kind == tls::PskKind::external && !last.empty() && last != "sha384")
    throw Misread("behind an external key only \"sha384\" may stand");
  if (!next_word(line).empty()) throw Misread("it has more words than it should");
  return given;
}

/// RFC 9258 §3 wants a key that is imported to be used in no other way.
void compare(const Given& one, const Given& other) {
  if (one.psk.kind == other.psk.kind && one.psk.identity == other.psk.identity && one.context == other.context)
    throw Misread("its identity was there before");
  if (one.psk.kind != other.psk.kind && crypto::constant_time_equal(one.psk.key.expose(), other.psk.key.expose()))
    throw Misread(
        "its key is there as \"external\" and as \"imported\": a key that is imported is used in no other way");
}

void add(std::vector<std::shared_ptr<const tls::ExternalPsk>>& psks, Given given) {
  if (given.psk.kind == tls::PskKind::external) {
    psks.push_back(std::make_shared<const tls::ExternalPsk>(std::move(given.psk)));
  } else {
    given.psk.kind = tls::PskKind::external;
    std::ranges::move(tls::imported(given.psk, base::view_of(given.context)), std::back_inserter(psks));
  }
}

std::vector<Given> read_lines(const std::filesystem::path& path, std::string_view text) {
  std::vector<Given> all;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    try {
      std::optional<Given> given = read_line(text.substr(0, end));
      if (given) {
        for (const Given& before : all) compare(before, *given);
        all.push_back(std::move(*given));
      }
    } catch (const Misread& error) {
      throw Unusable("I cannot use line " + std::to_string(number) + " of the keys in " + shown(path) + ": " +
                     error.what() + ".");
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return all;
}

}  // namespace

std::vector<std::shared_ptr<const tls::ExternalPsk>> read_psk_file(const std::filesystem::path& path) {
  const SecretText text = read_secret_file(path);
  std::vector<std::shared_ptr<const tls::ExternalPsk>> psks;
  for (Given& given : read_lines(path, text.view())) add(psks, std::move(given));
  if (psks.empty()) throw Unusable("There is no key in " + shown(path) + ". A line reads:  external NAME HEXKEY");
  return psks;
}

}  // namespace vitrine::files
