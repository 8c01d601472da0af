"""Modes in which the bytes are packed in another way. Read before: mode.py. Read next: certificate_modes.py."""

import re

from cell import must_say, type_slowly
from mode import Session
from peers import Since
from trickle import Trickle
from web_modes import Page


def number(text):
    return int(text.replace(" ", ""))


def protected_records(told, mark):
    """Bytes on the wire, type and zeros of each."""
    found = re.findall(rf"{mark} record [^\n]*length ([0-9 ]+) bytes\n *🔒 content [^\n]*?, type (\w+), zeros ([0-9 ]+) byte", told)
    return [(number(length) + 5, kind, number(zeros)) for length, kind, zeros in found]


def must_be_padded(told, mark):
    records = protected_records(told, mark)
    if "application_data" not in (kind for _, kind, _ in records):
        raise AssertionError(f"no application data:\n{told}")
    for length, _, zeros in records:
        if not (16400 <= length < 16500 and zeros):
            raise AssertionError(f"a record of {length} bytes with {zeros} zeros:\n{told}")


def must_have_record(told, kind, length):
    if (length, kind) not in ((size, name) for size, name, _ in protected_records(told, "◀")):
        raise AssertionError(f"no record of {length} bytes with {kind}:\n{told}")


class ByteByByte(Session):
    """Whole records, but every byte of them comes by itself, from the first of the ClientHello on."""

    name = "TCP bytes"

    def way_to(self, server):
        return Trickle(server.port)


class OneByte(Session):
    """Application data in records of one byte each: typed byte by byte at the peer; gnutls-serv sends back, and selfserv
    reads, lines of ours that are empty but for their end."""

    name = "one-byte records"
    record = r"17 03 03 00 12 [^\n]*\n *🔒 content 1 byte, type application_data"

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
        must_say(told, "◀ record 17 03 03 02 11 ", "◀ record 17 03 03 00 ce ")


class Padded(ForOpenSslOnly):
    """The peer pads each of its records to the most that a record may hold."""

    name = "padded 16 KiB"
    option = ["-record_padding", "16384"]

    def look_at_records(self, told):
        must_be_padded(told, "◀")


class OurPadding(Session):
    """We pad each of our records to the most that a record may hold."""

    name = "our padding"
    options = ["-v", "--record-padding", "16384"]

    def daemon_options(self, cell):
        return [*super().daemon_options(cell), *self.options]

    def look_at_daemon(self, cell, told):
        super().look_at_daemon(cell, told)
        self.look_at_records(told)

    def our_options(self, cell):
        return self.options

    def look_at_client(self, cell, told):
        super().look_at_client(cell, told)
        self.look_at_records(told)

    def look_at_records(self, told):
        must_be_padded(told, "▶")


class PageWithPadding(Page, OurPadding):
    name = OurPadding.name


class Limited(Session):
    """Both sides have said how long a record may be (record_size_limit, RFC 8449), and keep to it."""

    name = "record limits"
    ours = 512
    theirs = {"GnuTLS": 513, "NSS": 16385}  # GnuTLS adds one for the content type to what it is told; NSS cannot be told
    around = 5 + 16  # the header, the tag

    def cannot(self, peer, role):
        return "OpenSSL does not know record_size_limit" if peer.name == "OpenSSL" else ""

    def daemon_options(self, cell):
        return ["-v", "--record-size-limit", str(self.ours)]

    def our_options(self, cell):
        return self.daemon_options(cell)

    def client_options(self, cell):
        return ["--recordsize", "512"] if cell.peer.name == "GnuTLS" else []

    def server_options(self, cell):
        return {"more": self.client_options(cell)}

    def talk_as_client(self, cell, daemon, client):
        """NSS has a line that is longer."""
        line = "x" * (700 if cell.peer.name == "NSS" else 400)
        client.say(line)
        daemon.wait_for(f"{self.shown}: {line}\n")

    def look_at_daemon(self, cell, told):
        super().look_at_daemon(cell, told)
        self.look_at_records(cell, told)
        if cell.peer.name == "NSS":
            must_have_record(told, "application_data", self.ours + self.around)

    def talk_as_server(self, cell, server, client):
        if cell.peer.name == "GnuTLS":
            self.ask(cell, client, "x" * 700)
        else:
            super().talk_as_server(cell, server, client)

    def look_at_client(self, cell, told):
        super().look_at_client(cell, told)
        self.look_at_records(cell, told)
        full = "application_data" if cell.peer.name == "GnuTLS" else "handshake"  # of which NSS makes one long record
        must_have_record(told, full, self.ours + self.around)

    def look_at_records(self, cell, told):
        for mark, limit in ("◀", self.ours), ("▶", self.theirs[cell.peer.name]):
            for length, _, _ in protected_records(told, mark):
                if length > limit + self.around:
                    raise AssertionError(f"a record of {length} bytes, where {limit} is the limit:\n{told}")
