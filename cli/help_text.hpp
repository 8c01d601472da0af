// What --help says before and behind the list of options. Used by options.cpp.
#pragma once

namespace vitrine::cli {

inline constexpr const char* examples =
    "Examples:\n"
    "  vitrine                                   talk to the daemon on this machine\n"
    "  vitrine chat.lan:4444 --cafile ca.pem     ... to one elsewhere\n"
    "  vitrine --cert ana.pem --key ana.key      ... as ana, if the daemon asks (--client-auth request)\n"
    "  echo hello | vitrine                      say one line and leave\n"
    "  vitrine -v --groups secp256r1             watch each record; offer one group only\n"
    "  vitrine --key-shares none                 make the server ask with a HelloRetryRequest\n"
    "  vitrine --session-file s                  resume where the last run has left a ticket\n"
    "  vitrine --session-file s --early-data hi  ... and say hi before the server has answered\n"
    "  vitrine --seed 7                          the same handshake as everybody else in the class (vitrined --seed "
    "7)\n"
    "  vitrine --step                            stop before each flight, and guess what comes next\n"
    "  vitrine --alpn none localhost:8443        lines of plain text, with any TLS 1.3 server\n"
    "\n";

inline constexpr const char* footer =
    "\nAlso from VITRINE_CAFILE, VITRINE_NICK and so on (SSLKEYLOGFILE for --keylogfile), and from lines such as\n"
    "cafile=\"ca.pem\" in the configuration file. A flag outweighs a variable, a variable the file.\n"
    "\nExit codes: 0 ok, 1 internal, 2 usage, 10 cannot connect, 11 unknown CA, 12 expired or not yet valid, 13 name\n"
    "mismatch, 14 other certificate problem, 20 alert from the peer, 21 protocol violation by the peer, 22 a record\n"
    "failed authentication, 23 truncated, 24 timeout, 130 interrupted.\n"
    "stdout is the conversation, stderr everything else.\n";

}  // namespace vitrine::cli
