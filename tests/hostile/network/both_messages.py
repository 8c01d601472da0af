"""Rows P, F and S, of both roles: what comes after the handshake, and Finished. RFC 9846 §4.5.3, §4.7.

Read before: both_records.py. Read next: client_hellos.py for servers, server_hellos.py for clients.
"""

from both_records import everywhere
from rows import PROTECTED, accepted, at, change, each, instead, on_the_way, refused, wish

from evil.messages import NewSessionTicket, finished, key_update, message
from evil.registry import Content, Handshake

OTHERS = [0, 1, 2, 3, 5, 6, 8, 11, 12, 13, 14, 15, 16, 20, 21, 22, 23, 25, 67, 77, 254, 255]
MOST = 100  # KeyUpdates that our programs take in a minute
TICKET = NewSessionTicket(b"ticket").encode()


def handshake(raw):
    return lambda peer: peer.send_handshake(raw)


def joined(*messages):
    """In one record."""
    return lambda peer: peer.send_record(Content.handshake, b"".join(messages))


def updates(count, between=b""):
    """KeyUpdates that are followed by their new keys, and by data if there is some."""

    def deed(peer):
        for _ in range(count):
            peer.send_key_update()
            if between:
                peer.send_data(between)
        if between and peer.echoed:
            peer.hear_until(lambda: len(peer.heard.data) >= count * len(between))
            peer.heard.data = b""

    return deed


def too_new(peer):
    peer.sending.update()
    peer.send_data(b"evil")


def too_old(peer):
    peer.send_record(Content.handshake, key_update())
    peer.send_data(b"evil")


def request_and_count(peer):
    """One KeyUpdate in answer, and no request in it."""
    peer.send_key_update(1)
    answers = [raw for raw in peer.heard.messages if raw[0] == Handshake.key_update]
    peer.hear_until(lambda: any(raw[0] == Handshake.key_update for raw in peer.heard.messages))
    assert not answers and peer.heard.messages[-1] == key_update(0), peer.heard.messages[-1]


def flood(peer):
    """Requests without end, whose answers are not read for long."""
    for _ in range(MOST):
        peer.send_key_update(1)
        peer.send_data(b"x")
    if peer.echoed:
        peer.hear_until(lambda: len(peer.heard.data) >= MOST)
        peer.heard.data = b""


def crossing(peer):
    """A request of ours before its answer to the one before: each side goes two generations on."""
    peer.send_key_update(1)
    peer.send_key_update(1)


def flip(bit):
    def alter(raw):
        changed = bytearray(raw)
        changed[4 + bit // 8] ^= 1 << bit % 8
        return bytes(changed)

    return change("Finished bytes", alter)


def finished_of(length):
    return change("Finished bytes", lambda raw: finished((raw[4:] * 8000)[:length]))


ROWS = [
    refused("P01_P22_P23_messages_of_after_the_handshake_are_unexpected_message_in_it",
            everywhere(PROTECTED[:1], {"KeyUpdate": handshake(key_update()), "NewSessionTicket": handshake(TICKET)}),
            "unexpected_message"),
    refused("P02_an_undefined_request_update_is_illegal_parameter",
            everywhere(("established",), {v: handshake(key_update(v)) for v in (2, 3, 128, 255)}), "illegal_parameter"),
    refused("P03_a_key_update_of_another_length_is_decode_error",
            everywhere(("established",), {n: handshake(message(24, bytes(n))) for n in (0, 2, 65536)}), "decode_error"),
    refused("P04_P05_handshake_bytes_behind_a_key_update_are_unexpected_message",
            everywhere(("established",), {len(more): joined(key_update(), more) for more in (b"\x18", key_update(), TICKET)}),
            "unexpected_message"),
    refused("P07_P08_a_record_of_another_generation_is_bad_record_mac",
            everywhere(("established",), {"too new": too_new, "too old": too_old}), "bad_record_mac"),
    accepted("P09_a_request_is_answered_once", on_the_way("established", request_and_count)),
    refused("P10_the_33rd_key_update_without_data_is_unexpected_message", at("established", updates(33)),
            "unexpected_message"),
    accepted("P10_P15_key_updates_with_data_between_are_accepted_and_each_has_new_keys",
             on_the_way("established", updates(40, b"generation\n"))),
    refused("P11_more_key_updates_in_a_minute_than_data_can_need_are_unexpected_message",
            at("established", updates(MOST + 1, b"generation\n")), "unexpected_message"),
    accepted("P12_requests_that_cross_are_no_trouble", on_the_way("established", crossing)),
    accepted("P13_a_flood_of_requests_that_reads_nothing_does_no_harm", on_the_way("established", flood)),
    refused("P25_P26_P28_P29_S03_CH46_any_other_message_after_the_handshake_is_unexpected_message",
            everywhere(("established",), {t: handshake(message(t, bytes(3))) for t in OTHERS}), "unexpected_message"),
    refused("F01_a_bit_changed_in_verify_data_is_decrypt_error", each((0, 7, 100, 201, 255), flip), "decrypt_error"),
    refused("F02_a_finished_of_another_length_is_refused", each((0, 1, 31, 33, 48, 65536, 196608), finished_of),
            "decode_error", "decrypt_error"),
    refused("F06_a_second_finished_is_unexpected_message",
            at("established", lambda p: p.send_handshake(finished(bytes(32)))), "unexpected_message"),
    refused("F07_bytes_behind_a_finished_are_unexpected_message", {
        len(more): instead("Finished", lambda p, more=more: joined(p.encoded(p.finished()), more)(p))
        for more in (b"\x18", key_update())}, "unexpected_message"),
    refused("S04_a_trailing_byte_in_finished_is_decode_error",
            change("Finished bytes", lambda raw: message(20, raw[4:] + b"\0")), "decode_error"),
    accepted("S07_a_handshake_in_small_pieces_of_any_size_is_the_same", each((2, 3, 7, 50), lambda n: wish(fragment_size=n))),
]
