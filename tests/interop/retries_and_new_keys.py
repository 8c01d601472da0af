"""HelloRetryRequest (RFC 9846 §4.2.4) and KeyUpdate (§4.7.3) with every peer, in both roles.

Read before: matrix.py. Read next: conversations.py.
"""

import unittest

import peers
import programs
import tap
from peers import GROUPS, Since


def another(group):
    return GROUPS[(GROUPS.index(group) + 1) % len(GROUPS)]


class WithPeers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = programs.Home(init=False)
        cls.addClassCleanup(cls.home.__exit__)

    def certificates(self, peer, kind="p256"):
        if reason := peer.missing():
            self.skipTest(reason)
        return peers.Certificates(self.home, kind)

    def leave(self, peer, client):
        if peer.name == "NSS":  # tstclnt waits for the server to leave first
            client.say("exit")
        client.end_input()
        self.assertEqual(client.wait(), 0, client.err.text)

    def ask(self, peer, client, line):
        """Our client says a line to the peer, which answers."""
        client.say(line)
        if peer.name == "NSS":
            client.say("")
        client.wait_for(peer.answer_to(line), "out")

    def end(self, client):
        client.end_input()
        self.assertEqual(client.wait(), 0, client.err.text)
        self.assertIn("Both sides said goodbye", client.err.text)


class HelloRetryRequest(WithPeers):
    def test_a_peer_is_asked_for_the_one_group_that_our_daemon_takes(self):
        for peer in peers.PEERS:
            for group in GROUPS:
                with self.subTest(peer=peer.name, group=group):
                    self.our_daemon_asks(peer, group)

    def our_daemon_asks(self, peer, group):
        certificates = self.certificates(peer)
        with peers.daemon(certificates, "--groups", group) as daemon:
            with peer.client(certificates, daemon.port, groups=[another(group), group]) as client:
                client.wait_for("welcome, guest-1", "out")
                client.say("hello after a retry")
                daemon.wait_for("guest-1: hello after a retry\n")
                self.leave(peer, client)
            daemon.wait_for("-- guest-1 left\n")
            self.assertIn("HelloRetryRequest", daemon.err.text)
            self.assertIn(f"asked: the same again, with a key share for {group}\n", daemon.err.text)
            self.assertRegex(daemon.err.text, f"chosen: .*, {group} .*after a retry")
            peers.assert_no_trouble(self, daemon.err.text)

    def test_our_client_is_asked_for_the_one_group_that_a_peer_takes(self):
        for peer in peers.PEERS:
            for group in GROUPS:
                with self.subTest(peer=peer.name, group=group):
                    self.our_client_is_asked(peer, group, ["--groups", f"{another(group)},{group}"])

    def test_our_client_sends_no_key_share_and_is_asked_for_one(self):
        for peer in peers.PEERS:
            with self.subTest(peer=peer.name):
                self.our_client_is_asked(peer, "secp256r1", ["--key-shares", "none"])

    def our_client_is_asked(self, peer, group, offer):
        certificates = self.certificates(peer)
        with peer.server(certificates, groups=[group]) as server:
            with peers.vitrine(certificates, server.port, *offer) as client:
                self.ask(peer, client, "GET /hello HTTP/1.0")
                self.end(client)
            self.assertRegex(client.err.text, f"HelloRetryRequest +asks for {group}\\b")
            self.assertRegex(client.err.text, f"Secure: TLS 1.3, {group}, .* 2 round trips")


class Defaults(WithPeers):
    """Peers that know no hybrid get x25519, and nobody is asked twice."""

    def test_a_peer_without_hybrids_takes_our_x25519_share(self):
        for peer in peers.PEERS:
            with self.subTest(peer=peer.name):
                certificates = self.certificates(peer)
                with peer.server(certificates) as server, peers.vitrine(certificates, server.port) as client:
                    self.ask(peer, client, "GET /hello HTTP/1.0")
                    self.end(client)
                self.assertRegex(client.err.text, r"Secure: TLS 1.3, x25519, .* 1 round trip,")

    def test_our_daemon_takes_the_x25519_share_of_a_peer_without_hybrids(self):
        for peer in peers.PEERS:
            with self.subTest(peer=peer.name):
                certificates = self.certificates(peer)
                with peers.daemon(certificates) as daemon:
                    with peer.client(certificates, daemon.port) as client:
                        client.wait_for("welcome, guest-1", "out")
                        self.leave(peer, client)
                    daemon.wait_for("-- guest-1 left\n")
                    self.assertRegex(daemon.err.text, r"chosen: .*, x25519 \(.*, no retry\)")


