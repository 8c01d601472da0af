// The two state machines behind the one interface that the connection knows. See engine.hpp.
#include "tls/client/arrows.hpp"
#include "tls/engine.hpp"
#include "tls/server/arrows.hpp"

namespace vitrine::tls {
namespace {

template <class Context, class RoleStates, class Begin>
class Of final : public RoleMachine {
 public:
  template <class... Arguments>
  explicit Of(const Beginning& beginning, Session& session, Arguments... arguments)
      : context_({beginning.random, beginning.now, Trace(beginning.sink), session}, std::move(arguments)...),
        machine_(Begin{}, context_) {}

  void time_is(Time now) override { context_.now = now; }
  void receive(const RawMessage& message) override { machine_.receive(message); }
  void fail() override {
    machine_.fail();
    context_.effects.clear();
  }
  std::string_view state() const override { return machine_.name(); }
  bool before_client_hello() const override { return machine_.template in<Begin>(); }
  Effects take_effects() override { return std::exchange(context_.effects, {}); }

 private:
  Context context_;
  Machine<Context, RoleStates> machine_;
};

}  // namespace

std::unique_ptr<RoleMachine> make_client_machine(const Beginning& beginning, Session& session,
                                                 std::shared_ptr<const ClientConfig> config, ServerIdentity server) {
  return std::make_unique<Of<client::ClientHandshake, client::States, client::Start>>(
      beginning, session, std::move(config), std::move(server));
}

std::unique_ptr<RoleMachine> make_server_machine(const Beginning& beginning, Session& session,
                                                 std::shared_ptr<const ServerConfig> config, ClientAddress client) {
  return std::make_unique<Of<server::ServerHandshake, server::States, server::Start>>(
      beginning, session, std::move(config), std::move(client.text));
}

}  // namespace vitrine::tls
