// The generic state machine. A state is a type, an arrow is an overload
//
//   Next<Targets...> on(State, Received<Message>, Handshake&);
//
// and a state that waits for nothing has `decide(State, Handshake&)` instead. The transition table is computed from
// the overload set: dispatch, the refusal of everything else, the pictures and the comparison with RFC 9846
// Appendix A all come from that one table. Read next: tls/client/arrows.hpp, tls/server/arrows.hpp.
#pragma once
#include <array>
#include <concepts>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "tls/check.hpp"
#include "tls/message/handshake.hpp"

namespace vitrine::tls {

/// A decoded message as a handler gets it. It is part of the transcript already, except after the handshake.
template <class M>
struct Received {
  M message;
  base::View raw;                 // with its header
  base::Bytes transcript_before;  // Transcript-Hash up to the message before; only for what covers_transcript
};

/// The arrow heads that a handler may take.
template <class... S>
struct Next : std::variant<S...> {
  using std::variant<S...>::variant;
  using Variant = std::variant<S...>;
};

template <class S, class M, class Context>
concept Accepts =
    requires(S state, Received<M> message, Context& context) { on(std::move(state), std::move(message), context); };

template <class S, class Context>
concept Decides = requires(S state, Context& context) { decide(std::move(state), context); };

/// One arrow of the diagram. The message is empty where the state decides by itself.
struct Edge {
  std::string_view from;
  std::string_view message;
  std::string_view to;
  constexpr bool operator==(const Edge&) const = default;
};

/// The end of every failure. Whatever the state before it knew is gone.
struct Failed {
  static constexpr std::string_view name = "Failed";
};

/// What dispatch() and decode() check: what they throw has words of its own.
inline constexpr std::string_view waited_for = "the state waits for this message";
inline constexpr Check expected_by_state{true, AlertDescription::unexpected_message, "4", waited_for};
inline constexpr std::string_view to_its_last_byte = "it decodes, to its last byte";
inline constexpr Check decoded{true, AlertDescription::decode_error, "6", to_its_last_byte};

namespace detail {

template <class S, class Visit, class... To>
constexpr void arrow_heads(Visit& visit, std::string_view message, Next<To...>* /*heads*/) {
  (visit(Edge{S::name, message, To::name}), ...);
}

template <class Context, class S, class Visit, class... M>
constexpr void arrows_of(Visit& visit, List<M...> /*messages*/) {
  static_assert(!(Decides<S, Context> && (Accepts<S, M, Context> || ...)), "a state either waits or decides");
  if constexpr (Decides<S, Context>) {
    using Heads = decltype(decide(std::declval<S>(), std::declval<Context&>()));
    arrow_heads<S>(visit, "", static_cast<Heads*>(nullptr));
  }
  const auto one = [&visit]<class Message>() {
    if constexpr (Accepts<S, Message, Context>) {
      using Heads = decltype(on(std::declval<S>(), std::declval<Received<Message>>(), std::declval<Context&>()));
      arrow_heads<S>(visit, Message::name, static_cast<Heads*>(nullptr));
    }
  };
  (one.template operator()<M>(), ...);
}

template <class Context, class Visit, class... S>
constexpr void all_arrows(Visit visit, List<S...> /*states*/) {
  (arrows_of<Context, S>(visit, AllMessages{}), ...);
}

template <class Context, class States>
constexpr std::size_t count_arrows() {
  std::size_t count = 0;
  all_arrows<Context>([&count](Edge) { ++count; }, States{});
  return count;
}

}  // namespace detail

/// The transition table, in the order of the states and of AllMessages.
template <class Context, class States>
constexpr auto transition_table() {
  std::array<Edge, detail::count_arrows<Context, States>()> table{};
  std::size_t next = 0;
  detail::all_arrows<Context>([&](Edge edge) { table[next++] = edge; }, States{});
  return table;
}

template <class Context, class States>
class Machine;

template <class Context, class... S>
class Machine<Context, List<S...>> {
 public:
  using State = std::variant<Failed, S...>;
  static constexpr auto table = transition_table<Context, List<S...>>();

  Machine(State start, Context& context) : state_(std::move(start)), context_(context) { settle(); }

  /// Takes the arrow for this message, or throws Abort{unexpected_message}, or whatever the handler throws. On any
  /// throw the state has become Failed, and what it held is destroyed.
  void receive(const RawMessage& message) {
    State from = std::exchange(state_, Failed{});
    state_ = std::visit([&](auto& state) { return dispatch(state, message, AllMessages{}); }, from);
    settle();
  }
  void fail() { state_ = Failed{}; }

  std::string_view name() const {
    return std::visit([](const auto& state) { return std::decay_t<decltype(state)>::name; }, state_);
  }
  template <class Which>
  bool in() const {
    return std::holds_alternative<Which>(state_);
  }

 private:
  /// Leaves states that wait for nothing.
  void settle() {
    while (std::visit([](const auto& state) { return Decides<std::decay_t<decltype(state)>, Context>; }, state_)) {
      State from = std::exchange(state_, Failed{});
      state_ = std::visit([this](auto& state) { return this->leave(state); }, from);
    }
  }

  template <class From>
  State leave(From& from) {
    if constexpr (Decides<From, Context>) {
      return enter<From>("", decide(std::move(from), context_));
    } else {
      return std::move(from);
    }
  }

  template <class From, class... M>
  State dispatch(From& from, const RawMessage& message, List<M...> /*all*/) {
    State to = Failed{};
    const bool taken = (take<From, M>(from, message, to) || ...);
    if (!taken) refuse<From>(message);
    return to;
  }

  template <class From, class M>
  bool take(From& from, const RawMessage& message, State& to) {
    if constexpr (Accepts<From, M, Context>) {
      if (!is<M>(message)) return false;
      context_.trace.detail([] { return expected_by_state; });
      Received<M> received{decode<M>(message), message.raw, {}};
      context_.trace.detail([] { return decoded; });
      if constexpr (requires { M::covers_transcript; }) received.transcript_before = context_.transcript.hash();
      if constexpr (!requires { M::post_handshake; }) context_.transcript.add(message.raw);
      to = enter<From>(M::name, on(std::move(from), std::move(received), context_));
      return true;
    } else {
      return false;
    }
  }

  template <class From, class... To>
  State enter(std::string_view message, Next<To...> next) {
    return std::visit(
        [&]<class Head>(Head& head) -> State {
          context_.trace([&] { return Transition{From::name, message, Head::name}; });
          return std::move(head);
        },
        static_cast<typename Next<To...>::Variant&>(next));
  }

  template <class From>
  [[noreturn]] void refuse(const RawMessage& message) const {
    throw Abort(AlertDescription::unexpected_message, "4",
                std::string(message_name(message)) + " in " + std::string(From::name) + ", expected " +
                    expected<From>(AllMessages{}));
  }

  template <class From, class... M>
  static std::string expected(List<M...> /*all*/) {
    std::string names;
    const auto name = [&names]<class Message>() {
      if constexpr (Accepts<From, Message, Context>)
        names += (names.empty() ? "" : " or ") + std::string(Message::name);
    };
    (name.template operator()<M>(), ...);
    return names.empty() ? "nothing" : names;
  }

  State state_;
  Context& context_;
};

}  // namespace vitrine::tls
