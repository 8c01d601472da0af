// The words of net::Error. Read next: net/error.hpp.
#include "net/error.hpp"

#include <string>

namespace vitrine::net {
namespace {

class Category final : public boost::system::error_category {
 public:
  const char* name() const noexcept override { return "vitrine.tls"; }
  std::string message(int value) const override {
    switch (static_cast<Error>(value)) {
      case Error::failed:
        return "the TLS connection failed";
      case Error::truncated:
        return "the connection ended without a goodbye (close_notify)";
      case Error::closed:
        return "the TLS connection is closed for sending";
    }
    return "unknown TLS stream error";
  }
};

}  // namespace

const boost::system::error_category& error_category() {
  static const Category category;
  return category;
}

boost::system::error_code make_error_code(Error error) { return {static_cast<int>(error), error_category()}; }

}  // namespace vitrine::net
