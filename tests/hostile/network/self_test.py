"""The peer proves itself without us: the values of RFC 8448, and handshakes with OpenSSL in both roles.

Read before: evil/client.py, evil/server.py. Read next: main.py.
"""

import os
import pathlib
import shutil
import tempfile
import unittest

from programs import Program, environment

from evil.authority import Credential, an_authority
from evil.client import Client
from evil.key_exchange import KeyShare
from evil.listener import Listener
from evil.messages import NewSessionTicket
from evil.offered_psks import psk_of
from evil.records import Protection
from evil.registry import Group, Suite
from evil.schedule import Schedule, digest, hkdf_expand_label, verify_data
from evil.server import ANSWER, QUESTION, Server

TRACES = pathlib.Path(os.environ["VITRINE_SOURCE_ROOT"]) / "common/replay/traces"


def trace(name):
    """The values of one trace by their names, as hexadecimal words or quoted labels."""
    values, last = {}, None
    for line in (TRACES / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if " = " in line or line.endswith(" ="):
            last, _, value = line.partition(" =")
            values[last] = value.strip()
        elif line.startswith("  ") and last:
            values[last] += line.strip()
    return values


def octets(values, name):
    return bytes.fromhex(values[name])


class Rfc8448(unittest.TestCase):
    def test_every_derived_secret_of_the_traces(self):
        count = 0
        for path in TRACES.glob("*.txt"):
            values = trace(path.stem)
            for name in [name.removesuffix(".label") for name in values if name.endswith(".label")]:
                if not name.startswith("secret.") or name + ".hash" not in values:
                    continue
                label = values[name + ".label"].strip('"').removeprefix("tls13 ")
                prk, context = octets(values, name + ".prk"), octets(values, name + ".hash")
                self.assertEqual(octets(values, name), hkdf_expand_label("sha256", prk, label, context, 32), name)
                count += 1
        self.assertGreater(count, 30)

    def test_the_stages_the_finished_and_the_first_protected_record_of_a_simple_handshake(self):
        values = trace("simple_1rtt")
        hellos = octets(values, "client.ClientHello") + octets(values, "server.ServerHello")
        schedule = Schedule("sha256")
        self.assertEqual(octets(values, "secret.early"), schedule.secret)
        schedule.next_stage(octets(values, "secret.handshake.ikm"))
        self.assertEqual(octets(values, "secret.handshake"), schedule.secret)
        server = Protection(Suite.TLS_AES_128_GCM_SHA256, schedule.derive("s hs traffic", digest("sha256", hellos)))
        self.assertEqual(octets(values, "secret.server_handshake_traffic"), server.secret)
        record = octets(values, "server.record.2")
        kind, flight = server.open(record[:5], record[5:])
        self.assertEqual(22, kind)
        before_finished, finished = flight[:-36], flight[-32:]
        self.assertEqual(finished, verify_data("sha256", server.secret, digest("sha256", hellos + before_finished)))
        schedule.next_stage()
        self.assertEqual(octets(values, "secret.main"), schedule.secret)


class WithOpenSsl(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not shutil.which("openssl"):
            raise unittest.SkipTest("openssl is not installed")
        cls.folder = tempfile.TemporaryDirectory(prefix="vitrine-")
        cls.path = pathlib.Path(cls.folder.name)
        cls.ca = Credential(an_authority(subject="the evil CA"))
        cls.ca_file, _ = cls.ca.write(cls.path, "ca")
        cls.chain, cls.key = cls.ca.issue().write(cls.path, "server")
        cls.client = cls.ca.issue(subject="ana")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def s_server(self, *more):
        command = ["openssl", "s_server", "-accept", "127.0.0.1:0", "-tls1_3", "-rev", "-cert", self.chain, "-key", self.key]
        return Program([*command, *more], environment(self.path))

    def against_s_server(self, prepare=lambda client: None, more=(), **wishes):
        """One good conversation with a server that turns lines around."""
        with self.s_server(*more) as server:
            return self.talk(server, prepare, **wishes)

    def talk(self, server, prepare=lambda client: None, **wishes):
        client = Client(int(server.wait_for(r"ACCEPT .*:(\d+)", "out").group(1)), **wishes)
        prepare(client)

        def turn_around():
            client.send_data(b"abc\n")
            client.hear_until(lambda: client.heard.data)
            self.assertEqual(b"cba\n", client.heard.data)

        client.conversation = turn_around
        self.assertTrue(client.run().completed, client.notes())
        return client

    def test_a_client_of_each_suite_and_group(self):
        for suite in Suite:
            self.assertEqual(suite, self.against_s_server(suites=[suite]).suite)
        for group in (Group.secp256r1, Group.secp384r1):
            self.against_s_server(groups=[group])

    def test_a_client_that_is_asked_to_come_again(self):
        client = self.against_s_server(more=["-groups", "P-256"])
        self.assertIsNotNone(client.retry)

    def test_a_client_that_shows_a_certificate(self):
        def show(client):
            client.credential = self.client

        self.against_s_server(show, ["-Verify", "1", "-CAfile", self.ca_file, "-verify_return_error"])

    def test_a_client_that_resumes_with_a_right_binder(self):
        with self.s_server() as server:
            first = self.talk(server)
            ticket = psk_of(first, first.tickets[0])

            def resume(client):
                client.psks = [ticket]

            again = self.talk(server, resume, suites=[first.suite])
        self.assertIsNone(again.server_key)

    def s_client(self, listener, *more):
        command = ["openssl", "s_client", "-connect", f"127.0.0.1:{listener.port}", "-servername", "localhost", "-CAfile",
                   self.ca_file, "-verify_hostname", "localhost", "-verify_return_error", "-brief", *more]
        with Program(command, environment(self.path)) as client:
            client.process.stdin.write(QUESTION)
            client.process.stdin.flush()
            client.wait_for(ANSWER.decode(), "out")
            client.end_input()
            client.wait()
            return client

    def against_s_client(self, prepare=lambda server: None, more=(), kind="p256"):
        def behave(connection):
            server = Server(connection, self.ca.issue(kind))
            prepare(server)
            return server.run()

        with Listener(behave) as listener:
            self.s_client(listener, *more)
            server = listener.outcome()
        self.assertTrue(server.completed, server.notes())
        return server

    def test_a_server_of_each_kind_of_key_and_each_suite(self):
        for kind in ("p256", "p384", "ed25519", "rsa2048"):
            self.against_s_client(kind=kind)
        for suite in Suite:
            self.against_s_client(lambda server, suite=suite: setattr(server, "suite", suite))

    def test_a_server_that_asks_for_another_hello_with_a_cookie(self):
        def ask(server):
            server.group = server.retry_group = Group.secp256r1
            server.retry_cookie = b"a cookie"

        self.against_s_client(ask, ["-groups", "X25519:P-256"])

    def test_a_server_that_asks_for_a_certificate(self):
        chain, key = self.client.write(self.path, "ana")
        server = self.against_s_client(lambda server: setattr(server, "asks_for_certificate", True),
                                       ["-cert", chain, "-key", key])
        self.assertIsNotNone(server.client_key)

    def test_a_server_that_gives_a_ticket(self):
        server = self.against_s_client(lambda server: setattr(server, "tickets", [NewSessionTicket(b"ticket")]))
        self.assertTrue(server.completed)


class KeyShares(unittest.TestCase):
    def test_both_sides_agree_in_each_group(self):
        for group in (Group.x25519, Group.secp256r1, Group.secp384r1):
            one, other = KeyShare(group), KeyShare(group)
            self.assertEqual(one.agree(other.public), other.agree(one.public))