class KeyUpdate(WithPeers):
    times = 3

    def test_openssl_as_client_changes_its_keys_and_asks_for_ours(self):
        peer = peers.OpenSsl()
        self.peer_changes_keys(peer, ["-msg"], "k", "K")

    def test_gnutls_as_client_changes_its_keys_and_asks_for_ours(self):
        self.peer_changes_keys(peers.GnuTls(), ["--inline-commands"], "^rekey1^", "^rekey^")

    def peer_changes_keys(self, peer, more, own, both):
        """`own` and `both` are what its user types for update_not_requested and update_requested."""
        certificates = self.certificates(peer)
        with peers.daemon(certificates) as daemon, peer.client(certificates, daemon.port, more=more) as client:
            client.wait_for("welcome, guest-1", "out")
            for time in range(self.times):
                log, seen = Since(daemon), Since(client, "out")
                client.say(own)
                log.wait_for(rf"◀ session 1 KeyUpdate: new receiving key \(generation {2 * time + 1}\)")
                self.assertNotIn("▶ session 1 KeyUpdate", log.text)
                client.say(both)
                log.wait_for(rf"◀ session 1 KeyUpdate: new receiving key \(generation {2 * time + 2}\)")
                # The wish is granted with the next thing that is sent at the latest.
                client.say("/who")
                seen.wait_for(r"you \(guest-1, no certificate\)")
                log.wait_for(rf"▶ session 1 KeyUpdate: new sending key \(generation {time + 1}\)")
                client.say(f"hello with key {time}")
                log.wait_for(f"guest-1: hello with key {time}\n")
                if peer.name == "OpenSSL":
                    self.assertEqual(len(shown_updates(seen.text, "<<<")), 1)
            client.end_input()
            self.assertEqual(client.wait(), 0, client.err.text)
            daemon.wait_for("-- guest-1 left\n")
            peers.assert_no_trouble(self, daemon.err.text)

    def test_our_client_changes_its_keys_and_every_peer_follows(self):
        for peer in peers.PEERS:
            with self.subTest(peer=peer.name):
                certificates = self.certificates(peer)
                with peer.server(certificates) as server, peers.vitrine(certificates, server.port) as client:
                    for generation in range(1, self.times + 1):
                        client.say("/rekey")
                        client.wait_for(rf"▶ KeyUpdate +new sending key \(generation {generation}\)")
                    self.ask(peer, client, "GET /hello HTTP/1.0")
                    self.end(client)

    def test_openssl_as_server_changes_its_keys_and_asks_for_ours(self):
        peer = peers.OpenSsl()
        certificates = self.certificates(peer)
        with peer.server(certificates, more=["-msg"]) as server, peers.vitrine(certificates, server.port) as client:
            client.wait_for("Secure:")
            for time in range(self.times):
                told, seen = Since(client), Since(server, "out")
                server.say("k")
                told.wait_for(rf"◀ KeyUpdate .*\(generation {2 * time + 1}\)")
                self.assertNotIn("▶ KeyUpdate", told.text)
                server.say("K")
                told.wait_for(rf"◀ KeyUpdate .*\(generation {2 * time + 2}\)")
                client.say(f"hello with key {time}")
                seen.wait_for(f"hello with key {time}\n")
                told.wait_for(rf"▶ KeyUpdate .*\(generation {time + 1}\)")
                self.assertEqual(len(shown_updates(seen.text, "<<<")), 1)
                server.say(f"answer with key {time}")
                client.wait_for(f"answer with key {time}\n", "out")
            self.end(client)


def shown_updates(text, direction):
    """The KeyUpdates that OpenSSL's -msg shows in one direction."""
    return [line for line in text.splitlines() if line.startswith(direction) and line.endswith("KeyUpdate")]


if __name__ == "__main__":
    tap.main()
