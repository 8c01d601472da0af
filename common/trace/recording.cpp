// See recording.hpp.
#include "trace/recording.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <system_error>

#include "base/printable.hpp"

namespace vitrine::trace {
namespace {

constexpr mode_t for_the_owner = S_IRUSR | S_IWUSR;

std::string reason() { return std::generic_category().message(errno); }

[[noreturn]] void refuse(const std::string& path, const std::string& why) {
  throw std::runtime_error(base::printable(path) + ": " + why);
}

}  // namespace

Recording::Recording(const std::string& path, const Beginning& beginning, LineOut trouble)
    : path_(path),
      trouble_(std::move(trouble)),
      file_(::open(path.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, for_the_owner)) {
  if (file_ < 0) refuse(path_, reason());
  try {
    take_over(beginning);
    append(beginning.bytes);
    if (broken_) refuse(path_, "nothing can be written to it");
  } catch (...) {
    ::close(file_);
    throw;
  }
}

Recording::~Recording() { ::close(file_); }

void Recording::take_over(const Beginning& beginning) const {
  struct stat status{};
  if (fstat(file_, &status) != 0) refuse(path_, reason());
  if (!S_ISREG(status.st_mode)) refuse(path_, "it is not a regular file");
  if (flock(file_, LOCK_EX | LOCK_NB) != 0) refuse(path_, "it is being written already; take another name");
  base::Bytes present(beginning.mark);
  const ssize_t count = pread(file_, present.data(), present.size(), 0);
  const bool is_ours = count == static_cast<ssize_t>(present.size()) &&
                       std::equal(present.begin(), present.end(), beginning.bytes.begin());
  if (count != 0 && !is_ours)
    refuse(path_, "it is there already and no recording of ours, so nothing of it was changed; take another name");
  if (fchmod(file_, for_the_owner) != 0) refuse(path_, reason());
}

void Recording::append(base::View bytes) {
  const std::lock_guard lock(one_at_a_time_);
  if (broken_) return;
  const off_t end = lseek(file_, 0, SEEK_END);
  const ssize_t count = ::write(file_, bytes.data(), bytes.size());
  if (count == static_cast<ssize_t>(bytes.size())) return;
  broken_ = true;
  const std::string why = count < 0 ? reason() : "no room for more";
  const bool is_whole = ftruncate(file_, end) == 0;
  trouble_(base::printable(path_) + ": " + why + "; the recording ends here" + (is_whole ? "." : ", in the middle."));
}

}  // namespace vitrine::trace
