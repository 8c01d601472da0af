"""GnuTLS as a peer: gnutls-cli and gnutls-serv. Read before: peer.py."""

from peer import GROUPS, SHARED_KEY, SUITES, Peer, printed_by, server_on_free_port
from programs import Program


class GnuTls(Peer):
    name = "GnuTLS"
    tools = ("gnutls-cli", "gnutls-serv")
    groups = {"x25519": "GROUP-X25519", "secp256r1": "GROUP-SECP256R1", "secp384r1": "GROUP-SECP384R1",
              "secp521r1": "GROUP-SECP521R1", "X25519MLKEM768": "GROUP-X25519-MLKEM768",
              "SecP256r1MLKEM768": "GROUP-SECP256R1-MLKEM768"}
    suites = {"TLS_AES_128_GCM_SHA256": "AES-128-GCM", "TLS_AES_256_GCM_SHA384": "AES-256-GCM",
              "TLS_CHACHA20_POLY1305_SHA256": "CHACHA20-POLY1305"}

    def look_version(self):
        return printed_by(self.program("gnutls-cli"), "--version").split()[1]

    def knows(self):
        """ML-KEM is a matter of how it was built."""
        listed = printed_by(self.program("gnutls-cli"), "--list")
        return tuple(group for group, theirs in self.groups.items() if theirs in listed)

    def priority(self, groups, suites, more):
        """With a key exchange by PSK, gnutls-cli would ask for a key unless it is given one."""
        by_key = ["+ECDHE-PSK"] if any(str(word).startswith("--psk") for word in more) else []
        return ":".join(["NORMAL:-VERS-ALL:+VERS-TLS1.3", *by_key, "-GROUP-ALL", *("+" + self.groups[group] for group in groups),
                         "-CIPHER-ALL", *("+" + self.suites[suite] for suite in suites)])

    def client(self, certificates, port, groups=GROUPS, suites=SUITES, more=()):
        return Program([self.program("gnutls-cli"), "--port", str(port), "--x509cafile", certificates.ca, "--sni-hostname",
                        "localhost", "--verify-hostname", "localhost", "--single-key-share", "--priority",
                        self.priority(groups, suites, more), *more, "127.0.0.1"], certificates.home.environment)

    def server(self, certificates, groups=GROUPS, suites=SUITES, more=()):
        """Sends each line back."""
        return server_on_free_port(lambda port: [
            self.program("gnutls-serv"), "--echo", "--port", port, "--x509certfile", certificates.chain, "--x509keyfile",
            certificates.key, "--priority", self.priority(groups, suites, more), *more], certificates,
            r"listening on IPv4 .*\.\.\.done")

    def showing_certificate(self, certificates):
        chain, key = certificates.pair("ana")
        return ["--x509certfile", chain, "--x509keyfile", key]

    def requesting_certificate(self, certificates):
        return ["--x509cafile", certificates.ca, "--verify-client-cert"]

    def demanding_certificate(self, certificates):
        return [*self.requesting_certificate(certificates), "--require-client-cert"]

    def come_twice(self, start, folder):
        """It comes again by itself."""
        return self.come_again(start, [])

    def come_early(self, start, folder):
        lines = folder / "lines"
        lines.write_text("hello early\n")
        return self.come_again(start, [f"--earlydata={lines}"])

    def come_again(self, start, more):
        with start(more=["--resume", "--waitresumption", *more]) as client:
            client.wait_for("(?s)Connecting again.*welcome, ", "out")
            client.say("hello again")
            client.end_input()
            client.wait()
            return client.out.text

    def cannot_speak_early(self):
        new = tuple(int(part) for part in self.version.split(".")[:2]) >= (3, 8)
        return "gnutls-cli 3.8 hands it over before the ticket that allows it, and its library refuses" if new else ""

    def giving_tickets(self):
        return []

    def taking_early_data(self):
        return ["--earlydata"]

    def sharing_key(self, folder):
        name, key = SHARED_KEY
        return ["--pskusername", name, "--pskkey", key]

    def sharing_key_as_server(self, folder):
        passwords = folder / "passwords"
        passwords.write_text(":".join(SHARED_KEY) + "\n")
        return ["--pskpasswd", passwords]

    def answer_to(self, line):
        return line
