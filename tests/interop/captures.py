"""`vitrine explain` reads what others said to others: OpenSSL's client and server, a key log, and captures of every kind, in which
the network did what networks do. Read before: packets.py.
"""

import os
import subprocess
import threading
import unittest

import packets
import peers
import programs
import tap

MESSAGES = ("ClientHello", "ServerHello", "EncryptedExtensions", "Certificate", "CertificateVerify", "Finished", "NewSessionTicket")


class Overheard:
    """A session of s_client and s_server, through somebody who listens. `said` has pairs of sender and bytes."""

    def __init__(self, certificates, version="-tls1_3"):
        self.home = certificates.home
        self.key_log = self.home.path / f"openssl{version}.keys"
        self.said = []
        self.lock = threading.Lock()
        command = ["openssl", "s_server", "-accept", "127.0.0.1:0", version, "-cert", certificates.chain, "-key", certificates.key]
        with peers.Server([*command, "-rev"], certificates, r"ACCEPT .*:(\d+)") as server:
            with programs.Peer(programs.relay_to(server.port, self.listen)) as relay:
                port = int(relay.address.split(":")[1])
                command = ["openssl", "s_client", "-connect", f"127.0.0.1:{port}", "-keylogfile", self.key_log, "-brief",
                           version]
                with programs.Program([str(word) for word in command], self.home.environment) as client:
                    client.say("hello")
                    client.wait_for("olleh", "out")
                    client.end_input()
                    client.wait()

    def listen(self, direction, data):
        with self.lock:
            self.said.append((packets.CLIENT if direction == "to server" else packets.SERVER, data))
        return data


class Captures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if reason := peers.missing(["openssl"]):
            raise unittest.SkipTest(reason)
        cls.home = programs.Home(init=False)
        cls.addClassCleanup(cls.home.__exit__)
        cls.certificates = peers.Certificates(cls.home, "p256")
        cls.session = Overheard(cls.certificates)

    def explain(self, capture, *arguments, key_log=True, code=0):
        file = self.home.path / "capture"
        file.write_bytes(capture)
        keys = ["--keylogfile", self.session.key_log] if key_log else []
        return programs.explain(self.home, file, *keys, *arguments, code=code)

    def assert_everything(self, explained):
        for name in MESSAGES:
            self.assertIn(f" {name} ", explained)
        self.assertIn("description close_notify", explained)
        self.assertNotIn("Note:", explained)

    def test_every_link_layer_and_both_versions_of_ip(self):
        for link in packets.LINKS:
            for version in (4, 6):
                with self.subTest(link, version=version):
                    network = packets.Network(self.session.said, version=version)
                    self.assert_everything(self.explain(network.pcap(link)))

    def test_both_byte_orders_and_both_clocks(self):
        for order in "<>":
            for magic in (packets.MICROSECONDS, packets.NANOSECONDS):
                with self.subTest(order, magic=magic):
                    self.assert_everything(self.explain(packets.Network(self.session.said).pcap(order=order, magic=magic)))

    def test_whatever_the_network_does_to_segments(self):
        told = {self.times_away(self.explain(packets.Network(self.session.said, seed).pcap())) for seed in range(20)}
        self.assertEqual(len(told), 1)
        self.assert_everything(told.pop())

    def times_away(self, explained):
        return "\n".join(line[10:] if line[:10].strip().endswith("ms") else line for line in explained.splitlines())

    def test_without_a_key_log_it_says_what_is_missing(self):
        explained = self.explain(packets.Network(self.session.said).pcap(), key_log=False)
        self.assertIn(" ServerHello ", explained)
        self.assertNotIn(" Finished ", explained)
        for side in ("client", "server"):
            self.assertIn(f"Note: From here on the {side}'s encrypted records stay closed: there are no secrets", explained)

    def test_a_key_log_that_lacks_a_secret_leaves_that_part_closed(self):
        lines = self.session.key_log.read_text().splitlines(keepends=True)
        some = self.home.path / "some.keys"
        some.write_text("".join(line for line in lines if not line.startswith("SERVER_TRAFFIC_SECRET_0")))
        file = self.home.path / "capture"
        file.write_bytes(packets.Network(self.session.said).pcap())
        explained = programs.explain(self.home, file, "--keylogfile", some)
        self.assertIn(" Finished ", explained)
        self.assertIn("the server's encrypted records stay closed: none of the secrets that are known", explained)

    def test_a_lost_packet_ends_that_side_with_a_note(self):
        explained = self.explain(packets.Network(self.session.said, lost=300).pcap())
        self.assertIn(" ClientHello ", explained)
        self.assertIn("Note: Packets of the server are missing from the capture", explained)

    def test_a_file_that_is_cut_is_read_up_to_there(self):
        whole = packets.Network(self.session.said).pcap()
        explained = self.explain(whole[:len(whole) // 2])
        self.assertIn(" ClientHello ", explained)
        self.assertRegex(explained, r"Note: the file is read up to packet \d+ only: it ends too early\.")

    def test_tls_1_2_is_named_and_not_explained(self):
        session = Overheard(self.certificates, "-tls1_2")
        explained = self.explain(packets.Network(session.said).pcap())
        self.assertIn(" ClientHello ", explained)
        self.assertIn("Note: The server chose TLS 1.2; only TLS 1.3 is explained.", explained)

    def test_one_stream_of_many_can_be_picked(self):
        other = packets.Network([(packets.CLIENT, b"GET / HTTP/1.0\r\n\r\n"), (packets.SERVER, b"HTTP/1.0 200 OK\r\n\r\n")])
        network = packets.Network(self.session.said)
        network.next = other.next
        network.packets = [packet.replace(bytes([192, 0, 2, 1]), bytes([192, 0, 2, 9])) for packet in other.packets] + network.packets
        self.assertIn("── stream 1, 192.0.2.1:50123 → 198.51.100.7:4433", self.explain(network.pcap()))
        self.assert_everything(self.explain(network.pcap(), "--stream", "1"))
        self.assertIn("There is no TLS connection", self.explain(network.pcap(), "--stream", "0", code=2))

    def test_the_ladder_of_levels(self):
        capture = packets.Network(self.session.said).pcap()
        steps = self.explain(capture, "--level", "steps")
        self.assertIn(" ServerHello ", steps)
        self.assertNotIn("legacy_version", steps)
        secret = self.session.key_log.read_text().split("SERVER_TRAFFIC_SECRET_0 ")[1].split()[1]
        self.assertNotIn(secret, self.explain(capture))
        self.assertIn(secret, self.explain(capture, "--level", "secrets"))

    def test_wireshark_s_own_files_are_read(self):
        """editcap puts the key log into the file."""
        if reason := peers.missing(["editcap"]):
            self.skipTest(reason)
        plain, joined = self.home.path / "plain.pcap", self.home.path / "joined.pcapng"
        plain.write_bytes(packets.Network(self.session.said).pcap())
        peers.quietly("editcap", "--inject-secrets", f"tls,{self.session.key_log}", plain, joined)
        self.assert_everything(programs.explain(self.home, joined))

    def test_what_is_no_capture_or_cannot_be_read_is_said(self):
        for words in (["/nowhere/file.pcapng"], [str(self.home.path / "capture"), "--level", "loud"]):
            done = subprocess.run([os.environ["VITRINE"], "explain", *words], env=self.home.environment, check=False,
                                  capture_output=True, text=True, timeout=programs.DEADLINE)
            self.assertEqual(done.returncode, 2, done)
            self.assertNotEqual(done.stderr, "")


if __name__ == "__main__":
    tap.main()
