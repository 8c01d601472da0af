// Prints the state diagrams of both roles, computed from the arrows: what the README shows between its markers.
// Usage: state-diagrams client|server
#include <iostream>

#include "tls/state_tables.hpp"

int main(int count, char** arguments) {
  namespace tls = vitrine::tls;
  const std::string_view role = count == 2 ? arguments[1] : "";
  if (role != "client" && role != "server") {
    std::cerr << "usage: state-diagrams client|server\n";
    return 2;
  }
  std::cout << tls::mermaid(role == "client" ? tls::client_transitions() : tls::server_transitions());
}
