"""curl as a peer: it fetches one page and ends. Debian's stands on OpenSSL. Read before: openssl_peer.py."""

import re

from openssl_peer import OpenSsl
from peer import GROUPS, SUITES, printed_by
from programs import Program


class Curl(OpenSsl):
    name = "curl"
    tools = ("curl",)
    roles = ("client",)
    fetches_pages = True
    early_words = {"taken": ("Server accepted", "of TLS early data"), "refused": ("Server rejected TLS early data",)}
    says_again = True

    def look_version(self):
        return printed_by(self.program("curl"), "--version").split()[1]

    def library_version(self):
        return re.search(r"OpenSSL/([\d.]+)", printed_by(self.program("curl"), "--version")).group(1)

    def client(self, certificates, port, groups=GROUPS, suites=SUITES, more=()):
        return Program([self.program("curl"), "-sS", "--tlsv1.3", "--cacert", certificates.ca, "--curves",
                        ":".join(self.groups[group] for group in groups), "--tls13-ciphers", ":".join(suites), *more,
                        f"https://localhost:{port}/"], certificates.home.environment)

    def showing_certificate(self, certificates):
        chain, key = certificates.pair("ana")
        return ["--cert", chain, "--key", key]

    def cannot_speak_early(self):
        listed = printed_by(self.program("curl"), "--help", "all")
        return "" if "--tls-earlydata" in listed else "curl does since 8.13"

    def coming_twice(self, port):
        """It keeps a ticket as long as it lives."""
        return [f"https://localhost:{port}/"]

    def coming_early(self, port):
        return ["-v", "--tls-earlydata", *self.coming_twice(port)]
