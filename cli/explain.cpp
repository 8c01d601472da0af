// See explain.hpp. What the words mean is found here, and files are read; the pages are made in explain_*.cpp.
#include "explain.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "base/nearest.hpp"
#include "base/printable.hpp"
#include "crypto/error.hpp"
#include "exit_code.hpp"
#include "explain_capture.hpp"
#include "explanation.hpp"
#include "options.hpp"
#include "trace/text.hpp"

namespace vitrine::cli {
namespace {

constexpr std::string_view examples =
    "Examples:\n"
    "  vitrine explain alert 48                    an alert, by number or by name\n"
    "  vitrine explain suite 0x1301                a cipher suite\n"
    "  vitrine explain ClientHello                 a handshake message: its fields, who sends it when\n"
    "  vitrine explain state WAIT_CV               a state: what it waits for, where its arrows lead\n"
    "  vitrine explain legacy_session_id           whatever it is, with that name or number\n"
    "  vitrine explain hex 15 03 03 00 02 02 30    bytes: records or a handshake message; - reads them from stdin\n"
    "  vitrine explain cert server.pem             every certificate of a file\n"
    "  vitrine explain FILE.pcapng                 each TLS 1.3 connection of a capture, ours or any other's; what is\n"
    "                                              encrypted, too, with --keylogfile FILE or secrets in the capture\n"
    "                                              (--level LEVEL: more or less of it; --stream N: that one alone)\n";

constexpr std::size_t longest_input = 1UL << 20U;

/// Of a folder nothing.
std::string all_of(std::istream& stream) {
  std::string text(longest_input + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  if (text.size() > longest_input)
    throw UsageError{"That is more than a megabyte; it is no record, message or certificate."};
  return text;
}

std::string file(const std::string& name) {
  std::ifstream stream(name, std::ios::binary);
  std::string text = all_of(stream);
  if (text.empty()) throw UsageError{"I cannot read " + base::printable(name) + ", or it is empty."};
  return text;
}

/// The words with spaces between them; "-" is stdin.
std::string joined(Subcommand::Words words) {
  std::string text;
  for (const std::string_view word : words) text.append(word == "-" ? all_of(std::cin) : std::string(word)) += ' ';
  return text;
}

Lines certificate(Subcommand::Words words) {
  if (words.size() != 1) throw UsageError{"Which file?  vitrine explain cert FILE.pem"};
  try {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    return explain_certificates(file(words.front()), now);
  } catch (const crypto::Error& error) {
    throw UsageError{base::printable(words.front()) + " cannot be explained: " + base::printable(error.what()) + "."};
  }
}

/// What several kinds say in the same words is said once.
void append(Lines& all, Lines more) {
  if (std::ranges::search(all, more).begin() != all.end()) return;
  if (!all.empty() && !more.empty()) all.emplace_back();
  std::ranges::move(more, std::back_inserter(all));
}

[[noreturn]] void give_up(std::string_view what, std::string_view word, const std::vector<std::string>& known) {
  const std::string meant = base::nearest(word, known);
  throw UsageError{"I know no " + std::string(what) + " \"" + base::printable(word, 80) + "\"." +
                   (meant.empty() ? "" : " Did you mean " + meant + "?") +
                   "\n  vitrine explain  lists what can be explained."};
}

Lines pages(std::string_view word) {
  Lines all;
  for (const Kind& kind : kinds()) append(all, kind.explain(word));
  return all;
}

std::vector<std::string> everything_known() {
  std::vector<std::string> known{"hex", "cert"};
  for (const Kind& kind : kinds()) {
    known.emplace_back(kind.name);
    for (std::string& name : kind.known()) known.push_back(std::move(name));
  }
  return known;
}

Lines one_of(const Kind& kind, std::string_view word) {
  Lines lines = kind.explain(word);
  if (lines.empty()) give_up(kind.name, word, kind.known());
  return lines;
}

/// A word that may also be the name of a kind.
Lines anything(std::string_view word, const Kind* kind) {
  Lines lines = pages(word);
  if (!lines.empty()) return lines;
  if (std::filesystem::exists(word))
    throw UsageError{base::printable(word) + " is no capture: neither pcapng nor pcap." +
                     "\n  Certificates:  vitrine explain cert FILE.pem   Bytes:  vitrine explain hex - <FILE"};
  if (kind != nullptr) throw UsageError{"Which " + std::string(word) + "?  For example " + std::string(kind->examples)};
  give_up("word", word, everything_known());
}

Lines explained(Subcommand::Words words) {
  const std::string_view first = words.front();
  const Subcommand::Words rest = words.subspan(1);
  if (first == "hex") return explain_bytes(read_hex(joined(rest)));
  if (first == "cert") return certificate(rest);
  const auto kind = std::ranges::find(kinds(), first, &Kind::name);
  const bool is_kind = kind != kinds().end();
  if (is_kind && rest.size() == 1) return one_of(*kind, rest.front());
  if (!rest.empty()) throw UsageError{"That is more than one word.\n  vitrine explain  shows how to ask."};
  return anything(first, is_kind ? &*kind : nullptr);
}

bool is_help(std::string_view word) { return word == "--help" || word == "-h"; }

}  // namespace

int explain(Subcommand::Words words, const trace::Style& style) {
  const bool help = words.empty() || std::ranges::any_of(words, is_help);
  if (!help && std::ranges::any_of(words, is_capture_file)) return explain_capture(words, style);
  if (help) {
    std::cout << examples << "\nWhat has a name or a number:\n";
    for (const Kind& kind : kinds()) std::cout << "  " << trace::left(kind.name, 14) << kind.examples << '\n';
  } else {
    for (const std::string& line : explained(words)) std::cout << trace::fit(line, style) << '\n';
  }
  return static_cast<int>(ExitCode::ok);
}

}  // namespace vitrine::cli
