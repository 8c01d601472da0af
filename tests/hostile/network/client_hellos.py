"""Rows CH: the fields of a ClientHello, and what comes around it. RFC 9846 §4.2.2.

Read before: rows.py. Read next: client_hello_extensions.py.
"""

from rows import TYPES, accepted, all_of, besides, change, each, instead, refused, wish

from evil.client import Client
from evil.conversation import Stop
from evil.key_exchange import KeyShare
from evil.messages import finished, message
from evil.records import plain_record
from evil.registry import Content, Extension, Group, Suite
from evil.wire import vector


def field(name, value):
    """The ClientHello with this value in one of its fields."""
    return change("ClientHello", lambda hello: setattr(hello, name, value))


def edited(edit):
    """`edit` makes another body of the good message's body."""
    return change("ClientHello bytes", lambda raw: message(raw[0], edit(raw[4:])))


def spliced(offset, length, replacement):
    return edited(lambda body: body[:offset] + replacement + body[offset + length:])


SESSION_ID, SUITES, COMPRESSION, EXTENSIONS = 34, 67, 75, 77  # where their lengths stand in the body, with three suites


def lengths_of(raw):
    """(offset, width) of every length in a good ClientHello's body: the lists, each extension, and what is in some."""
    found, at, end = [(SESSION_ID, 1), (SUITES, 2), (COMPRESSION, 1), (EXTENSIONS, 2)], EXTENSIONS + 2, len(raw) - 4
    while at < end:
        kind, size = (int.from_bytes(raw[4 + at + shift:6 + at + shift], "big") for shift in (0, 2))
        inner = {Extension.supported_versions: 1, Extension.psk_key_exchange_modes: 1}.get(kind, 2)
        found += [(at + 2, 2), (at + 4, inner)]
        at += 4 + size
    return found


def wrong_lengths(peer, by):
    """The hook's message with its next wrong length; the peer's `turn` says which."""

    def alter(raw):
        offset, width = lengths_of(raw)[peer.turn]
        offset += 4
        right = int.from_bytes(raw[offset:offset + width], "big")
        wrong = (1 << 8 * width) - 1 if by == "all" else (right + by) % (1 << 8 * width)
        return raw[:offset] + wrong.to_bytes(width, "big") + raw[offset + width:]

    peer.on("ClientHello bytes", lambda _, raw: alter(raw))


def each_wrong_length(count=16):
    def attack(turn, by):
        def prepare(peer):
            peer.turn = turn
            wrong_lengths(peer, by)

        return prepare

    return {f"length {turn} by {by}": attack(turn, by) for turn in range(count) for by in (-1, 1, "all")}


def without_versions(cut):
    return cut == EXTENSIONS


def answered_afresh(peer):
    """The same random and share on a second connection get a random and a share that are new."""

    other = Client(peer.daemon.port)
    other.random, other.shares = peer.random, peer.shares
    assert other.run().completed, other.notes()
    key_share = Extension.key_share
    assert other.server_hello.random != peer.server_hello.random
    assert other.server_hello.extensions.get(key_share) != peer.server_hello.extensions.get(key_share)


def echo_of(size):
    """§4.2.3 wants the echo, which the peer itself looks at; Appendix E.4 one change_cipher_spec, or none."""

    def check(peer):
        assert peer.heard.change_cipher_specs == (size > 0), peer.heard.change_cipher_specs

    return all_of(wish(session_id=b"\x5a" * size), besides("connected", check))


def hello_and(more):
    """In one record; and nothing was answered but the alert."""

    def hook(peer, raw):
        peer.send_record(Content.handshake, raw + more)
        raise Stop

    return lambda peer: peer.on("ClientHello bytes", hook)


def again(peer):
    peer.send_raw(plain_record(Content.handshake, peer.encoded(peer.hello)))


