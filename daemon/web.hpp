// A session that answers one HTTP request (--www), for browsers and test suites: the answer is one record, and then the
// client has a moment to say goodbye first. Read before: conversation.hpp, web_page.hpp.
#pragma once
#include "conversation.hpp"
#include "web_request.hpp"

namespace vitrine::daemon {

class Web : public Conversation {
 public:
  explicit Web(Place place) : place_(place) {}
  boost::asio::awaitable<ErrorCode> run() override;

 private:
  boost::asio::awaitable<ErrorCode> hear();
  boost::asio::awaitable<ErrorCode> answer();
  boost::asio::awaitable<ErrorCode> linger();

  Place place_;
  RequestReader request_;
};

}  // namespace vitrine::daemon
