// The engine's configuration, from the settings. Read next: common/tls/config.hpp.
#pragma once
#include <functional>

#include "shim/expectations.hpp"

namespace shim {

/// Makes the engine of a connection that is watched by the observer.
using MakeEngine = std::function<tls::Connection(Observer&)>;

/// What a connection is to be like.
struct Wishes {
  const Settings& settings;
  /// Where a certificate comes though early data was sent: the server took neither, so it is the retry that counts.
  const Settings& with_certificate;
};

/// What the engine finds out about the peer's chain goes into `memory`; it and the wishes must outlive the engine.
MakeEngine engine_maker(const Wishes& wishes, Which which, Memory& memory);

}  // namespace shim
