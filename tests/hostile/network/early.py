"""Rows Z for servers: early data that is taken, that is not, and what may not come with it. RFC 9846 §4.3.10, §4.6, §8.

A daemon takes no early data in its first ten seconds (§8.2), so these rows come last. Read before: offers.py.
"""

import contextlib
import dataclasses

from offers import AES_128, STRANGER, first_visit
from programs import wait_until
from room import somebody_else
from rows import TYPES, accepted, all_of, besides, each, instead, refused

from evil.client import GREETING, Client
from evil.messages import key_update, message
from evil.offered_psks import psk_of
from evil.records import plain_record
from evil.registry import Content, Handshake

ALLOWED = 100
EARLY = ("--early-data", str(ALLOWED))
TICKET_KEYS = ("--ticket-keys", "{house.path}/ticket-keys")
RETRIED = ("--groups", "secp256r1")
DATA = Content.application_data


def offer(peer, data=b"", others=()):
    """A fresh ticket, with early data."""
    client = first_visit(peer)
    peer.psks = [*others, psk_of(client, client.tickets[0])]
    peer.suites, peer.early_data = [AES_128], data


def is_taken(daemon, house):
    """One handshake with early data, to see."""
    client = Client(daemon.port)
    client.house, client.daemon = house, daemon
    offer(client, b"x")
    client.conversation = lambda: None
    return client.run().completed and client.early_data_accepted


def when_taken(peer, data=b""):
    """The same, once the daemon has run for long enough."""
    if not getattr(peer.daemon, "takes_early_data", False):
        wait_until(lambda: is_taken(peer.daemon, peer.house), "early data to be taken")
        peer.daemon.takes_early_data = True
    offer(peer, data)


def taken(data=b""):
    return lambda peer: when_taken(peer, data)


def not_taken(data=b"", others=()):
    return lambda peer: offer(peer, data, others)


def early(content_type, data, padding=0):
    """One more record under the early key."""
    return besides("after early data", lambda p: p.send_raw(p.early.seal(content_type, data, padding)))


def was_taken(peer):
    assert peer.early_data_accepted, "early data was not taken"


def was_not_taken(peer):
    assert not peer.early_data_accepted, "early data was taken"
    assert peer.sending, "no keys"


def echoes_early(data):
    """What was said early comes back first, and only now."""

    def converse(peer):
        assert not peer.heard.data, "an answer before Finished"
        peer.send_data(GREETING)
        peer.hear_until(lambda: len(peer.heard.data) >= len(data + GREETING))
        assert peer.heard.data == data + GREETING, peer.heard.data

    return lambda peer: setattr(peer, "conversation", lambda: converse(peer))


