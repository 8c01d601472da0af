// Read before: outputs.hpp.
#include "outputs.hpp"

#include <system_error>

#include "credentials.hpp"
#include "log.hpp"
#include "net/clock.hpp"

namespace vitrine::daemon {
namespace {

using trace::Level;

void complain(std::string_view line) { log(Level::quiet, "✘ " + std::string(line)); }

}  // namespace

std::unique_ptr<trace::KeyLogFile> open_key_log(const Options& options) {
  const std::string path = options.key_log_file.string();
  if (path.empty()) return nullptr;
  try {
    auto file = std::make_unique<trace::KeyLogFile>(path, complain);
    log(Level::quiet, "Every secret of every session goes to " + path + ": whoever reads it reads everything.");
    return file;
  } catch (const std::system_error& error) {
    throw ConfigurationError(error.what());
  }
}

std::unique_ptr<trace::Recordings> open_recordings(const Options& options) {
  if (options.pcapng_file.empty() && options.events_file.empty()) return nullptr;
  try {
    auto recordings = std::make_unique<trace::Recordings>(
        trace::Recordings::Wanted{options.pcapng_file, options.events_file, "vitrined " VITRINE_VERSION, options.level},
        net::recording_clock, complain);
    for (const std::string& line : recordings->banners()) log(Level::quiet, line);
    return recordings;
  } catch (const std::runtime_error& error) {
    throw ConfigurationError(std::string(error.what()) + ".");
  }
}

}  // namespace vitrine::daemon
