// See faulty_pair.hpp.
#include "faulty_pair.hpp"

#include "support/resumption.hpp"

namespace tests {

template <class Work>
void FaultyEnd::guarded(Work work) {
  try {
    const AllocationsThrough trap(&traps_.allocations);
    work();
  } catch (const std::exception& error) {
    escaped_.push_back(std::string("no exception comes out: ") + error.what());
  }
}

bool FaultyEnd::make(const Make& make) {
  guarded([&] { connection_.emplace(make(random_, &sink_)); });
  escaped_.clear();
  return connection_.has_value();
}

base::Bytes FaultyEnd::take() {
  base::Bytes bytes = base::copy_of(connection_->output());
  guarded([&] { connection_->sent(bytes.size()); });
  return bytes;
}

void FaultyEnd::give(base::View bytes) {
  // Room for what arrives is the caller's request, and the caller's to do without.
  std::ranges::copy(bytes, connection_->prepare(bytes.size()).begin());
  guarded([&] { connection_->received(bytes.size()); });
  for (;;) {
    const base::View early = connection_->early_data().bytes;
    const base::View plaintext = connection_->plaintext();
    if (early.empty() && plaintext.empty()) return;
    base::append(early.empty() ? got_ : got_early_, early.empty() ? plaintext : early);
    guarded([&] { connection_->consume(early.size() + plaintext.size()); });
  }
}

void FaultyEnd::say(std::string_view text) {
  guarded([&] {
    if (!connection_->send(base::view_of(text))) return;
    const AllocationsThrough none(nullptr);
    base::append(said_, base::view_of(text));
  });
}

void FaultyEnd::say_early(std::string_view text) {
  guarded([&] {
    if (!connection_->send_early(base::view_of(text))) return;
    const AllocationsThrough none(nullptr);
    base::append(said_early_, base::view_of(text));
  });
}

void FaultyEnd::update_keys(tls::KeyUpdateRequest request) {
  guarded([&] { (void)connection_->update_keys(request); });
}

void FaultyEnd::close() {
  guarded([&] { connection_->close(); });
}

void FaultyEnd::end() {
  guarded([&] { connection_->received_end(); });
}

/// Botan takes missing memory inside a certificate or a signature for a malformed one, so that refusing it is an
/// answer, too: §4.5.1, §4.5.2.
bool FaultyEnd::faces_fault() const {
  const auto& failure = connection_->failure();
  if (!failure || failure->origin != tls::Failure::Origin::ours) return false;
  const bool certificate = failure->section.starts_with("4.5.1") || failure->section.starts_with("4.5.2");
  const bool spoken = failure->text == "out of memory";  // after the alert had been sent
  return certificate || spoken || failure->alert == tls::AlertDescription::internal_error;
}

std::string FaultyEnd::describe() const {
  const auto& failure = connection_->failure();
  return std::string(connection_->state()) + (failure ? " (" + failure->section + ": " + failure->text + ")" : "");
}

End FaultyEnd::as_end() { return {*connection_, sink_.recorder, said_, said_early_, got_, got_early_}; }

namespace {

using tls::KeyUpdateRequest;

class Conversation {
 public:
  Conversation(const Scene& scene, Traps& traps)
      : scene_(scene), traps_(traps), client_(scene.setup.seed * 2, traps), server_(scene.setup.seed * 2 + 1, traps) {}

  /// A constructor may say by an exception that it cannot.
  Outcome run() {
    if (!make()) return {};
    if (!scene_.early.empty()) client_.say_early(scene_.early);
    carry();
    talk();
    client_.close();
    server_.close();
    carry();
    client_.end();
    server_.end();
    return {judge(), client_.ended_cleanly() && server_.ended_cleanly()};
  }

 private:
  bool make() {
    tls::ServerIdentity identity = scene_.setup.identity;
    if (scene_.ticket) identity.ticket = copy_of(*scene_.ticket);
    identity.offer_early_data = !scene_.early.empty();
    const auto client = std::make_shared<const tls::ClientConfig>(scene_.setup.client);
    const auto server = std::make_shared<const tls::ServerConfig>(fresh(scene_.setup));
    const tls::Time now = scene_.setup.now;
    return client_.make([&](crypto::Random& random, tls::EventSink* sink) {
      return tls::Connection::client(client, std::move(identity), random, now, sink);
    }) && server_.make([&](crypto::Random& random, tls::EventSink* sink) {
      return tls::Connection::server(server, random, now, sink);
    });
  }

  /// Nobody was seen yet, in any run.
  static tls::ServerConfig fresh(const Setup& setup) {
    tls::ServerConfig config = setup.server;
    const auto window = config.limits.early_data_window;
    config.replay_store = std::make_shared<tls::ReplayStore>(setup.now - 3 * window, window, 10);
    return config;
  }

  void talk() {
    client_.say(question);
    client_.update_keys(KeyUpdateRequest::update_requested);
    client_.say(question);
    carry();
    server_.say(answer);
    server_.update_keys(KeyUpdateRequest::update_not_requested);
    server_.say(answer);
    carry();
  }

  void carry() {
    for (int turn = 0; turn < 20; ++turn) {
      const base::Bytes up = client_.take();
      server_.give(up);
      const base::Bytes down = server_.take();
      client_.give(down);
      if (up.empty() && down.empty()) return;
    }
  }

  Complaints judge() {
    Complaints found = complaints(client_.as_end(), server_.as_end());
    for (const FaultyEnd* one : {&client_, &server_}) {
      found.insert(found.end(), one->escaped().begin(), one->escaped().end());
    }
    if (traps_.have_sprung() && !is_faced()) {
      found.push_back("a fault inside is an internal_error: " + client_.describe() + ", " + server_.describe());
    }
    return found;
  }

  /// Or nothing came of it: a ticket was of no use, and the two shook hands without.
  bool is_faced() const {
    const bool harmless = client_.ended_cleanly() && server_.ended_cleanly();
    return client_.faces_fault() || server_.faces_fault() || harmless;
  }

  const Scene& scene_;
  Traps& traps_;
  FaultyEnd client_;
  FaultyEnd server_;
};

}  // namespace

Outcome converse_with_faults(const Scene& scene, Traps& traps) { return Conversation(scene, traps).run(); }

}  // namespace tests
