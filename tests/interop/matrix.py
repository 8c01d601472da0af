"""Every peer, in both roles, with every suite, group and kind of certificate: a handshake, a line each way, a goodbye.

The daemon runs with all it knows and the peer is limited to one suite and group; our client is limited and the peer is not.
What was chosen is read from our own programs' words. Read next: retries_and_new_keys.py.
"""

import itertools
import unittest

import peers
import programs
import tap
from peers import GROUPS, KINDS, SUITES, Since


class Matrix(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = programs.Home(init=False)
        cls.addClassCleanup(cls.home.__exit__)

    def every_combination(self, peer, direction, start, talk):
        """start(certificates) gives the server, talk(server, certificates, group, suite) is one session with it."""
        if reason := peer.missing():
            self.skipTest(reason)
        counts = {"passed": 0, "failed": 0, "skipped": 0}
        for kind in KINDS:
            if reason := peer.cannot(kind):
                self.skip_each(kind, reason)
                counts["skipped"] += len(GROUPS) * len(SUITES)
                continue
            certificates = peers.Certificates(self.home, kind)
            with start(certificates) as server:
                for group, suite in itertools.product(GROUPS, SUITES):
                    counts["failed"] += 1
                    with self.subTest(kind=kind, group=group, suite=suite):
                        talk(server, certificates, group, suite)
                        counts["failed"] -= 1
                        counts["passed"] += 1
        print(f"# {peer.name} as {direction}: " + ", ".join(f"{n} {verdict}" for verdict, n in counts.items()), flush=True)

    def skip_each(self, kind, reason):
        for group, suite in itertools.product(GROUPS, SUITES):
            with self.subTest(kind=kind, group=group, suite=suite):
                self.skipTest(reason)

    # ── the peer is the client ───────────────────────────────────────────────────────────────────────────────────────

    def as_client(self, peer):
        self.every_combination(peer, "client", peers.daemon,
                               lambda *cell: self.with_our_daemon(peer, *cell))

    def with_our_daemon(self, peer, daemon, certificates, group, suite):
        log = Since(daemon)
        with peer.client(certificates, daemon.port, [group], [suite]) as client:
            client.wait_for(r"welcome, guest-\d+", "out")
            client.say(f"hello from {peer.name}")
            log.wait_for(rf"guest-\d+: hello from {peer.name}\n")
            if peer.name == "NSS":  # tstclnt waits for the server to leave first
                client.say("exit")
            client.end_input()
            self.assertEqual(client.wait(), 0, client.err.text)
        log.wait_for(r"-- guest-\d+ left\n")
        log.wait_for("◀ .*close_notify")
        log.wait_for("▶ .*close_notify")
        self.assertIn(f"chosen: {suite}, {group} (", log.text)
        peers.assert_no_trouble(self, log.text)

    def test_openssl_as_client(self):
        self.as_client(peers.OpenSsl())

    def test_gnutls_as_client(self):
        self.as_client(peers.GnuTls())

    def test_nss_as_client(self):
        self.as_client(peers.Nss())

    # ── the peer is the server ───────────────────────────────────────────────────────────────────────────────────────

    def as_server(self, peer):
        self.every_combination(peer, "server", peer.server,
                               lambda *cell: self.with_our_client(peer, *cell))

    def with_our_client(self, peer, server, certificates, group, suite):
        request = "GET /hello HTTP/1.0"
        with peers.vitrine(certificates, server.port, "--groups", group, "--ciphersuites", suite) as client:
            client.say(request)
            if peer.name == "NSS":  # an HTTP request ends with an empty line
                client.say("")
            client.wait_for(peer.answer_to(request), "out")
            client.end_input()
            self.assertEqual(client.wait(), 0, client.err.text)
        told = client.err.text
        self.assertIn(f"Secure: TLS 1.3, {group}, {suite}, server \"localhost\" verified. 1 round trip,", told)
        self.assertIn("Both sides said goodbye", told)
        peers.assert_no_trouble(self, told)

    def test_openssl_as_server(self):
        self.as_server(peers.OpenSsl())

    def test_gnutls_as_server(self):
        self.as_server(peers.GnuTls())

    def test_nss_as_server(self):
        self.as_server(peers.Nss())


if __name__ == "__main__":
    tap.main()
