"""The mutants: for each check of ours that somebody once forgot, our code without it. A test must notice each. What others
published as failures of theirs in 2025 and 2026 has its number in the words. Read next: mutants.py.

A mutant is one thing removed, given as (file, old text, new text); the old text stands in its file exactly once. `tests` are
the executable and the cases that ought to notice; when they do not, everything else is asked.
"""

from dataclasses import dataclass

CLIENT = "common/tls/client/"
SERVER = "common/tls/server/"
RECORD = "common/tls/record/"
MACHINE = "common/tls/machine/"
SCHEDULE = "common/tls/schedule/"
ENGINE = "common/tls/engine.cpp"
SENDING = "common/tls/engine_send.cpp"
TRUST = "common/crypto/trust_anchors.cpp"
GOOD_PATH = "common/crypto/good_path.cpp"
STATUSES = "common/crypto/statuses.cpp"
ECDH = "common/crypto/ecdh.cpp"


@dataclass(frozen=True)
class Mutant:
    name: str
    what: str
    changes: tuple
    tests: tuple  # (executable, patterns of cases)


def mutant(name, what, file, old, new, tests):
    return Mutant(name, what, ((file, old, new),), tests)


def hostile(*cases):
    return ("hostile", cases)


def scenario(*cases):
    return ("scenario", cases)


def unit(*cases):
    return ("unit", cases)


def vectors(*cases):
    return ("vectors", cases)


