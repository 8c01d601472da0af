"""`vitrine explain`: words, bytes and files, without a server."""

import os
import subprocess
import unittest

import tap
from programs import Daemon, Home, ask


class Explain(unittest.TestCase):
    def setUp(self):
        self.home = self.enterContext(Home())

    def run_explain(self, *words, stdin="", **extra):
        return subprocess.run([os.environ["VITRINE"], "explain", *words], input=stdin, capture_output=True, text=True,
                              env=self.home.environment | extra, timeout=20)

    def explained(self, *words, stdin="", **extra):
        done = self.run_explain(*words, stdin=stdin, **extra)
        self.assertEqual((0, ""), (done.returncode, done.stderr))
        return done.stdout

    def refused(self, *words, stdin=""):
        done = self.run_explain(*words, stdin=stdin)
        self.assertEqual((2, ""), (done.returncode, done.stdout))
        self.assertLessEqual(len(done.stderr.splitlines()), 2, done.stderr)
        return done.stderr

    def test_alone_and_with_help_it_begins_with_examples(self):
        for words in ([], ["--help"], ["-h"]):
            with self.subTest(words):
                self.assertTrue(self.explained(*words).startswith("Examples:\n  vitrine explain alert 48"))

    def test_each_example_of_the_help_works(self):
        examples, kinds = self.explained().split("\n\n")
        for line in kinds.splitlines()[1:]:
            kind, names = line.split(maxsplit=1)
            for name in names.split(", "):
                with self.subTest(line):
                    self.assertIn("RFC ", self.explained(kind, name))
        with Daemon(self.home) as daemon:
            ask(self.home, daemon.address, "--pcapng", str(self.home.path / "talk.pcapng"))
        files = {"server.pem": str(self.home.pki / "server.pem"), "FILE.pcapng": str(self.home.path / "talk.pcapng")}
        for line in [line for line in examples.splitlines() if line.startswith("  vitrine")]:
            words = [files.get(word, word) for word in line.strip().split("  ")[0].split()[2:]]
            with self.subTest(line):
                self.assertRegex(self.explained(*words), "RFC |ClientHello")

    def test_a_number_and_a_name_are_the_same_page_of_one_screen(self):
        page = self.explained("alert", "48")
        self.assertEqual(page, self.explained("unknown_ca"))
        self.assertIn("unknown_ca (48)", page)
        self.assertIn("RFC 9846 §6.2", page)
        for words in (["ClientHello"], ["state", "WAIT_CV"], ["extension", "key_share"], ["suite", "0x1301"]):
            with self.subTest(words):
                lines = self.explained(*words).splitlines()
                self.assertLessEqual(len(lines), 24)
                self.assertLessEqual(max(len(line) for line in lines), 100)

    def test_a_bare_number_is_looked_up_everywhere(self):
        page = self.explained("48")
        self.assertIn("alert unknown_ca (48)", page)
        self.assertIn("extension oid_filters", page)

    def test_bytes_come_from_the_command_line_or_from_stdin(self):
        words = "15 03 03 00 02 02 30".split()
        page = self.explained("hex", *words)
        self.assertIn("unknown_ca (48)", page)
        for text in ("15 03 03\n00 02 02 30\n", "15:03:03:00:02:02:30", "0x15, 0x03, 0x03, 0, 0x02"):
            with self.subTest(text):
                if "0, " in text:
                    self.assertIn("no bytes", self.refused("hex", "-", stdin=text))
                else:
                    self.assertEqual(page, self.explained("hex", "-", stdin=text))

    def test_a_certificate_file_is_explained_with_all_its_certificates(self):
        both = self.home.path / "both.pem"
        both.write_text((self.home.pki / "server.pem").read_text() + (self.home.pki / "ca.pem").read_text())
        page = self.explained("cert", str(both))
        self.assertIn('certificate 1 of 2 "localhost"', page)
        self.assertIn('certificate 2 of 2 "vitrine test CA"', page)
        self.assertIn("CertificateVerify is signed by", page)

    def test_words_that_nobody_knows_name_the_nearest(self):
        for words, meant in ((["unknwn_ca"], "unknown_ca"), (["alert", "close_notfy"], "close_notify"),
                             (["group", "x2519"], "x25519"), (["state", "WAIT_CW"], "WAIT_CV"), (["certt"], "cert")):
            with self.subTest(words):
                self.assertIn(f"Did you mean {meant}?", self.refused(*words))

    def test_what_makes_no_sense_is_one_error_and_2(self):
        for words in (["alert"[:-1] + "\x1b[31m"], ["alert", "300"], ["extension"], ["hex"], ["hex", "zz"], ["cert"],
                      ["cert", "/nonexistent.pem"], ["cert", str(self.home.pki)], ["alert", "48", "49"]):
            with self.subTest(words):
                self.assertNotIn("\x1b", self.refused(*words))

    def test_a_terminal_without_utf_8_gets_ascii(self):
        self.assertTrue(self.explained("alert", "48", LC_ALL="C").isascii())


if __name__ == "__main__":
    tap.main()
