// A session that sends back what it gets (--echo), until the client says close_notify. Read before: conversation.hpp.
#pragma once
#include "conversation.hpp"

namespace vitrine::daemon {

class Echo : public Conversation {
 public:
  explicit Echo(Place place) : place_(place) {}
  boost::asio::awaitable<ErrorCode> run() override;

 private:
  Place place_;
};

}  // namespace vitrine::daemon
