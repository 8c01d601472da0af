"""OpenSSL as a peer: s_client and s_server. Read before: peer.py."""

from peer import GROUPS, SHARED_KEY, SUITES, Peer, Server, printed_by
from programs import Program, wait_until


class OpenSsl(Peer):
    name = "OpenSSL"
    tools = ("openssl",)
    groups = {"x25519": "X25519", "secp256r1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521",
              "X25519MLKEM768": "X25519MLKEM768", "SecP256r1MLKEM768": "SecP256r1MLKEM768"}
    early_words = {"taken": ("Early data was accepted",), "refused": ("Early data was rejected",)}

    def look_version(self):
        return printed_by(self.program("openssl"), "version").split()[1]

    def library_version(self):
        return self.version

    def knows(self):
        """3.5 was the first with ML-KEM."""
        new = not self.missing() and tuple(int(part) for part in self.library_version().split(".")[:2]) >= (3, 5)
        return tuple(group for group in self.groups if new or "MLKEM" not in group)

    def limits(self, groups, suites):
        return ["-groups", ":".join(self.groups[group] for group in groups), "-ciphersuites", ":".join(suites)]

    def client(self, certificates, port, groups=GROUPS, suites=SUITES, more=()):
        return Program([self.program("openssl"), "s_client", "-connect", f"127.0.0.1:{port}", "-servername", "localhost",
                        "-CAfile", certificates.ca, "-verify_hostname", "localhost", "-verify_return_error",
                        *self.limits(groups, suites), *(more or ["-brief"])], certificates.home.environment)

    def server(self, certificates, groups=GROUPS, suites=SUITES, more=("-rev",)):
        """-rev, the usual here, sends each line back with its letters reversed."""
        return Server([self.program("openssl"), "s_server", "-accept", "127.0.0.1:0", "-tls1_3", "-cert", certificates.chain,
                       "-key", certificates.key, *self.limits(groups, suites), *more], certificates, r"ACCEPT .*:(\d+)")

    def showing_certificate(self, certificates):
        chain, key = certificates.pair("ana")
        return ["-brief", "-cert", chain, "-key", key]

    def requesting_certificate(self, certificates):
        return ["-rev", "-verify", "1", "-CAfile", certificates.ca, "-verify_return_error"]

    def demanding_certificate(self, certificates):
        return ["-rev", "-Verify", "1", "-CAfile", certificates.ca, "-verify_return_error"]

    def come_twice(self, start, folder):
        """Two processes, and a file for the ticket between them."""
        return self.come_again(start, self.get_ticket(start, folder), ["-brief"])

    def come_early(self, start, folder):
        lines = folder / "lines"
        lines.write_text("hello early\n")
        return self.come_again(start, self.get_ticket(start, folder), ["-early_data", lines])

    def get_ticket(self, start, folder):
        ticket = folder / "ticket"
        with start(more=["-brief", "-sess_out", ticket]) as client:
            client.wait_for("welcome, ", "out")
            wait_until(lambda: ticket.exists() and ticket.stat().st_size, "a ticket")
            client.end_input()
            client.wait()
        return ticket

    def come_again(self, start, ticket, more):
        with start(more=["-sess_in", ticket, *more]) as client:
            client.wait_for("welcome, ", "out")
            client.say("hello again")
            client.end_input()
            client.wait()
            return client.out.text

    def giving_tickets(self):
        return ["-rev", "-num_tickets", "1"]

    def taking_early_data(self):
        return ["-early_data", "-num_tickets", "3"]

    def sharing_key(self, folder):
        name, key = SHARED_KEY
        return ["-brief", "-psk_identity", name, "-psk", key]

    def sharing_key_as_server(self, folder):
        name, key = SHARED_KEY
        return ["-rev", "-psk_identity", name, "-psk", key]

    def answer_to(self, line):
        return line[::-1]
