"""Other people's servers that our client cannot talk to, or that will not have it: what its last words are about each.

Read before: explained_clients.py.
"""

import contextlib
import re
import sys
import unittest

import peers
import programs
import tap

PYTHON = """
import socket, ssl, sys
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[1], sys.argv[2])
{}
with socket.create_server(("127.0.0.1", 0)) as listener:
    print("ACCEPT 127.0.0.1:%d" % listener.getsockname()[1], flush=True)
    plain, _ = listener.accept()
    context.wrap_socket(plain, server_side=True).recv(1)
"""
OLD = "context.minimum_version = ssl.TLSVersion.TLSv1_2; context.maximum_version = ssl.TLSVersion.TLSv1_2"
CURIOUS = "context.verify_mode = ssl.CERT_REQUIRED; context.load_verify_locations(sys.argv[1])"
ON = "ACCEPT .*:(\\d+)"

TOO_OLD = (20, "the server does not speak TLS 1.3.", "protocol_version (70)", "configuration", "openssl s_client -connect")
NOTHING = (20, "the server has no version, suite, group or signature in common with us.", "handshake_failure (40)", "configuration",
           "without --groups")
WANTS_US = (20, "the server lets in nobody without a certificate, and I showed none.", "certificate_required (116)", "configuration",
            "vitrine-pki issue client")
NO_PROTOCOL = (20, "the server speaks no protocol (ALPN) that we offer.", "no_application_protocol (120)", "configuration", "--alpn NAME")
WRONG_CA = (11, 'the server\'s certificate is signed by "vitrine test CA" and you trust only "Other CA"', "unknown_ca (48)",
            "configuration", "--cafile ITS-CA.pem")
ITSELF = (11, 'the server\'s certificate "alone" is signed by itself; you trust only "vitrine test CA"', "unknown_ca (48)",
          "configuration", "--cafile ITS-CA.pem")
WRONG_NAME = (13, 'the server\'s certificate is for "localhost"', "bad_certificate (42)", "configuration",
              "vitrine-pki issue server elsewhere.example")
EXPIRED = (12, 'the certificate of "localhost" ended ', "certificate_expired (45)", "configuration", "vitrine-pki renew server")


