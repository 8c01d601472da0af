"""Rows SH and H for clients: what servers answer first. RFC 9846 §4.2.3, §4.2.4.

Read before: rows.py, evil/server.py. Read next: retry_requests.py.
"""

from client_hello_extensions import SMALL_ORDER, bad_points
from rows import TYPES, Row, all_of, each, instead, refused, wish

from evil.conversation import Stop
from evil.key_exchange import KeyShare
from evil.messages import RETRY_RANDOM, EncryptedExtensions, message, share
from evil.records import plain_record
from evil.registry import Content, Group, Suite
from evil.registry import Extension as X

P256, P384, X25519 = Group.secp256r1, Group.secp384r1, Group.x25519
SHARING_P256 = ("--groups", "secp256r1,x25519", "--key-shares", "secp256r1")
ECHO = 34  # where the length of the session id stands in the body
NO_TLS_1_3 = 2 + 32 + 33 + 3  # the length of a body without extensions
FORBIDDEN = [0, 10, 13, 16, 42, 45, 47, 48, 50]


def hello(alter):
    """A ServerHello, altered, and nothing behind it."""

    def hook(peer, message_):
        changed = alter(message_)
        peer.send_handshake(peer.encoded(message_ if changed is None else changed))
        raise Stop

    return lambda peer: peer.on("ServerHello", hook)


def retry(alter):
    """A HelloRetryRequest for secp256r1, altered, and nothing behind it."""

    def hook(peer, message_):
        changed = alter(message_)
        peer.send_handshake(peer.encoded(message_ if changed is None else changed))
        raise Stop

    return all_of(wish(retry_group=P256), lambda peer: peer.on("HelloRetryRequest", hook))


def after_retry(alter):
    """A ServerHello behind a good HelloRetryRequest."""
    return all_of(wish(retry_group=P256, group=P256), hello(alter))


def either(alter):
    return {"ServerHello": hello(alter), "HelloRetryRequest": retry(alter)}


def field(name, value):
    return lambda message_: setattr(message_, name, value)


def body(kind, data):
    data = bytes.fromhex(data) if isinstance(data, str) else data
    return lambda message_: message_.extensions.set(kind, data)


def without(kind):
    return lambda message_: message_.extensions.remove(kind)


def twice(kind):
    return lambda message_: message_.extensions.append([kind, message_.extensions.get(kind)])


def echo(alter):
    return lambda message_: setattr(message_, "legacy_session_id_echo", alter(message_.legacy_session_id_echo))


def edited(edit):
    """`edit` makes another body of the good ServerHello's."""
    return hello(lambda message_: message(2, edit(message_.encode()[4:])))


def labelled(variants, make):
    """{label: attack} of {ServerHello, HelloRetryRequest} for each variant."""
    return {f"{where} {variant}": attack for variant in variants for where, attack in either(make(variant)).items()}


def bad_share(group, public):
    return body(X.key_share, share(group, public))


def downgraded(last):
    def alter(message_):
        message_.extensions.remove(X.supported_versions)
        message_.random = message_.random[:24] + b"DOWNGRD" + bytes([last])

    return alter


def hello_and(more):
    """In one record with what follows."""

    def hook(peer, raw):
        peer.send_record(Content.handshake, raw + more)
        raise Stop

    return {"ServerHello": lambda peer: peer.on("ServerHello bytes", hook),
            "HelloRetryRequest": all_of(wish(retry_group=P256), lambda peer: peer.on("HelloRetryRequest bytes", hook))}


def second_hello(peer):
    peer.send_raw(plain_record(Content.handshake, peer.server_hello().encode()))


def reflected(peer):
    peer.send_handshake(peer.raw_hello)


def own_share(peer, message_):
    """The client's own key share as the server's: nobody has the key, so no record opens."""
    message_.extensions.set(X.key_share, share(X25519, peer.client_share(X25519)))


class OnlyRefused:
    """Refused under keys that this peer does not have."""

    def __init__(self, code):
        self.exit_code = code

    def check(self, peer):
        assert not peer.completed

    def code(self, _):
        return self.exit_code


def deaf(peer):
    """To what comes under keys that it cannot have."""
    peer.on("keys", lambda p, _: setattr(p, "opened", lambda *_: (Content.application_data, b"")))


def reflect_share(peer):
    peer.on("ServerHello", own_share)
    deaf(peer)


