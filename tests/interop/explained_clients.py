"""Other people's clients that our daemon cannot serve, or that will not have it: what its window says about each.

Every block of words has at most five lines, the alert with its number, a §, who is at fault and what to do.
Read before: refusals.py. Read next: explained_servers.py.
"""

import re
import subprocess
import sys
import unittest

import peers
import programs
import tap

DEADLINE = 120.0  # a browser's first start takes its time
PYTHON = """
import socket, ssl, sys
context = ssl.create_default_context(cafile=sys.argv[2] if len(sys.argv) > 2 else None)
{}
with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as plain:
    context.wrap_socket(plain, server_hostname="localhost").recv(1)
"""
OLD = "context.maximum_version = ssl.TLSVersion.TLSv1_2"
BROWSER = ("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
           "--disable-background-networking", "--disable-component-update", "--disable-sync", "--dump-dom")
OPENSSL = ("openssl", "s_client", "-connect", "127.0.0.1:PORT", "-CAfile", "CA", "-verify_return_error", "-servername", "localhost")
GNUTLS = ("gnutls-cli", "--x509cafile", "CA", "--port", "PORT", "localhost", "--priority")
CURL = ("curl", "--silent", "--show-error")

TOO_OLD = (r"the client offers at most TLS 1\.2; sent protocol_version \(70\), §4\.3\.1\.", "configuration",
           "The client has to allow TLS 1.3")
NO_GROUP = (r"no key exchange group in common; sent handshake_failure \(40\), §4\.2\.1\.\n"
            r"  It has [^;]*secp521r1[^;]*; we have x25519, secp256r1\.", "configuration", "vitrined --groups LIST")
NO_SUITE = (r"no cipher suite in common; sent handshake_failure \(40\), §4\.2\.1\.\n"
            r"  It has TLS_AES_128_GCM_SHA256 \(and \d+ of older versions\); we have TLS_CHACHA20_POLY1305_SHA256\.", "configuration", "vitrined --ciphersuites LIST")
NO_SCHEME = (r"no signature scheme in common with our certificate; sent handshake_failure \(40\), §4\.3\.3\.\n"
             r"  It has rsa_pss_rsae_sha256; we have ecdsa_secp256r1_sha256\.", "configuration", "vitrine-pki issue server")
NO_PROTOCOL = (r"no application protocol \(ALPN\) in common; sent no_application_protocol \(120\), §4\.3\.\n"
               r"  It has h2, http/1\.1; we have vitrine/1\.", "configuration", "vitrined --www")
NO_CA = (r"the client does not trust our certificate \(alert unknown_ca\)\.\n.*\n  The client told us: unknown_ca \(48\), §6\.2\.",
         "configuration", "/pki/ca.pem")
WRONG_NAME = (r"the client found fault with our certificate, often with its signer or name \(alert bad_certificate\)\.",
              "configuration", "vitrine-pki show server.pem")
SAYS_NOTHING_MORE = (r"the client does not accept our certificate, and does not say why \(alert certificate_unknown\)\.",
                     "configuration", "/pki/ca.pem")
HTTP = (r'That was plain HTTP \("GET / HTTP/1\.1"\)\. This port speaks TLS 1\.3\.\n  session 1; sent unexpected_message \(10\), §5\.',
        "configuration", "vitrined --www")
OTHER_HOST = (r"the client wants a host that does not live here; sent unrecognized_name \(112\), §6\.2\.\n.*found: elsewhere\.example\.",
              "configuration", "vitrine-pki issue server NAME")

