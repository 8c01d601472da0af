"""Modes in which the bytes are packed in another way. Read before: mode.py. Read next: certificate_modes.py."""

from cell import must_say, type_slowly
from mode import Session
from peers import Since
from trickle import Trickle


class ByteByByte(Session):
    """Whole records, but every byte of them comes by itself, from the first of the ClientHello on."""

    name = "TCP bytes"

    def way_to(self, server):
        return Trickle(server.port)


class OneByte(Session):
    """Application data in records of one byte each: typed byte by byte at the peer; gnutls-serv sends back, and selfserv
    reads, lines of ours that are empty but for their end."""

    name = "one-byte records"
    record = "application_data, 23 bytes on the wire"

    def daemon_options(self, cell):
        return ["-v"]

    def talk_as_client(self, cell, daemon, client):
        log = Since(daemon)
        type_slowly(client, "hello", lambda number: log.wait_for(f"(?s)(◀ record {self.record}.*){{{number}}}"))
        daemon.wait_for(f"{self.shown}: hello\n")

    def server_options(self, cell):
        return {"more": []} if cell.peer.name == "OpenSSL" else {}

    def our_options(self, cell):
        return ["-v"]

    def talk_as_server(self, cell, server, client):
        client.wait_for("Secure:")
        told = Since(client)
        if cell.peer.name == "OpenSSL":
            type_slowly(server, "hello", lambda number: told.wait_for(f"(?s)(◀ record {self.record}.*){{{number}}}"))
            client.wait_for("hello\n", "out")
        elif cell.peer.name == "GnuTLS":
            for number in range(1, 6):
                client.say("")
                told.wait_for(f"(?s)(▶ record {self.record}.*){{{number}}}")
                told.wait_for(f"(?s)(◀ record {self.record}.*){{{number}}}")
        else:
            super().talk_as_server(cell, server, client)
            told.wait_for(f"▶ record {self.record}")


class ForOpenSslOnly(Session):
    """The others' programs have no option for it. Our programs show each record, so that its size can be seen."""

    option = []

    def cannot(self, peer, role):
        return "" if peer.name == "OpenSSL" else "the programs have no option for it"

    def daemon_options(self, cell):
        return ["-v"]

    def client_options(self, cell):
        return self.option

    def look_at_daemon(self, cell, told):
        super().look_at_daemon(cell, told)
        self.look_at_records(told)

    def server_options(self, cell):
        return {"more": [*self.option, "-rev"]}

    def our_options(self, cell):
        return ["-v"]

    def look_at_client(self, cell, told):
        super().look_at_client(cell, told)
        self.look_at_records(told)

    def look_at_records(self, told):
        raise NotImplementedError


class Small(ForOpenSslOnly):
    """The peer puts at most 512 bytes into a record, of the handshake, too, and says a line of 700."""

    name = "small records"
    option = ["-max_send_frag", "512"]
    line = "x" * 700

    def talk_as_client(self, cell, daemon, client):
        client.say(self.line)
        daemon.wait_for(f"{self.shown}: {self.line}\n")

    def talk_as_server(self, cell, server, client):
        self.ask(cell, client, self.line)

    def look_at_records(self, told):
        must_say(told, "◀ record application_data, 534 bytes on the wire", "◀ record application_data, 211 bytes on the wire")


class Padded(ForOpenSslOnly):
    """The peer pads each of its records to the most that a record may hold."""

    name = "padded 16 KiB"
    option = ["-record_padding", "16384"]

    def look_at_records(self, told):
        for line in told.splitlines():
            if "◀ record" in line and "🔒" in line:
                must_say(line, ", 16 4", " bytes of padding")
        must_say(told, "◀ record application_data, 16 4")
