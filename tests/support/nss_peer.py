"""NSS as a peer: tstclnt and selfserv. Read before: peer.py."""

import functools
import re

from peer import GROUPS, SHARED_KEY, SUITES, Peer, TalkingThroughSocket, printed_by, quietly, server_on_free_port


class Nss(Peer):
    """Its server knows only HTTP: the line is a request, and the answer quotes it."""

    name = "NSS"
    tools = ("certutil", "openssl", "pk12util", "selfserv", "tstclnt")
    groups = {"x25519": "x25519", "secp256r1": "P256", "secp384r1": "P384", "secp521r1": "P521",
              "X25519MLKEM768": "mlkem768x25519"}
    says_again = True
    suites = {"TLS_AES_128_GCM_SHA256": ":1301", "TLS_AES_256_GCM_SHA384": ":1302", "TLS_CHACHA20_POLY1305_SHA256": ":1303"}

    @functools.cached_property
    def usage(self):
        return printed_by(self.program("tstclnt"))

    def look_version(self):
        """No tool of it tells, but the library has it inside."""
        for folder in self.home.libraries():
            if (library := folder / "libnss3.so").exists():
                return re.search(rb"Version: NSS ([\d.]+)", library.read_bytes()).group(1).decode()
        return "of unknown version"

    def knows(self):
        return tuple(group for group, theirs in self.groups.items() if theirs in self.usage)

    def cannot(self, kind):
        return "" if kind != "ed25519" or "ed25519" in self.usage else "this NSS has no ed25519 signatures in TLS"

    def prepare(self, certificates):
        for each in certificates:
            self.database(each, "server")
            self.database(each, "ana")

    def database(self, certificates, owner="server"):
        """The CA and one key. tstclnt shows whatever fits when it is asked for a certificate, so ana has a place of her own."""
        folder = certificates.folder / f"nss-{self.version}-{owner}"
        place = ["-d", f"sql:{folder}"]
        if not folder.exists():
            folder.mkdir()
            chain, key = certificates.pair(owner)
            packed = folder / "packed.p12"
            quietly(self.program("certutil"), "-N", *place, "--empty-password")
            quietly(self.program("certutil"), "-A", *place, "-n", "ca", "-t", "CT,,", "-i", certificates.ca)
            quietly(self.program("openssl"), "pkcs12", "-export", "-in", chain, "-inkey", key, "-name", owner, "-passout",
                    "pass:", "-out", packed)
            quietly(self.program("pk12util"), "-i", packed, *place, "-W", "")
        return place

    def limits(self, groups, suites):
        offered = ["-c", "".join(self.suites[suite] for suite in suites)] if suites else []
        return ["-V", "tls1.3:tls1.3", "-I", ",".join(self.groups[group] for group in groups), *offered]

    def client(self, certificates, port, groups=GROUPS, suites=SUITES, more=()):
        return TalkingThroughSocket([self.program("tstclnt"), "-4", "-h", "localhost", "-p", str(port),
                                     *self.database(certificates), *self.limits(groups, suites), *more],
                                    certificates.home.environment)

    def server(self, certificates, groups=GROUPS, suites=SUITES, more=()):
        kind = [] if certificates.kind.startswith("rsa") else ["-e", "server"]
        return server_on_free_port(lambda port: [
            self.program("selfserv"), "-n", "server", *kind, "-p", port, *self.database(certificates),
            *self.limits(groups, suites), "-v", *more], certificates, "About to call accept")

    def showing_certificate(self, certificates):
        return [*self.database(certificates, "ana"), "-n", "ana"]

    def requesting_certificate(self, certificates):
        return ["-r"]

    def demanding_certificate(self, certificates):
        return ["-r", "-r"]

    def come_twice(self, start, folder):
        """It comes again by itself, if what it says is in a file; but where its suites are limited, it crashes on the way."""
        return self.come_again(start, folder, "hello again\n", [])

    def come_early(self, start, folder):
        return self.come_again(start, folder, "hello early\nhello again\n", ["-Z"])

    def come_again(self, start, folder, said, more):
        lines = folder / "lines"
        lines.write_text(said + "exit\n")
        with start(suites=(), more=["-v", "-L", "2", "-A", lines, *more]) as client:
            client.wait()
            return client.err.text

    def giving_tickets(self):
        return ["-u"]

    def taking_early_data(self):
        return ["-u", "-Z"]

    def sharing_key(self, folder):
        name, key = SHARED_KEY
        return ["-z", f"0x{key}:{name}"]

    def answer_to(self, line):
        return line
