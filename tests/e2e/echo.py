"""vitrined --echo: what is sent comes back, and a goodbye is answered."""

import contextlib
import os
import select
import socket
import ssl
import unittest

import peers
import tap
from programs import DEADLINE, Daemon, Home, Program, client


class Echo(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = Home()
        cls.addClassCleanup(cls.home.__exit__)
        cls.daemon = Daemon(cls.home, "--echo")
        cls.addClassCleanup(cls.daemon.__exit__)

    def connect(self):
        raw = socket.create_connection(("127.0.0.1", self.daemon.port), DEADLINE)
        context = ssl.create_default_context(cafile=self.home.pki / "ca.pem")
        return context.wrap_socket(raw, server_hostname="localhost", suppress_ragged_eofs=False)

    def receive(self, connection, size):
        data = b""
        while len(data) < size:
            data += connection.recv(65536)
        return data

    def test_each_piece_comes_back_as_it_comes(self):
        with self.connect() as connection:
            for piece in (b"a", b"\x00\xff no line end", b"x" * 16384):
                connection.sendall(piece)
                self.assertEqual(piece, self.receive(connection, len(piece)))
            connection.unwrap().close()

    def test_a_megabyte_comes_back_unchanged(self):
        data = os.urandom(1 << 20)
        with self.connect() as connection:
            connection.setblocking(False)
            self.assertTrue(data == self.exchange(connection, data))

    def exchange(self, connection, data):
        """Sends and receives in turns, in one thread: Python's TLS sockets do not stand two."""
        sent, received = 0, b""
        while len(received) < len(data):
            select.select([connection], [connection] if sent < len(data) else [], [], DEADLINE)
            with contextlib.suppress(ssl.SSLWantReadError, ssl.SSLWantWriteError):
                sent += connection.send(data[sent:sent + 16384]) if sent < len(data) else 0
            with contextlib.suppress(ssl.SSLWantReadError, ssl.SSLWantWriteError):
                received += connection.recv(65536)
        return received

    def test_our_own_client_gets_its_lines_back(self):
        with client(self.home, self.daemon.address) as program:
            program.say("schönen Tag")
            program.wait_for("schönen Tag\n", "out")
            program.end_input()
            self.assertEqual(0, program.wait(), program.err.text)

    def test_openssl_and_gnutls_get_their_lines_back(self):
        ca = str(self.home.pki / "ca.pem")
        for command in (["openssl", "s_client", "-connect", self.daemon.address, "-CAfile", ca, "-verify_return_error", "-quiet"],
                        ["gnutls-cli", "--x509cafile", ca, "--port", str(self.daemon.port), "localhost"]):
            with self.subTest(command[0]):
                if reason := peers.missing(command[:1]):
                    self.skipTest(reason)
                with Program(command, self.home.environment) as program:
                    program.say("hello over there")
                    program.wait_for("hello over there", "out")

    def test_a_client_that_vanishes_harms_nobody(self):
        self.connect().close()
        with self.connect() as connection:
            connection.sendall(b"still there?")
            self.assertEqual(b"still there?", self.receive(connection, 12))

    def test_the_first_line_says_what_it_is(self):
        self.daemon.wait_for(r"Listening on .*, sending back what comes\. Level")


if __name__ == "__main__":
    tap.main()
