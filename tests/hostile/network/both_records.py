"""Rows R, of both roles: types, lengths, order, fragments and protection of records. RFC 9846 §5.

Read before: rows.py. Read next: both_alerts.py.
"""

from rows import PROTECTED, STAGES, accepted, at, each, ends_quietly, on_the_way, refused, wish

from evil.messages import EncryptedExtensions, finished, key_update
from evil.records import MAX_PLAINTEXT, header, plain_record
from evil.registry import Content
from evil.wire import u8

DATA, HANDSHAKE, ALERT = Content.application_data, Content.handshake, Content.alert
LINES = ((b"x" * 99 + b"\n") * 164)[9 - MAX_PLAINTEXT:]


def everywhere(stages, deeds):
    """Each deed (by its label) at each of these stages."""
    return {f"{stage}, {label}": at(stage, deed) for stage in stages for label, deed in deeds.items()}


def raw(data):
    return lambda peer: peer.send_raw(data)


def inner(data):
    """A protected record whose TLSInnerPlaintext is this."""
    return lambda peer: peer.send_raw(peer.sending.seal_inner(data))


def content(content_type, data, padding=0):
    return lambda peer: peer.send_record(content_type, data, padding)


def taken(peer, record, data):
    """The record is well received: a victim that sends everything back does so with its data."""
    peer.send_raw(record)
    if peer.echoed:
        peer.hear_until(lambda: len(peer.heard.data) >= len(data))
        assert peer.heard.data == data, "an echo that is none"
        peer.heard.data = b""


def takes_inner(data, zeros):
    return on_the_way("established", lambda p: taken(p, p.sending.seal_inner(data + u8(DATA) + bytes(zeros)), data))


