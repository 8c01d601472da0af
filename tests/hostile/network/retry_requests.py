"""Rows H for clients: HelloRetryRequest, and the ServerHello behind it. RFC 9846 §4.2.4. Those that it shares with ServerHello
stand in server_hellos.py.

Read before: server_hellos.py. Read next: server_flights.py.
"""

from rows import accepted, all_of, besides, each, instead, refused, wish
from server_hellos import P256, P384, X25519, after_retry, bad_share, body, field, retry, without

from evil.key_exchange import KeyShare
from evil.registry import Extension as X
from evil.registry import Suite
from evil.wire import Reader, u16, vector

TWO_GROUPS = ("--groups", "x25519,secp256r1,secp384r1", "--key-shares", "x25519")


def unchanged(peer, second):
    """Cookie and asked for share: nothing else in the second hello is another. §4.2.2."""
    first = peer.first_hello
    for name in ("random", "legacy_session_id", "cipher_suites", "legacy_version"):
        assert getattr(first, name) == getattr(second, name), name
    may_change = (X.key_share, X.cookie, X.early_data, X.pre_shared_key, X.padding)
    kept = [[kind, data] for kind, data in second.extensions if kind not in may_change]
    assert kept == [[kind, data] for kind, data in first.extensions if kind not in may_change]
    if peer.retry_cookie:
        assert second.extensions.get(X.cookie) == vector(2, peer.retry_cookie)
    if peer.retry_group:
        assert Reader(Reader(second.extensions.get(X.key_share)).vector(2)).number(2) == peer.retry_group


def comes_again(**wishes):
    return all_of(wish(**wishes), lambda peer: peer.on("second ClientHello", unchanged))


def wrong_transcript(peer):
    """As if the first hello stood there as itself, from CertificateVerify on."""
    peer.transcript = peer.first_raw + peer.transcript[4 + peer.schedule.size:]


def keep_first(peer):
    peer.first_raw = peer.raw_hello


ROWS = [
    refused("H01_H02_a_retry_for_a_group_not_offered_or_already_shared_is_illegal_parameter",
            each((0x0019, 0x001e, 0x1a1a, X25519), lambda group: retry(body(X.key_share, u16(group)))), "illegal_parameter"),
    refused("H03_a_retry_that_asks_for_nothing_is_illegal_parameter", retry(without(X.key_share)), "illegal_parameter"),
    refused("H04_a_second_retry_is_unexpected_message", all_of(wish(retry_group=P256), instead(
        "ServerHello", lambda p: p.send_handshake(p.retry_request().encode()))), "unexpected_message"),
    refused("H07_another_suite_after_the_retry_is_illegal_parameter",
            after_retry(field("cipher_suite", Suite.TLS_AES_256_GCM_SHA384)), "illegal_parameter"),
    refused("H08_H17_another_group_after_the_retry_is_illegal_parameter",
            each((X25519, P384), lambda group: after_retry(bad_share(group, KeyShare(group).public))), "illegal_parameter"),
    refused("H12_an_empty_cookie_is_decode_error", retry(body(X.cookie, "0000")), "decode_error"),
    accepted("H13_H26_a_retry_changes_the_second_hello_as_it_asks_and_not_more",
             each((P256, P384), lambda group: comes_again(retry_group=group, group=group))
             | each((1, 100, 60000), lambda n: comes_again(retry_cookie=b"c" * n))
             | {"both": comes_again(retry_group=P256, group=P256, retry_cookie=b"both")}, needs=TWO_GROUPS),
    refused("H13_a_cookie_that_fits_into_no_hello_is_refused", all_of(
        wish(retry_group=None, retry_cookie=b"c" * 65500)), "illegal_parameter", "internal_error"),
    refused("H26_a_transcript_without_message_hash_is_decrypt_error", all_of(
        wish(retry_group=P256, group=P256), besides("ClientHello", keep_first), besides("before Certificate", wrong_transcript)),
        "decrypt_error"),
]
