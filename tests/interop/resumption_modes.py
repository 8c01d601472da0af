"""Modes in which a client comes again with the ticket of an earlier session.

Read before: web_modes.py. Read next: early_data_modes.py.
"""

import pathlib
import tempfile

from cell import must_end_well, must_not_say, must_say
from certificate_modes import ClientCertificate
from mode import Retry, Session
from trickle import Switchboard
from web_modes import Page


def folder_for(cell):
    """A new one, which goes with the home of the tests."""
    return pathlib.Path(tempfile.mkdtemp(dir=cell.certificates.home.path))


class Resumed(Session):
    """The second of two sessions begins with the first one's ticket, and no certificate travels."""

    name = "resumed"
    known = "known by the ticket of "
    shown = "guest-2"
    said_early = ()  # options of our client

    def daemon_options(self, cell):
        """For NSS, whose client cannot be limited here."""
        return [*super().daemon_options(cell), "--ciphersuites", cell.suite]

    def as_client(self, cell):
        with self.our_daemon(cell) as daemon:
            said = self.come_twice(cell, daemon.port)
            self.look_at_second(cell, self.second_session(daemon), said)

    def come_twice(self, cell, port):
        return cell.peer.come_twice(self.starter(cell, port), folder_for(cell))

    def starter(self, cell, port):
        def start(more, suites=(cell.suite,)):
            return cell.peer.client(cell.certificates, port, self.offered_by_peer(cell), suites,
                                    [*more, *self.client_options(cell)])

        return start

    def second_session(self, daemon, number=2):
        daemon.wait_for(f"▶ session {number} close_notify")
        return daemon.err.text.partition(f"── session {number} from")[2]

    def look_at_second(self, cell, told, said):
        """What the daemon told of the second session, and what the peer said."""
        must_say(told, f"chosen: {cell.suite}, {cell.group} (", self.chosen, "its ticket is one of ours",
                 "resumed by a ticket", self.heard("hello again"))
        must_not_say(told, "✘", "▶ CertificateVerify")

    def heard(self, line):
        """What the daemon prints of it."""
        return f"{self.shown}: {line}\n"

    def as_server(self, cell):
        tickets = ["--session-file", folder_for(cell) / "tickets"]
        with self.their_server(cell) as server:
            with self.way_to(server) as way:
                self.visit(cell, server, way.port, *tickets)
                client = self.visit(cell, server, way.port, *tickets, *self.said_early)
            self.look_at_client(cell, client.err.text)
            self.look_at_server(cell, server)

    def server_options(self, cell):
        return {"more": cell.peer.giving_tickets()}

    def visit(self, cell, server, port, *options):
        with self.our_client(cell, port, *options) as client:
            self.talk_as_server(cell, server, client)
            client.end_input()
            must_end_well(client)
            return client


class ByCommand(Resumed):
    """Our client comes again while it runs."""

    name = "/resume"
    roles = ("server",)

    def as_server(self, cell):
        with self.their_server(cell) as server, self.our_client(cell, server.port) as client:
            client.wait_for(" NewSessionTicket, ")
            client.say("/resume")
            client.wait_for("(?s)Connecting again, to resume.*Secure:")
            self.talk_as_server(cell, server, client)
            client.end_input()
            must_end_well(client)
            self.look_at_client(cell, client.err.text.partition("Connecting again, to resume")[2])

    def our_options(self, cell):
        return ["-v"]


class AtAnother(Resumed):
    """The second session is with another daemon, which shares the keys of the first one's tickets."""

    name = "shared keys"
    roles = ("client",)
    shown = "guest-1"

    def as_client(self, cell):
        for_first, for_second = self.options_of_two(cell)
        with self.our_daemon(cell, *for_first) as first, self.our_daemon(cell, *for_second) as second:
            with Switchboard(first.port, second.port) as way:
                said = self.come_twice(cell, way.port)
                self.look_at_second(cell, self.second_session(second, 1), said)

    def options_of_two(self, cell):
        keys = ["--ticket-keys", folder_for(cell) / "keys"]
        return keys, keys


class RetriedAndResumed(Resumed, Retry):
    """Each session has a retry, so that the ticket is vouched for in two hellos."""

    name = "resumed + retry"


class ResumedWithCertificate(Resumed, ClientCertificate):
    """The client showed a certificate in the first session, so the server knows it in the second."""

    name = "resumed + cert"
    shown = "ana ✔"

    def look_at_second(self, cell, told, said):
        super().look_at_second(cell, told, said)
        must_not_say(told, "▶ CertificateRequest", "◀ Certificate")

    def server_options(self, cell):
        demanding = ClientCertificate.server_options(self, cell)["more"]
        return {"more": [*demanding, *super().server_options(cell)["more"]]}

    def look_at_client(self, cell, told):
        Session.look_at_client(self, cell, told)
        must_not_say(told, "I showed")


class Fetching:
    """For peers that fetch the same page twice."""

    def cannot(self, peer, role):
        if peer.name == "Chromium":
            return "which of its connections resumes, and how, is its own affair"
        return super().cannot(peer, role)

    def come_twice(self, cell, port):
        with self.starter(cell, port)(more=self.coming_twice(cell, port)) as client:
            must_end_well(client)
            self.look_at_page(cell, client.out.text)
            return client.err.text

    def coming_twice(self, cell, port):
        return cell.peer.coming_twice(port)

    def heard(self, line):
        return '"GET / HTTP/1.1" was answered with 200\n'


class PageResumed(Fetching, Resumed, Page):
    roles = ("client",)


class PageAtAnother(Fetching, AtAnother, Page):
    pass


class PageRetriedAndResumed(Fetching, RetriedAndResumed, Page):
    roles = ("client",)
