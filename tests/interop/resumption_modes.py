"""Modes in which a client comes again with the ticket of an earlier session. That it was taken up is seen in the ServerHello, which
our programs show field by field at the level bytes. Read before: web_modes.py. Read next: modes.py.
"""

import pathlib
import tempfile

from cell import must_end_well, must_not_say, must_say
from mode import Session
from web_modes import Page


class Resumed(Session):
    """The second of two sessions begins with the first one's ticket, and no certificate travels."""

    name = "resumed"

    def cannot(self, peer, role):
        return "our client has no option for it" if role == "server" else ""

    def daemon_options(self, cell):
        return ["-v", "--ciphersuites", cell.suite]

    def as_client(self, cell):
        with self.our_daemon(cell) as daemon, tempfile.TemporaryDirectory() as folder:
            how = {"groups": [cell.group], "suites": [cell.suite]}
            cell.peer.come_twice(lambda **more: cell.peer.client(cell.certificates, daemon.port, **how | more),
                                 pathlib.Path(folder))
            daemon.wait_for("▶ session 2 close_notify")
            must_say(daemon.err.text, "guest-2: hello again\n")
            self.look_at_second(cell, daemon.err.text.partition("── session 2 from")[2])

    def look_at_second(self, cell, told):
        must_say(told, f"chosen: {cell.suite}, {cell.group} (")
        must_say(server_hello(told), "pre_shared_key", "key_share")
        must_not_say(told, "✘", "▶ CertificateVerify")


class PageResumed(Page, Resumed):
    name = Resumed.name

    def cannot(self, peer, role):
        return "which of its connections resumes is its own affair" if peer.name == "Chromium" else ""

    def as_client(self, cell):
        with self.our_daemon(cell) as daemon:
            again = f"https://localhost:{daemon.port}/"
            with cell.peer.client(cell.certificates, daemon.port, [cell.group], [cell.suite], [again]) as client:
                must_end_well(client)
            daemon.wait_for("▶ session 2 close_notify")
            self.look_at_page(cell, client.out.text)
            self.look_at_second(cell, daemon.err.text.partition("── session 2 from")[2])


def server_hello(told):
    return told.partition("  ServerHello, ")[2].partition("EncryptedExtensions")[0]
