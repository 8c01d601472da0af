// Something that is asked on another thread's executor, where what it is about lives, and waited for here.
// Used by daemon/sessions.cpp.
#pragma once
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <type_traits>
#include <utility>

namespace vitrine::net {

template <class Question>
boost::asio::awaitable<std::invoke_result_t<Question>> answer_to(Question question) {
  co_return question();
}

/// What `question` returns or throws when it is called on `executor`.
template <class Executor, class Question>
boost::asio::awaitable<std::invoke_result_t<Question>> elsewhere(Executor executor, Question question) {
  auto answering = answer_to(std::move(question));
  co_return co_await boost::asio::co_spawn(executor, std::move(answering), boost::asio::use_awaitable);
}

}  // namespace vitrine::net
