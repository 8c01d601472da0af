"""The modes of peers that fetch a page (curl, a browser) instead of talking in our room. Our daemon is limited to one group and
suite, as a browser cannot be. Read before: certificate_modes.py. Read next: resumption_modes.py.
"""

import re

from cell import must_end_well, must_say
from certificate_modes import ClientCertificate, NoClientCertificate
from mode import Retry, Session


class Page(Session):
    """The page tells what was agreed; so does the daemon's window."""

    name = "full"
    client_named = "none"

    def is_for(self, peer):
        return peer.fetches_pages

    def daemon_groups(self, cell):
        return cell.group

    def daemon_options(self, cell):
        return [*super().daemon_options(cell), "--www", "--ciphersuites", cell.suite]

    def as_client(self, cell):
        with self.our_daemon(cell) as daemon:
            with self.their_client(cell, daemon.port) as client:
                must_end_well(client, cell.peer.deadline)
            daemon.wait_for(r"session \d+: .* was answered with 200\n")
            self.look_at_page(cell, client.out.text)
            self.look_at_daemon(cell, self.without_spares(daemon.err.text))

    def without_spares(self, told):
        """A browser opens one connection more than it needs, and drops it."""
        return re.sub("✘ session [0-9]+: the connection ended without a goodbye", "", told)

    def look_at_page(self, cell, page):
        must_say(page, f"<td>{cell.suite}</td>", f"<td>{cell.group}</td>", f"<td>{self.client_named}</td>")


class PageAfterRetry(Page, Retry):
    name = Retry.name


class AskedForCertificate:
    def cannot(self, peer, role):
        return "without a window there is nobody to choose one" if peer.name == "Chromium" else ""


class PageForClientCertificate(AskedForCertificate, Page, ClientCertificate):
    name = ClientCertificate.name
    client_named = "ana, signed by vitrine test CA"


class PageForNoClientCertificate(AskedForCertificate, Page, NoClientCertificate):
    name = NoClientCertificate.name
