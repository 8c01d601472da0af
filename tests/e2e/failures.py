"""Each way to fail has its own words and its own exit code, and both windows agree on the cause."""

import os
import signal
import socket
import ssl
import subprocess
import time
import unittest

import tap
from programs import Daemon, Home, Peer, Program, ask, client, relay_to


class Failures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = Home()
        cls.daemon = Daemon(cls.home)

    @classmethod
    def tearDownClass(cls):
        cls.daemon.stop()
        cls.daemon.__exit__()
        cls.home.__exit__()

    def assert_at_most_five_lines(self, text, verdict):
        lines = text[text.index(verdict):].strip().splitlines()
        self.assertLessEqual(len(lines), 5, text)

    def test_an_unknown_ca_is_11_and_both_sides_say_so(self):
        with Home() as other:
            code, out, err = ask(other, self.daemon.address)
        self.assertEqual(11, code, err)
        self.assertEqual("", out)
        self.assertRegex(err, r'✘ chain')
        self.assertIn("unknown_ca (48)", err)
        self.assertIn("Nothing of yours was sent", err)
        self.assert_at_most_five_lines(err, "Not connected")
        self.daemon.wait_for(r"✘ session \d+: the client does not trust our certificate \(alert unknown_ca\)")

    def test_an_expired_certificate_is_12(self):
        with Home() as home:
            home.make("issue", "server", "localhost", "127.0.0.1", "--days", "-1", "--out", "old")
            with Daemon(home, "--cert", str(home.pki / "old.pem"), "--key", str(home.pki / "old.key")) as daemon:
                code, _, err = ask(home, daemon.address)
                self.assertEqual(12, code, err)
                self.assertIn("certificate_expired (45)", err)
                self.assertIn("vitrine-pki renew", err)
                self.assert_at_most_five_lines(err, "Not connected")
                daemon.wait_for(r"✘ session 1: .*certificate_expired")

    def test_a_certificate_of_the_future_is_12(self):
        with Home() as home:
            home.make("issue", "server", "127.0.0.1", "--not-before", "2500-01-01", "--out", "new")
            with Daemon(home, "--cert", str(home.pki / "new.pem"), "--key", str(home.pki / "new.key")) as daemon:
                code, _, err = ask(home, daemon.address)
        self.assertEqual(12, code, err)
        self.assert_at_most_five_lines(err, "Not connected")

    def test_a_wrong_name_is_13(self):
        code, _, err = ask(self.home, self.daemon.address, "--servername", "example.org")
        self.assertEqual(13, code, err)
        self.assertIn("example.org", err)
        self.assertIn("localhost", err)
        self.assert_at_most_five_lines(err, "Not connected")
        self.daemon.wait_for(r'note: the client asked for "example.org", and this certificate does not carry that name')

    def test_a_certificate_for_another_purpose_is_14(self):
        with Home() as home:
            home.make("issue", "client", "ana")
            with Daemon(home, "--cert", str(home.pki / "ana.pem"), "--key", str(home.pki / "ana.key")) as daemon:
                code, _, err = ask(home, daemon.address)
        self.assertEqual(14, code, err)
        self.assertIn("unsupported_certificate (43)", err)

    def test_an_alert_of_the_server_is_20(self):
        code, _, err = ask(self.home, self.daemon.address, "--alpn", "nonsense/9")
        self.assertEqual(20, code, err)
        self.assertIn("no_application_protocol (120)", err)
        self.daemon.wait_for(r"✘ session \d+: .*no_application_protocol \(120\)")

    def test_a_server_that_breaks_the_rules_is_21(self):
        finished_in_the_clear = bytes.fromhex("160303002414000020") + bytes(32)
        with Peer(lambda c: (c.recv(65536), c.sendall(finished_in_the_clear), c.recv(65536))) as peer:
            code, _, err = ask(self.home, peer.address)
        self.assertEqual(21, code, err)
        self.assertIn("Finished in WAIT_SH, expected HelloRetryRequest or ServerHello", err)
        self.assertIn("unexpected_message (10)", err)

    def code_after_damage(self, direction, line):
        """Exit code and words of a client whose records are damaged in one direction once it says `line`."""
        armed = []

        def change(way, data):
            damaged = armed and way == direction and data.startswith(b"\x17\x03\x03")
            return data[:-1] + bytes([data[-1] ^ 1]) if damaged else data

        with Peer(relay_to(self.daemon.port, change)) as peer, client(self.home, peer.address) as program:
            program.wait_for("you are guest", "out")  # the daemon, too, has finished its handshake
            armed.append(True)
            program.say(line)
            return program.wait(), program.err.text

    def test_a_message_changed_on_the_way_to_the_client_is_22(self):
        code, err = self.code_after_damage("to client", "hello")
        self.assertEqual(22, code, err)
        self.assertIn("bad_record_mac (20)", err)
        self.assertIn("somebody changed", err)

    def test_a_message_changed_on_the_way_to_the_server_is_22_and_shown_to_nobody(self):
        code, err = self.code_after_damage("to server", "this line is damaged")
        self.assertEqual(22, code, err)
        self.assertIn("the server refused it and showed it to nobody", err)
        self.daemon.wait_for(r"✘ session \d+: .*bad_record_mac")
        self.assertNotIn("this line is damaged", self.daemon.err.text)

    def test_a_cut_connection_is_23_and_both_sides_call_it_truncated(self):
        cut = []
        with Peer(relay_to(self.daemon.port, lambda _, data: None if cut else data)) as peer:
            with client(self.home, peer.address) as program:
                program.wait_for("you are guest", "out")  # the daemon, too, has finished its handshake
                cut.append(True)
                program.say("hello")
                self.assertEqual(23, program.wait(), program.err.text)
                self.assertIn("without a goodbye (close_notify)", program.err.text)
        self.daemon.wait_for(r"✘ session \d+: the connection ended without a goodbye")

    def test_a_server_that_says_nothing_is_24(self):
        with Peer(lambda c: c.recv(1 << 20) and c.recv(1)) as peer:
            code, _, err = ask(self.home, peer.address, "--timeout", "0.3")
        self.assertEqual(24, code, err)

    def test_nobody_listening_is_10(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        code, _, err = ask(self.home, f"127.0.0.1:{port}")
        self.assertEqual(10, code, err)
        self.assertIn(f"Nothing is listening on 127.0.0.1:{port}", err)
        self.assertIn("vitrined", err)

    def test_without_a_daemon_and_without_a_ca_the_daemon_is_missed_first(self):
        with Home(init=False) as home:
            with socket.create_server(("127.0.0.1", 0)) as listener:
                address = f"127.0.0.1:{listener.getsockname()[1]}"
                self.assertEqual(2, ask(home, address)[0])
            code, _, err = ask(home, address)
        self.assertEqual(10, code, err)
        self.assertIn("Nothing is listening", err)

    def test_ctrl_c_is_130_and_says_goodbye(self):
        with client(self.home, self.daemon.address) as program:
            program.wait_for("Secure: TLS 1.3")
            program.signal(signal.SIGINT)
            self.assertEqual(130, program.wait(), program.err.text)
            self.assertIn("close_notify", program.err.text)

    def test_an_unknown_option_is_2_and_names_the_nearest(self):
        for program, word, meant in (("VITRINE", "--cafil", "--cafile"), ("VITRINED", "--lisen", "--listen")):
            with self.subTest(program), Program([os.environ[program], word, "x"], self.home.environment) as running:
                self.assertEqual(2, running.wait(), running.err.text)
                self.assertIn(meant, running.err.text)

    def test_a_port_that_is_taken_is_75_and_names_its_owner(self):
        command = [os.environ["VITRINED"], "--listen", self.daemon.address]
        with Program(command, self.home.environment) as second:
            self.assertEqual(75, second.wait(), second.err.text)
            self.assertIn(f"Port {self.daemon.port} on 127.0.0.1 is taken by process {self.daemon.process.pid} (vitrined)", second.err.text)

    def test_a_configuration_that_cannot_work_is_78(self):
        mixed = ["--cert", str(self.home.pki / "server.pem"), "--key", str(self.home.pki / "ca.key")]
        missing = ["--cert", "nowhere.pem", "--key", "nowhere.key"]
        for arguments in (mixed, missing):
            with self.subTest(arguments[1]), Program([os.environ["VITRINED"], *arguments], self.home.environment) as running:
                self.assertEqual(78, running.wait(), running.err.text)
                self.assertLessEqual(len(running.err.text.splitlines()), 5)

    def test_a_key_that_others_can_read_is_refused(self):
        with Home() as home:
            os.chmod(home.pki / "server.key", 0o644)
            with Program([os.environ["VITRINED"], "--listen", "127.0.0.1:0"], home.environment) as running:
                self.assertEqual(78, running.wait(), running.err.text)
                self.assertIn("chmod 600", running.err.text)

    def test_plain_http_is_named_in_the_daemons_window(self):
        with socket.create_connection(("127.0.0.1", self.daemon.port), 10) as browser:
            browser.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            answer = browser.recv(100)
        self.assertEqual(b"\x15\x03\x03\x00\x02\x02\x0a", answer)
        self.daemon.wait_for(r'That was plain HTTP \("GET /.*"\)\. This port speaks TLS 1\.3\.')

    def test_a_client_of_tls_1_2_is_named_in_the_daemons_window(self):
        command = ["openssl", "s_client", "-tls1_2", "-connect", self.daemon.address]
        try:
            done = subprocess.run(command, input=b"", capture_output=True, timeout=20)
        except FileNotFoundError:
            self.skipTest("openssl is not installed")
        self.assertIn(b"alert protocol version", done.stderr)
        self.daemon.wait_for(r"✘ session \d+: the client offers at most TLS 1\.2; sent protocol_version \(70\)")

    def test_H29_a_client_that_never_speaks_is_let_go_at_the_deadline(self):
        with Daemon(self.home, "--handshake-timeout", "1") as daemon:
            with socket.create_connection(("127.0.0.1", daemon.port), 10) as silent:
                silent.settimeout(10)
                self.assertEqual(b"", silent.recv(1))
            daemon.wait_for(r"✘ session 1: the client did not finish its handshake within 1 s; closed\.\n.*found: silence")

    def test_a_client_that_comes_and_goes_without_a_word_is_no_handshake_in_the_middle(self):
        with Daemon(self.home) as daemon:
            socket.create_connection(("127.0.0.1", daemon.port), 10).close()
            daemon.wait_for(r"✘ session 1: the client connected and hung up without a word")

    def test_a_cut_after_the_servers_flight_is_told_as_such_by_both_sides(self):
        with Daemon(self.home) as daemon, Peer(relay_to(daemon.port, lambda way, data: None if way == "to client" else data)) as peer:
            code, _, err = ask(self.home, peer.address)
            self.assertEqual(23, code, err)
            self.assertIn("Not connected: the server took the connection and hung up without a word", err)
            self.assert_at_most_five_lines(err, "Not connected")
            daemon.wait_for(r"✘ session 1: the client left in the middle of the handshake, after our certificate, and did not say why\.\n"
                            r"(.*\n)?.*Does it trust ~/\.local/share/vitrine/pki/ca\.pem|At fault: that cannot be told from here")

    def test_lines_of_sessions_that_overlap_have_their_number_and_others_have_none(self):
        with Daemon(self.home) as daemon:
            with socket.create_connection(("127.0.0.1", daemon.port), 10) as first:
                daemon.wait_for("── session 1 from ")
                self.assertEqual(0, ask(self.home, daemon.address)[0])
                first.sendall(b"GET / HTTP/1.1\r\n\r\n")
                daemon.wait_for(r"✘ That was plain HTTP.*\n.*\n.*\n.*\n")
            text = daemon.err.text
        self.assertIn("[1] ✘ That was plain HTTP", text)
        self.assertNotIn("[2]", text)
        self.assertNotIn("[1] ──", text)

    def test_files_that_are_no_use_are_found_before_anybody_is_called(self):
        called = []
        pki = self.home.pki
        with Peer(lambda connection: called.append(connection.recv(1))) as peer:
            for options in (("--cert", pki / "server.pem", "--key", pki / "ca.key"), ("--cert", "nowhere.pem", "--key", pki / "server.key"),
                            ("--cafile", "nowhere.pem")):
                with self.subTest(options):
                    code, _, err = ask(self.home, peer.address, *map(str, options))
                    self.assertEqual(2, code, err)
                    self.assert_at_most_five_lines(err, "Not connected")
        self.assertEqual([], called)

    def test_A18_a_client_that_never_answers_our_goodbye_is_let_go_within_5_seconds(self):
        trusting = ssl.create_default_context(cafile=self.home.pki / "ca.pem")
        with Daemon(self.home, "-v") as daemon, socket.create_connection(("127.0.0.1", daemon.port), 10) as plain:
            with trusting.wrap_socket(plain, server_hostname="localhost", suppress_ragged_eofs=False) as silent:
                silent.settimeout(10)
                daemon.wait_for("session 1")
                begin = time.monotonic()
                self.assertEqual(0, daemon.stop())
                self.assertLess(time.monotonic() - begin, 5)
                self.assertIn("no answer to our goodbye", daemon.err.text)


if __name__ == "__main__":
    tap.main()
