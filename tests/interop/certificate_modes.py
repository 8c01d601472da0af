"""Modes in which the server asks who the client is. Read before: record_modes.py. Read next: modes.py."""

import re

from cell import must_say
from mode import Session
from programs import wait_until


class ClientCertificate(Session):
    """The server demands a certificate of the client, and it shows one."""

    name = "client cert"
    guest = "ana"
    shown = "ana ✔"

    def daemon_options(self, cell):
        return ["--client-auth", "require", "--client-ca", cell.certificates.ca]

    def client_options(self, cell):
        return cell.peer.showing_certificate(cell.certificates)

    def look_at_daemon(self, cell, told):
        super().look_at_daemon(cell, told)
        must_say(told, '"ana", signed by "vitrine test CA"', "✔ the client holds that certificate's key")

    def server_options(self, cell):
        return {"more": cell.peer.demanding_certificate(cell.certificates)}

    def our_options(self, cell):
        chain, key = cell.certificates.pair("ana")
        return ["--cert", chain, "--key", key]

    def look_at_client(self, cell, told):
        super().look_at_client(cell, told)
        must_say(told, 'I showed "ana", signed by "vitrine test CA"')

    def look_at_server(self, cell, server):
        wait_until(lambda: re.search("CN ?= ?ana", server.out.text + server.err.text), f"{cell.peer} to name the client")


class NoClientCertificate(Session):
    """The server asks the client for a certificate; it has none, and that is enough."""

    name = "no client cert"

    def daemon_options(self, cell):
        return ["--client-auth", "request", "--client-ca", cell.certificates.ca]

    def look_at_daemon(self, cell, told):
        super().look_at_daemon(cell, told)
        must_say(told, "the client has none to show")

    def server_options(self, cell):
        return {"more": cell.peer.requesting_certificate(cell.certificates)}

    def look_at_client(self, cell, told):
        super().look_at_client(cell, told)
        must_say(told, "it asked who I am, and I have none to show")
