// See transcript.hpp.
#include "tls/schedule/transcript.hpp"

#include <cassert>

#include "tls/message/handshake.hpp"

namespace vitrine::tls {

void Transcript::add(base::View message) {
  if (running_) {
    running_->update(message);
  } else {
    waiting_.push_back(base::copy_of(message));
  }
}

void Transcript::choose(crypto::Hash hash) {
  if (running_) return;
  running_.emplace(hash);
  for (const base::Bytes& message : waiting_) running_->update(message);
  waiting_.clear();
}

void Transcript::choose_after_retry(crypto::Hash hash) {
  assert(!running_ && !waiting_.empty());
  const base::Bytes client_hello_1 = crypto::digest(hash, waiting_.front());
  waiting_.front() =
      base::concat({handshake_header(HandshakeType::message_hash, client_hello_1.size()), client_hello_1});
  choose(hash);
}

base::Bytes Transcript::hash() const {
  assert(running_);
  return running_->current();
}

}  // namespace vitrine::tls