ROWS = [
    refused("SH01_a_server_hello_cut_anywhere_is_decode_error",
            each([n for n in range(0, 118, 3) if n != NO_TLS_1_3], lambda n: edited(lambda b: b[:n])), "decode_error"),
    refused("SH01_SH06_a_server_hello_without_extensions_is_protocol_version", edited(lambda b: b[:NO_TLS_1_3]),
            "protocol_version"),
    refused("SH01_a_wrong_length_is_refused", {
        f"{at} by {by}": edited(lambda b, at=at, by=by: b[:at] + bytes([(b[at] + by) % 256]) + b[at + 1:])
        for at in (ECHO, 71, 75, 81) for by in (-1, 1)}, "decode_error", "illegal_parameter", "unsupported_extension"),
    refused("SH02_SH25_H06_a_suite_that_was_not_offered_is_illegal_parameter",
            labelled((0, 0x1304, 0x1305, 0xc02b, 0x0a0a, 0x00ff, 0x002f), lambda s: field("cipher_suite", s)),
            "illegal_parameter"),
    refused("SH02_a_suite_of_ours_that_was_not_offered_is_illegal_parameter",
            hello(field("cipher_suite", Suite.TLS_AES_256_GCM_SHA384)), "illegal_parameter",
            needs=("--ciphersuites", "TLS_AES_128_GCM_SHA256")),
    refused("SH03_H14_another_session_id_echo_is_illegal_parameter", labelled((0, 1, 15, 31), lambda at: echo(
        lambda b: b[:at] + bytes([b[at] ^ 1]) + b[at + 1:])) | labelled(("", "11"), lambda t: echo(
            lambda b: bytes.fromhex(t))) | labelled((31,), lambda n: echo(lambda b: b[:n])), "illegal_parameter"),
    refused("SH04_a_session_id_of_33_bytes_is_decode_error", either(echo(lambda b: b + b"\0")), "decode_error"),
    refused("SH05_H15_compression_is_refused", labelled((1, 255), lambda m: field("legacy_compression_method", m)),
            "illegal_parameter", "decode_error"),
    refused("SH06_H05_no_supported_versions_is_protocol_version", either(without(X.supported_versions)),
            "protocol_version"),
    refused("SH07_SH25_H09_another_selected_version_is_illegal_parameter",
            labelled(("0303", "0302", "0305", "7f1c", "1a1a", "0000"), lambda v: body(X.supported_versions, v))
            | each(("0303", "0305"), lambda v: after_retry(body(X.supported_versions, v))), "illegal_parameter"),
    # §4.2.3: not 0x0303 is refused, where the older text left it open
    refused("SH08_SH09_another_legacy_version_is_protocol_version",
            labelled((0x0300, 0x0301, 0x0302, 0x0304, 0x0305, 0x7f1c), lambda v: field("legacy_version", v)),
            "protocol_version"),
    refused("SH10_the_mark_of_a_forced_downgrade_is_illegal_parameter", each((0, 1), lambda n: hello(downgraded(n))),
            "illegal_parameter", "protocol_version"),
    refused("SH11_H30_no_key_share_is_missing_extension",
            {"": hello(without(X.key_share)), "after a retry": after_retry(without(X.key_share))}, "missing_extension"),
    refused("SH12_SH25_a_share_for_a_group_we_sent_none_for_is_illegal_parameter",
            each((P256, P384, Group.secp521r1, 0x1a1a, 0x11eb, 0x11ed), lambda group: hello(
                bad_share(group, b"\4" + b"\x11" * 64))), "illegal_parameter"),
    refused("SH13_an_x25519_share_that_is_none_is_refused",
            each((0, 1, 31, 33, 64), lambda n: hello(bad_share(X25519, b"\x09" * n)))
            | each(SMALL_ORDER, lambda p: hello(bad_share(X25519, bytes.fromhex(p)))), "illegal_parameter", "decode_error"),
    refused("SH13_a_point_that_is_none_is_illegal_parameter", {
        words: all_of(wish(group=P256), hello(bad_share(P256, point))) for words, point in bad_points(P256).items()}
        | {"of another curve": all_of(wish(group=P256), hello(bad_share(P256, KeyShare(P384).public)))},
        "illegal_parameter", needs=SHARING_P256),
    refused("SH14_bytes_behind_the_share_are_decode_error", hello(
        lambda m: m.extensions.set(X.key_share, m.extensions.get(X.key_share) + b"\0")), "decode_error"),
    refused("SH15_SH19_SH25_H10_an_extension_that_was_not_offered_is_unsupported_extension",
            labelled((1234, 0x3a3a, 0xff01), lambda kind: body(kind, "0000")) | {"a key": hello(body(X.pre_shared_key, "0000"))},
            "unsupported_extension"),
    refused("SH20_an_extension_of_another_message_is_refused", labelled(FORBIDDEN, lambda kind: body(kind, "0000")),
            "illegal_parameter", "unsupported_extension"),
    refused("SH21_H11_an_extension_twice_is_refused",
            labelled((X.key_share, X.supported_versions), twice) | {"cookie": all_of(
                wish(retry_cookie=b"a cookie"), retry(twice(X.cookie)))}, "illegal_parameter", "decode_error"),
    refused("SH22_a_second_server_hello_is_unexpected_message", instead("keys", second_hello), "unexpected_message"),
    refused("SH22_a_second_server_hello_under_keys_is_unexpected_message", instead(
        "keys", lambda p: p.send_handshake(p.server_hello().encode())), "unexpected_message"),
    refused("SH23_H16_bytes_behind_a_hello_in_its_record_are_unexpected_message", {
        f"{where} {len(more)}": attack for more in (b"\x08", EncryptedExtensions().encode())
        for where, attack in hello_and(more).items()}, "unexpected_message"),
    refused("SH24_SH28_S01_S03_any_other_first_message_is_unexpected_message",
            each([t for t in TYPES if t != 2], lambda t: instead(
                "ServerHello", lambda p: p.send_handshake(message(t, bytes(40))))), "unexpected_message"),
    refused("SH26_our_own_hello_reflected_is_unexpected_message", instead("ServerHello", reflected), "unexpected_message"),
    Row("SH26_our_own_share_reflected_never_connects", reflect_share, OnlyRefused(22)),
    refused("SH27_the_random_of_a_hello_retry_request_makes_it_one", hello(field("random", RETRY_RANDOM)), "decode_error"),
]