def flipped(bit):
    def deed(peer):
        record = bytearray(peer.sending.seal(DATA, b"evil twenty bytes..."))
        record[bit // 8] ^= 1 << bit % 8
        peer.send_raw(bytes(record) + bytes(300))  # so that a longer length is filled

    return at("established", deed)


def sealed(peer, *words):
    return [peer.sending.seal(DATA, word) for word in words]


def replay(peer):
    record, = sealed(peer, b"once\n")
    taken(peer, record, b"once\n")
    peer.send_raw(record)


def swap(peer):
    first, second = sealed(peer, b"evil one", b"evil two")
    peer.send_raw(second + first)


def drop(peer):
    _, second = sealed(peer, b"lost", b"evil")
    peer.send_raw(second)


def poison(peer):
    peer.send_raw(peer.sending.seal_inner(b"") + b"".join(sealed(peer, b"evil", b"evil more")))


def empty_records(count):
    return lambda peer: [peer.send_data(b"") for _ in range(count)]


def between_fragments(content_type, data):
    def deed(peer):
        peer.send_record(HANDSHAKE, key_update()[:3])
        peer.send_record(content_type, data)

    return deed


def cut(length):
    def deed(peer):
        record = peer.sending.seal(DATA, b"evil") if peer.sending else plain_record(HANDSHAKE, bytes(40))
        peer.send_raw(record[:length])

    return deed


ROWS = [
    refused("R01_A14_an_undefined_content_type_is_unexpected_message_from_its_header",
            everywhere(STAGES, {t: raw(header(t, 16384)) for t in (0, 19, 24, 25, 0x47, 0xff)}), "unexpected_message"),
    refused("R02_a_plain_record_over_2_14_is_record_overflow_from_its_header",
            at("before keys", raw(header(HANDSHAKE, MAX_PLAINTEXT + 1))), "record_overflow"),
    refused("R03_a_protected_record_over_2_14_and_256_is_record_overflow_from_its_header",
            everywhere(PROTECTED, {"": raw(header(DATA, MAX_PLAINTEXT + 257))}), "record_overflow"),
    refused("R04_a_protected_record_of_2_14_and_256_is_decrypted_before_it_is_judged",
            everywhere(PROTECTED, {"": raw(plain_record(DATA, b"\7" * (MAX_PLAINTEXT + 256)))}), "bad_record_mac"),
    refused("R05_content_over_2_14_is_record_overflow",
            at("established", inner(b"x" * (MAX_PLAINTEXT + 1) + u8(DATA))), "record_overflow"),
    refused("R06_content_and_padding_over_2_14_and_1_are_record_overflow",
            at("established", inner(b"x" * (MAX_PLAINTEXT - 8) + u8(DATA) + bytes(9))), "record_overflow"),
    accepted("R07_content_and_padding_of_2_14_and_1_are_accepted", takes_inner(LINES, 9)),
    refused("R08_R09_a_protected_record_without_a_type_is_unexpected_message",
            everywhere(PROTECTED, {n: inner(bytes(n)) for n in (0, 1, 16385)}), "unexpected_message"),
    refused("R10_a_protected_record_shorter_than_its_tag_is_refused",
            everywhere(PROTECTED, {n: raw(plain_record(DATA, b"\7" * n)) for n in (0, 1, 8, 15, 16)}), "bad_record_mac",
            "decode_error"),
    refused("R11_an_empty_plain_handshake_record_is_unexpected_message",
            at("before keys", raw(plain_record(HANDSHAKE, b""))), "unexpected_message"),
    refused("R12_an_empty_protected_handshake_record_is_unexpected_message",
            everywhere(PROTECTED, {n: content(HANDSHAKE, b"", n) for n in (0, 50)}), "unexpected_message"),
    refused("R13_an_empty_protected_alert_is_unexpected_message",
            everywhere(PROTECTED, {n: content(ALERT, b"", n) for n in (0, 50)}), "unexpected_message"),
    accepted("R14_R41_empty_application_data_is_accepted_with_any_padding",
             each((0, 1, 16383, 16384), lambda n: takes_inner(b"", n))),
    refused("R15_the_33rd_empty_record_in_a_row_is_unexpected_message", at("established", empty_records(33)),
            "unexpected_message"),
    accepted("R15_32_empty_records_are_accepted", on_the_way("established", empty_records(32))),
    refused("R16_application_data_during_the_handshake_is_unexpected_message",
            everywhere(PROTECTED[:1], {data: content(DATA, data) for data in (b"", b"evil")}), "unexpected_message"),
    refused("R17_application_data_before_there_are_keys_is_unexpected_message",
            at("before keys", content(DATA, b"evil")), "unexpected_message"),
    refused("R18_R19_X04_an_undefined_or_change_cipher_spec_type_inside_is_unexpected_message",
            everywhere(PROTECTED, {t: content(t, b"\1") for t in (1, 20, 0x18, 0x19, 0xff)}), "unexpected_message"),
    refused("R20_R40_a_handshake_record_in_the_clear_under_keys_is_unexpected_message",
            everywhere(PROTECTED, {
                "sealed": lambda p: p.send_raw(p.sending.seal_inner(b"data" + u8(HANDSHAKE), HANDSHAKE)),
                "EncryptedExtensions": raw(plain_record(HANDSHAKE, EncryptedExtensions().encode())),
                "Finished": raw(plain_record(HANDSHAKE, finished(bytes(32))))}), "unexpected_message"),
    refused("R21_a_protected_header_with_a_bit_changed_is_refused", each((1, 6, 12, 21, 24, 31, 32, 33), flipped),
            "bad_record_mac", "record_overflow", "unexpected_message"),
    refused("R22_R23_a_byte_changed_in_ciphertext_or_tag_is_bad_record_mac",
            each([8 * byte + byte % 8 for byte in range(5, 5 + 21 + 16, 3)], flipped), "bad_record_mac"),
    refused("R24_a_record_replayed_is_bad_record_mac", at("established", replay), "bad_record_mac"),
    refused("R25_records_swapped_are_bad_record_mac", at("established", swap), "bad_record_mac"),
    refused("R26_a_record_dropped_is_bad_record_mac_at_the_next", at("established", drop), "bad_record_mac"),
    ends_quietly("R27_A11_an_end_without_close_notify_anywhere_is_truncation",
                 everywhere(STAGES, {n: cut(n) for n in (0, 1, 4, 5, 6, 20)}), 23),
    accepted("R31_the_version_of_plain_records_is_ignored", each((0x0300, 0x0301, 0x0304, 0x7f1c),
                                                                 lambda v: wish(record_version=v))),
    accepted("R32_handshake_messages_in_records_of_one_byte_are_accepted", wish(fragment_size=1)),
    accepted("R33_handshake_messages_that_share_a_record_are_accepted", wish(coalesces=True)),
    refused("R34_a_warning_between_fragments_is_unexpected_message",
            everywhere(PROTECTED, {"": between_fragments(ALERT, b"\1\x5a")}), "unexpected_message"),
    ends_quietly("R34_a_fatal_alert_between_fragments_ends_it",
                 everywhere(PROTECTED, {"": between_fragments(ALERT, b"\2\x28")}), 20),
    refused("R35_P06_P27_application_data_between_fragments_is_unexpected_message",
            at("established", between_fragments(DATA, b"evil")), "unexpected_message"),
    refused("R36_R37_C06_a_message_over_our_limit_is_refused_from_its_header",
            everywhere(STAGES, {h: content(HANDSHAKE, bytes.fromhex(h)) for h in ("01ffffff", "0bffffff", "14800000",
                                                                                 "4d020001", "08fffffc")}),
            "decode_error", "illegal_parameter"),
    refused("R38_R39_other_protocols_are_refused_with_their_first_bytes",
            everywhere(STAGES[:1], {first: raw(first) for first in (
                b"GET / HTTP/1.1\r\n\r\n", b"SSH-2.0-x\r\n", b"PROXY TCP4 ", b"\x05\1\0\0\0", b"HTTP/1.1 400 Bad",
                bytes.fromhex("802e010002001500000010010080020080"))}), "unexpected_message", "protocol_version"),
    refused("R42_S05_valid_records_behind_a_bad_one_change_nothing", at("established", poison), "unexpected_message"),
]
