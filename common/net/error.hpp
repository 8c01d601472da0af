// How an operation on a TLS stream ends badly when TLS, and not the socket, is the reason. The details (which alert,
// which section, in words) are in Connection::failure(). An end with close_notify is boost::asio::error::eof, as for a
// socket. Read next: net/tls_stream.hpp.
#pragma once
#include <boost/system/error_code.hpp>

namespace vitrine::net {

enum class Error {
  failed = 1,     // one of the two sides sent a fatal alert
  truncated = 2,  // the transport ended, or nobody answered, without close_notify
  closed = 3,     // our own close_notify is already on its way: nothing can be sent behind it
};

const boost::system::error_category& error_category();
boost::system::error_code make_error_code(Error error);

}  // namespace vitrine::net

template <>
struct boost::system::is_error_code_enum<vitrine::net::Error> : std::true_type {};