class ExplainedServers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = programs.Home(init=False)
        cls.addClassCleanup(cls.home.__exit__)
        cls.certificates = peers.Certificates(cls.home, "p256")
        cls.home.make("init", "--dir", cls.home.path / "other", "--ca-name", "Other CA")
        cls.home.make("issue", "server", "localhost", "--days", "-1", "--out", "old", "--dir", cls.certificates.folder)
        cls.alone = cls.home.path / "alone.pem", cls.home.path / "alone.key"

    def needs(self, *tools):
        if reason := peers.missing(tools):
            self.skipTest(reason)

    def openssl(self, *arguments, pair=None):
        self.needs("openssl")
        chain, key = pair or self.certificates.pair("server")
        return peers.Server(["openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", chain, "-key", key, *arguments],
                            self.certificates, ON)

    def gnutls(self, *arguments):
        self.needs("gnutls-serv")
        return peers.server_on_free_port(lambda port: [
            "gnutls-serv", "--echo", "--port", port, "--x509certfile", self.certificates.chain, "--x509keyfile", self.certificates.key,
            "--x509cafile", self.certificates.ca, *arguments], self.certificates, "Echo Server listening on IPv4")

    def python(self, setting):
        return peers.Server([sys.executable, "-W", "ignore", "-c", PYTHON.format(setting), *self.certificates.pair("server")],
                            self.certificates, ON)

    def last_words(self, address, expected, *arguments):
        """Runs our client; `expected` is its exit code, and what its last words begin with, say, and end with."""
        code, verdict, found, fault, advice = expected
        with programs.client(self.home, address, "--cafile", self.certificates.ca, *arguments) as client:
            with contextlib.suppress(BrokenPipeError):
                client.end_input()
            self.assertEqual(code, client.wait(), client.err.text)
            told = client.err.text
        self.assertRegex(told, "(Not connected|Stopped): ")
        block = re.split("(?=(?:Not connected|Stopped): )", told)[1]
        self.assertIn(verdict, block.splitlines()[0])
        self.assertIn(found, block)
        self.assertRegex(block, rf"At fault: (the )?{fault}")
        self.assertIn("§", block)
        self.assertIn(advice, block.splitlines()[-1])
        self.assertLessEqual(len(block.splitlines()), 5, block)
        self.assertLessEqual(max(map(len, block.splitlines())), 125, block)  # dates are long

    def check(self, server, expected, *arguments):
        with server:
            self.last_words(f"localhost:{server.port}", expected, *arguments)

    def test_openssl_with_TLS_1_2_alone(self):
        self.check(self.openssl("-tls1_2"), TOO_OLD)

    def test_openssl_with_a_group_of_its_own(self):
        self.check(self.openssl("-tls1_3", "-groups", "P-521"), NOTHING)

    def test_openssl_with_a_suite_of_its_own(self):
        self.check(self.openssl("-tls1_3", "-ciphersuites", "TLS_AES_128_GCM_SHA256"), NOTHING, "--ciphersuites",
                   "TLS_CHACHA20_POLY1305_SHA256")

    def test_openssl_that_demands_a_certificate(self):
        self.check(self.openssl("-tls1_3", "-Verify", "1"), WANTS_US, "--alpn", "none")

    def test_openssl_with_another_protocol(self):
        self.check(self.openssl("-tls1_3", "-alpn", "h2"), NO_PROTOCOL)

    def test_openssl_of_another_ca(self):
        self.check(self.openssl("-tls1_3"), WRONG_CA, "--cafile", self.home.path / "other/ca.pem")

    def test_openssl_with_a_certificate_that_it_signed_itself(self):
        self.needs("openssl")
        chain, key = self.alone
        peers.quietly("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=alone",
                      "-addext", "subjectAltName=DNS:localhost", "-out", chain, "-keyout", key)
        self.check(self.openssl("-tls1_3", pair=self.alone), ITSELF)

    def test_openssl_with_another_name(self):
        self.check(self.openssl("-tls1_3"), WRONG_NAME, "--servername", "elsewhere.example")

    def test_openssl_with_a_certificate_of_the_past(self):
        self.check(self.openssl("-tls1_3", pair=self.certificates.pair("old")), EXPIRED)

    def test_gnutls_with_TLS_1_2_alone(self):
        self.check(self.gnutls("--priority", "NORMAL:-VERS-ALL:+VERS-TLS1.2"), NOTHING)  # it does not say that it is the version

    def test_gnutls_that_demands_a_certificate(self):
        self.check(self.gnutls("--require-client-cert"), WANTS_US)

    def test_python_with_TLS_1_2_alone(self):
        self.check(self.python(OLD), TOO_OLD)

    def test_python_that_demands_a_certificate(self):
        self.check(self.python(CURIOUS), WANTS_US)

    def test_python_with_a_page_over_http(self):
        with peers.Server([sys.executable, "-u", "-m", "http.server", "--bind", "127.0.0.1", "--directory", self.home.path, "0"],
                          self.certificates, r"port (\d+)") as server:
            self.last_words(f"localhost:{server.port}", (21, "does not speak TLS.", "Expected: a TLS record; found: ", "configuration",
                                                          "vitrine HOST:PORT"))

    def answered_with(self, answer):
        return programs.Peer(lambda connection: (connection.recv(65536), connection.sendall(answer)))

    def test_greetings_of_other_protocols(self):
        for answer, name in ((b"HTTP/1.1 400 Bad Request\r\n\r\n", 'plain HTTP ("HTTP/1.1 400 Bad Request")'),
                             (b"SSH-2.0-OpenSSH_9.2p1\r\n", 'an SSH greeting ("SSH-2.0-OpenSSH_9.2p1")'),
                             (b"220 mail.example ESMTP\r\n", 'not TLS ("220 mail.example ESMTP")')):
            with self.subTest(name), self.answered_with(answer) as peer:
                self.last_words(peer.address, (21, f"what answers at {peer.address} does not speak TLS.", f"found: {name}",
                                               "configuration", "vitrine HOST:PORT"))

    def test_hanging_up_at_each_point(self):
        first_half = bytes.fromhex("160303007a020000760303")
        for answer, verdict in ((b"", "the server took the connection and hung up without a word"),
                                (first_half, "the connection ended in the middle of the handshake")):
            with self.subTest(verdict), self.answered_with(answer) as peer:
                self.last_words(peer.address, (23, verdict, "close_notify (0), §6.1", "", f"{peer.address}"))

    def test_silence(self):
        with programs.Peer(lambda connection: connection.recv(1 << 20) and connection.recv(1)) as peer:
            self.last_words(peer.address, (24, f"{peer.address} took the connection and said nothing for 1 s", "found: silence",
                                           "that cannot be told", "openssl s_client"), "--timeout", "0.3")


if __name__ == "__main__":
    tap.main()
