"""Modes in which both sides have a key from elsewhere. Read before: early_data_modes.py. Read next: cookie_modes.py."""

from cell import must_not_say, must_say
from mode import Retry, Session
from peers import SHARED_KEY, SUITES
from resumption_modes import folder_for


def key_file(cell):
    """In the form of our programs."""
    path = folder_for(cell) / "key"
    path.touch(0o600)
    path.write_text("external " + " ".join(SHARED_KEY) + "\n")
    return path


class ExternalPsk(Session):
    """No certificate travels, as both sides know the same key."""

    name = "external PSK"
    suites = tuple(suite for suite in SUITES if suite.endswith("SHA256"))
    other_suites = "the peers' programs know of no keys but for SHA-256"
    known = f'known by the shared key "{SHARED_KEY[0]}", no certificate'

    def cannot(self, peer, role):
        if peer.name == "NSS" and role == "server":
            return "selfserv asks for its certificate all the same, even with tstclnt"
        return ""

    def daemon_options(self, cell):
        """tstclnt -z cannot read a ticket."""
        tickets = ["--tickets", "0"] if cell.peer.name == "NSS" else []
        return [*super().daemon_options(cell), "--psk", key_file(cell), *tickets]

    def client_options(self, cell):
        return [*super().client_options(cell), *cell.peer.sharing_key(folder_for(cell))]

    def look_at_daemon(self, cell, told):
        super().look_at_daemon(cell, told)
        must_say(told, f'the client knows the shared key "{SHARED_KEY[0]}"')
        must_not_say(told, "▶ CertificateVerify")

    def server_options(self, cell):
        return {"more": cell.peer.sharing_key_as_server(folder_for(cell))}

    def our_options(self, cell):
        return ["--psk", key_file(cell)]

    def look_at_client(self, cell, told):
        super().look_at_client(cell, told)
        must_not_say(told, "◀ Certificate")


class RetriedPsk(ExternalPsk, Retry):
    """With a retry, so that the key is vouched for in two hellos."""

    name = "PSK + retry"
