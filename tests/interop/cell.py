"""One cell of the matrix: who, in which role, how, with which certificate, group and suite. Read next: mode.py."""

import dataclasses

from programs import DEADLINE


@dataclasses.dataclass(frozen=True)
class Cell:
    peer: object
    role: str  # what the peer is: "client" of our daemon or "server" for our client
    mode: object
    certificates: object
    group: str
    suite: str

    @property
    def kind(self):
        return self.certificates.kind

    def run(self):
        if self.role == "client":
            self.mode.as_client(self)
        else:
            self.mode.as_server(self)

    def __str__(self):
        return f"{self.peer} as {self.role}, {self.mode.name}: {self.kind}, {self.group}, {self.suite}"


def must_say(text, *words):
    for word in words:
        if word not in text:
            raise AssertionError(f"{word!r} is not in:\n{text}")


def must_not_say(text, *words):
    for word in words:
        if word in text:
            raise AssertionError(f"{word!r} is in:\n{text}")


def must_end_well(program, deadline=DEADLINE):
    if (code := program.wait(deadline)) != 0:
        raise AssertionError(f"{program.process.args[0]} ended with {code}:\n{program.out.text}\n{program.err.text}")


def type_slowly(program, line, seen):
    """Each byte by itself, the next when `seen(number)` says that the last one's record has arrived."""
    for number, byte in enumerate(line.encode() + b"\n", 1):
        program.process.stdin.write(bytes([byte]))
        program.process.stdin.flush()
        seen(number)
