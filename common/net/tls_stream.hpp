// A TCP socket and a tls::Connection as one stream, with Asio's AsyncReadStream and AsyncWriteStream as its face: it
// stands where boost::asio::ssl::stream would. All socket calls are in fill() and flush(); both take what the socket
// gives without waiting, and an operation waits for the socket to be ready between them. So an idle stream holds no
// buffer, and a reader and a writer that both find output waiting simply both help to send it.
// Read next: net/operation.hpp; tls/connection.hpp for the other half.
#pragma once
#include <algorithm>
#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstddef>
#include <utility>
#include <variant>

#include "net/error.hpp"
#include "tls/connection.hpp"

namespace vitrine::net {

class Operation;

/// One read, one write and nothing else at a time; not for several threads. Must outlive its operations.
/// Every operation honours cancellation: it then ends with operation_aborted and the stream is only good for closing.
class TlsStream {
 public:
  using Socket = boost::asio::ip::tcp::socket;
  using executor_type = Socket::executor_type;
  using ErrorCode = boost::system::error_code;

  using Clock = tls::Time (*)();

  /// `socket` is connected, `connection` fresh. `clock` is asked before each read.
  TlsStream(Socket socket, tls::Connection connection, Clock clock);

  executor_type get_executor() { return socket_.get_executor(); }
  Socket& socket() { return socket_; }
  tls::Connection& connection() { return connection_; }
  const tls::Connection& connection() const { return connection_; }

  /// void(error_code). Until the handshake is complete on our side and everything of it is sent. Early data that was
  /// taken is held back until then, when the client has vouched for it, and is what async_read_some gives first. A
  /// client's own early data goes to connection().send_early() before.
  template <class Token>
  auto async_handshake(Token&& token) {
    return start<Finished>(Handshaking{}, token);
  }

  /// void(error_code). One step of async_handshake, for who wants to look between them: sends what waits, and ends as
  /// soon as something new waits to be sent, or the handshake is complete.
  template <class Token>
  auto async_flight(Token&& token) {
    return start<Finished>(Flight{}, token);
  }

  /// void(error_code, size_t): decrypted bytes, into the first buffer that has room.
  template <class Buffers, class Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    return start<Transferred>(Reading{first_of(buffers)}, token);
  }

  /// void(error_code). Until there is plaintext(), for who takes it where it lies and so waits without a buffer; ends
  /// as async_read_some does.
  template <class Token>
  auto async_wait_plaintext(Token&& token) {
    return start<Finished>(Looking{}, token);
  }
  /// Decrypted bytes, of one record at most, until they are consumed. Taking the last may bring the next at once.
  base::View plaintext() const {
    return early_data_.empty() ? connection_.plaintext() : base::View(early_data_).subspan(early_data_taken_);
  }
  void consume(std::size_t count);

  /// Queues all of it as records, and sends what the socket takes without waiting; async_flush() waits for the rest.
  ErrorCode write(boost::asio::const_buffer bytes);
  bool is_flushed() const { return !output_waits(); }
  /// void(error_code). Until the socket has taken all that was queued.
  template <class Token>
  auto async_flush(Token&& token) {
    return start<Finished>(Writing{}, token);
  }

  /// The operations under way end with operation_aborted, or as well as they can without waiting.
  void cancel();

  /// void(error_code, size_t): as records, up to 64 KiB. Ends when the socket has taken them all.
  template <class Buffers, class Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    return start<Transferred>(Writing{}, token, [this, buffers](Task& task) {
      ErrorCode error;
      const auto end = boost::asio::buffer_sequence_end(buffers);
      for (auto part = boost::asio::buffer_sequence_begin(buffers); part != end && !error; ++part)
        error = queue(boost::asio::const_buffer(*part), std::get<Writing>(task));
      return error;
    });
  }

  /// void(error_code). A KeyUpdate: a new sending key for us, and for the peer too if it is asked to.
  template <class Token>
  auto async_update_keys(tls::KeyUpdateRequest request, Token&& token) {
    return start<Finished>(Writing{}, token, [this, request](Task&) {
      return connection_.update_keys(request) ? ErrorCode() : unsendable();
    });
  }

  /// void(error_code). Says close_notify and waits for the peer's; what the peer still says before is dropped, 256 KiB
  /// at most. After a failure it delivers our alert, gives the peer a chance to read it, and ends with that failure. It
  /// has no limit in time: see within(). No other operation may be running.
  template <class Token>
  auto async_shutdown(Token&& token) {
    return start<Finished>(Closing{}, token, [this](Task&) {
      if (connection_.status() != tls::Status::failed) connection_.close();
      return ErrorCode();
    });
  }

 private:
  friend class Operation;
  using Finished = void(ErrorCode);
  using Transferred = void(ErrorCode, std::size_t);
  template <class Signature>
  using HandlerFor = boost::asio::any_completion_handler<Signature>;
  using Handler = std::variant<HandlerFor<Finished>, HandlerFor<Transferred>>;

  struct Handshaking {};
  struct Flight {
    bool sent = false;
  };
  struct Looking {};
  struct Reading {
    boost::asio::mutable_buffer to;
  };
  struct Writing {
    std::size_t taken = 0;  // queued at the start, reported at the end
  };
  struct Closing {
    std::size_t dropped = 0;
  };
  using Task = std::variant<Handshaking, Flight, Looking, Reading, Writing, Closing>;

  static constexpr std::size_t max_write = 64UL * 1024;
  // A client's flights and lines of chat fit; whoever sends more at a time is read with room for the rest of a record.
  static constexpr std::size_t little_room = 2048;

  template <class Buffers>
  static boost::asio::mutable_buffer first_of(const Buffers& buffers) {
    const auto end = boost::asio::buffer_sequence_end(buffers);
    const auto found = std::find_if(boost::asio::buffer_sequence_begin(buffers), end,
                                    [](const boost::asio::mutable_buffer& one) { return one.size() != 0; });
    return found == end ? boost::asio::mutable_buffer() : boost::asio::mutable_buffer(*found);
  }

  /// `prepare(task)` runs when the operation starts; an error from it ends the operation.
  template <class Signature, class Token, class Prepare>
  auto start(Task task, Token& token, Prepare prepare) {
    return boost::asio::async_initiate<Token, Signature>(
        [this](HandlerFor<Signature> handler, Task what, Prepare before) {
          const ErrorCode error = before(what);
          run(what, Handler(std::move(handler)), error);
        },
        token, task, std::move(prepare));
  }
  template <class Signature, class Token>
  auto start(Task task, Token& token) {
    return start<Signature>(task, token, [](Task&) { return ErrorCode(); });
  }

  void run(Task task, Handler handler, ErrorCode error);
  ErrorCode queue(boost::asio::const_buffer part, Writing& writing);
  ErrorCode unsendable() const;
  ErrorCode fill();
  void flush();
  bool send_all();
  bool output_waits() const;
  void hold_early_data();
  void half_close();

  Socket socket_;
  tls::Connection connection_;
  Clock clock_;
  base::Bytes early_data_;  // held back; max_early_data_size bounds it
  std::size_t early_data_taken_ = 0;
  bool readable_ = false;    // the socket may have more: worth a read without waiting first
  bool much_comes_ = false;  // the last reads filled their room
  bool half_closed_ = false;
  unsigned cancellations_ = 0;
  ErrorCode write_error_;  // nothing can be sent any more; the peer's reason may still be there to be read
};

}  // namespace vitrine::net
