// Read before: output.hpp.
#include "output.hpp"

#include <poll.h>
#include <unistd.h>

#include <cerrno>

namespace vitrine::cli {

Output::Output(int descriptor) : descriptor_(descriptor), is_terminal_(isatty(descriptor) == 1) {}

void Output::write(std::string_view text) {
  while (!text.empty() && !lost_) {
    const ssize_t count = ::write(descriptor_, text.data(), text.size());
    if (count >= 0) {
      text.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno == EAGAIN) {  // somebody else made it non-blocking
      pollfd output{descriptor_, POLLOUT, 0};
      poll(&output, 1, -1);
    } else {
      lost_ = errno != EINTR;
    }
  }
}

}  // namespace vitrine::cli
