"""Wireshark's eyes: with one of our key logs (SSLKEYLOGFILE, RFC 9850) tshark reads every record of a session, both ways.

Capturing on the loopback interface needs root or membership in the group wireshark; without it these are skips.
Read before: conversations.py.
"""

import collections
import signal
import subprocess
import unittest

import peers
import programs
import tap
from peers import Since

Records = collections.namedtuple("Records", "opaque types updates text")


class Capture(programs.Program):
    """What goes through one TCP port, in a file."""

    def __init__(self, home, port):
        self.home = home
        self.port = port
        self.file = home.path / f"{port}.pcapng"
        super().__init__(["dumpcap", "-i", "lo", "-f", f"tcp port {port}", "-w", self.file], home.environment)
        try:
            self.wait_for("File: .*\n")
        except AssertionError:
            self.__exit__()
            raise unittest.SkipTest("no permission to capture on the loopback interface") from None

    def tshark(self, *words):
        return subprocess.run(["tshark", "-r", self.file, "-d", f"tcp.port=={self.port},tls", *words], capture_output=True,
                              text=True, timeout=programs.DEADLINE, check=False, env=self.home.environment).stdout

    def finish(self):
        """Waits until both ends of the connection have closed it in the file, too."""
        programs.wait_until(lambda: self.tshark("-Y", "tcp.flags.fin==1 || tcp.flags.reset==1").count("\n") >= 2,
                            "the end of the connection in the capture")
        self.signal(signal.SIGINT)
        self.wait()

    def records(self, key_log, sender):
        """What one side sent: the number of encrypted records, the types of all records as far as they can be known
        (RFC 9846 §5.2: 20 change_cipher_spec, 21 alert, 22 handshake, 23 application_data), KeyUpdates, and the text."""
        side = f"tcp.{'srcport' if sender == 'server' else 'dstport'}=={self.port}"
        fields = ("tls.record.opaque_type", "tls.record.content_type", "tls.handshake.type", "data.data")
        shown = self.tshark("-o", f"tls.keylog_file:{key_log}", "-Y", f"tls && {side}", "-T", "fields", *(
            word for field in fields for word in ("-e", field)))
        opaque, types, messages, data = ([word for line in shown.splitlines() for word in line.split("\t")[column].split(",")
                                          if word] for column in range(len(fields)))
        return Records(len(opaque), types, messages.count("24"), bytes.fromhex("".join(data)).decode())


