"""Rows H for servers: what clients make of a HelloRetryRequest. RFC 9846 §4.2.2, §4.2.4, §4.3.2.

Read before: client_hello_extensions.py. Read next: client_flights.py.
"""

import dataclasses

from offers import STRANGER, offering, resumes
from rows import accepted, all_of, besides, each, instead, refused

from evil.client import Client
from evil.key_exchange import KeyShare
from evil.messages import host_name, list16, message, protocols, share, versions
from evil.offered_psks import add_offer, with_binders
from evil.registry import Extension as X
from evil.registry import Group, Suite
from evil.wire import vector

RETRIES = ("--groups", "secp256r1")
COOKIES = ("--groups", "secp256r1", "--stateless-retry")
P256, P384, X25519 = Group.secp256r1, Group.secp384r1, Group.x25519


def second(alter):
    return lambda peer: peer.on("second ClientHello", lambda _, hello: alter(hello))


def field(name, value):
    return second(lambda hello: setattr(hello, name, value))


def body(kind, data):
    return second(lambda hello: hello.extensions.set(kind, data))


def without(*kinds):
    return second(lambda hello: hello.extensions.remove(*kinds))


def shares(*groups):
    return body(X.key_share, vector(2, *(share(group, KeyShare(group).public) for group in groups)))


def asked_once(peer):
    assert peer.retry and peer.heard.change_cipher_specs == 1, "not asked to come again, or not as it should be"


def wrong_transcript(peer, _):
    """As if the first hello stood in the transcript as itself."""
    peer.transcript = peer.first_raw + peer.transcript[4 + len(peer.transcript_hash()):]


def keep_first(peer, raw):
    peer.first_raw = raw


def cookie_with(change_at):
    def alter(hello):
        cookie = bytearray(hello.extensions.get(X.cookie))
        cookie[2 + change_at % (len(cookie) - 2)] ^= 1
        hello.extensions.set(X.cookie, bytes(cookie))

    return second(alter)


def cookie_from_elsewhere(source):
    """The cookie was given to another connection, from this address."""

    def attack(peer):
        other = Client(peer.daemon.port, source=source)
        with other.connect():
            other.say_hello("ClientHello")
            other.hear_until(lambda: other.retry)
        peer.retry, peer.suite, peer.transcript = other.retry, other.suite, other.transcript
        peer.random, peer.session_id, peer.shares = other.random, other.session_id, {P256: KeyShare(P256)}
        peer.opening = lambda: (peer.say_hello("second ClientHello"), peer.hear_until(lambda: peer.server_hello))

    return attack


def offering_again(alter=lambda peer, hello: None):
    """A ticket in both hellos; `alter` changes the second before its binders are computed."""
    return all_of(offering(), lambda peer: peer.on("second ClientHello", alter))


def with_the_first_binder(peer, raw):
    """Over the second hello alone."""
    return with_binders(raw, peer.psks, b"")


def another_key(peer, hello):
    peer.psks = [STRANGER]
    hello.extensions.remove(X.pre_shared_key)
    add_offer(hello, peer.psks)


def no_key(_, hello):
    hello.extensions.remove(X.pre_shared_key)


BOTH_WAYS = [
    accepted("H13_H26_a_second_client_hello_that_does_as_asked_connects", besides("connected", asked_once)),
    refused("H18_a_second_hello_without_key_share_is_refused", without(X.key_share), "missing_extension",
            "illegal_parameter"),
    refused("H19_a_second_hello_with_other_or_more_or_no_shares_is_illegal_parameter", {
        str(groups): shares(*groups) for groups in ((P384,), (X25519,), (), (P256, X25519), (X25519, P256))},
        "illegal_parameter"),
    refused("H20_a_second_hello_that_changes_anything_else_is_illegal_parameter", {
        "random": field("random", bytes(32)), "session id": field("legacy_session_id", b"\1" * 32),
        "shorter id": field("legacy_session_id", b""), "suites": field("cipher_suites", [Suite.TLS_AES_128_GCM_SHA256]),
        "order of suites": second(lambda hello: hello.cipher_suites.reverse()),
        "name": body(X.server_name, host_name("localhosu")), "no name": without(X.server_name),
        "ALPN": body(X.application_layer_protocol_negotiation, protocols(b"h2")),
        "schemes": body(X.signature_algorithms, list16([0x0403])), "groups": body(X.supported_groups, list16([P256])),
        "more": body(0x0a0a, b"")}, "illegal_parameter"),
    refused("H22_a_second_hello_of_an_older_version_is_refused", body(X.supported_versions, versions(0x0303)),
            "protocol_version", "illegal_parameter"),
    refused("H23_early_data_in_a_second_hello_is_illegal_parameter", body(X.early_data, b""), "illegal_parameter"),
    refused("H25_a_third_client_hello_is_unexpected_message",
            instead("flight", lambda p: p.send_handshake(p.encoded(p.hello))), "unexpected_message"),
    refused("H25_any_other_message_in_place_of_a_second_hello_is_unexpected_message",
            each((2, 8, 11, 15, 20, 24), lambda t: instead(
                "second ClientHello", lambda p: p.send_handshake(message(t, bytes(40))))), "unexpected_message"),
    accepted("H27_binders_over_both_hellos_and_the_retry_resume", resumes(offering_again())),
    refused("H27_a_binder_over_the_second_hello_alone_is_decrypt_error", all_of(
        offering(), lambda peer: peer.on("second ClientHello bytes", with_the_first_binder)), "decrypt_error"),
    refused("H21_a_second_hello_without_the_key_of_the_first_is_refused", {
        "none": offering_again(no_key), "another": offering_again(another_key)}, "illegal_parameter", "missing_extension"),
    accepted("H21_a_second_hello_without_a_key_that_was_no_use_connects", all_of(
        lambda peer: setattr(peer, "psks", [STRANGER]), lambda peer: peer.on("second ClientHello", no_key))),
    refused("H26_a_transcript_without_message_hash_is_decrypt_error", all_of(
        lambda peer: peer.on("ClientHello bytes", keep_first), lambda peer: peer.on("before Finished", wrong_transcript)),
        "decrypt_error"),
]


def for_cookies(row):
    """The same for a server that keeps nothing in between."""
    return dataclasses.replace(row, name=row.name + "_also_with_cookies", needs=COOKIES)


ROWS = [dataclasses.replace(row, needs=RETRIES) for row in BOTH_WAYS] + [for_cookies(row) for row in BOTH_WAYS] + [
    refused("H24_a_cookie_with_any_byte_changed_is_refused", each(range(0, 200, 11), cookie_with), "illegal_parameter",
            "handshake_failure", needs=COOKIES),
    refused("H24_a_second_hello_without_its_cookie_is_refused", without(X.cookie), "missing_extension",
            "illegal_parameter", "handshake_failure", needs=COOKIES),
    refused("H24_a_cookie_from_another_address_is_refused", cookie_from_elsewhere("127.0.0.2"), "illegal_parameter",
            "handshake_failure", needs=COOKIES),
    accepted("H24_a_cookie_from_the_same_address_is_good_on_another_connection", cookie_from_elsewhere("127.0.0.1"),
             needs=COOKIES),
]
