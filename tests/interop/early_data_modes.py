"""Modes in which a client that comes again says something before the server has answered (0-RTT).

Our daemon and NSS's server take no early data in their first ten seconds: what had been taken just before they began they cannot
know (RFC 9846 §8.2). So the servers that shall take it begin with the matrix, and the cells with them come last.
Read before: resumption_modes.py. Read next: psk_modes.py.
"""

import concurrent.futures
import time

from cell import must_not_say, must_say
from mode import Retry
from programs import wait_until
from resumption_modes import AtAnother, Fetching, Resumed, folder_for
from trickle import Switchboard
from web_modes import Page

WINDOW = 10.0  # seconds
LINE = "GET /early HTTP/1.0"


class Early(Resumed):
    """How the peers speak and listen; what comes of it is the affair of the classes below."""

    said_early = ("--early-data", LINE)

    def cannot(self, peer, role):
        return peer.cannot_speak_early() if role == "client" else ""

    def come_twice(self, cell, port):
        return cell.peer.come_early(self.starter(cell, port), folder_for(cell))

    def server_options(self, cell):
        return {"more": cell.peer.taking_early_data()}

    def talk_as_server(self, cell, server, client):
        if cell.peer.name == "OpenSSL":
            self.answer_by_hand(server, client)
        else:
            super().talk_as_server(cell, server, client)

    def answer_by_hand(self, server, client):
        """s_server -early_data does not go together with -rev."""
        client.say("hello")
        server.wait_for("hello\n", "out")
        server.say("answer")
        client.wait_for("answer\n", "out")


class Prepared:
    """The server of each cell begins as soon as the cell is known."""

    def __init__(self):
        self.starting = {}
        self.pool = concurrent.futures.ThreadPoolExecutor(2)

    def prepare(self, cell):
        start = self.start_daemon if cell.role == "client" else super().their_server
        self.starting[cell] = self.pool.submit(lambda: (start(cell), time.monotonic()))

    def start_daemon(self, cell):
        return super().our_daemon(cell, "--early-data", "4096")

    def clean_up(self):
        self.pool.shutdown()
        for started in self.starting.values():
            if not started.exception():
                started.result()[0].__exit__()

    def prepared(self, cell):
        server, since = self.starting[cell].result()
        wait_until(lambda: time.monotonic() - since > WINDOW, "a server to be old enough for early data")
        return server

    def our_daemon(self, cell, *more):
        return self.prepared(cell)

    def their_server(self, cell):
        return self.prepared(cell)


class Taken(Prepared, Early):
    """The server takes it."""

    name = "0-RTT"

    def look_at_second(self, cell, told, said):
        super().look_at_second(cell, told, said)
        must_say(told, "early data taken", self.heard("hello early"), "◀ EndOfEarlyData")
        must_say(said, *cell.peer.early_words["taken"])
        if cell.peer.name != "NSS":  # which reads our answer first if that is there already
            must_not_say(told, "behind 0 bytes of it")

    def look_at_client(self, cell, told):
        super().look_at_client(cell, told)
        must_say(told, "✔ early data          the server takes it")

    def look_at_server(self, cell, server):
        if cell.peer.name == "OpenSSL":
            must_say(server.out.text, LINE, "Early data received")


class NotTaken(Early):
    """Nobody hears it, unless it is said again."""

    reason = ""  # what our daemon tells
    client_reason = "the server did not take it"  # and our client
    offer = ("--early-data", "4096")

    def look_at_second(self, cell, told, said):
        must_say(told, f"chosen: {cell.suite}, {cell.group} (", self.chosen, self.heard("hello again"), self.reason)
        must_not_say(told, "✘")
        must_say(said, *cell.peer.early_words["refused"])
        (must_say if cell.peer.says_again else must_not_say)(told, self.heard("hello early"))

    def look_at_client(self, cell, told):
        refusal = ("✘ early data          the server does not take it", f"✘ Early data refused: {self.client_reason}")
        must_say(told, *refusal)
        for words in refusal:
            told = told.replace(words, "")
        super().look_at_client(cell, told)

    def look_at_server(self, cell, server):
        must_not_say(server.out.text + server.err.text, LINE)


class Refused(NotTaken, AtAnother):
    """The second server does not know the ticket: a full handshake, past what it cannot open."""

    name = "0-RTT refused"
    roles = ("client", "server")
    known = "verified"
    reason = "early data refused: no session was resumed"

    def options_of_two(self, cell):
        return self.offer, self.offer

    def as_server(self, cell):
        tickets = ["--session-file", folder_for(cell) / "tickets"]
        with self.their_server(cell) as first, self.their_server(cell) as second:
            with Switchboard(first.port, second.port) as way:
                self.visit(cell, first, way.port, *tickets)
                client = self.visit(cell, second, way.port, *tickets, *self.said_early)
            self.look_at_client(cell, client.err.text)
            self.look_at_server(cell, second)


class TurnedOff(NotTaken, AtAnother):
    """The second daemon shares the keys of the first one's tickets, but takes no early data."""

    name = "0-RTT off"
    reason = "early data refused: it is off here"

    def options_of_two(self, cell):
        keys, _ = super().options_of_two(cell)
        return [*keys, *self.offer], keys

    def look_at_second(self, cell, told, said):
        super().look_at_second(cell, told, said)
        must_say(told, "its ticket is one of ours")


class Retried(NotTaken, Retry):
    """The server asks for another key share first, and what was said early is over by then."""

    name = "0-RTT + retry"
    client_reason = "a HelloRetryRequest came between"
    reason = "early data refused: " + client_reason

    def cannot(self, peer, role):
        if peer.name == "GnuTLS":
            return "GnuTLS believes that early data goes on after a retry (RFC 9846 §4.3.10: it does not)"
        return super().cannot(peer, role)

    def daemon_options(self, cell):
        return [*super().daemon_options(cell), *self.offer]

    def look_at_second(self, cell, told, said):
        super().look_at_second(cell, told, said)
        must_say(told, "its ticket is one of ours")

    def how_known(self, cell):
        """OpenSSL's server uses a ticket for early data up in the first hello, and does not know it in the second."""
        return "verified" if cell.peer.name == "OpenSSL" else self.known


class FetchingEarly(Fetching):
    def coming_twice(self, cell, port):
        return cell.peer.coming_early(port)


class PageTaken(FetchingEarly, Taken, Page):
    roles = ("client",)


class PageRefused(FetchingEarly, Refused, Page):
    roles = ("client",)


class PageTurnedOff(FetchingEarly, TurnedOff, Page):
    pass


class PageRetried(FetchingEarly, Retried, Page):
    roles = ("client",)
