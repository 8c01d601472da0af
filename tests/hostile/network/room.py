"""Rows D for the daemon, as far as a network peer has a part in them: deadlines, and what is hostile to people.

Read before: rows.py, evil/client.py. The same for our client is in hostile_words.py.
"""

import contextlib
import itertools
import json
import select
import time

from against_daemon import REQUIRED
from hostile_words import BIDI, INVALID, NAMES, SEQUENCES, SPOOFED
from rows import accepted, each, ends_quietly, instead, says_goodbye

from evil.client import Client
from evil.conversation import Ended

ROOM = ("--room",)
DEADLINE = 2
SOON = ("--handshake-timeout", str(DEADLINE))
RETRIES = ("--groups", "secp256r1")
GENEROUS = 7.0  # for a machine that is busy, and still less than what is usual
marks = itertools.count()


# ── deadlines ────────────────────────────────────────────────────────────────────────────────────────────────────────


@contextlib.contextmanager
def let_go_after(seconds, begin):
    """The other side closes so long after the beginning, not before and not much later."""
    with contextlib.suppress(Ended):
        yield
        raise AssertionError("it was not let go")
    taken = time.monotonic() - begin
    assert seconds - 0.5 < taken < seconds + GENEROUS, f"let go after {taken:.2f} s"


def say_nothing(peer):
    with let_go_after(DEADLINE, peer.connected_at):
        peer.hear_until(lambda: False)


def drip(peer):
    """One byte of a good hello now and then: each comes in time, and the handshake does not."""
    with let_go_after(DEADLINE, peer.connected_at):
        for byte in peer.encoded(peer.client_hello()):
            peer.send_raw(b"\x16\x03\x03\0\1" + bytes([byte]))
            if select.select([peer.socket], [], [], 0.05)[0]:
                peer.hear_record()


def leave_unanswered(peer):
    """We leave the room, and say no goodbye when the daemon has said its own."""
    peer.send_data(b"exit\n")
    with let_go_after(3, time.monotonic()):
        with contextlib.suppress(Ended):
            peer.hear_until(lambda: False)
        peer.daemon.wait_for("no answer to our goodbye within 3 s; closed")
        raise Ended


# ── the room ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@contextlib.contextmanager
def somebody_else(daemon, *alpn, credential=None):
    """Another client in the room, who only listens."""
    client = Client(daemon.port)
    client.alpn, client.credential = alpn, credential
    with client.connect():
        client.shake_hands()
        client.hear_until(lambda: client.heard.data)
        yield client
        client.send_alert(0, 1)


def texts(value):
    """All text in what the room said."""
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts(part)


def harmless(data, as_json):
    """Valid UTF-8, and nothing in it that a terminal does anything with but show it."""
    lines = [line for line in data.decode().split("\n") if line]
    for line in lines:
        for text in texts(json.loads(line)) if as_json else [line]:
            assert text.isprintable(), f"not harmless: {text!r}"
    return lines


def say(*lines):
    """Says these lines, and somebody else hears them, in either form, up to a mark behind them."""

    def converse(peer, form):
        mark = f"the end {next(marks)} of it".encode()
        with somebody_else(peer.daemon, *form) as other:
            peer.send_data(b"\n".join([*lines, mark]) + b"\n")
            other.hear_until(lambda: mark in other.heard.data)
            harmless(other.heard.data, bool(form))
        harmless(peer.heard.data, False)

    return {str(form): lambda peer, form=form: setattr(peer, "conversation", lambda: converse(peer, form))
            for form in ((), (b"vitrine/1",))}


def refused_names(names):
    """None of these is taken, and nobody else hears of it."""

    def converse(peer):
        with somebody_else(peer.daemon) as other:
            peer.hear_until(lambda: b"\n" in peer.heard.data)
            peer.heard.data = b""
            for name in names:
                peer.send_data(b"/nick " + name + b"\n")
            peer.send_data(b"the end of the names\n")
            other.hear_until(lambda: b": the end of the names" in other.heard.data)
            peer.hear_until(lambda: peer.heard.data.count(b"\n!! ") + peer.heard.data.startswith(b"!! ") == len(names))
            assert b" is now " not in other.heard.data, other.heard.data
        harmless(peer.heard.data, False)

    return lambda peer: setattr(peer, "conversation", lambda: converse(peer))


def pour(peer):
    """Four mebibytes that are one line: it is refused once, and nobody else hears any of it."""

    def converse():
        with somebody_else(peer.daemon) as other:
            for _ in range(256):
                peer.send_data(b"A" * 16384)
            peer.send_data(b"\nthe end of the long line\n")
            other.hear_until(lambda: b": the end of the long line" in other.heard.data)
            assert b"AAAA" not in other.heard.data and other.heard.data.count(b"the end of the long line") == 1
        assert peer.heard.data.count(b"!! ") <= 1, peer.heard.data

    peer.conversation = converse