GROUPS = ("--groups", "x25519,secp256r1")
# name, the client's command, the daemon's options, what its window says
ROWS = (
    ("openssl with TLS 1.2 alone", (*OPENSSL, "-tls1_2"), (), TOO_OLD),
    ("openssl with a group of its own", (*OPENSSL, "-groups", "P-521"), GROUPS, NO_GROUP),
    ("openssl with a suite of its own", (*OPENSSL, "-ciphersuites", "TLS_AES_128_GCM_SHA256"),
     ("--ciphersuites", "TLS_CHACHA20_POLY1305_SHA256"), NO_SUITE),
    ("openssl that verifies RSA alone", (*OPENSSL, "-sigalgs", "RSA-PSS+SHA256"), (), NO_SCHEME),
    ("openssl with protocols of its own", (*OPENSSL, "-alpn", "h2,http/1.1"), (), NO_PROTOCOL),
    ("openssl without our CA", OPENSSL[:4] + OPENSSL[6:], (), NO_CA),
    ("openssl that wants another host", (*OPENSSL[:-1], "elsewhere.example"), ("--unknown-name", "refuse"), OTHER_HOST),
    ("gnutls with TLS 1.2 alone", (*GNUTLS, "NORMAL:-VERS-ALL:+VERS-TLS1.2"), (), TOO_OLD),
    ("gnutls with a group of its own", (*GNUTLS, "NORMAL:-GROUP-ALL:+GROUP-SECP521R1"), GROUPS, NO_GROUP),
    ("gnutls without our CA", ("gnutls-cli", "--port", "PORT", "localhost"), (), WRONG_NAME),
    ("curl with TLS 1.2 alone", (*CURL, "--tls-max", "1.2", "--cacert", "CA", "https://localhost:PORT/"), ("--www",), TOO_OLD),
    ("curl at the room", (*CURL, "--cacert", "CA", "https://localhost:PORT/"), (), NO_PROTOCOL),
    ("curl without our CA", (*CURL, "https://localhost:PORT/"), ("--www",), NO_CA),
    ("curl with http", (*CURL, "http://localhost:PORT/"), ("--www",), HTTP),
    ("python with TLS 1.2 alone", (sys.executable, "-W", "ignore", "-c", PYTHON.format(OLD), "PORT", "CA"), (), TOO_OLD),
    ("python with protocols of its own", (sys.executable, "-c", PYTHON.format("context.set_alpn_protocols(['h2', 'http/1.1'])"), "PORT",
                                          "CA"), (), NO_PROTOCOL),
    ("python without our CA", (sys.executable, "-c", PYTHON.format(""), "PORT"), (), NO_CA),
    ("chromium without our CA", (*BROWSER, "--user-data-dir=PROFILE", "https://localhost:PORT/"), ("--www",), SAYS_NOTHING_MORE),
    ("chromium at the room", (*BROWSER, "--user-data-dir=PROFILE", "https://localhost:PORT/"), (), NO_PROTOCOL),
)


class ExplainedClients(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = programs.Home()
        cls.addClassCleanup(cls.home.__exit__)

    def run_client(self, command, port):
        names = {"PORT": str(port), "CA": str(self.home.pki / "ca.pem"), "PROFILE": str(self.home.path / "profile")}
        command = [re.sub("PORT|CA$|PROFILE", lambda name: names[name[0]], word) if len(word) < 100 else word for word in command]
        return subprocess.run(command, env=self.home.environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=DEADLINE, check=False)

    def told(self, daemon, verdict, fault, advice):
        """The block of words that `verdict` begins."""
        block = daemon.wait_for(rf"✘ (session \d+: )?{verdict}(.*\n)*?.*At fault: .*\n.*\n")[0]
        self.assertLessEqual(len(block.splitlines()), 5, block)
        self.assertLessEqual(max(map(len, block.splitlines())), 120, block)
        self.assertRegex(block, rf"At fault: (the )?{fault}")
        self.assertIn(advice, block.splitlines()[-1])
        return block

    def check(self, command, arguments, expected):
        if reason := peers.missing([str(command[0])]):
            self.skipTest(reason)
        with programs.Daemon(self.home, *arguments) as daemon:
            self.run_client(command, daemon.port)
            self.told(daemon, *expected)
            self.assertNotIn("joined", daemon.err.text)
            self.assertEqual(0, daemon.stop())


def add_tests():
    for name, *row in ROWS:
        setattr(ExplainedClients, "test_" + re.sub(r"\W", "_", name), lambda self, row=row: self.check(*row))


add_tests()

if __name__ == "__main__":
    tap.main()