ROWS = [
    refused("CH01_a_client_hello_cut_anywhere_is_decode_error",
            each([n for n in range(0, 150, 3) if not without_versions(n)], lambda n: edited(lambda body: body[:n])),
            "decode_error"),
    # without extensions it is a good hello of an older version
    refused("CH01_CH06_a_client_hello_without_extensions_is_protocol_version", edited(lambda body: body[:EXTENSIONS]),
            "protocol_version"),
    refused("CH02_each_length_wrong_is_refused", each_wrong_length(), "decode_error", "illegal_parameter",
            "protocol_version", "missing_extension"),
    refused("CH03_bytes_behind_the_extensions_are_decode_error",
            each((b"\0", b"evil"), lambda more: edited(lambda body: body + more)), "decode_error"),
    # §4.2.2 and Appendix E.5: not 0x0303 is refused, where the older text had it ignored
    refused("CH04_CH05_another_legacy_version_is_protocol_version",
            each((0, 2, 0x0300, 0x0301, 0x0302, 0x0304, 0x03ff, 0x7f1c), lambda v: field("legacy_version", v)),
            "protocol_version"),
    refused("CH11_a_session_id_over_32_bytes_is_decode_error",
            each((33, 255), lambda n: spliced(SESSION_ID, 33, vector(1, b"\1" * n))), "decode_error"),
    accepted("CH12_X09_a_session_id_of_any_legal_length_is_echoed_and_answered_by_one_change_cipher_spec",
             each((0, 1, 16, 31, 32), echo_of)),
    refused("CH13_an_empty_or_odd_list_of_suites_is_refused",
            each(("0000", "0001aa", "0003130113"), lambda text: spliced(SUITES, 8, bytes.fromhex(text))), "decode_error",
            "illegal_parameter"),
    refused("CH14_no_common_suite_is_handshake_failure",
            each((0x1304, 0x1305, 0xc02b, 0x00ff, 0x0a0a), lambda suite: field("cipher_suites", [suite])),
            "handshake_failure"),
    accepted("CH15_strange_suites_around_a_good_one_are_passed_over",
             each(Suite, lambda suite: field("cipher_suites", [*range(0x2000, 0x9000), suite, 0x00ff]))),
    refused("CH16_other_compression_methods_are_illegal_parameter",
            each((b"\1", b"\1\0", b"\0\0", b"\0\1", bytes(255)), lambda m: field("legacy_compression_methods", m)),
            "illegal_parameter"),
    refused("CH17_no_compression_method_is_refused", field("legacy_compression_methods", b""), "decode_error",
            "illegal_parameter"),
    accepted("CH44_a_client_hello_of_64_kib_in_thousands_of_extensions_is_accepted",
             change("ClientHello", lambda hello: hello.extensions.extend([0x4000 + n, b""] for n in range(16000)))),
    refused("CH45_S01_any_other_first_message_is_unexpected_message",
            each([t for t in TYPES if t != 1], lambda t: instead(
                "ClientHello", lambda peer: peer.send_handshake(message(t, bytes(40))))), "unexpected_message"),
    refused("CH46_a_second_client_hello_without_being_asked_is_unexpected_message",
            instead("flight", lambda peer: peer.send_handshake(peer.encoded(peer.hello))), "unexpected_message"),
    refused("CH46_a_second_client_hello_in_the_clear_is_unexpected_message", instead("flight", again),
            "unexpected_message"),
    refused("CH47_bytes_behind_the_client_hello_are_unexpected_message_before_anything_is_answered",
            {len(more): hello_and(more) for more in (b"\x14", finished(bytes(32)))}, "unexpected_message"),
    accepted("CH48_our_own_values_are_fresh_for_a_hello_seen_before", besides("connected", answered_afresh)),
    accepted("CH_a_client_of_each_group", each((Group.x25519, Group.secp256r1, Group.secp384r1), lambda group: all_of(
        wish(groups=[group]), lambda peer: setattr(peer, "shares", {group: KeyShare(group)})))),
]
