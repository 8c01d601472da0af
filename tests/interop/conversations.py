"""Conversations with other people's programs: in a room of ours, and our client with their servers.

Read before: matrix.py. Read next: decryption.py.
"""

import contextlib
import unittest

import peers
import programs
import tap


class Conversation(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = programs.Home()
        cls.addClassCleanup(cls.home.__exit__)
        cls.ca = cls.home.pki / "ca.pem"

    def setUp(self):
        self.open = contextlib.ExitStack()
        self.addCleanup(self.open.close)

    def start(self, program):
        return self.open.enter_context(program)

    def needs(self, tool):
        if reason := peers.missing([tool]):
            self.skipTest(reason)

    def guest(self, command):
        """Somebody else's client."""
        return self.start(programs.Program([str(word) for word in command], self.home.environment))


class InOurRoom(Conversation):
    """Two of our clients and a guest: what one says, the other two hear, and the daemon's window, too."""

    def setUp(self):
        super().setUp()
        self.daemon = self.start(programs.Daemon(self.home))

    def three_talk(self, guest):
        ana, ben = (self.start(programs.client(self.home, self.daemon.address, "--nick", nick)) for nick in ("ana", "ben"))
        guest.wait_for("welcome", "out")
        guest.say("/nick gast")
        for name in ("ana", "ben", "gast"):
            self.daemon.wait_for(f"is now {name}\n")
        everybody = {"ana": ana, "ben": ben, "gast": guest}
        for speaker, program in everybody.items():
            line = f"{speaker} says schönen Tag"
            program.say(line)
            self.daemon.wait_for(f"{speaker}: {line}\n")
            for listener, other in everybody.items():
                if listener != speaker:
                    other.wait_for(f"{speaker}: {line}", "out")
        guest.say("exit")
        self.daemon.wait_for("-- gast left\n")
        for program in (ana, ben):
            program.wait_for("-- gast left", "out")
            program.say("exit")
            self.assertEqual(program.wait(), 0, program.err.text)
        peers.assert_no_trouble(self, self.daemon.err.text)
        self.assertEqual(self.daemon.stop(), 0)

    def test_openssl_s_client_chats_with_two_of_our_clients(self):
        self.needs("openssl")
        guest = self.guest(["openssl", "s_client", "-connect", self.daemon.address, "-CAfile", self.ca, "-verify_return_error",
                            "-quiet"])
        self.three_talk(guest)
        self.assertEqual(guest.wait(), 0, guest.err.text)

    def test_gnutls_cli_chats_with_two_of_our_clients(self):
        self.needs("gnutls-cli")
        guest = self.guest(["gnutls-cli", "--x509cafile", self.ca, "--port", self.daemon.port, "localhost"])
        self.three_talk(guest)
        self.assertEqual(guest.wait(), 0, guest.err.text)

    def test_ncat_chats_with_two_of_our_clients(self):
        self.needs("ncat")
        guest = self.guest(["ncat", "--ssl", "--ssl-verify", "--ssl-trustfile", self.ca, "localhost", self.daemon.port])
        self.three_talk(guest)
        guest.end_input()
        guest.wait()  # its exit code says nothing about how the other side left

    def test_when_the_daemon_stops_a_guest_is_told_goodbye(self):
        self.needs("openssl")
        guest = self.guest(["openssl", "s_client", "-connect", self.daemon.address, "-CAfile", self.ca, "-brief", "-msg"])
        guest.wait_for("welcome", "out")
        self.assertEqual(self.daemon.stop(), 0)
        guest.wait_for(r"<<<.*Alert.*close_notify", "out")
        self.assertEqual(guest.wait(), 0, guest.err.text)


class WithTheirServer(Conversation):
    """Our client, with the same PKI at both ends."""

    def setUp(self):
        super().setUp()
        self.pair = self.home.pki / "server.pem", self.home.pki / "server.key"

    def openssl(self):
        chain, key = self.pair
        return self.start(peers.Server(["openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", chain, "-key", key], self,
                                       r"ACCEPT .*:(\d+)"))

    def gnutls(self):
        chain, key = self.pair
        return self.start(peers.server_on_free_port(
            lambda port: ["gnutls-serv", "--echo", "--port", port, "--x509certfile", chain, "--x509keyfile", key], self,
            r"listening on IPv4 .*\.\.\.done"))

    def our_client(self, port):
        return self.start(programs.client(self.home, f"127.0.0.1:{port}"))

    def end(self, client):
        client.end_input()
        self.assertEqual(client.wait(), 0, client.err.text)
        self.assertIn("Both sides said goodbye", client.err.text)
        peers.assert_no_trouble(self, client.err.text)

    def test_our_client_chats_with_openssl_s_server(self):
        self.needs("openssl")
        server = self.openssl()
        client = self.our_client(server.port)
        for number in range(3):
            client.say(f"question {number}")
            server.wait_for(f"question {number}\n", "out")
            server.say(f"answer {number}")
            client.wait_for(f"answer {number}\n", "out")
        self.end(client)

    def test_openssl_s_server_leaves_without_a_goodbye_and_our_client_says_so(self):
        """Its command Q closes the socket before it shuts down TLS."""
        self.needs("openssl")
        server = self.openssl()
        client = self.our_client(server.port)
        client.say("question")
        server.wait_for("question\n", "out")
        server.say("Q")
        self.assertEqual(client.wait(), 23, client.err.text)
        self.assertIn("Stopped: the connection ended without a goodbye (close_notify).", client.err.text)

    def test_our_client_chats_with_gnutls_serv(self):
        self.needs("gnutls-serv")
        server = self.gnutls()
        client = self.our_client(server.port)
        for number in range(3):
            client.say(f"question {number}")
            client.wait_for(f"question {number}\n", "out")
        self.end(client)

    def test_ten_thousand_lines_come_back_from_gnutls_serv(self):
        self.needs("gnutls-serv")
        server = self.gnutls()
        client = self.our_client(server.port)
        lines = "".join(f"line {number} {'x' * (number % 100)}\n" for number in range(10_000))
        client.process.stdin.write(lines.encode())
        client.process.stdin.flush()
        client.wait_for("line 9999 .*\n", "out")
        self.end(client)
        self.assertEqual(client.out.text, lines)


if __name__ == "__main__":
    tap.main()
