// One operation of a TlsStream under way: as far as the socket lets it, then a wait, then on. What each kind does is
// advance_*(), plain functions that never wait; the only asynchronous call is in wait_for().
// Read before: net/tls_stream.hpp.
#pragma once
#include <boost/asio/any_completion_executor.hpp>
#include <boost/asio/cancellation_state.hpp>
#include <memory>

#include "net/tls_stream.hpp"

namespace vitrine::net {

class Operation : public std::enable_shared_from_this<Operation> {
 public:
  Operation(TlsStream& stream, TlsStream::Task task, TlsStream::Handler handler);

  /// Ends at once with `error`, if there is one; otherwise begins.
  void begin(TlsStream::ErrorCode error);

 private:
  using ErrorCode = TlsStream::ErrorCode;
  enum class Need { readable, writable, another_look, nothing };
  struct Step {
    Need need = Need::nothing;
    ErrorCode error;
    std::size_t bytes = 0;
  };

  Step advance(TlsStream::Handshaking& task);
  Step advance(TlsStream::Flight& task);
  Step advance(TlsStream::Looking& task);
  Step advance(TlsStream::Reading& task);
  Step advance(TlsStream::Writing& task);
  Step advance(TlsStream::Closing& task);
  Step read_more();
  Step refuse();
  ErrorCode failure() const;
  Step drop_raw(TlsStream::Closing& task);
  Step drop_plaintext(TlsStream::Closing& task);

  boost::asio::any_completion_executor executor() const;
  boost::asio::cancellation_slot slot() const;
  Step advance_task();
  bool is_cancelled() const;
  void go_on();
  void wait_for(Need need);
  void finish(const Step& step);

  TlsStream& stream_;
  TlsStream::Task task_;
  TlsStream::Handler handler_;
  // Remembers, and cancels what is waited for now: a cancellation between two waits must not be lost.
  boost::asio::cancellation_state cancellation_;
  unsigned cancellations_before_;  // the stream's
};

}  // namespace vitrine::net
