// The socket calls: fill() reads once, flush() writes what the socket takes. Read next: net/operation.cpp.
#include "net/tls_stream.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/recycling_allocator.hpp>
#include <tuple>

#include "net/operation.hpp"

namespace vitrine::net {
namespace {

namespace asio = boost::asio;

bool is_not_now(const TlsStream::ErrorCode& error) {
  return error == asio::error::would_block || error == asio::error::try_again || error == asio::error::interrupted;
}

}  // namespace

TlsStream::TlsStream(Socket socket, tls::Connection connection, Clock clock)
    : socket_(std::move(socket)), connection_(std::move(connection)), clock_(clock) {
  ErrorCode ignored;  // a socket that is dead already says so when it is used
  std::ignore = socket_.non_blocking(true, ignored);
  // A flight leaves in one write, and a line of chat must not wait for the answer to the line before.
  std::ignore = socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
}

void TlsStream::run(Task task, Handler handler, ErrorCode error) {
  // From the memory that the operation before gave back to this thread.
  std::allocate_shared<Operation>(asio::recycling_allocator<Operation>(), *this, task, std::move(handler))
      ->begin(error);
}

TlsStream::ErrorCode TlsStream::unsendable() const {
  return make_error_code(connection_.status() == tls::Status::failed ? Error::failed : Error::closed);
}

TlsStream::ErrorCode TlsStream::queue(asio::const_buffer part, Writing& writing) {
  const std::size_t size = std::min(part.size(), max_write - writing.taken);
  if (size == 0) return {};
  if (!connection_.send({static_cast<const std::uint8_t*>(part.data()), size})) return unsendable();
  writing.taken += size;
  return {};
}

TlsStream::ErrorCode TlsStream::write(asio::const_buffer bytes) {
  if (write_error_) return write_error_;
  if (!connection_.send({static_cast<const std::uint8_t*>(bytes.data()), bytes.size()})) return unsendable();
  send_all();
  return write_error_;
}

void TlsStream::cancel() {
  ++cancellations_;
  ErrorCode ignored;
  std::ignore = socket_.cancel(ignored);
}

TlsStream::ErrorCode TlsStream::fill() {
  const base::MutableView room = much_comes_ ? connection_.prepare() : connection_.prepare(little_room);
  ErrorCode error;
  const std::size_t count = socket_.read_some(asio::buffer(room.data(), room.size()), error);
  readable_ = !error && count == room.size();
  much_comes_ = readable_ || (much_comes_ && count >= little_room);
  if (is_not_now(error)) return {};
  // A reset, too, is an end without a goodbye, and the connection is where that is said in words.
  if (error == asio::error::eof || error == asio::error::connection_reset) {
    connection_.received_end();
    return {};
  }
  if (error) return error;
  connection_.time_is(clock_());
  connection_.received(count);
  return {};
}

void TlsStream::flush() {
  while (output_waits()) {
    const base::View output = connection_.output();
    ErrorCode error;
    const std::size_t count = socket_.write_some(asio::buffer(output.data(), output.size()), error);
    if (is_not_now(error)) return;
    write_error_ = error;
    if (error) return half_close();  // or the peer might wait for ever for what we cannot say, and we for its answer
    connection_.sent(count);
  }
}

/// Whether nothing waits any more; then it needs no memory either.
bool TlsStream::send_all() {
  flush();
  if (output_waits()) return false;
  connection_.give_back_buffers();
  return true;
}

bool TlsStream::output_waits() const { return !write_error_ && !connection_.output().empty(); }

void TlsStream::hold_early_data() {
  for (base::View bytes = connection_.early_data().bytes; !bytes.empty(); bytes = connection_.early_data().bytes) {
    base::append(early_data_, bytes);
    connection_.consume(bytes.size());
  }
}

void TlsStream::consume(std::size_t count) {
  if (early_data_.empty()) {
    connection_.consume(count);
  } else {
    early_data_taken_ += count;
    if (early_data_taken_ < early_data_.size()) return;
    base::release(early_data_);
    early_data_taken_ = 0;
  }
}

void TlsStream::half_close() {
  if (std::exchange(half_closed_, true)) return;
  ErrorCode ignored;
  std::ignore = socket_.shutdown(Socket::shutdown_send, ignored);
}

}  // namespace vitrine::net
