"""Client certificates with other people's programs: theirs in our room, ours at their servers.

Read before: matrix.py.
"""

import contextlib
import unittest

import peers
import programs
import tap


class MutualTls(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = programs.Home()
        cls.addClassCleanup(cls.home.__exit__)
        cls.ca = cls.home.pki / "ca.pem"
        for kind in peers.KINDS:
            cls.home.make("issue", "client", f"ana-{kind}", "--key", kind)

    def setUp(self):
        self.open = contextlib.ExitStack()
        self.addCleanup(self.open.close)

    def start(self, program):
        return self.open.enter_context(program)

    def needs(self, tool):
        if reason := peers.missing([tool]):
            self.skipTest(reason)

    def pair(self, name):
        return str(self.home.pki / f"{name}.pem"), str(self.home.pki / f"{name}.key")

    def joins_as(self, kind, command):
        daemon = self.start(programs.Daemon(self.home, "--client-auth", "require"))
        guest = self.start(programs.Program([str(word) for word in command(daemon)], self.home.environment))
        guest.wait_for(f"welcome, ana-{kind}", "out")
        daemon.wait_for(f"-- ana-{kind} ✔ joined")
        guest.say("exit")
        guest.wait()
        self.assertEqual(0, daemon.stop())
        peers.assert_no_trouble(self, daemon.err.text)

    def test_openssl_s_client_is_known_by_a_certificate_of_every_kind(self):
        self.needs("openssl")
        for kind in peers.KINDS:
            with self.subTest(kind):
                certificate, key = self.pair(f"ana-{kind}")
                self.joins_as(kind, lambda daemon: [
                    "openssl", "s_client", "-connect", daemon.address, "-CAfile", self.ca, "-verify_return_error", "-quiet",
                    "-cert", certificate, "-key", key])

    def test_gnutls_cli_is_known_by_a_certificate_of_every_kind(self):
        self.needs("gnutls-cli")
        for kind in peers.KINDS:
            with self.subTest(kind):
                certificate, key = self.pair(f"ana-{kind}")
                self.joins_as(kind, lambda daemon: [
                    "gnutls-cli", "--x509cafile", self.ca, "--port", daemon.port, "--x509certfile", certificate, "--x509keyfile",
                    key, "localhost"])

    def our_client(self, port, *arguments):
        return self.start(programs.client(self.home, f"127.0.0.1:{port}", "--alpn", "none", *arguments))

    def openssl_server(self, *arguments):
        chain, key = self.pair("server")
        return self.start(peers.Server(["openssl", "s_server", "-accept", "127.0.0.1:0", "-tls1_3", "-cert", chain, "-key", key,
                                        "-CAfile", self.ca, "-verify_return_error", *arguments], self, r"ACCEPT .*:(\d+)"))

    def test_openssl_s_server_takes_our_certificate_of_every_kind(self):
        self.needs("openssl")
        for kind in peers.KINDS:
            with self.subTest(kind):
                server = self.openssl_server("-Verify", "1", "-rev")
                certificate, key = self.pair(f"ana-{kind}")
                client = self.our_client(server.port, "--cert", certificate, "--key", key)
                client.say("hello")
                client.wait_for("olleh\n", "out")
                client.wait_for(f'I showed "ana-{kind}"')
                client.end_input()
                self.assertEqual(0, client.wait(), client.err.text)

    def test_openssl_s_server_that_insists_on_a_certificate_refuses_us_without_one(self):
        self.needs("openssl")
        server = self.openssl_server("-Verify", "1")
        client = self.our_client(server.port)
        self.assertEqual(20, client.wait(), client.err.text)
        self.assertIn("I have none to show", client.err.text)
        self.assertIn("certificate_required (116)", client.err.text)

    def test_gnutls_serv_takes_our_certificate_and_insists_on_one(self):
        self.needs("gnutls-serv")
        chain, key = self.pair("server")
        server = self.start(peers.server_on_free_port(lambda port: [
            "gnutls-serv", "--echo", "--port", port, "--x509certfile", chain, "--x509keyfile", key, "--x509cafile", self.ca,
            "--require-client-cert", "--verify-client-cert"], self, r"listening on IPv4 .*\.\.\.done"))
        certificate, key = self.pair("ana-p256")
        client = self.our_client(server.port, "--cert", certificate, "--key", key)
        client.say("hello")
        client.wait_for("hello\n", "out")
        client.end_input()
        self.assertEqual(0, client.wait(), client.err.text)
        nobody = self.our_client(server.port)
        self.assertEqual(20, nobody.wait(), nobody.err.text)
        self.assertIn("I have none to show", nobody.err.text)


if __name__ == "__main__":
    tap.main()
