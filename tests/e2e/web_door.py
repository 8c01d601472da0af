"""vitrined --www: one page for each connection, whatever a client does and however it does it."""

import contextlib
import os
import re
import socket
import ssl
import threading
import unittest

import peers
import tap
from programs import DEADLINE, Daemon, Home, Program, ask

GET = b"GET / HTTP/1.0\r\n\r\n"


class WebDoor(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = Home()
        cls.addClassCleanup(cls.home.__exit__)
        cls.daemon = Daemon(cls.home, "--www")
        cls.addClassCleanup(cls.daemon.__exit__)

    def setUp(self):
        self.addCleanup(self.still_answers)

    def context(self, *protocols):
        context = ssl.create_default_context(cafile=self.home.pki / "ca.pem")
        if protocols:
            context.set_alpn_protocols(protocols)
        return context

    def connect(self, *protocols):
        raw = socket.create_connection(("127.0.0.1", self.daemon.port), DEADLINE)
        return self.context(*protocols).wrap_socket(raw, server_hostname="localhost", suppress_ragged_eofs=False)

    def still_answers(self):
        with self.connect() as client:
            client.sendall(GET)
            self.assertTrue(client.recv(65536).startswith(b"HTTP/1.1 200 OK\r\n"))
        self.assertIsNone(self.daemon.process.poll(), self.daemon.err.text)

    def whole_answer(self, client):
        """Until the daemon's close_notify: an end without one is an exception here."""
        answer = b""
        while piece := client.recv(65536):
            answer += piece
        return answer

    def answer_to(self, request):
        with self.connect() as client:
            client.sendall(request)
            return self.whole_answer(client)

    def test_the_page_says_what_the_connection_agreed_on(self):
        with self.connect("h2", "http/1.1") as client:
            client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            header, body = self.whole_answer(client).split(b"\r\n\r\n", 1)
            self.assertIn(f"Content-Length: {len(body)}".encode(), header)
            for expected in (client.cipher()[0], "TLS 1.3", ">localhost<", ">http/1.1<"):
                self.assertIn(expected, body.decode())

    def test_the_whole_answer_is_one_record(self):
        """Seen on the wire: three records of the server after its handshake, of which the last is close_notify."""
        with socket.create_connection(("127.0.0.1", self.daemon.port), DEADLINE) as raw:
            incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
            tls = self.context().wrap_bio(incoming, outgoing, server_hostname="localhost")
            wire = b""

            def step(what, *arguments):
                nonlocal wire
                while True:
                    try:
                        return what(*arguments)
                    except ssl.SSLWantReadError:
                        raw.sendall(outgoing.read())
                        piece = raw.recv(65536)
                        if not piece:
                            return b""
                        wire += piece
                        incoming.write(piece)

            step(tls.do_handshake)
            tls.write(GET)
            answer = step(tls.read, 65536)
            self.assertTrue(answer.endswith(b"</html>\n"))
            expected = 5 + len(answer) + 1 + 16
            last = wire[-expected:]
            self.assertEqual(last[:3], b"\x17\x03\x03")
            self.assertEqual(int.from_bytes(last[3:5], "big"), expected - 5)

    def test_a_request_may_come_byte_by_byte_each_in_its_own_record(self):
        with self.connect() as client:
            for byte in GET:
                client.sendall(bytes([byte]))
            self.assertTrue(self.whole_answer(client).startswith(b"HTTP/1.1 200 OK"))

    def test_a_client_that_says_goodbye_first_is_answered(self):
        with self.connect() as client:
            client.sendall(GET)
            client.recv(65536)
            client.unwrap().close()  # returns when the daemon's close_notify is there

    def test_a_client_that_says_goodbye_with_its_request_has_its_answer(self):
        """Our own client says close_notify at the end of its input; it ends one direction only (RFC 9846 §6.1)."""
        code, out, err = ask(self.home, self.daemon.address, "--alpn", "none", text=GET.decode())
        self.assertEqual(0, code, err)
        self.assertIn("HTTP/1.1 200 OK", out)
        self.assertTrue(out.endswith("</html>\n"), out)

    def test_a_client_that_only_waits_is_told_goodbye(self):
        self.assertTrue(self.answer_to(GET).endswith(b"</html>\n"))

    def test_head_other_paths_other_methods_and_nonsense_have_short_answers(self):
        for request, status in ((b"HEAD / HTTP/1.1\r\n\r\n", 200), (b"GET /x HTTP/1.1\r\n\r\n", 404),
                                (b"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello", 405), (b"\x00\xff\r\n\r\n", 400),
                                (b"GET / HTTP/1.0\r\n" + b"x: y\r\n" * 5000, 431)):
            with self.subTest(request[:20]):
                self.assertTrue(self.answer_to(request).startswith(f"HTTP/1.1 {status} ".encode()))

    def test_a_client_that_offers_other_protocols_only_is_refused(self):
        with self.assertRaisesRegex(ssl.SSLError, "(?i)no.application.protocol"):
            self.connect("h2", "vitrine/1")

    def test_fifty_connections_in_a_row(self):
        for _ in range(50):
            self.assertTrue(self.answer_to_whoever_hurries().startswith(b"HTTP/1.1 200 OK"))

    def answer_to_whoever_hurries(self):
        with self.connect() as client:
            client.sendall(GET)
            answer = client.recv(65536)
            client.unwrap().close()
            return answer

    def test_twenty_clients_at_once(self):
        with contextlib.ExitStack() as open_clients:
            clients = [open_clients.enter_context(self.connect()) for _ in range(20)]
            for client in clients:
                client.sendall(GET[:7])
            for client in reversed(clients):
                client.sendall(GET[7:])
                self.assertTrue(client.recv(65536).startswith(b"HTTP/1.1 200 OK"))

    def test_clients_that_vanish_at_any_point_leave_the_daemon_alive(self):
        for point in range(5):
            with self.subTest(point):
                raw = socket.create_connection(("127.0.0.1", self.daemon.port), DEADLINE)
                if point == 0:
                    raw.close()
                    continue
                if point == 1:
                    raw.sendall(os.urandom(300))
                    raw.close()
                    continue
                client = self.context().wrap_socket(raw, server_hostname="localhost")
                if point >= 3:
                    client.sendall(GET)
                if point == 4:  # a reset instead of an end
                    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
                client.close()

    def test_a_client_that_leaves_without_a_goodbye_after_its_answer_is_no_trouble(self):
        with Daemon(self.home, "--www") as daemon:
            raw = socket.create_connection(("127.0.0.1", daemon.port), DEADLINE)
            client = self.context().wrap_socket(raw, server_hostname="localhost")
            client.sendall(GET)
            client.recv(65536)
            client.close()
            daemon.wait_for('session 1: "GET / HTTP/1.0" was answered with 200')
            self.assertEqual(0, daemon.stop())
            peers.assert_no_trouble(self, daemon.err.text)

    def test_a_client_that_never_stops_talking_is_left(self):
        with self.connect() as client:
            client.sendall(GET)
            self.assertTrue(client.recv(65536).startswith(b"HTTP/1.1 200 OK"))
            with self.assertRaises(OSError):
                while True:
                    client.sendall(GET * 100)

    def test_stopping_ends_clients_that_have_not_asked_yet(self):
        with Daemon(self.home, "--www") as daemon:
            raw = socket.create_connection(("127.0.0.1", daemon.port), DEADLINE)
            with self.context().wrap_socket(raw, server_hostname="localhost", suppress_ragged_eofs=False) as client:
                daemon.wait_for("session 1 secure")
                stopping = threading.Thread(target=daemon.stop)
                stopping.start()
                self.assertEqual(b"", client.recv(1))
            stopping.join(DEADLINE)
            self.assertEqual(0, daemon.process.returncode)


class Introduction(unittest.TestCase):
    def test_the_first_lines_say_what_it_is_and_what_to_type(self):
        with Home() as home, Daemon(home, "--www") as daemon:
            daemon.wait_for(r"Listening on .*, a web server with one page\. Level")
            daemon.wait_for(rf"Run  curl --cacert ~/.local/share/vitrine/pki/ca.pem https://localhost:{daemon.port}/")

    def test_www_and_echo_exclude_each_other(self):
        with Home(init=False) as home, Program([os.environ["VITRINED"], "--www", "--echo"], home.environment) as daemon:
            self.assertEqual(2, daemon.wait())
            self.assertTrue(re.search("--www and --echo exclude each other", daemon.err.text), daemon.err.text)


if __name__ == "__main__":
    tap.main()