MUTANTS = (
    mutant("M01", "Finished is not compared", MACHINE + "handshake_context.cpp",
           "crypto::constant_time_equal(finished.message.verify_data, expected)", "true",
           hostile("F01*")),
    mutant("M02", "only the first half of Finished is compared", MACHINE + "handshake_context.cpp",
           "crypto::constant_time_equal(finished.message.verify_data, expected)",
           "crypto::constant_time_equal(base::View(finished.message.verify_data).first(16), base::View(expected).first(16))",
           hostile("F01*")),
    mutant("M03", "the binder is not compared (GnuTLS CVE-2026-1584)", SERVER + "psk.cpp",
           "crypto::constant_time_equal(offer.binders[psk.identity].binder, expected)", "true || !expected.empty()",
           hostile("*CVE_2026_1584*")),
    mutant("M04", "the outcome of CertificateVerify is ignored", MACHINE + "peer_certificate.cpp",
           "proof.key.verify(*algorithm, content, verify.signature)",
           "proof.key.verify(*algorithm, content, verify.signature) || true",
           hostile("C18*")),
    mutant("M05", "CertificateVerify may use an algorithm that we did not offer", MACHINE + "peer_certificate.cpp",
           "algorithm && std::ranges::find(proof.offered, verify.algorithm) != proof.offered.end()", "algorithm.has_value()",
           hostile("C19*")),
    mutant("M06", "the scheme need not fit the key", MACHINE + "peer_certificate.cpp",
           "crypto::matches(*algorithm, proof.key.kind())", "true",
           hostile("C22*")),
    mutant("M07", "the judgement of the chain is ignored", MACHINE + "peer_certificate.cpp",
           "h.require(result.verdict == crypto::Verdict::good,", "h.require(true,",
           hostile("C38*")),
    mutant("M08", "the host's name is not compared", GOOD_PATH,
           "{named ? Verdict::good", "{named || true ? Verdict::good",
           hostile("C42*")),
    mutant("M44", "a chain that was good stays good for ever", TRUST,
           "known && known->is_in_date(question.now)", "known",
           unit("*/a_chain_that_was_good_ends*")),
    mutant("M45", "a chain that was good for a server is good for a client", GOOD_PATH,
           "all.update({&use, 1});", "static_cast<void>(use);",
           unit("*/a_chain_that_was_good_for_a_server*")),
    mutant("M09", "an expired certificate is good", STATUSES,
           "return Verdict::expired;", "return Verdict::good;",
           unit("*/expired_is_not*")),
    mutant("M10", "whoever has a certificate can be a CA", STATUSES,
           "return Verdict::not_a_ca;", "return Verdict::good;",
           unit("*/only_a_ca*")),
    mutant("M11", "an all-zero X25519 secret is used", "common/crypto/x25519.cpp",
           "if (constant_time_equal(secret", "if (false && constant_time_equal(secret",
           hostile("CH28*", "*small_order*", "SH13*", "CH29*")),
    mutant("M12", "a point may be in any form", ECDH,
           "if (share.front() != 4)", "if (false && share.front() != 4)",
           hostile("CH30*")),
    mutant("M46", "the tag of AES-GCM is not compared", "common/crypto/gcm.cpp",
           "if (!constant_time_equal(finish(message), tag)) return false;", "static_cast<void>(finish(message));",
           unit("*/any_changed_bit_is_refused*")),
    mutant("M13", "after a retry the transcript begins with the ClientHello, not its hash", SCHEDULE + "transcript.cpp",
           "waiting_.front() = message_hash(crypto::digest(hash, waiting_.front()));", "static_cast<void>(hash);",
           vectors("*")),
    Mutant("M14", "a second HelloRetryRequest is followed",
           ((CLIENT + "arrows.hpp",
             "Next<WaitEe> on(WaitSh2, Received<ServerHello>, ClientHandshake&);",
             "Next<WaitEe> on(WaitSh2, Received<ServerHello>, ClientHandshake&);\n"
             "Next<Start2> on(WaitSh2, Received<HelloRetryRequest>, ClientHandshake&);"),
            (CLIENT + "wait_sh.cpp",
             "Next<WaitEe> on(WaitSh from, Received<ServerHello> received, ClientHandshake& h) {",
             "Next<Start2> on(WaitSh2 from, Received<HelloRetryRequest> received, ClientHandshake& h) {\n"
             "  return on(WaitSh{std::move(static_cast<Offer&>(from))}, std::move(received), h);\n}\n\n"
             "Next<WaitEe> on(WaitSh from, Received<ServerHello> received, ClientHandshake& h) {")),
           hostile("H04*")),
    mutant("M15", "the suite may change after a retry", CLIENT + "wait_sh.cpp",
           "h.require(hello.cipher_suite == from.retry.cipher_suite,", "h.require(true,",
           hostile("H07*")),
    mutant("M16", "the echo of the session id is not compared", CLIENT + "wait_sh.cpp",
           "hello.legacy_session_id_echo == offered.legacy_session_id", "true || offered.legacy_session_id.empty()",
           hostile("SH03*")),
    mutant("M17", "the mark of a downgrade is not looked for", CLIENT + "wait_sh.cpp",
           "h.require(!has_downgrade_sentinel(hello.random),", "h.require(true,",
           hostile("SH10*")),
    mutant("M18", "records are not counted", RECORD + "protection.cpp",
           "  ++sequence_;\n", "",
           hostile("R24*")),
    mutant("M19", "a new key goes on with the old one's count", RECORD + "protection.hpp",
           "  std::uint64_t sequence_ = 0;\n", "  inline static thread_local std::uint64_t sequence_ = 0;\n",
           hostile("P15*")),
    Mutant("M20", "the client sends with the server's key and receives with its own",
           ((CLIENT + "wait_finished.cpp",
             "h.change_sending_key(main.client_application_traffic_secret_0(up_to_server_finished));",
             "h.change_sending_key(main.server_application_traffic_secret_0(up_to_server_finished));"),
            (CLIENT + "wait_finished.cpp",
             "h.change_receiving_key(main.server_application_traffic_secret_0(up_to_server_finished));",
             "h.change_receiving_key(main.client_application_traffic_secret_0(up_to_server_finished));")),
           hostile("P*")),
    mutant("M21", "data is delivered before Finished (Botan CVE-2026-34582)", ENGINE,
           "require(status_ == Status::established || early_data_left_, unexpected_message,",
           "require(status_ != Status::failed, unexpected_message,",
           hostile("CVE_2026_34582*")),
    mutant("M22", "handshake bytes may stand on both sides of a key change (Go CVE-2025-61730, RUSTSEC-2026-0285)", SENDING,
           "  require(messages_.at_boundary(), unexpected_message, \"5.1\", \"a message before a key change ends its record\");",
           "  static_cast<void>(0);",
           hostile("*CVE_2025_61730*")),
    mutant("M23", "change_cipher_spec is dropped after the handshake, too", ENGINE,
           "require(status_ == Status::handshaking && !too_early,", "require(!too_early,",
           hostile("X05*")),
    mutant("M24", "any end is a clean end", ENGINE,
           "fail({Failure::Origin::truncated, close_notify, \"6.1\", \"the connection ended without close_notify\", {}});",
           "status_ = Status::peer_closed;",
           hostile("A11*")),
    mutant("M25", "the key of tickets stays zero", "common/tls/ticket_keys.cpp",
           "  random.fill(key.secret.expose());\n", "",
           hostile("K15*")),
    mutant("M26", "tickets do not expire", SERVER + "psk.cpp",
           " && age <= std::min(ticket.lifetime, max_ticket_lifetime)", "",
           scenario("*/K11*")),
    mutant("M27", "a ticket from before client certificates were required still resumes (Botan issue 5818)", SERVER + "psk.cpp",
           "return h.config->client_authentication != ClientAuthentication::required;", "return true;",
           scenario("*/K19*")),
    mutant("M28", "KeyUpdates come without end (Go CVE-2026-56862)", ENGINE,
           "require(++messages_since_data_ <= limits_.messages_without_data, unexpected_message,",
           "require(true, unexpected_message,",
           hostile("*CVE_2026_56862*")),
    Mutant("M29", "a record may be a byte too long",
           ((RECORD + "record_reader.cpp", "header.length <= max_ciphertext,", "header.length <= max_ciphertext + 1,"),
            (RECORD + "record_reader.cpp", "header.length <= max_plaintext,", "header.length <= max_plaintext + 1,")),
           hostile("R02*", "R03*")),
    mutant("M30", "a handshake message may be of any length", RECORD + "handshake_reader.cpp",
           "if (length > limit_) {", "if (false && length > limit_) {",
           hostile("R36*")),
    mutant("M31", "an extension may stand there twice", "common/tls/message/extension_rules.cpp",
           "require(trace, !twice,", "require(trace, true,",
           hostile("CH18*", "SH21*")),
    mutant("M32", "an extension may answer what was not asked", "common/tls/message/extension_rules.cpp",
           "return std::ranges::find(offered, type) != offered.end(); };",
           "return std::ranges::find(offered, type) != offered.end() || true; };",
           hostile("SH15*")),
    Mutant("M33", "each role signs what the other should",
           ((MACHINE + "handshake_context.cpp", "signer == Role::server ?", "signer != Role::server ?"),),
           vectors("*")),
    mutant("M34", "a key is used without end", SENDING,
           "return writer_.sealed() + records >= limits_.records_per_key;",
           "return records > limits_.records_per_key && writer_.sealed() > 0;",
           scenario("R29*")),
    mutant("M35", "secrets outlive a failure", "common/tls/roles.cpp",
           "    machine_.fail();\n", "",
           hostile("*S05*")),
    mutant("M36", "a slow reader's queue has no end", "common/chat/outbox.cpp",
           "if (lines_.size() == max_queue_lines || line->size() > max_queue_bytes - bytes_) return false;\n", "",
           unit("*/an_outbox*")),
    mutant("M37", "control characters reach the terminal", "common/base/printable.cpp",
           "return (range != harmful.end() && code >= range->first) || is_noncharacter(code);",
           "return range != harmful.end() && range == nullptr && is_noncharacter(code);",
           unit("base_printable")),
    mutant("M39", "no file descriptor left ends the accept loop", "common/net/accept.cpp",
           "      co_await sleep_for(pause_after_failure);\n      continue;", "      co_return;",
           unit("net_accept")),
    mutant("M41", "a server without a key share is followed, with a secret of zeros (wolfSSL CVE-2026-3230, Mbed TLS CVE-2026-34873)",
           CLIENT + "wait_sh.cpp",
           "if (!with_psk) return h.require(with_share,", "if (!with_psk) return h.require(true,",
           hostile("*CVE_2026_3230*", "CVE_2026_34873*")),
    mutant("M42", "a second ClientHello need not bring the share that was asked for",
           SERVER + "start.cpp", "key_share->client_shares.size() == 1 && key_share->client_shares.front().group",
           "key_share->client_shares.empty() || key_share->client_shares.front().group",
           hostile("H19*")),
    mutant("M43", "there may be fewer binders than identities", SERVER + "psk.cpp",
           "h.require(offer->identities.size() == offer->binders.size(),", "h.require(true,",
           hostile("K03*")),
)

# Not changed here, each with the reason.
NOT_HERE = {
    "M38": "the daemon's handshake deadline: seen only in the running programs (e2e)",
    "M40": "the daemon's reload: seen only in the running programs (e2e)",
}
