"""Words that are hostile to people and their terminals, for the room and for our client. Read next: room.py.

Rows D for the client, whose server says them. Whether what it prints is harmless is looked at for every row in
against_client.py.
"""

import json

from rows import accepted, all_of, each, refused, wish
from server_flights import VITRINE, parameters

from evil.authority import Credential, an_authority
from evil.messages import protocols
from evil.registry import Extension
from evil.server import ANSWER, QUESTION

INVALID = [
    b"\xc0\x80", b"\xc1\xbf", b"\xe0\x80\x80", b"\xe0\x9f\xbf", b"\xf0\x80\x80\x80", b"\xf0\x8f\xbf\xbf",  # overlong
    b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xed\xa0\xbd\xed\xb8\x80",  # surrogates
    b"\xf4\x90\x80\x80", b"\xf5\x80\x80\x80", b"\xf8\x88\x80\x80\x80", b"\xfe", b"\xff",  # beyond U+10FFFF
    b"\x80", b"\xbf\xbf", b"a\xc3", b"a\xe2\x82", b"a\xf0\x9f\x98", b"\xc3(", b"\xe2\x28\xa1", b"\x9b2J",  # alone, or cut
]
SEQUENCES = [
    b"\x1b[2J", b"\x1b[31mred", b"\x1b]0;title\x07", b"\x1b]52;c;ZXZpbA==\x07", b"\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\",
    b"\x1bP$qm\x1b\\", b"\x1b[c", b"\x1b[6n", b"\x1b[21t", b"\x05", b"\x1bc", b"\x1b#8", b"\x1b(0", b"\x1b[?1049h",
    b"\x1b[?1000h", b"\x1b[3J", b"\x1b[1A\x1b[2K", b"\r-- server", b"\x08" * 20, b"\x0b\x0c", b"\x1b_G", b"\x1b^x\x1b\\",
    "\x9b31m".encode(), "\x9d52;c;eA==\x9c".encode(), b"\x7f", b"\x0e\x0f", b"\x00",
]
BIDI = [chr(code) for code in (*range(0x202a, 0x202f), *range(0x2066, 0x206a), 0x200b, 0x200e, 0x200f, 0x2028, 0x2029, 0x2060,
                               0x061c, 0xfeff, 0xe0001, 0xe0041, 0xfff9, 0xe000, 0xf0000, 0x1d173)]
SPOOFED = [b"server", b"Server", b"SERVER", b"you", b"root", b"admin", b"", b" ", b"a b", b"\x1b[31mana", b"an\xc3\xa4",
           "аna".encode(), "ana\u0301".encode(), "ana\u200b".encode(), b"a" * 17, b"server:", b"!!", b"* ana", b"<script>"]


NAMES = [words.decode() for words in SEQUENCES] + [f"a{c}b" for c in BIDI[::3]]  # for certificates: text, that is
ASCII = [name for name in NAMES if name.isascii()]


def says(*lines):
    """The server says these lines once the client has spoken, and then what is expected of it."""
    return wish(answers=b"\n".join(lines) + b"\n" + ANSWER)


def called(subject):
    """A certificate with this name, by a CA of that name which nobody knows."""
    return lambda peer: setattr(peer, "credential", Credential(an_authority(subject=subject)).issue(subject=subject))


def for_names(*names):
    return lambda peer: setattr(peer, "credential", peer.house.ca.issue(names=names))


def as_room(peer, *more):
    """A hostile room: objects with everything in every field, and then the answer that the client waits for."""
    hostile = [words.decode() for words in SEQUENCES] + BIDI
    kinds = ("say", "me", "join", "leave", "nick", "notice", "who", "error", "welcome", "nonsense")
    objects = [{"kind": kind, "seq": 1, "from": words, "text": words, "people": [{"name": words, "identity": words}]}
               for kind in kinds for words in hostile]
    confirmed = {"kind": "say", "seq": 2, "from": "you", "id": 1, "text": QUESTION.decode().strip()}
    answer = {"kind": "say", "seq": 3, "from": "ana", "text": ANSWER.decode().strip()}

    def converse():
        peer.hear_until(lambda: b"\n" in peer.heard.data)
        peer.send_data(b"".join(json.dumps(said).encode() + b"\n" for said in objects))
        for line in more:
            peer.send_data(line + b"\n")
        peer.send_data(b"".join(json.dumps(said).encode() + b"\n" for said in (confirmed, answer)))

    peer.conversation = converse


MALFORMED = [b"{", b"[" * 5000, b"5", b"{" * 20000, b'{"kind":"say","from":"' + INVALID[0] + b'"}', *INVALID, *SEQUENCES]
AS_ROOM = parameters((Extension.application_layer_protocol_negotiation, protocols(b"vitrine/1")))
ROWS = [
    accepted("D41_D42_D43_D44_D46_hostile_lines_of_a_server_do_not_reach_the_terminal", {
        "UTF-8": says(*INVALID), "controls": says(*(b"a%cb" % n for n in range(128) if n != 10)), "sequences": says(*SEQUENCES),
        "turned": says(*(f"a{c}b".encode() for c in BIDI)), "long": says(b"A" * 100000)}),
    accepted("D46_a_hostile_room_does_not_reach_the_terminal", all_of(AS_ROOM, as_room), needs=VITRINE),
    accepted("D46_malformed_lines_of_a_room_do_not_reach_the_terminal", each(
        MALFORMED, lambda line: all_of(AS_ROOM, lambda peer: as_room(peer, line))), needs=VITRINE),
    refused("D46_hostile_names_of_an_unknown_authority_do_not_reach_the_terminal",
            each(NAMES, called), "unknown_ca"),
    refused("D46_hostile_names_in_a_certificate_do_not_reach_the_terminal", for_names(*ASCII), "bad_certificate"),
    refused("D46_hostile_protocols_do_not_reach_the_terminal", each(SEQUENCES, lambda words: parameters(
        (Extension.application_layer_protocol_negotiation, protocols(words)))), "illegal_parameter", needs=VITRINE),
]
