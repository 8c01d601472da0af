// What a seed decides before anything happens: both configurations, what the client remembers, the two clocks.
// Read next: world.hpp.
#pragma once
#include "dice.hpp"
#include "support/resumption.hpp"

namespace tests {

struct Plan {
  Setup setup;
  std::optional<tls::ClientTicket> ticket;
  bool offer_early_data = false;
  /// Nothing stands between the two but the wire.
  bool compatible = true;

  tls::ServerIdentity identity() const;
};

/// Now and then so long that tickets, cookies and early data have had their day.
std::chrono::milliseconds draw_pause(Dice& dice);
Plan draw_plan(Dice& dice);
/// The same two later, by a plan that has no ticket yet; the client has this from before.
Plan draw_next_meeting(Dice& dice, Plan plan, const tls::ClientTicket& ticket);

}  // namespace tests
