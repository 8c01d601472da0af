// See explain_capture.hpp.
#include "explain_capture.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>

#include "base/printable.hpp"
#include "capture/file_reader.hpp"
#include "capture/follow.hpp"
#include "exit_code.hpp"
#include "options.hpp"
#include "trace/capture_view.hpp"
#include "trace/text.hpp"

namespace vitrine::cli {
namespace {

struct Question {
  std::string file;
  std::string key_log_file;  // empty: the capture's own secrets alone
  trace::Level level = trace::Level::bytes;
  std::optional<std::size_t> stream;  // one of them alone
};

/// CLI11 takes words backwards.
std::vector<std::string> backwards(Subcommand::Words words) { return {words.rbegin(), words.rend()}; }

Question question_in(Subcommand::Words words) {
  CLI::App app("Explains the TLS 1.3 connections in a capture.", "vitrine explain");
  Question question;
  std::string level(trace::name_of(question.level));
  app.add_option("FILE", question.file)->required();
  app.add_option("--keylogfile", question.key_log_file);
  app.add_option("--level", level)->check(CLI::IsMember(trace::level_names));
  app.add_option("--stream", question.stream);
  try {
    app.parse(backwards(words));
  } catch (const CLI::ParseError& error) {
    throw UsageError{"I do not understand that: " + base::printable(error.what()) +
                     "\n  vitrine explain FILE.pcapng [--keylogfile FILE] [--level LEVEL] [--stream N]"};
  }
  question.level = *trace::from_name(level);
  return question;
}

constexpr std::size_t longest_file = 128UL * 1024 * 1024;  // all of it is held in memory

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string content;
  while (file && content.size() <= longest_file) {
    constexpr std::size_t piece = 1UL << 20U;
    const std::size_t before = content.size();
    content.resize(before + piece);
    file.read(content.data() + before, piece);
    content.resize(before + static_cast<std::size_t>(file.gcount()));
  }
  if (!file.eof() && content.size() <= longest_file) throw UsageError{"I cannot read " + base::printable(path) + "."};
  if (content.size() > longest_file)
    throw UsageError{base::printable(path) + " is larger than 128 MiB. Cut out what matters:  tshark -r " +
                     base::printable(path) + " -Y tcp.stream==0 -w smaller.pcapng"};
  return content;
}

void print(std::string_view line) { std::cout << line << '\n'; }

/// What there is to say about the file as a whole, behind its connections.
void sum_up(const capture::Contents& contents, std::size_t streams, std::size_t explained) {
  if (!contents.trouble.empty())
    std::cout << "Note: the file is read up to packet " << contents.packets.size() << " only: " << contents.trouble
              << ".\n";
  if (explained == 0)
    std::cout << "There is no TLS connection from its beginning in this file: "
              << trace::count(contents.packets.size(), "packet") << ", " << trace::count(streams, "TCP connection")
              << ".\n";
}

}  // namespace

bool is_capture_file(const std::string& path) {
  if (!std::filesystem::is_regular_file(path)) return false;
  std::ifstream file(path, std::ios::binary);
  std::string beginning(4, '\0');
  file.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
  return file.good() && capture::is_capture(base::view_of(beginning));
}

int explain_capture(Subcommand::Words words, const trace::Style& style) {
  const Question question = question_in(words);
  const std::string file = content_of(question.file);
  const capture::Contents contents = capture::read_capture(base::view_of(file));
  capture::KeyLog keys;
  keys.add(contents.key_log);
  if (!question.key_log_file.empty()) keys.add(content_of(question.key_log_file));
  const std::vector<capture::TcpStream> streams = capture::tcp_streams(contents.packets);
  std::size_t explained = 0;
  for (const capture::TcpStream& stream : streams) {
    if (question.stream.value_or(stream.number) != stream.number || !std::cout) continue;
    trace::CaptureView view(print, {question.level, style, stream.number});
    if (capture::follow(stream, keys, view)) ++explained;
  }
  sum_up(contents, streams.size(), explained);
  return static_cast<int>(explained > 0 ? ExitCode::ok : ExitCode::usage);
}

}  // namespace vitrine::cli
