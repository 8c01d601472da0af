// What is kept of a run in files: the key log, a capture, the events. Read before: session.hpp.
#include <stdexcept>

#include "base/printable.hpp"
#include "net/accept.hpp"
#include "net/clock.hpp"
#include "session.hpp"

namespace vitrine::cli {

void Session::open_files() {
  try {
    if (!options_.key_log_file.empty())
      key_log_file_.emplace(options_.key_log_file, [this](std::string_view line) { terminal_.note(line); });
  } catch (const std::system_error& error) {
    throw UsageError{"Not connected: the key log cannot be written: " + base::printable(error.what()) + '.'};
  }
  try {
    recordings_.emplace(trace::Recordings::Wanted{options_.pcapng_file, options_.events_file,
                                                  "vitrine " VITRINE_VERSION, options_.level},
                        net::recording_clock, [this](std::string_view line) { terminal_.note(line); });
  } catch (const std::runtime_error& error) {
    throw UsageError{"Not connected: " + std::string(error.what()) + '.'};
  }
}

void Session::announce_files() {
  if (key_log_file_)
    terminal_.note("Key log: this session's secrets go to " + base::printable(options_.key_log_file) +
                   ". Whoever reads that file can read the session.");
  for (const std::string& line : recordings_->banners()) terminal_.note(line);
}

void Session::record(const boost::asio::ip::tcp::socket& socket) {
  const net::Ends ends = net::ends_of(socket);
  watchers_->recorders.emplace(
      *recordings_,
      trace::PacketCapture::Ends{
          tls::Role::client, {ends.local.host, ends.local.port}, {ends.remote.host, ends.remote.port}},
      connections_, watchers_->sink);
}

}  // namespace vitrine::cli
