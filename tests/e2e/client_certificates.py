"""Mutual TLS in the two programs: who is asked, what is shown, what the room makes of it, and the words when it fails."""

import contextlib
import os
import signal
import socket
import ssl
import unittest

import tap
from programs import DEADLINE, Daemon, Home, Program, ask, client


class ClientCertificates(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = Home()
        cls.addClassCleanup(cls.home.__exit__)
        for nick in ("ana", "bob"):
            cls.home.make("issue", "client", nick)
        cls.home.make("issue", "client", "old", "--days", "-2")
        cls.home.make("init", "--dir", str(cls.home.path / "other"), "--ca-name", "Other CA")
        cls.home.make("issue", "client", "mallory", "--dir", str(cls.home.path / "other"))

    def setUp(self):
        self.open = contextlib.ExitStack()
        self.addCleanup(self.open.close)

    def daemon(self, *arguments):
        return self.open.enter_context(Daemon(self.home, *arguments))

    def showing(self, name, folder=None):
        folder = folder or self.home.pki
        return ["--cert", str(folder / f"{name}.pem"), "--key", str(folder / f"{name}.key")]

    def enter(self, daemon, *arguments):
        program = self.open.enter_context(client(self.home, daemon.address, *arguments))
        program.wait_for("-- you are ", "out")
        return program

    def assert_at_most_five_lines(self, text):
        self.assertLessEqual(len(text[text.index("Not connected"):].strip().splitlines()), 5, text)

    def test_whoever_shows_a_certificate_is_called_by_its_name_and_marked(self):
        daemon = self.daemon("--client-auth", "request")
        daemon.wait_for("Listening on .*, asking clients for a certificate")
        ana = self.enter(daemon, *self.showing("ana"))
        ana.wait_for("-- you are ana", "out")
        ana.wait_for('▶ Certificate         it asked who I am, and I showed "ana", signed by "vitrine test CA"')
        daemon.wait_for('          "ana", signed by "vitrine test CA"')
        daemon.wait_for("✔ the client holds that certificate's key")
        daemon.wait_for("-- ana ✔ joined")
        guest = self.enter(daemon)
        guest.wait_for("it asked who I am, and I have none to show")
        daemon.wait_for("the client has none to show")
        guest.say("/who")
        guest.wait_for("ana ✔ CN=ana", "out")
        guest.say("/nick ANA")
        guest.wait_for('The room refused: "ANA" is taken')
        ana.say("/nick eve")
        ana.wait_for("The room refused: your certificate says who you are")

    def test_a_guest_with_that_name_has_to_give_it_up(self):
        daemon = self.daemon("--client-auth", "request")
        guest = self.enter(daemon, "--nick", "ana")
        daemon.wait_for("is now ana\n")
        self.enter(daemon, *self.showing("ana"))
        guest.wait_for("-- ana is now guest-2", "out")
        guest.wait_for("-- you had a name that somebody with a certificate is called by", "out")
        guest.wait_for("-- ana ✔ joined", "out")

    def test_the_same_certificate_twice_is_ana_2(self):
        daemon = self.daemon("--client-auth", "require")
        self.enter(daemon, *self.showing("ana"))
        second = self.enter(daemon, *self.showing("ana"))
        second.wait_for("-- you are ana-2; here: server ✔, ana ✔", "out")

    def test_nobody_is_asked_unless_the_operator_wants_it(self):
        daemon = self.daemon()
        ana = self.enter(daemon, *self.showing("ana"))
        ana.wait_for("-- you are guest-1", "out")
        self.assertNotIn("it asked who I am", ana.err.text)

    def test_no_certificate_where_one_is_required_is_20_and_both_sides_say_so(self):
        daemon = self.daemon("--client-auth", "require")
        daemon.wait_for("Listening on .*, for clients with a certificate only")
        code, out, err = ask(self.home, daemon.address, text="hello\n")
        self.assertEqual((20, ""), (code, out), err)
        self.assertIn("the server lets in nobody without a certificate, and I showed none", err)
        self.assertIn("certificate_required (116)", err)
        self.assertIn("vitrine-pki issue client NICK", err)
        self.assert_at_most_five_lines(err)
        daemon.wait_for("✘ session 1: the client showed no certificate, and nobody gets in without")
        self.assertNotIn("joined", daemon.err.text)

    def test_a_certificate_of_another_ca_is_20_and_both_sides_say_so(self):
        daemon = self.daemon("--client-auth", "request")
        code, _, err = ask(self.home, daemon.address, *self.showing("mallory", self.home.path / "other"), text="hello\n")
        self.assertEqual(20, code, err)
        self.assertIn('the server refused your certificate "mallory" (~/other/mallory.pem)', err)
        self.assertIn('It is signed by "Other CA", whom the server does not trust', err)
        self.assertIn("unknown_ca (48)", err)
        self.assert_at_most_five_lines(err)
        daemon.wait_for('✘ session 1: the client\'s certificate "mallory" is by no CA that we trust; '
                        r"sent unknown_ca \(48\)(.*\n)+.*by one of ~/.local/share/vitrine/pki/ca.pem")
        self.assertNotIn("joined", daemon.err.text)

    def test_an_expired_certificate_is_20_and_says_since_when(self):
        daemon = self.daemon("--client-auth", "request")
        code, _, err = ask(self.home, daemon.address, *self.showing("old"))
        self.assertEqual(20, code, err)
        self.assertIn('refused your certificate "old"', err)
        self.assertRegex(err, "It ended .*, 2 days ago")
        self.assertIn("certificate_expired (45)", err)
        daemon.wait_for('✘ session 1: the client\'s certificate "old" is no longer in date; sent certificate_expired')

    def test_a_servers_certificate_is_not_for_clients(self):
        daemon = self.daemon("--client-auth", "request")
        code, _, err = ask(self.home, daemon.address, *self.showing("server"))
        self.assertEqual(20, code, err)
        self.assertIn("unsupported_certificate (43)", err)
        daemon.wait_for('✘ session 1: the client\'s certificate "localhost" is not for clients')

    def test_sighup_takes_up_another_ca_for_clients(self):
        chosen = self.home.path / "clients.pem"
        chosen.write_bytes((self.home.pki / "ca.pem").read_bytes())
        daemon = self.daemon("--client-auth", "require", "--client-ca", str(chosen))
        ana = self.enter(daemon, *self.showing("ana"))
        mallory = self.showing("mallory", self.home.path / "other")
        self.assertEqual(20, ask(self.home, daemon.address, *mallory)[0])
        chosen.write_bytes((self.home.path / "other/ca.pem").read_bytes())
        daemon.signal(signal.SIGHUP)
        daemon.wait_for("Nobody was disconnected")
        self.enter(daemon, *mallory).wait_for("-- you are mallory", "out")
        self.assertEqual(20, ask(self.home, daemon.address, *self.showing("ana"))[0])
        chosen.write_text("no certificate")
        daemon.signal(signal.SIGHUP)
        daemon.wait_for("✘ What was loaded before stays.*clients.pem")
        self.enter(daemon, *mallory)
        ana.say("still here")
        daemon.wait_for("ana ✔: still here")

    def test_a_key_that_others_can_read_and_a_pair_that_does_not_match_are_usage_errors(self):
        daemon = self.daemon("--client-auth", "request")
        loose = self.home.path / "loose.key"
        loose.write_bytes((self.home.pki / "ana.key").read_bytes())
        os.chmod(loose, 0o644)
        for key, words in ((loose, "chmod 600"), (self.home.pki / "bob.key", "does not belong"), ("nowhere", "No such file")):
            with self.subTest(words):
                code, _, err = ask(self.home, daemon.address, "--cert", str(self.home.pki / "ana.pem"), "--key", str(key))
                self.assertEqual(2, code, err)
                self.assertIn(words, err)

    def test_the_page_of_www_says_which_certificate_was_shown(self):
        daemon = self.daemon("--www", "--client-auth", "request")
        context = ssl.create_default_context(cafile=self.home.pki / "ca.pem")
        for shown in ("none", "ana, signed by vitrine test CA"):
            with self.subTest(shown), socket.create_connection(("127.0.0.1", daemon.port), DEADLINE) as raw:
                with context.wrap_socket(raw, server_hostname="localhost") as program:
                    program.sendall(b"GET / HTTP/1.0\r\n\r\n")
                    self.assertIn(f"<th>client certificate</th><td>{shown}</td>", program.recv(65536).decode())
            context.load_cert_chain(self.home.pki / "ana.pem", self.home.pki / "ana.key")

    def test_options_that_make_no_sense_say_so(self):
        for program, arguments, code, words in (
                ("VITRINE", ["--cert", "x"], 2, "belong together"),
                ("VITRINED", ["--client-ca", "x"], 2, "--client-ca has no use without --client-auth"),
                ("VITRINED", ["--client-auth", "maybe"], 2, "maybe"),
                ("VITRINED", ["--client-auth", "request", "--client-ca", "nowhere", "--check-config"], 78, "nowhere")):
            with self.subTest(words), Program([os.environ[program], *arguments], self.home.environment) as running:
                self.assertEqual(code, running.wait(), running.err.text)
                self.assertIn(words, running.err.text)


if __name__ == "__main__":
    tap.main()
