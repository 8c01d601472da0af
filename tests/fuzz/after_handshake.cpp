// Established connections of either role: data, KeyUpdates, tickets, alerts and goodbyes from both sides in any order,
// and anything else under the right keys. What must hold: each side's data arrives whole and in order or the connection
// has ended, keys stay in step, a request for new keys is answered.
#include "fuzz/victim.hpp"

namespace fuzz {
namespace {

using tls::ContentType;
using tls::HandshakeType;

tls::ClientConfig client_with_key() {
  tls::ClientConfig config = cached_client_config();
  config.external_psks = {external_psk()};
  return config;
}

tls::ServerConfig server_with_key() {
  tls::ServerConfig config = cached_server_config();
  config.external_psks = {external_psk()};
  return config;
}

std::unique_ptr<EvilPeer> facing_a_client() {
  auto evil = std::make_unique<EvilServer>(client_with_key());
  evil->psk = evil_psk();
  evil->say(evil->server_hello_with_psk());
  evil->send(tls::EncryptedExtensions{});
  evil->say_finished();
  evil->listen();
  return evil;
}

std::unique_ptr<EvilPeer> facing_a_server() {
  static const tls::ServerConfig config = server_with_key();
  auto evil = std::make_unique<EvilClient>(config);
  evil->say(evil->hello(), {evil_psk()});
  evil->say_finished();
  evil->listen();
  return evil;
}

class Script {
 public:
  explicit Script(std::unique_ptr<EvilPeer> evil) : evil_(std::move(evil)), victim_(evil_->victim) {
    ensure(victim_.status() == tls::Status::established, "an honest handshake succeeds");
  }

  void run(Input& script) {
    while (!script.empty() && victim_.status() != tls::Status::failed) {
      step(script);
      check_data();
    }
    while (!victim_.output().empty()) listen();  // an answer to a KeyUpdate may wait for that
    check();
  }

 private:
  void step(Input& script) {
    const unsigned choice = script.byte() % 10U;
    const std::uint8_t detail = script.byte();
    switch (choice) {
      case 0:
        return send(ContentType::application_data, script.piece(), detail);
      case 1:
        return update_keys(detail % 2U);
      case 2:
        return send(ContentType::handshake, tests::raw_message(detail, script.piece()), 0);
      case 3:
        return send(static_cast<ContentType>(detail), script.piece(), 0);
      case 4:
        evil_->deliver(tests::raw_record(static_cast<ContentType>(detail), script.piece()));
        return;
      case 5:
        return let_it_send(script.piece());
      case 6:
        if (victim_.update_keys(static_cast<tls::KeyUpdateRequest>(detail % 2U))) ++updates_due_;
        return;
      case 7:
        return let_it_end(detail);
      case 8:
        return victim_.time_is(tests::now() + std::chrono::seconds(detail));
      default:
        return listen();
    }
  }

  void send(ContentType type, base::View content, std::size_t padding) {
    if (type == ContentType::application_data) base::append(sent_, content);
    evil_->deliver(evil_->sending->seal(type, content, padding));
  }

  void update_keys(unsigned request) {
    send(ContentType::handshake, tests::raw_message(24, base::Bytes{static_cast<std::uint8_t>(request)}), 0);
    evil_->sending->update();
    if (victim_.status() == tls::Status::established && !victim_.close_sent()) requested_ = requested_ || request == 1;
    if (request == 1) ++updates_due_;
  }

  void let_it_send(base::View data) {
    if (victim_.send(data)) base::append(owed_, data);
  }

  void let_it_end(std::uint8_t how) {
    if (how % 2U == 0) return victim_.close();
    victim_.received_end();
  }

  /// Opens what the victim says, changing keys where it does.
  void listen() {
    for (const base::Bytes& record : tests::records_of(tests::Pair::take(victim_))) {
      const auto opened = evil_->receiving->open(record);
      ensure(opened.has_value(), "what the victim seals can be opened");
      if (opened->type == ContentType::application_data) base::append(heard_, opened->content);
      if (opened->type == ContentType::handshake && opened->content.front() == 24) {
        ++updates_heard_;
        evil_->receiving->update();
      }
    }
  }

  void check_data() const {
    const base::Bytes& got = evil_->got;
    ensure(got.size() <= sent_.size() && std::equal(got.begin(), got.end(), sent_.begin()), "data arrives in order");
    ensure(victim_.status() != tls::Status::established || got.size() == sent_.size(),
           "and all of it, or it has ended");
  }

  void check() {
    ensure(heard_ == owed_, "what the victim was given to send, it sent");
    ensure(updates_heard_ <= updates_due_, "keys are changed by those who want to or were asked to");
    const bool answers = victim_.status() == tls::Status::established && !victim_.close_sent();
    ensure(!requested_ || !answers || updates_heard_ > 0, "a request for new keys is answered");
    check_tickets();
    check_manners(*evil_);
  }

  void check_tickets() {
    const auto tickets = victim_.take_tickets();
    ensure(tickets.size() <= tls::Limits().tickets_kept, "a few tickets are kept and no more");
    for (const tls::ClientTicket& ticket : tickets) {
      ensure(victim_.role() == tls::Role::client, "tickets are the client's");
      ensure(ticket.lifetime.count() > 0 && ticket.lifetime <= tls::max_ticket_lifetime, "a ticket lives seven days");
      ensure(ticket.psk.size() == 32, "a ticket's key is as long as the hash");
    }
  }

  std::unique_ptr<EvilPeer> evil_;
  tls::Connection& victim_;
  base::Bytes sent_;   // to the victim
  base::Bytes owed_;   // given to the victim to send
  base::Bytes heard_;  // of it
  unsigned updates_due_ = 0;
  unsigned updates_heard_ = 0;
  bool requested_ = false;
};

}  // namespace

void on::after_handshake(base::View input) {
  Input script(input);
  Script(script.byte() % 2U == 0 ? facing_a_client() : facing_a_server()).run(script);
}

}  // namespace fuzz
