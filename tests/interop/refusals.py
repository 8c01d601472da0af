"""Peers with whom there is nothing to agree on: both sides stop, each says why, and both mean the same.

Read before: matrix.py.
"""

import sys
import unittest

import peers
import programs
import tap


class Refusals(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = programs.Home(init=False)
        cls.addClassCleanup(cls.home.__exit__)
        cls.certificates = peers.Certificates(cls.home, "p256")

    def needs(self, *tools):
        if reason := peers.missing(tools):
            self.skipTest(reason)

    def refused_by_daemon(self, command, words, *arguments):
        """Runs somebody else's client against our daemon; `words` are in the daemon's window. The client's own words."""
        with peers.daemon(self.certificates, *arguments) as daemon:
            command = [str(word).replace("PORT", str(daemon.port)) for word in command]
            with programs.Program(command, self.home.environment) as client:
                client.end_input()
                self.assertNotEqual(client.wait(), 0, client.err.text)
                told = client.out.text + client.err.text
            daemon.wait_for(words)
            self.assertNotIn("joined", daemon.err.text)
            self.assertEqual(daemon.stop(), 0)
            return told

    def refused_by_client(self, server, code, *arguments):
        """Our client against somebody else's server. Our words."""
        with peers.vitrine(self.certificates, server.port, *arguments) as client:
            self.assertEqual(client.wait(), code, client.err.text)
            return client.err.text

    # ── our daemon refuses ───────────────────────────────────────────────────────────────────────────────────────────

    def test_openssl_with_tls_1_2_only(self):
        self.needs("openssl")
        told = self.refused_by_daemon(["openssl", "s_client", "-connect", "127.0.0.1:PORT", "-tls1_2"],
                                      r"✘ session 1: the client offers at most TLS 1\.2; sent protocol_version \(70\)")
        self.assertIn("alert protocol version", told)

    def test_gnutls_with_tls_1_2_only(self):
        self.needs("gnutls-cli")
        told = self.refused_by_daemon(["gnutls-cli", "--insecure", "--priority", "NORMAL:-VERS-ALL:+VERS-TLS1.2", "--port",
                                       "PORT", "127.0.0.1"],
                                      r"✘ session 1: the client offers at most TLS 1\.2; sent protocol_version \(70\)")
        self.assertIn("[70]", told)

    def test_nss_with_tls_1_2_only(self):
        self.needs("tstclnt")
        told = self.refused_by_daemon(["tstclnt", "-4", "-h", "localhost", "-p", "PORT", "-D", "-o", "-V", "tls1.2:tls1.2"],
                                      r"✘ session 1: the client offers at most TLS 1\.2; sent protocol_version \(70\)")
        self.assertIn("SSL_ERROR_PROTOCOL_VERSION_ALERT", told)

    def test_plain_http(self):
        program = "import urllib.request; urllib.request.urlopen('http://127.0.0.1:PORT/')"
        self.refused_by_daemon([sys.executable, "-c", program],
                               r'✘ That was plain HTTP \("GET /[^"]*"\)\. This port speaks TLS 1\.3\.')

    def test_openssl_without_a_common_group(self):
        self.needs("openssl")
        told = self.refused_by_daemon(["openssl", "s_client", "-connect", "127.0.0.1:PORT", "-tls1_3", "-groups", "P-256"],
                                      r"✘ session 1: .*group.*", "--groups", "x25519")
        self.assertIn("alert handshake failure", told)

    def test_openssl_without_a_common_suite(self):
        self.needs("openssl")
        told = self.refused_by_daemon(["openssl", "s_client", "-connect", "127.0.0.1:PORT", "-tls1_3", "-ciphersuites",
                                       "TLS_AES_128_GCM_SHA256"],
                                      r"✘ session 1: .*suite.*", "--ciphersuites", "TLS_CHACHA20_POLY1305_SHA256")
        self.assertIn("alert handshake failure", told)

    def test_openssl_without_a_signature_that_our_key_can_make(self):
        self.needs("openssl")
        told = self.refused_by_daemon(["openssl", "s_client", "-connect", "127.0.0.1:PORT", "-tls1_3", "-sigalgs",
                                       "RSA-PSS+SHA256"], r"✘ session 1: .*signature.*")
        self.assertIn("alert handshake failure", told)

    def test_nss_that_does_not_know_ed25519(self):
        self.needs("tstclnt")
        if not peers.Nss().cannot("ed25519"):
            self.skipTest("this NSS knows ed25519")
        self.certificates = peers.Certificates(self.home, "ed25519")
        told = self.refused_by_daemon(["tstclnt", "-4", "-h", "localhost", "-p", "PORT", "-D", "-o", "-V", "tls1.3:tls1.3"],
                                      r"✘ session 1: no signature scheme in common .*; sent handshake_failure \(40\).*\n.*\n?  We have ed25519\.")
        self.assertIn("SSL_ERROR_NO_CYPHER_OVERLAP", told)

    def test_openssl_does_not_trust_our_ca(self):
        self.needs("openssl")
        told = self.refused_by_daemon(["openssl", "s_client", "-connect", "127.0.0.1:PORT", "-verify_return_error"],
                                      r"✘ session 1: the client does not trust our certificate \(alert unknown_ca\)")
        self.assertIn("unable to get local issuer certificate", told)

    # ── our client refuses, or is refused ────────────────────────────────────────────────────────────────────────────

    def openssl_server(self, *arguments):
        self.needs("openssl")
        return peers.Server(["openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", self.certificates.chain, "-key",
                             self.certificates.key, *arguments], self.certificates, r"ACCEPT .*:(\d+)")

    def test_openssl_as_server_with_tls_1_2_only(self):
        with self.openssl_server("-tls1_2") as server:
            told = self.refused_by_client(server, 20)
            self.assertIn("protocol_version", told)
            server.wait_for("unsupported protocol", "err")

    def test_openssl_as_server_without_a_common_suite(self):
        with self.openssl_server("-tls1_3", "-ciphersuites", "TLS_AES_128_GCM_SHA256") as server:
            told = self.refused_by_client(server, 20, "--ciphersuites", "TLS_CHACHA20_POLY1305_SHA256")
            self.assertIn("handshake_failure", told)
            server.wait_for("no shared cipher", "err")

    def test_openssl_as_server_without_a_common_group(self):
        with self.openssl_server("-tls1_3", "-groups", "P-256") as server:
            told = self.refused_by_client(server, 20, "--groups", "x25519")
            self.assertIn("handshake_failure", told)
            server.wait_for("no suitable|no shared group", "err")

    def test_openssl_as_server_that_demands_a_certificate_of_ours(self):
        with self.openssl_server("-tls1_3", "-Verify", "1") as server:
            told = self.refused_by_client(server, 20)
            self.assertIn("certificate_required", told)
            server.wait_for("peer did not return a certificate", "err")

    def test_openssl_as_server_that_asks_for_a_certificate_and_can_do_without(self):
        with self.openssl_server("-tls1_3", "-verify", "1") as server:
            with peers.vitrine(self.certificates, server.port) as client:
                client.say("hello from nobody")
                server.wait_for("hello from nobody\n", "out")
                client.end_input()
                self.assertEqual(client.wait(), 0, client.err.text)

    def test_our_client_does_not_trust_the_ca_of_openssl(self):
        other = self.home.path / "other"
        self.home.make("init", "--dir", other, "--ca-name", "Other CA")
        with self.openssl_server("-tls1_3") as server:
            told = self.refused_by_client(server, 11, "--cafile", other / "ca.pem")
            self.assertIn("unknown_ca (48)", told)
            server.wait_for("alert unknown ca", "err")


if __name__ == "__main__":
    tap.main()
