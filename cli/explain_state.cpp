// Pages about the states of the two machines: what each waits for and does, and the arrows as the code has them.
// Read next: explain_field.cpp.
#include <algorithm>
#include <array>

#include "explanation.hpp"
#include "lookup.hpp"
#include "tls/state_tables.hpp"

namespace vitrine::cli {
namespace {

struct StateWords {
  std::string_view state;
  std::string_view does;
};

constexpr std::array client_states{
    StateWords{"START", "Waits for nothing: draws a random value and key shares, and sends the ClientHello."},
    StateWords{"WAIT_SH",
               "The ClientHello is out. A ServerHello brings the server's key share: both hold one secret then, "
               "and both directions are encrypted. A HelloRetryRequest wants a better ClientHello."},
    StateWords{"START_2",
               "Waits for nothing: sends the ClientHello again, with what the HelloRetryRequest asked for. The "
               "RFC's figure calls it START, too."},
    StateWords{"WAIT_SH_2",
               "The second ClientHello is out. The ServerHello must keep to what the HelloRetryRequest said, and "
               "there is no arrow for a second of those. The RFC's figure calls it WAIT_SH, too."},
    StateWords{"WAIT_EE",
               "Both have the handshake keys. Waits for the server's answers to the extensions of the ClientHello."},
    StateWords{"WAIT_CERT_CR",
               "No pre-shared key was chosen, so the server has to show a certificate; it may ask for ours first."},
    StateWords{"WAIT_CERT",
               "The server has asked who we are, which is answered after its Finished. First it shows itself: the "
               "chain is judged, and the host name."},
    StateWords{"WAIT_CV",
               "The certificate is good, but anybody can show it. Waits for the proof that the server holds its key: "
               "a signature over the Transcript-Hash up to the Certificate."},
    StateWords{"WAIT_FINISHED",
               "Waits for the server's MAC over the whole transcript. Then sends EndOfEarlyData if early data was "
               "taken, Certificate and CertificateVerify if they were asked for, and Finished; from then on both "
               "directions have the application's keys."},
    StateWords{"CONNECTED", "Application data flows both ways. Tickets may come, and keys may change, at any time."},
};

constexpr std::array server_states{
    StateWords{"START", "Nothing has come yet. A ClientHello says what the client can do, and brings key shares."},
    StateWords{"RECVD_CH",
               "Waits for nothing: selects version, suite, group, pre-shared key or certificate, ALPN. Where the "
               "client can do what we want, but sent no key share for it, a HelloRetryRequest asks for one."},
    StateWords{"START_2",
               "A HelloRetryRequest is out. The second ClientHello must be the first with what was asked for, and "
               "little else changed. The RFC's figure calls it START, too."},
    StateWords{"NEGOTIATED",
               "Waits for nothing: sends the whole first flight, ServerHello to Finished. From then on we may send "
               "application data."},
    StateWords{"WAIT_EOED", "Early data is being taken, under its own key, until the client says that it ends."},
    StateWords{"WAIT_FLIGHT2",
               "Waits for nothing: takes the handshake key of the client, and goes where a client certificate was "
               "asked for, or not. Early data that was not taken is skipped here."},
    StateWords{"WAIT_CERT",
               "We asked who the client is. Its Certificate may be empty; whether that is enough is ours to say."},
    StateWords{
        "WAIT_CV",
        "The client's certificate is good, but anybody can show it. Waits for the proof that it holds its key: a "
        "signature over the Transcript-Hash up to its Certificate."},
    StateWords{"WAIT_FINISHED",
               "Waits for the client's MAC over the whole transcript: it saw the same handshake. Then its "
               "direction has the application's key, too, and tickets go out."},
    StateWords{"CONNECTED", "Application data flows both ways. Keys may change at any time."},
};

struct Machine {
  std::string_view role;
  std::string_view section;
  std::span<const StateWords> states;
  std::span<const tls::Edge> table;
};

std::array<Machine, 2> machines() {
  return {{{"client", "Appendix A.1", client_states, tls::client_transitions()},
           {"server", "Appendix A.2", server_states, tls::server_transitions()}}};
}

std::string on(const tls::Edge& edge) { return edge.message.empty() ? "by itself" : "on " + std::string(edge.message); }

Lines page_about(const Machine& machine, const StateWords& words) {
  Page page("state " + std::string(words.state) + " of the " + std::string(machine.role), machine.section);
  page.say(words.does);
  for (const tls::Edge& edge : machine.table) {
    if (edge.to == words.state && edge.from != words.state) page.item("from " + std::string(edge.from), on(edge));
  }
  for (const tls::Edge& edge : machine.table) {
    if (edge.from == words.state)
      page.item(edge.to == words.state ? "stays there" : "to " + std::string(edge.to), on(edge));
  }
  const bool waits = std::ranges::any_of(
      machine.table, [&](const tls::Edge& edge) { return edge.from == words.state && !edge.message.empty(); });
  if (waits) page.item("to Failed", "on any other message: unexpected_message (10), and its secrets are destroyed");
  return std::move(page).take();
}

}  // namespace

Lines explain_state(std::string_view word) {
  Lines all;
  for (const Machine& machine : machines()) {
    const auto words =
        std::ranges::find_if(machine.states, [&](const StateWords& one) { return same_word(one.state, word); });
    if (words == machine.states.end()) continue;
    if (!all.empty()) all.emplace_back();
    for (std::string& line : page_about(machine, *words)) all.push_back(std::move(line));
  }
  return all;
}

std::vector<std::string> state_names() {
  std::vector<std::string> names;
  for (const Machine& machine : machines()) {
    for (const StateWords& words : machine.states) names.emplace_back(words.state);
  }
  return names;
}

}  // namespace vitrine::cli
