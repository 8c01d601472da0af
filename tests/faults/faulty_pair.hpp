// A client and a server, one of which meets a fault inside: memory or randomness that is not there. Read next:
// inside.cpp.
#pragma once
#include "allocations.hpp"
#include "crypto/error.hpp"
#include "support/scenes.hpp"

namespace tests {

/// Where the faults of one run come from.
struct Traps {
  Trap allocations;
  Trap random;
  bool have_sprung() const { return allocations.has_sprung() || random.has_sprung(); }
};

class FailingRandom final : public crypto::Random {
 public:
  FailingRandom(std::uint64_t seed, Trap& trap) : source_(seed), trap_(trap) {}
  void fill(base::MutableView out) override {
    if (trap_.springs()) throw crypto::NoRandomness("no randomness");
    const AllocationsThrough none(nullptr);
    source_.fill(out);
  }

 private:
  SeededRandom source_;
  Trap& trap_;
};

/// A watcher whose own memory never fails.
class SafeSink final : public tls::EventSink {
 public:
  void on(const tls::Event& event) override {
    const AllocationsThrough none(nullptr);
    recorder.on(event);
  }
  bool wants_secrets() const override { return true; }
  Recorder recorder;
};

/// One end. Whatever it is asked to do goes through the traps, and nothing may come out of it but an answer.
class FaultyEnd {
 public:
  using Make = std::function<tls::Connection(crypto::Random&, tls::EventSink*)>;
  FaultyEnd(std::uint64_t seed, Traps& traps) : random_(seed, traps.random), traps_(traps) {}

  /// False where an exception came out: here it may.
  bool make(const Make& make);
  base::Bytes take();
  void give(base::View bytes);
  void say(std::string_view text);
  void say_early(std::string_view text);
  void update_keys(tls::KeyUpdateRequest request);
  void close();
  void end();

  tls::Connection& connection() { return *connection_; }
  /// It failed by itself, and for no reason of the peer's.
  bool faces_fault() const;
  bool ended_cleanly() const { return connection_->status() == tls::Status::peer_closed; }
  std::string describe() const;
  End as_end();
  const Complaints& escaped() const { return escaped_; }

 private:
  template <class Work>
  void guarded(Work work);

  SafeSink sink_;
  FailingRandom random_;
  Traps& traps_;
  std::optional<tls::Connection> connection_;
  base::Bytes said_;
  base::Bytes said_early_;
  base::Bytes got_;
  base::Bytes got_early_;
  Complaints escaped_;
};

struct Outcome {
  Complaints complaints;
  bool clean = false;  // both said goodbye
};

/// The scene's handshake, then data, KeyUpdates and goodbyes both ways.
Outcome converse_with_faults(const Scene& scene, Traps& traps);

}  // namespace tests