def hostile_json(peer):
    """What is no command, in the form for programs."""
    nested = b'{"kind":' + b"[" * 2000 + b"]" * 2000 + b"}"
    lines = [b'{"kind":"say","text":"\\u001b[2J\\u202e\\u0000"}', b'{"kind":"say"', b"[]", b'"say"', b"{}", nested,
             b'{"kind":"nick","text":"server"}', b'{"kind":"say","text":5}', b'{"kind":"say","id":-1,"text":"x"}',
             b'{"kind":"say","text":"\\ud800"}', b'{"kind":"say","text":"' + INVALID[0] + b'"}', b"\xff\xfe", b"{" * 9000]
    peer.alpn = (b"vitrine/1",)

    def converse():
        with somebody_else(peer.daemon) as other:
            peer.send_data(b"\n".join([*lines, b'{"kind":"say","text":"the end of the objects"}']) + b"\n")
            other.hear_until(lambda: b": the end of the objects" in other.heard.data)
            harmless(other.heard.data, False)
        harmless(peer.heard.data, True)

    peer.conversation = converse


def shown_as(name):
    """Comes with a certificate of our CA that says so, and asks who is here."""
    def attack(peer):
        peer.credential = peer.house.ca.issue(subject=name)

        def converse():
            with somebody_else(peer.daemon, credential=peer.house.ana) as other:
                peer.send_data(b"/who\nhere I am\n")
                other.hear_until(lambda: b": here I am" in other.heard.data)
                harmless(other.heard.data, False)
            harmless(peer.heard.data, False)

        peer.conversation = converse

    return attack


def never_read(peer):
    """Somebody who takes nothing: whoever speaks is not held up, and the one is cut."""

    def converse():
        slow = Client(peer.daemon.port)
        with slow.connect(4096), somebody_else(peer.daemon) as other:
            slow.shake_hands()
            said = 0
            while "cut, because" not in peer.daemon.err.text:
                peer.send_data((b"x" * 4000 + b"\n") * 8)  # far less than the queue of one who reads can hold
                said += 8
                other.hear_until(lambda: other.heard.data.count(b"x\n") >= said)
                assert said < 8000, "so much, and nobody was cut"
            peer.send_data(b"the end of the flood\n")
            other.hear_until(lambda: b": the end of the flood" in other.heard.data)

    peer.conversation = converse


ROWS = [
    ends_quietly("D01_a_client_that_says_nothing_is_let_go_at_the_deadline", {
        "at all": instead("ClientHello", say_nothing), "more": instead("flight", say_nothing)}, 0, needs=SOON),
    ends_quietly("D02_single_bytes_do_not_move_the_deadline", instead("ClientHello", drip), 0, needs=SOON),
    ends_quietly("H29_a_client_that_never_comes_again_is_let_go_at_the_deadline",
                 instead("second ClientHello", say_nothing), 0, needs=(*RETRIES, *SOON)),
    says_goodbye("A18_D05_a_goodbye_that_is_never_answered_is_waited_for_three_seconds",
                 instead("connected", leave_unanswered), 0, needs=ROOM),
    accepted("D40_a_line_without_end_is_refused_once_and_heard_by_nobody", pour, needs=ROOM),
    accepted("D41_invalid_utf_8_reaches_nobody", say(*INVALID), needs=ROOM),
    accepted("D42_control_characters_reach_nobody",
             say(*(b"a%cb" % n for n in range(128) if n != 10), *(chr(n).encode() for n in range(0x80, 0xa0))), needs=ROOM),
    accepted("D43_escape_sequences_reach_nobody", say(*SEQUENCES), needs=ROOM),
    accepted("D44_what_turns_or_hides_text_reaches_nobody", say(*(f"a{c}b".encode() for c in BIDI)), needs=ROOM),
    accepted("D45_names_that_pretend_are_refused", refused_names(SPOOFED), needs=ROOM),
    accepted("D20_who_never_reads_is_cut_and_nobody_waits_for_it", never_read, needs=(*ROOM, "--max-sessions", "90")),
    accepted("D45_D47_hostile_names_in_client_certificates_reach_nobody", each(NAMES, shown_as), needs=(*ROOM, *REQUIRED)),
    # the daemon's log is looked at when it has ended
    accepted("D47_nothing_hostile_reaches_the_log", each(
        ("/me ", "/nick ", "/who ", "/help ", "// "), lambda command: say(*(
            command.encode() + words for words in (*SEQUENCES[:5], *INVALID[:5])))["()"]), needs=ROOM),
    accepted("D41_D42_D44_hostile_json_reaches_nobody", hostile_json, needs=ROOM),
]
