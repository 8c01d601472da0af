"""--seed: a class on many machines sees the same handshake, byte for byte, and nothing that matters depends on it."""

import os
import subprocess
import unittest

import tap
from programs import DEADLINE, Daemon, Home, Peer, ask, relay_to

SEED = ("--seed", "7")


class Recorder:
    """Keeps what passes by: flights of one direction each."""

    def __init__(self):
        self.flights = []

    def __call__(self, direction, data):
        if not self.flights or self.flights[-1][0] != direction:
            self.flights.append((direction, b""))
        self.flights[-1] = (direction, self.flights[-1][1] + data)
        return data


def records(flight):
    """(type, everything on the wire) of each record."""
    while flight:
        end = 5 + int.from_bytes(flight[3:5], "big")
        yield flight[0], flight[:end]
        flight = flight[end:]


def handshake(flights):
    """Everything on the wire, record by record, up to the client's Finished, which is the first that it encrypts."""
    found = []
    for direction, flight in flights:
        for kind, wire in records(flight):
            found.append(wire)
            if (direction, kind) == ("to server", 23):
                return found
    raise AssertionError("no Finished of the client")


def recorded(options=SEED, client_options=(), clients=1):
    """The handshakes of clients that come one after the other to one daemon, everybody in a new home; the last words."""
    found = []
    with Home(init=False) as one, Home(init=False) as other, Daemon(one, *options) as daemon:
        for _ in range(clients):
            recorder = Recorder()
            with Peer(relay_to(daemon.port, recorder)) as proxy:
                _, _, err = ask(other, proxy.address, *options, *client_options)  # the proxy knows no half-closed connections
            assert "Secure: TLS 1.3" in err, err
            found.append(handshake(recorder.flights))
        return found, err, daemon.err.text


class Seeded(unittest.TestCase):
    def test_two_runs_in_different_homes_are_the_same_on_the_wire(self):
        (first,), client, daemon = recorded()
        (second,), _, _ = recorded()
        self.assertEqual(first, second)
        self.assertIn("X25519MLKEM768", client)
        self.assertIn("ecdsa_secp256r1_sha256", daemon)
        self.assertGreater(len(first[0]), 1184, "no ML-KEM key in the ClientHello")

    def test_a_retry_is_the_same_on_the_wire_too(self):
        (first,), client, _ = recorded(client_options=("--key-shares", "none"))
        (second,), _, _ = recorded(client_options=("--key-shares", "none"))
        self.assertIn("HelloRetryRequest", client)
        self.assertEqual(first, second)

    def test_another_seed_is_another_handshake(self):
        (first,), _, _ = recorded()
        (second,), _, _ = recorded(("--seed", "8"))
        self.assertFalse(set(first) & {wire for wire in second if wire[0] != 20})

    def test_the_second_client_of_a_daemon_gets_other_bytes_and_each_run_gets_the_same(self):
        once, _, _ = recorded(clients=2)
        again, _, _ = recorded(clients=2)
        self.assertEqual(once, again)
        self.assertEqual(once[0][0], once[1][0], "two clients with one seed say the same hello")
        self.assertNotEqual(once[0][1], once[1][1])

    def test_without_a_seed_no_two_handshakes_are_the_same(self):
        with Home() as home, Daemon(home) as daemon:
            found = []
            for _ in range(2):
                recorder = Recorder()
                with Peer(relay_to(daemon.port, recorder)) as proxy:
                    ask(home, proxy.address)
                found.append(handshake(recorder.flights))
        self.assertFalse(set(found[0]) & {wire for wire in found[1] if wire[0] != 20})

    def test_both_say_loudly_what_it_means(self):
        _, client, daemon = recorded()
        for text in (client, daemon):
            self.assertIn("Seed 7: every key of this session can be computed by anyone who knows the number.", text)


class Refused(unittest.TestCase):
    def setUp(self):
        self.home = self.enterContext(Home())

    def run_program(self, variable, *arguments):
        done = subprocess.run([os.environ[variable], *arguments], env=self.home.environment, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=DEADLINE)
        return done.returncode, done.stderr

    def test_the_daemon_listens_on_no_other_address(self):
        for address in ("0.0.0.0:0", "[::]:0"):
            with self.subTest(address):
                code, err = self.run_program("VITRINED", *SEED, "--listen", "127.0.0.1:0", "--listen", address)
                self.assertEqual(78, code, err)
                self.assertIn("anybody could compute the keys", err)
                self.assertNotIn("Listening", err)

    def test_the_client_goes_to_no_other_address(self):
        elsewhere = "0xc0000201:4444"  # 192.0.2.1, but only a resolver knows that
        for address in ("192.0.2.1:4444", "0.0.0.0:4444", "[2001:db8::1]:4444", elsewhere):
            with self.subTest(address):
                code, err = self.run_program("VITRINE", *SEED, address)
                self.assertEqual(2, code, err)
                self.assertIn("is not on this machine", err)

    def test_what_would_outlive_the_class_or_give_a_key_away_is_refused(self):
        pair = ("--cert", str(self.home.pki / "server.pem"), "--key", str(self.home.pki / "server.key"))
        for variable, *more in (("VITRINED", *pair), ("VITRINED", "--ticket-keys", "keys"), ("VITRINE", *pair),
                                ("VITRINE", "--session-file", "tickets")):
            with self.subTest(more=more):
                code, err = self.run_program(variable, *SEED, *more)
                self.assertEqual(2, code, err)
                self.assertIn("--seed and --", err)

    def test_without_a_seed_nobody_believes_the_class_ca(self):
        with Daemon(self.home, *SEED) as daemon:
            code, _, err = ask(self.home, daemon.address)
        self.assertEqual(11, code, err)
        self.assertIn("vitrine class CA", err)

    def test_with_a_seed_another_ca_counts_where_it_was_named(self):
        with Daemon(self.home) as daemon:
            self.assertEqual(11, ask(self.home, daemon.address, *SEED)[0])
            self.assertEqual(0, ask(self.home, daemon.address, *SEED, "--cafile", str(self.home.pki / "ca.pem"))[0])

    def test_no_seed_is_no_number(self):
        for words in ("-1", "seven", "1000000000"):
            with self.subTest(words):
                self.assertEqual(2, self.run_program("VITRINE", "--seed", words)[0])
                self.assertEqual(2, self.run_program("VITRINED", "--seed", words)[0])


if __name__ == "__main__":
    tap.main()
