// What is done to the process before it reads a key. Read next: credentials.hpp.
#pragma once

namespace vitrine::daemon {

/// No core dump and no debugger may carry the keys away, and a reader of our log that goes away does not end us.
void harden_process();

}  // namespace vitrine::daemon
