"""Other people's TLS 1.3: OpenSSL, GnuTLS and NSS as clients of our daemon and as servers for our client.

Each peer is an object with the same face: missing() says why it cannot take part ("" if it can), cannot(kind) why it
cannot with one kind of certificate; client(...) and server(...) start its programs, limited to the groups and suites given.
Read next: peer.py for that face, programs.py for how processes are started, waited for and ended.
"""

import re

import programs
from chromium_peer import Chromium
from curl_peer import Curl
from gnutls_peer import GnuTls
from nss_peer import Nss
from openssl_peer import OpenSsl
from peer import ALL_GROUPS, GROUPS, KINDS, SHARED_KEY, SUITES, Newer, Server, missing, quietly, server_on_free_port
from programs import wait_until

PEERS = (OpenSsl(), GnuTls(), Nss())
BROWSERS = (Curl(), Chromium())
NEWER_PEERS = tuple(maker(Newer()) for maker in (OpenSsl, GnuTls, Nss, Curl))


def all_peers():
    """The system's, and the next release's unless the system is as new."""
    new = "X25519MLKEM768" in PEERS[0].knows()
    return PEERS + BROWSERS if new else PEERS + BROWSERS + NEWER_PEERS


class Certificates:
    """A CA, its certificate for the server localhost and one for the client ana, all with keys of one kind."""

    def __init__(self, home, kind):
        self.home = home
        self.kind = kind
        self.folder = home.path / "kinds" / kind
        self.ca = self.folder / "ca.pem"
        self.chain, self.key = self.pair("server")
        if not self.ca.exists():
            home.make("init", "--dir", self.folder, "--key", kind)
            home.make("issue", "client", "ana", "--dir", self.folder, "--key", kind)

    def pair(self, name):
        return self.folder / f"{name}.pem", self.folder / f"{name}.key"

    def for_daemon(self):
        return ["--cert", self.chain, "--key", self.key]


def daemon(certificates, *arguments):
    return programs.Daemon(certificates.home, *certificates.for_daemon(), *arguments)


def vitrine(certificates, port, *arguments):
    """Our client, which offers no ALPN, as these peers talk plain lines."""
    return programs.client(certificates.home, f"localhost:{port}", "--cafile", certificates.ca, "--alpn", "none", *arguments)


class Since:
    """What a program prints on one of its outputs from now on."""

    def __init__(self, program, where="err"):
        self.stream = getattr(program, where)
        self.program = program
        self.begin = len(self.stream.data)

    @property
    def text(self):
        return self.stream.data[self.begin:].decode("utf-8", "replace")

    def wait_for(self, pattern):
        def look():
            ended = self.program.process.poll() is not None and not self.stream.is_alive()
            if found := re.search(pattern, self.text):
                return found
            if ended:
                raise AssertionError(f"{self.program.process.args[0]} ended without {pattern!r}:\n{self.text}")
            return None

        try:
            return wait_until(look, repr(pattern))
        except AssertionError as error:
            raise AssertionError(f"{error}; so far:\n{self.text}") from None


def assert_no_trouble(test, text):
    """Our programs mark everything that went wrong with this sign."""
    test.assertNotIn("✘", text)
