"""The conversation as people have it through pipes: everybody hears everybody, in one order, and leaves properly."""

import os
import signal
import subprocess
import unittest

import tap
from programs import Daemon, Home, Program, ask, client, wait_until


def heard(program):
    return program.out.text.splitlines()


class Conversation(unittest.TestCase):
    def setUp(self):
        self.home = self.enterContext(Home())

    def daemon(self, *arguments):
        return self.enterContext(Daemon(self.home, *arguments))

    def client(self, daemon, *arguments):
        program = self.enterContext(client(self.home, daemon.address, *arguments))
        program.wait_for("Secure: TLS 1.3")
        return program

    def test_a_piped_line_is_delivered_and_the_client_ends_by_itself(self):
        daemon = self.daemon()
        code, out, err = ask(self.home, daemon.address, text="hello\n")
        self.assertEqual(0, code, err)
        self.assertIn("Both sides said goodbye", err)
        self.assertIn("1 line sent", err)
        daemon.wait_for(r"(?m)^guest-1: hello$")
        self.assertNotIn("\x1b", out + err)

    def test_a_file_and_no_input_at_all_end_by_themselves_too(self):
        daemon = self.daemon()
        lines = self.home.path / "lines"
        lines.write_text("one\ntwo\nlast without an end")
        for name, file in (("file", lines), ("/dev/null", os.devnull)):
            with self.subTest(name), open(file, "rb") as stdin:
                done = subprocess.run([os.environ["VITRINE"], daemon.address], stdin=stdin, env=self.home.environment,
                                      capture_output=True, timeout=20)
                self.assertEqual(0, done.returncode, done.stderr)
        daemon.wait_for(r"(?m)^guest-1: last without an end$")

    def test_everybody_hears_everybody_in_one_order(self):
        daemon = self.daemon()
        members = [self.client(daemon, "--nick", name) for name in ("ana", "ben", "cleo")]
        for program in members:
            program.wait_for("cleo", "out")
        for number in range(10):
            for name, program in zip("abc", members):
                program.say(f"{name}{number}")
        spoken = {f"{name}{number}" for name in "abc" for number in range(10)}

        def order(program):
            words = [line.split(": ", 1)[1] for line in heard(program) if ": " in line]
            return [word for word in words if word in spoken]

        wait_until(lambda: all(len(order(p)) == 20 for p in members), "twenty lines of others at each")
        for left, right in ((0, 1), (1, 2), (0, 2)):
            common = set(order(members[left])) & set(order(members[right]))
            self.assertEqual([w for w in order(members[left]) if w in common], [w for w in order(members[right]) if w in common])

    def test_openssl_joins_with_lines_of_plain_text(self):
        daemon = self.daemon()
        ana = self.client(daemon, "--nick", "ana")
        command = ["openssl", "s_client", "-quiet", "-no_ign_eof", "-connect", daemon.address, "-CAfile", str(self.home.pki / "ca.pem"),
                   "-verify_return_error"]
        try:
            stranger = self.enterContext(Program(command, self.home.environment))
        except FileNotFoundError:
            self.skipTest("openssl is not installed")
        stranger.wait_for("welcome, guest", "out")
        stranger.say("hello from elsewhere")
        ana.wait_for(r"guest-\d+: hello from elsewhere", "out")
        ana.say("and to you")
        stranger.wait_for(r"ana: and to you", "out")
        stranger.end_input()
        self.assertEqual(0, stranger.wait())
        ana.wait_for(r"guest-\d+ left", "out")

    def test_what_a_stranger_types_is_harmless_when_it_arrives(self):
        daemon = self.daemon()
        ana = self.client(daemon)
        ben = self.client(daemon)
        ben.say("\x1b]0;owned\x07 \x9b31m \u202egnp.exe")
        ana.wait_for("gnp", "out")
        for text in (ana.out.text, ana.err.text, daemon.err.text):
            for bad in ("\x1b", "\x07", "\x9b", "\u202e"):
                self.assertNotIn(bad, text)

    def test_nicknames_are_unique(self):
        daemon = self.daemon()
        ana = self.client(daemon, "--nick", "ana")
        ana.wait_for("is now ana", "out")
        other = self.client(daemon)
        other.say("/nick Ana")
        other.wait_for(r"(?i)taken|already", "err")
        other.say("/nick server")
        other.say("/me waves")
        ana.wait_for(r"\* guest-\d+ waves", "out")

    def test_a_slash_twice_sends_a_slash_and_unknown_commands_are_not_sent(self):
        daemon = self.daemon()
        ana = self.client(daemon)
        ana.say("//etc/motd")
        ana.say("/frobnicate")
        ana.say("K R Q are letters")
        daemon.wait_for(r"(?m)^guest-1: /etc/motd$")
        daemon.wait_for(r"(?m)^guest-1: K R Q are letters$")
        self.assertNotIn("frobnicate", daemon.err.text)
        ana.wait_for("/help")

    def test_rekeying_goes_on_while_people_talk(self):
        daemon = self.daemon()
        ana = self.client(daemon)
        for number in range(5):
            ana.say(f"line {number}")
            ana.say("/rekey")
        ana.say("done")
        daemon.wait_for(r"(?m)^guest-1: done$")
        ana.wait_for("generation 5")

    def test_stopping_the_daemon_says_goodbye_to_everybody(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(number.name):
                daemon = self.daemon()
                members = [self.client(daemon) for _ in range(3)]
                daemon.signal(number)
                self.assertEqual(0, daemon.wait())
                for program in members:
                    self.assertEqual(0, program.wait(), program.err.text)
                    self.assertIn("close_notify", program.err.text)

    def test_a_renewed_certificate_is_taken_up_and_nobody_is_disconnected(self):
        daemon = self.daemon()
        before = self.client(daemon)
        fingerprint = self.fingerprint(daemon)
        self.home.make("renew", "server")
        daemon.signal(signal.SIGHUP)
        wait_until(lambda: self.fingerprint(daemon) != fingerprint, "another certificate")
        before.say("still here")
        daemon.wait_for(r"(?m)^guest-1: still here$")

    def test_a_damaged_renewal_keeps_the_old_certificate(self):
        daemon = self.daemon()
        fingerprint = self.fingerprint(daemon)
        (self.home.pki / "server.pem").write_text("nonsense")
        daemon.signal(signal.SIGHUP)
        daemon.wait_for(r"✘ .*server\.pem")
        self.assertEqual(fingerprint, self.fingerprint(daemon))

    def fingerprint(self, daemon):
        import ssl
        return ssl.get_server_certificate(("127.0.0.1", daemon.port), timeout=10)

    def test_a_handshake_takes_few_lines(self):
        daemon = self.daemon()
        _, _, err = ask(self.home, daemon.address)
        self.assertIn("what I can do, and my X25519MLKEM768 and x25519 key shares", err)
        self.assertIn("Secure: TLS 1.3, X25519MLKEM768, ", err)
        shown = err[:err.index("Secure: TLS 1.3")].splitlines()
        self.assertLessEqual(len(shown), 10)
        text = daemon.wait_for(r"(?s)── session 1 .*✔ session 1 secure.*?\n").group(0)
        self.assertLessEqual(len(text.splitlines()), 20)

    def test_the_level_bytes_stays_readable_and_shows_no_secret(self):
        keys = self.home.path / "keys"
        daemon = self.daemon("-v")
        _, _, err = ask(self.home, daemon.address, "-v", "--keylogfile", str(keys))
        text = daemon.wait_for(r"(?s)── session 1 .*✔ session 1 secure.*?\n").group(0)
        self.assertLessEqual(len(text.splitlines()), 120)
        secrets = [line.split()[2] for line in keys.read_text().splitlines() if line and line[0] != "#"]
        self.assertGreaterEqual(len(secrets), 4)
        for shown in (err, text):
            for secret in secrets:
                self.assertNotIn(secret[:16], shown.replace(" ", ""))

    def test_a_key_log_is_private(self):
        keys = self.home.path / "keys"
        daemon = self.daemon()
        ask(self.home, daemon.address, SSLKEYLOGFILE=str(keys))
        self.assertEqual(0o600, keys.stat().st_mode & 0o777)
        labels = {line.split()[0] for line in keys.read_text().splitlines() if line and line[0] != "#"}
        self.assertLessEqual({"CLIENT_HANDSHAKE_TRAFFIC_SECRET", "SERVER_HANDSHAKE_TRAFFIC_SECRET",
                              "CLIENT_TRAFFIC_SECRET_0", "SERVER_TRAFFIC_SECRET_0"}, labels)

    def test_many_clients_come_and_go_at_once(self):
        daemon = self.daemon("-q")
        programs = [self.enterContext(client(self.home, daemon.address)) for _ in range(20)]
        for program in programs:
            program.say("hello")
            program.end_input()
        for program in programs:
            self.assertEqual(0, program.wait(60), program.err.text)


if __name__ == "__main__":
    tap.main()