def flipped(bit):
    def deed(peer):
        record = bytearray(peer.early.seal(DATA, b"evil"))
        record[5 + bit // 8] ^= 1 << bit % 8
        peer.send_raw(bytes(record))

    return all_of(taken(), besides("after early data", deed))


def other_message(raw):
    return all_of(taken(b"some"), early(Content.handshake, raw))


def finished_early(peer):
    """A good Finished, under the early key."""
    peer.send_raw(peer.early.seal(Content.handshake, peer.encoded(peer.finished())))


def without_end(peer):
    peer.send_handshake(peer.encoded(peer.finished()))


def undecipherable(*sizes):
    return besides("after early data", lambda p: [p.send_raw(plain_record(DATA, b"\xed" * size)) for size in sizes])


def after_connecting(size):
    return instead("connected", lambda p: p.send_raw(plain_record(DATA, b"\xed" * size)))


def replayed(peer):
    """The first flight of somebody else, as it was, and once more: the daemon answers, and does not take the data again."""
    when_taken(peer, b"evil pays")
    flight = []
    original = peer.send_raw
    peer.send_raw = lambda data: (flight.append(data), original(data))
    peer.on("after early data", lambda p, _: setattr(p, "send_raw", original))
    peer.conversation = lambda: replay(peer, b"".join(flight))


def replayed_elsewhere(peer):
    """On a daemon that has the same ticket keys, and runs since now."""
    replayed(peer)
    peer.daemon = peer.daemons.get((*EARLY, *TICKET_KEYS, "--max-sessions", "97"))


def replay(peer, flight):
    assert peer.early_data_accepted
    again = Client(peer.daemon.port)
    again.hello, again.psks, again.shares = peer.hello, peer.psks, peer.shares
    again.transcript = peer.raw_hello
    with again.connect():
        again.send_raw(flight)
        again.hear_until(lambda: again.has_heard(Handshake.finished))
    assert not again.early_data_accepted and b"evil" not in again.heard.data
    peer.hear_until(lambda: peer.heard.data == b"evil pays")


def too_old(peer):
    """A ticket whose age is told as a quarter of a minute more than it is: §8.3."""
    when_taken(peer)
    peer.psks = [dataclasses.replace(psk, obfuscated_ticket_age=(psk.obfuscated_ticket_age + 15000) % (1 << 32))
                 for psk in peer.psks]


def heard_when_it_is_over(peer):
    """The room hears what was said early when the handshake is over, and what somebody else said in the meantime before it."""
    when_taken(peer, b"said early\n")
    others = contextlib.ExitStack()
    first, second = (others.enter_context(somebody_else(peer.daemon)) for _ in range(2))

    def before_finished(*_):
        second.send_data(b"not yet\n")
        first.hear_until(lambda: b": not yet" in first.heard.data)
        assert b"said early" not in first.heard.data

    def converse():
        with others:
            first.hear_until(lambda: b": said early" in first.heard.data)

    peer.on("before flight", before_finished)
    peer.conversation = converse


ROWS = [
    accepted("Z00_Z13_early_data_that_nobody_offered_to_take_is_skipped", {
        "resumed": all_of(not_taken(b"evil"), besides("connected", was_not_taken)),
        "padded": all_of(not_taken(), undecipherable(4000, 4000, 4000, 4000))}),
    accepted("Z00_early_data_is_skipped_up_to_the_second_client_hello", all_of(
        not_taken(), undecipherable(4000, 4000, 17), besides("connected", was_not_taken)), needs=RETRIED),
    refused("Z00_more_early_data_than_we_skip_is_unexpected_message", all_of(
        not_taken(), undecipherable(*[4000] * 5)), "unexpected_message"),
    refused("Z00_empty_records_are_not_skipped_for_ever", all_of(not_taken(), undecipherable(*[0] * 4000)),
            "unexpected_message", "bad_record_mac"),
    refused("Z00_nothing_is_skipped_once_the_handshake_is_over", all_of(not_taken(), after_connecting(100)),
            "bad_record_mac"),
    accepted("Z01_early_data_of_the_second_key_is_not_taken", all_of(
        not_taken(b"", [STRANGER]), besides("connected", was_not_taken)), needs=EARLY),
    refused("P29_end_of_early_data_that_was_not_taken_is_unexpected_message", {
        "": instead("flight", lambda p: p.send_handshake(message(Handshake.end_of_early_data, b""))),
        "offered": all_of(not_taken(), instead("flight", lambda p: p.send_handshake(message(5, b""))))},
        "unexpected_message"),
    accepted("Z_Z14_early_data_within_its_limit_is_taken_and_answered_when_the_handshake_is_over", all_of(
        taken(b"e" * ALLOWED), besides("connected", was_taken), echoes_early(b"e" * ALLOWED)), needs=EARLY),
    accepted("Z14_what_is_said_early_reaches_the_room_when_the_handshake_is_over", heard_when_it_is_over,
             needs=("--room", *EARLY)),
    accepted("Z02_early_data_that_is_replayed_is_taken_once", replayed, needs=EARLY),
    accepted("Z03_early_data_is_not_taken_by_a_daemon_that_has_just_begun", replayed_elsewhere, needs=(*EARLY, *TICKET_KEYS)),
    accepted("Z04_early_data_of_a_ticket_that_seems_too_old_is_not_taken", all_of(
        too_old, besides("connected", was_not_taken)), needs=EARLY),
    refused("Z05_more_than_max_early_data_size_is_unexpected_message", {
        "at once": taken(b"e" * (ALLOWED + 1)), "later": all_of(taken(b"e" * ALLOWED), early(DATA, b"e"))},
        "unexpected_message", needs=EARLY),
    accepted("Z05_padding_is_not_early_data", all_of(
        taken(), early(DATA, b"x", 1000), besides("connected", was_taken), echoes_early(b"x")), needs=EARLY),
    refused("Z06_a_bit_changed_in_early_data_is_bad_record_mac", each((0, 13, 40, 77, 160), flipped), "bad_record_mac",
            needs=EARLY),
    refused("Z07_no_end_of_early_data_is_refused", all_of(taken(b"some"), instead("flight", without_end)),
            "bad_record_mac", "unexpected_message", needs=EARLY),
    refused("Z07_bytes_behind_end_of_early_data_are_unexpected_message", other_message(message(5, b"") + b"\x14"),
            "unexpected_message", needs=EARLY),
    refused("Z08_end_of_early_data_with_a_body_is_decode_error",
            each((1, 300), lambda n: other_message(message(5, bytes(n)))), "decode_error", needs=EARLY),
    refused("Z09_any_other_handshake_message_among_early_data_is_unexpected_message", {
        **each([t for t in TYPES if t != 5], lambda t: other_message(message(t, bytes(3)))),
        "KeyUpdate": other_message(key_update()),
        "Finished": all_of(taken(), instead("flight", finished_early))}, "unexpected_message", needs=EARLY),
]
