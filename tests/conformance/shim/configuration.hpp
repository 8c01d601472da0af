// The engine's configuration, from the settings. Read next: common/tls/config.hpp.
#pragma once
#include <functional>

#include "shim/expectations.hpp"

namespace shim {

/// Makes the engine of a connection that is watched by the observer.
using MakeEngine = std::function<tls::Connection(Observer&)>;

/// What the engine finds out about the peer's chain goes into `memory`; both arguments must outlive it.
MakeEngine engine_maker(const Settings& settings, Which which, Memory& memory);

}  // namespace shim
