// What each kind of operation does between two waits. Read before: net/operation.hpp.
#include "net/operation.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/append.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <cstring>
#include <new>

namespace vitrine::net {
namespace {

namespace asio = boost::asio;

// A reader answers KeyUpdates without waiting for the socket, so that two peers who both send never wait for each
// other. A peer that only ever asks and never reads has to wait when this much is owed to it.
constexpr std::size_t max_unsent = 256UL * 1024;
// What is read and dropped from a peer that does not stop talking when it should.
constexpr std::size_t max_dropped = 256UL * 1024;

}  // namespace

Operation::Operation(TlsStream& stream, TlsStream::Task task, TlsStream::Handler handler)
    : stream_(stream),
      task_(task),
      handler_(std::move(handler)),
      cancellation_(slot(), asio::enable_total_cancellation()),
      cancellations_before_(stream.cancellations_) {}

void Operation::begin(ErrorCode error) {
  const Step step = error ? Step{Need::nothing, error} : advance_task();
  if (step.need != Need::nothing) return wait_for(step.need);
  // Asio's promise: a handler never runs inside the call that started the operation.
  asio::post(stream_.get_executor(),
             asio::bind_executor(executor(), [self = shared_from_this(), step] { self->finish(step); }));
}

bool Operation::is_cancelled() const {
  return cancellation_.cancelled() != asio::cancellation_type::none || stream_.cancellations_ != cancellations_before_;
}

void Operation::go_on() {
  Step step = advance_task();
  if (step.need != Need::nothing && is_cancelled()) step = {Need::nothing, asio::error::operation_aborted};
  if (step.need != Need::nothing) return wait_for(step.need);
  finish(step);
}

void Operation::wait_for(Need need) {
  if (need == Need::readable) stream_.connection_.give_back_buffers();
  const auto what = need == Need::readable ? TlsStream::Socket::wait_read : TlsStream::Socket::wait_write;
  auto ready = [self = shared_from_this(), need](ErrorCode error) {
    if (error) return self->finish({Need::nothing, error});
    if (need == Need::readable) self->stream_.readable_ = true;
    self->go_on();
  };
  stream_.socket_.async_wait(
      what, asio::bind_cancellation_slot(cancellation_.slot(), asio::bind_executor(executor(), std::move(ready))));
}

void Operation::finish(const Step& step) {
  if (slot().is_connected()) slot().clear();
  if (auto* finished = std::get_if<TlsStream::HandlerFor<TlsStream::Finished>>(&handler_)) {
    std::move (*finished)(step.error);
  } else {
    std::move(std::get<TlsStream::HandlerFor<TlsStream::Transferred>>(handler_))(step.error, step.bytes);
  }
}

asio::cancellation_slot Operation::slot() const {
  return std::visit([](auto& handler) { return asio::get_associated_cancellation_slot(handler); }, handler_);
}

asio::any_completion_executor Operation::executor() const {
  return std::visit([this](auto& handler) { return asio::get_associated_executor(handler, stream_.get_executor()); },
                    handler_);
}

// An exception from here would end the io_context's run(), and every session with this one.
Operation::Step Operation::advance_task() try {
  Step step;
  do step = std::visit([this](auto& task) { return advance(task); }, task_);
  while (step.need == Need::another_look);
  return step;
} catch (const std::bad_alloc&) {
  return {Need::nothing, asio::error::no_memory};
}

Operation::Step Operation::advance(TlsStream::Handshaking&) {
  stream_.hold_early_data();
  stream_.flush();
  if (stream_.connection_.status() == tls::Status::failed) return refuse();
  if (stream_.output_waits()) return {Need::writable, {}};
  if (stream_.connection_.status() != tls::Status::handshaking) return {Need::nothing, {}};
  return read_more();
}

Operation::Step Operation::advance(TlsStream::Flight& task) {
  const bool failed = stream_.connection_.status() == tls::Status::failed;
  stream_.hold_early_data();
  if (failed || !task.sent) stream_.flush();
  if (failed) return refuse();
  if (!task.sent && stream_.output_waits()) return {Need::writable, {}};
  task.sent = true;
  const bool complete = stream_.connection_.status() != tls::Status::handshaking;
  return complete || stream_.output_waits() ? Step{} : read_more();
}

Operation::Step Operation::advance(TlsStream::Looking&) {
  tls::Connection& connection = stream_.connection_;
  stream_.flush();
  if (!stream_.plaintext().empty()) return {};
  if (connection.status() == tls::Status::failed) return refuse();
  if (connection.status() == tls::Status::peer_closed) return {Need::nothing, asio::error::eof};
  if (stream_.output_waits() && connection.output().size() > max_unsent) return {Need::writable, {}};
  return read_more();
}

Operation::Step Operation::advance(TlsStream::Reading& task) {
  TlsStream::Looking looking;
  const Step step = task.to.size() == 0 ? Step() : advance(looking);
  if (step.need != Need::nothing || step.error) return step;
  const base::View plaintext = stream_.plaintext();
  const std::size_t count = std::min(plaintext.size(), task.to.size());
  if (count != 0) {
    std::memcpy(task.to.data(), plaintext.data(), count);
    stream_.consume(count);
  }
  stream_.flush();
  return {Need::nothing, {}, count};
}

Operation::Step Operation::advance(TlsStream::Writing& task) {
  const bool all = stream_.send_all();
  if (stream_.write_error_) return {Need::nothing, stream_.write_error_};
  return all ? Step{Need::nothing, {}, task.taken} : Step{Need::writable, {}};
}

Operation::Step Operation::advance(TlsStream::Closing& task) {
  stream_.flush();
  if (stream_.output_waits()) return {Need::writable, {}};
  stream_.half_close();
  return stream_.connection_.status() == tls::Status::failed ? drop_raw(task) : drop_plaintext(task);
}

// Something new may be there: worth another look.
Operation::Step Operation::read_more() {
  if (!stream_.readable_) return {Need::readable, {}};
  const ErrorCode error = stream_.fill();
  return error ? Step{Need::nothing, error} : Step{Need::another_look, {}};
}

// The connection has failed: the alert goes out first, and then our half of the socket.
Operation::Step Operation::refuse() {
  if (stream_.output_waits()) return {Need::writable, {}};
  stream_.half_close();
  return {Need::nothing, failure()};
}

Operation::ErrorCode Operation::failure() const {
  const bool truncated = stream_.connection_.failure()->origin == tls::Failure::Origin::truncated;
  return truncated ? Error::truncated : Error::failed;
}

// A close() with bytes unread would answer the peer with a reset, and a reset overtakes the alert that says why.
Operation::Step Operation::drop_raw(TlsStream::Closing& task) {
  std::array<std::uint8_t, 4096> room;
  ErrorCode error;
  while (!error && task.dropped < max_dropped) task.dropped += stream_.socket_.read_some(asio::buffer(room), error);
  if (error == asio::error::would_block || error == asio::error::try_again) return {Need::readable, {}};
  return {Need::nothing, failure()};
}

Operation::Step Operation::drop_plaintext(TlsStream::Closing& task) {
  tls::Connection& connection = stream_.connection_;
  while (!connection.plaintext().empty()) {
    task.dropped += connection.plaintext().size();
    connection.consume(connection.plaintext().size());
  }
  if (connection.status() == tls::Status::peer_closed) return {Need::nothing, {}};
  if (connection.status() == tls::Status::failed) return refuse();
  return task.dropped < max_dropped ? read_more() : Step{Need::nothing, Error::truncated};
}

}  // namespace vitrine::net
