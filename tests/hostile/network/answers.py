"""Rows SH, K, Z and others for clients that offered pre-shared keys: what a server may not make of the offer.
RFC 9846 §4.3.10, §4.3.11, §4.5.

Read before: server_flights.py, evil/offered_psks.py.
"""

from against_daemon import SHARED
from rows import Row, accepted, all_of, besides, each, instead, refused, wish
from server_flights import parameters
from server_hellos import OnlyRefused, body, deaf, echo, field, hello, reflect_share, retry, without

from evil.messages import protocols
from evil.offered_psks import Psk
from evil.registry import Extension as X
from evil.registry import Group, Suite
from evil.server import QUESTION
from evil.wire import u16

PSK_FILE = ("--psk", "{house.psk_file}")
TICKET = ("--session-file", "{session}", *PSK_FILE)
EARLY = (*TICKET, "--early-data", "said early")
ONE_SHARE = ("--groups", "x25519,secp256r1", "--key-shares", "x25519")
P256 = Group.secp256r1


def choose(server, psk):
    server.suite = psk.suite
    server.select(psk)


def selecting(name="ClientHello"):
    """The ticket that the client offers, once its binder has proved right."""
    return lambda peer: peer.on(name, lambda p, _: choose(p, p.known))


def selecting_shared(peer):
    peer.on("ClientHello", lambda p, _: choose(p, SHARED))


def pretending(identity):
    """Selects without having the key."""

    def select(peer, _):
        peer.psk, peer.psk_index = Psk(b"", b"a guess"), identity

    return lambda peer: peer.on("ClientHello", select)


def resumed(*attacks):
    return all_of(selecting(), *attacks)


def after_parameters(name):
    """A message of a full handshake where a key stands in for it."""
    step = {"CertificateRequest": "certificate_request", "Certificate": "certificate", "CertificateVerify": "certificate_verify"}
    return instead("Finished", lambda p: p.send_handshake(p.encoded(getattr(p, step[name])())))


TAKEN = parameters((X.early_data, ""))


def hears_early(peer):
    peer.expected = b"said early\n" + QUESTION


def hears_no_early(peer):
    """What was refused is not said again by itself."""
    assert peer.offered(X.early_data) is not None
    peer.heard.data = b""


def skipping(peer):
    """Early data that is not taken is read over."""
    peer.on("connected", lambda p, _: hears_no_early(p))


def binders_right(peer):
    """Of the second hello, over both hellos and the retry: select() looks at them."""
    peer.on("second ClientHello", lambda p, _: choose(p, p.known))


def no_key_of_another_hash(peer):
    """Behind a retry with a suite of another hash a key of the first is not offered again: §4.2.4."""
    identities = peer.offered_identities()
    assert SHARED.identity not in identities and peer.known.identity not in identities, identities


def offers_once(peer):
    assert peer.offered_identities().count(peer.known.identity) == 1


ROWS = [
    accepted("K22_a_ticket_that_is_selected_needs_no_certificate", resumed(besides("ClientHello", offers_once)), needs=TICKET),
    accepted("K_a_shared_key_that_is_selected_needs_no_certificate", selecting_shared, needs=PSK_FILE),
    accepted("K_keys_that_are_not_selected_leave_a_full_handshake", lambda peer: None, needs=TICKET),
    refused("SH16_a_selected_identity_out_of_range_is_illegal_parameter",
            each((2, 3, 256, 0x8000, 0xffff), lambda n: resumed(hello(body(X.pre_shared_key, u16(n))))),
            "illegal_parameter", needs=TICKET),
    refused("SH17_a_selected_key_with_a_suite_of_another_hash_is_illegal_parameter",
            resumed(hello(field("cipher_suite", Suite.TLS_AES_256_GCM_SHA384))), "illegal_parameter", needs=TICKET),
    refused("SH18_a_selected_key_without_key_share_is_illegal_parameter",
            resumed(hello(without(X.key_share))), "illegal_parameter", "missing_extension", needs=TICKET),
    refused("SH15_a_selected_key_with_a_body_too_long_is_decode_error",
            resumed(hello(body(X.pre_shared_key, b"\0\0\0"))), "decode_error", needs=TICKET),
    Row("SH_a_server_without_the_key_is_found_out_by_its_first_record", all_of(pretending(0), deaf), OnlyRefused(22),
        needs=TICKET),
    Row("SH26_our_share_reflected_by_one_with_the_key_is_no_use", all_of(selecting_shared, reflect_share),
        OnlyRefused(22), needs=PSK_FILE),
    refused("K23_Q05_C13_a_message_of_a_full_handshake_in_a_resumed_one_is_unexpected_message",
            each(("CertificateRequest", "Certificate", "CertificateVerify"), lambda name: resumed(after_parameters(name))),
            "unexpected_message", needs=TICKET),
    accepted("H27_the_binders_of_a_second_hello_are_over_both_hellos_and_the_retry", all_of(
        wish(retry_group=P256, group=P256), binders_right), needs=(*TICKET, *ONE_SHARE)),
    accepted("H28_a_key_of_another_hash_is_not_offered_again_after_a_retry", all_of(
        wish(retry_group=P256, group=P256, suite=Suite.TLS_AES_256_GCM_SHA384),
        besides("second ClientHello", no_key_of_another_hash)), needs=(*TICKET, *ONE_SHARE)),
    refused("E10_Z13_early_data_taken_though_not_offered_is_unsupported_extension", resumed(TAKEN), "unsupported_extension",
            needs=TICKET),
    accepted("Z_early_data_that_is_taken_is_heard_once", resumed(TAKEN, hears_early), needs=EARLY),
    accepted("Z10_early_data_that_is_not_taken_is_not_said_again", {"resumed": resumed(skipping), "not": skipping},
             needs=EARLY),
    refused("E10_Z11_early_data_taken_with_another_key_than_the_first_is_illegal_parameter",
            all_of(selecting_shared, TAKEN), "illegal_parameter", needs=EARLY),
    refused("E10_Z11_early_data_taken_without_a_key_is_illegal_parameter", TAKEN, "illegal_parameter", needs=EARLY),
    refused("Z11_early_data_taken_under_another_suite_is_illegal_parameter", all_of(
        selecting(), lambda peer: peer.on("ClientHello", lambda p, _: setattr(
            p, "suite", Suite.TLS_CHACHA20_POLY1305_SHA256)), TAKEN), "illegal_parameter", needs=EARLY),
    refused("Z11_early_data_taken_under_another_protocol_is_illegal_parameter", resumed(TAKEN, parameters(
        (X.application_layer_protocol_negotiation, protocols(b"vitrine/1")))), "illegal_parameter",
        needs=(*EARLY, "--alpn", "vitrine/1")),
    refused("E10_early_data_in_a_hello_retry_request_is_illegal_parameter", retry(body(X.early_data, "")),
            "illegal_parameter", "unsupported_extension", needs=(*EARLY, *ONE_SHARE)),
    refused("E10_early_data_taken_after_a_retry_is_unsupported_extension", all_of(
        wish(retry_group=P256, group=P256), selecting("second ClientHello"), TAKEN), "unsupported_extension",
        needs=(*EARLY, *ONE_SHARE)),
    refused("Z12_an_older_version_in_answer_to_early_data_is_protocol_version",
            {"no versions": hello(without(X.supported_versions)), "no extensions": hello(
                lambda m: m.extensions.clear())}, "protocol_version", needs=EARLY),
    refused("SH03_a_wrong_echo_in_answer_to_early_data_is_illegal_parameter", resumed(hello(echo(lambda b: b[::-1]))),
            "illegal_parameter", needs=EARLY),
]
