// From a TCP stream to what is said about the TLS in it. Read before: capture/tcp_stream.hpp, capture/follower.hpp.
#pragma once
#include "capture/follower.hpp"
#include "capture/tcp_stream.hpp"

namespace vitrine::capture {

/// False when the stream does not begin with a ClientHello; then the watcher is told nothing.
bool follow(const TcpStream& stream, const KeyLog& keys, Watcher& watcher);

}  // namespace vitrine::capture
