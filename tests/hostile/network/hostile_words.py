"""Words that are hostile to people and their terminals, for the room and for our client. Read next: room.py.

Rows D for the client, whose server says them: D46 and the like.
"""

import json

from rows import accepted, all_of, at, each, refused, says_goodbye, wish

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


def says(*lines):
    """The server says these lines once the client has spoken, and then what is expected of it."""
    return wish(answers=b"\n".join(lines) + b"\n" + ANSWER)


ROWS = [
    accepted("D41_D42_D43_D44_D46_hostile_lines_of_a_server_do_not_reach_the_terminal", {
        "UTF-8": says(*INVALID), "controls": says(*(b"a%cb" % n for n in range(128) if n != 10)), "sequences": says(*SEQUENCES),
        "turned": says(*(f"a{c}b".encode() for c in BIDI)), "long": says(b"A" * 100000)}),
]