class Decryption(unittest.TestCase):
    def setUp(self):
        if reason := peers.missing(["dumpcap", "tshark"]):
            self.skipTest(reason)
        self.home = self.enterContext(programs.Home())
        self.key_logs = {name: self.home.path / f"{name}.keys" for name in ("server", "client")}
        self.nothing = self.home.path / "no.keys"
        self.nothing.touch()

    def assert_everything_is_read(self, capture, key_log, texts, updates):
        """`texts` and `updates`: for each sender some text it sent, and how many KeyUpdates."""
        for sender, text in texts.items():
            with self.subTest(key_log=key_log.name, sender=sender):
                without, read = capture.records(self.nothing, sender), capture.records(key_log, sender)
                self.assertGreater(read.opaque, 2)
                self.assertEqual(read.opaque, without.opaque)
                # Without keys only the plain records have a type, with them each one has.
                self.assertEqual(len(read.types), len(without.types) + read.opaque)
                self.assertEqual(read.types[-1], "21")  # close_notify
                self.assertIn(text, read.text)
                self.assertEqual(read.updates, updates[sender])

    def test_each_program_s_key_log_opens_a_session_with_each_suite(self):
        for suite in peers.SUITES:
            for name in self.key_logs:
                self.key_logs[name] = self.home.path / f"{name}-{suite}.keys"
            with programs.Daemon(self.home, "--keylogfile", self.key_logs["server"]) as daemon, Capture(
                    self.home, daemon.port) as capture:
                self.talk(daemon, "--ciphersuites", suite)
                capture.finish()
            for key_log in self.key_logs.values():
                self.assert_everything_is_read(capture, key_log, {"client": "hello 2", "server": "hello 2"},
                                               {"client": 3, "server": 0})

    def talk(self, daemon, *arguments):
        with programs.client(self.home, daemon.address, "--keylogfile", self.key_logs["client"], *arguments) as client:
            for time in range(3):
                client.say(f"hello {time}")
                daemon.wait_for(f"guest-1: hello {time}\n")
                client.say("/rekey")
            client.end_input()
            self.assertEqual(client.wait(), 0, client.err.text)

    def test_after_a_hello_retry_request(self):
        with programs.Daemon(self.home, "--keylogfile", self.key_logs["server"], "--groups", "secp384r1") as daemon, Capture(
                self.home, daemon.port) as capture:
            self.talk(daemon, "--groups", "x25519,secp384r1")
            capture.finish()
        for key_log in self.key_logs.values():
            self.assert_everything_is_read(capture, key_log, {"client": "hello 2", "server": "hello 2"},
                                           {"client": 3, "server": 0})

    def test_a_key_log_without_one_side_s_secret_leaves_that_side_closed(self):
        """So that the other tests here can fail."""
        with programs.Daemon(self.home, "--keylogfile", self.key_logs["server"]) as daemon, Capture(
                self.home, daemon.port) as capture:
            self.talk(daemon)
            capture.finish()
        half = self.home.path / "half.keys"
        lines = self.key_logs["server"].read_text().splitlines(keepends=True)
        half.write_text("".join(line for line in lines if not line.startswith("SERVER_TRAFFIC_SECRET_0")))
        for sender, complete in (("client", True), ("server", False)):
            without, read = capture.records(self.nothing, sender), capture.records(half, sender)
            self.assertEqual(len(read.types) == len(without.types) + read.opaque, complete)
        self.assertEqual(capture.records(self.nothing, "client").text, "")

    def test_key_updates_that_our_daemon_was_asked_for(self):
        if reason := peers.missing(["openssl"]):
            self.skipTest(reason)
        with programs.Daemon(self.home, "--keylogfile", self.key_logs["server"]) as daemon, Capture(
                self.home, daemon.port) as capture:
            command = ["openssl", "s_client", "-connect", daemon.address, "-brief"]
            with programs.Program(command, self.home.environment) as client:
                client.wait_for("welcome", "out")
                for time in range(3):
                    log, seen = Since(daemon), Since(client, "out")
                    client.say("K")
                    log.wait_for("◀ session 1 KeyUpdate")
                    client.say("/who")
                    seen.wait_for("you")
                client.say("hello with the third key")
                daemon.wait_for("guest-1: hello with the third key\n")
                client.end_input()
                client.wait()
            daemon.wait_for("-- guest-1 left\n")
            capture.finish()
        self.assert_everything_is_read(capture, self.key_logs["server"],
                                       {"client": "hello with the third key", "server": "you (guest-1, no certificate)"},
                                       {"client": 3, "server": 3})

    def test_key_updates_that_our_client_was_asked_for(self):
        if reason := peers.missing(["openssl"]):
            self.skipTest(reason)
        certificates = peers.Certificates(self.home, "p256")
        with peers.OpenSsl().server(certificates, more=["-msg"]) as server, Capture(self.home, server.port) as capture:
            with peers.vitrine(certificates, server.port, "--keylogfile", self.key_logs["client"]) as client:
                client.wait_for("Secure:")
                for time in range(3):
                    told = Since(client)
                    server.say("K")
                    told.wait_for("◀ KeyUpdate")
                    client.say(f"hello {time}")
                    server.wait_for(f"hello {time}\n", "out")
                    server.say(f"answer {time}")
                    client.wait_for(f"answer {time}\n", "out")
                client.end_input()
                self.assertEqual(client.wait(), 0, client.err.text)
            capture.finish()
        self.assert_everything_is_read(capture, self.key_logs["client"], {"client": "hello 2", "server": "answer 2"},
                                       {"client": 3, "server": 3})


if __name__ == "__main__":
    tap.main()
