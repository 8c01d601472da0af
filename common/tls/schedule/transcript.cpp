// See transcript.hpp.
#include "tls/schedule/transcript.hpp"

#include <cassert>

#include "tls/message/handshake.hpp"

namespace vitrine::tls {
namespace {

base::Bytes message_hash(base::View client_hello_hash) {
  return base::concat({handshake_header(HandshakeType::message_hash, client_hello_hash.size()), client_hello_hash});
}

}  // namespace

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

void Transcript::replace_client_hello(crypto::Hash hash) {
  assert(!running_ && !waiting_.empty());
  waiting_.front() = message_hash(crypto::digest(hash, waiting_.front()));
}

void Transcript::recall(base::View client_hello_hash, base::View hello_retry_request) {
  assert(!running_ && waiting_.size() == 1);
  waiting_.insert(waiting_.begin(), {message_hash(client_hello_hash), base::copy_of(hello_retry_request)});
}

base::Bytes Transcript::hash() const {
  assert(running_);
  return running_->current();
}

base::Bytes Transcript::hash_of_waiting(crypto::Hash hash, std::size_t omitted) const {
  assert(!running_ && !waiting_.empty() && omitted <= waiting_.back().size());
  crypto::RunningHash all(hash);
  for (const base::Bytes& message : waiting_) {
    all.update(base::View(message).first(message.size() - (&message == &waiting_.back() ? omitted : 0)));
  }
  return all.current();
}

base::Bytes Transcript::hash_of_waiting_and(crypto::Hash hash, base::View partial_client_hello) const {
  assert(!running_);
  crypto::RunningHash all(hash);
  for (const base::Bytes& message : waiting_) all.update(message);
  all.update(partial_client_hello);
  return all.current();
}

}  // namespace vitrine::tls
