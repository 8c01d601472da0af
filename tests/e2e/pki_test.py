"""vitrine-pki from outside: OpenSSL judges every certificate it makes, and every mistake gets its own words and exit code."""

import os
import re
import shutil
import socket
import stat
import subprocess
import tempfile
import threading
import unittest
from pathlib import Path

import tap

PROGRAM = os.environ["VITRINE_PKI"]
OPENSSL = shutil.which("openssl")
KEY_KINDS = {
    "p256": "P-256",
    "p384": "P-384",
    "ed25519": "ED25519",
    "rsa2048": "(2048 bit",
    "rsa3072": "(3072 bit",
    "rsa4096": "(4096 bit",
}
LIMIT = 60


def run(*words, **options):
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=LIMIT, **options)


class PkiTest(unittest.TestCase):
    def setUp(self):
        self.scratch = Path(tempfile.mkdtemp(prefix="vitrine-pki-"))
        self.addCleanup(shutil.rmtree, self.scratch)
        self.folder = self.scratch / "pki"

    def pki(self, *words, code=0, dir=True, **options):
        result = run(PROGRAM, *words, *(["--dir", self.folder] if dir else []), **options)
        self.assertEqual(result.returncode, code, result.stdout + result.stderr)
        told, silent = (result.stdout, result.stderr) if code == 0 else (result.stderr, result.stdout)
        self.assertEqual(silent, "")
        return told

    def openssl(self, *words, code=0):
        if OPENSSL is None:
            self.skipTest("openssl is not installed")
        result = run(OPENSSL, *words)
        self.assertEqual(result.returncode, code, result.stdout + result.stderr)
        return result.stdout + result.stderr

    def verify(self, stem, *more, code=0, folder=None):
        return self.openssl("verify", "-x509_strict", "-CAfile", (folder or self.folder) / "ca.pem", *more,
                            self.folder / f"{stem}.pem", code=code)

    def text(self, stem):
        return self.openssl("x509", "-noout", "-text", "-in", self.folder / f"{stem}.pem")

    def assert_pair(self, stem):
        certified = self.openssl("x509", "-noout", "-pubkey", "-in", self.folder / f"{stem}.pem")
        owned = self.openssl("pkey", "-check", "-pubout", "-in", self.folder / f"{stem}.key")
        self.assertIn(certified.strip(), owned)

    def everything(self):
        return {path.name: path.read_bytes() for path in self.folder.iterdir()}


class WhatIsMade(PkiTest):
    def test_init_makes_a_ca_and_a_server_that_openssl_verifies_for_each_kind_of_key(self):
        for kind, shown in KEY_KINDS.items():
            with self.subTest(kind=kind):
                self.folder = self.scratch / kind
                self.pki("init", "--key", kind)
                self.verify("ca")
                for host in (["-verify_hostname", "localhost"], ["-verify_ip", "127.0.0.1"], ["-verify_ip", "::1"]):
                    self.verify("server", "-purpose", "sslserver", *host)
                self.assertIn(shown.upper(), self.text("ca").upper())
                self.assertIn(shown.upper(), self.text("server").upper())
                self.assert_pair("ca")
                self.assert_pair("server")

    def test_one_p256_ca_certifies_every_kind_of_server_key(self):
        self.pki("init")
        for kind, shown in KEY_KINDS.items():
            with self.subTest(kind=kind):
                self.pki("issue", "server", "localhost", "--key", kind, "--out", f"localhost-{kind}")
                self.verify(f"localhost-{kind}", "-purpose", "sslserver", "-verify_hostname", "localhost")
                self.assertIn(shown.upper(), self.text(f"localhost-{kind}").upper())
                self.assert_pair(f"localhost-{kind}")
                self.assertIn("ecdsa-with-SHA256", self.text(f"localhost-{kind}"))

    def test_each_kind_of_ca_signs_with_its_own_algorithm(self):
        for kind, algorithm in {"p384": "ecdsa-with-SHA384", "ed25519": "ED25519",
                                "rsa2048": "sha256WithRSAEncryption"}.items():
            with self.subTest(kind=kind):
                self.folder = self.scratch / kind
                self.pki("init", "--key", kind)
                self.assertIn(f"Signature Algorithm: {algorithm}", self.text("server"))

    def test_the_extensions_are_those_of_a_ca(self):
        self.pki("init")
        text = self.text("ca")
        self.assertRegex(text, r"Basic Constraints: critical\s+CA:TRUE, pathlen:0\n")
        self.assertRegex(text, r"Key Usage: critical\s+Certificate Sign, CRL Sign\n")
        self.assertIn("Subject Key Identifier", text)
        self.assertIn("Subject: CN = vitrine test CA", text.replace("CN=", "CN = "))

    def test_an_rsa_server_may_also_encipher_keys_because_nss_asks_for_it(self):
        self.pki("init", "--key", "rsa2048")
        self.assertRegex(self.text("server"), r"Key Usage: critical\s+Digital Signature, Key Encipherment\n")

    def test_the_extensions_are_those_of_a_server(self):
        self.pki("init")
        text = self.text("server")
        self.assertIn("Version: 3", text)
        self.assertRegex(text, r"Basic Constraints: critical\s+CA:FALSE\n")
        self.assertRegex(text, r"Key Usage: critical\s+Digital Signature\n")
        self.assertRegex(text, r"Extended Key Usage:\s+TLS Web Server Authentication\n")
        self.assertRegex(text, r"Alternative Name:\s+"
                               r"DNS:localhost, IP Address:127\.0\.0\.1, IP Address:0:0:0:0:0:0:0:1\n")
        self.assertIn("Subject Key Identifier", text)
        self.assertIn("Authority Key Identifier", text)
        self.assertRegex(text, r"Serial Number:\s+([0-9a-f]{2}:){15}[0-9a-f]{2}\n")

    def test_a_server_certificate_is_good_for_90_days_and_a_ca_for_ten_years(self):
        self.pki("init")
        day = 24 * 60 * 60
        for stem, days in {"server": 90, "ca": 3650}.items():
            for offset, code in ((-60, 0), (60, 1)):
                with self.subTest(stem=stem, offset=offset):
                    self.openssl("x509", "-noout", "-checkend", days * day + offset, "-in",
                                 self.folder / f"{stem}.pem", code=code)

    def test_more_names_are_recognised_as_dns_names_and_addresses(self):
        self.pki("init", "--name", "Chat.Example.org", "--name", "192.0.2.7", "--name", "[2001:DB8::7]",
                 "--name", "*.example.net", "--name", "localhost")
        self.assertRegex(self.text("server"),
                         r"IP Address:0:0:0:0:0:0:0:1, DNS:chat\.example\.org, IP Address:192\.0\.2\.7, "
                         r"IP Address:2001:DB8:0:0:0:0:0:7, DNS:\*\.example\.net\n")

    def test_a_name_too_long_for_a_subject_stands_in_the_critical_list_of_names_alone(self):
        self.pki("init")
        name = ".".join(["a" * 40, "b" * 40, "org"])
        self.pki("issue", "server", name, "--out", "long")
        self.verify("long", "-verify_hostname", name)
        self.assertRegex(self.text("long"), r"Subject: *\n")
        self.assertIn("Alternative Name: critical", self.text("long"))

    def test_a_client_certificate_names_a_person_and_serves_for_nothing_else(self):
        self.pki("init")
        self.pki("issue", "client", "ana_B-9")
        self.verify("ana_B-9", "-purpose", "sslclient")
        self.verify("ana_B-9", "-purpose", "sslserver", code=2)
        text = self.text("ana_B-9")
        self.assertIn("CN = ana_B-9", text.replace("CN=", "CN = "))
        self.assertRegex(text, r"Extended Key Usage:\s+TLS Web Client Authentication\n")
        self.assertNotIn("Alternative Name", text)

    def test_no_two_certificates_share_a_serial_number_or_a_key(self):
        self.pki("init")
        self.pki("issue", "server", "localhost", "--out", "other")
        serials = {self.openssl("x509", "-noout", "-serial", "-in", self.folder / f"{stem}.pem")
                   for stem in ("ca", "server", "other")}
        keys = {(self.folder / f"{stem}.key").read_bytes() for stem in ("ca", "server", "other")}
        self.assertEqual((len(serials), len(keys)), (3, 3))

    def test_a_stranger_with_the_same_name_is_not_our_ca(self):
        self.pki("init")
        other = self.scratch / "other"
        run(PROGRAM, "init", "--dir", other, "--ca-name", "Other CA")
        self.verify("server", folder=other, code=2)
        self.assertIn("Other CA", run(PROGRAM, "show", other / "ca.pem").stdout)

    def test_openssl_serves_with_each_kind_of_certificate(self):
        if OPENSSL is None:
            self.skipTest("openssl is not installed")
        self.pki("init")
        for kind in KEY_KINDS:
            with self.subTest(kind=kind):
                self.pki("issue", "server", "localhost", "--key", kind, "--out", kind)
                server = subprocess.Popen(
                    [OPENSSL, "s_server", "-accept", "127.0.0.1:0", "-tls1_3", "-naccept", "1", "-cert",
                     self.folder / f"{kind}.pem", "-key", self.folder / f"{kind}.key"],
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
                watchdog = threading.Timer(LIMIT, server.kill)
                watchdog.start()
                try:
                    port = self.port_of(server)
                    client = run(OPENSSL, "s_client", "-connect", f"127.0.0.1:{port}", "-CAfile",
                                 self.folder / "ca.pem", "-verify_return_error", "-verify_hostname", "localhost",
                                 input="")
                    self.assertIn("Verify return code: 0 (ok)", client.stdout)
                finally:
                    watchdog.cancel()
                    server.kill()
                    server.communicate()

    def port_of(self, server):
        for line in server.stdout:
            if found := re.match(r"ACCEPT .*:(\d+)", line):
                return found.group(1)
        self.fail("s_server did not start")


class Validity(PkiTest):
    def test_explicit_dates_are_taken_to_the_second_on_both_sides_of_2050(self):
        self.pki("init")
        self.pki("issue", "server", "a", "--not-before", "2026-01-02T03:04:05Z", "--not-after", "2051-06-07T08:09Z")
        text = self.text("a")
        self.assertIn("Not Before: Jan  2 03:04:05 2026 GMT", text)
        self.assertIn("Not After : Jun  7 08:09:00 2051 GMT", text)

    def test_a_certificate_that_has_ended_or_not_begun_is_refused_by_openssl_for_that_reason(self):
        self.pki("init")
        for stem, words, reason in (("ended", ["--days", "-1"], "certificate has expired"),
                                    ("ended-too", ["--days=-1"], "certificate has expired"),
                                    ("ended-long-ago", ["--not-after", "2020-02-29"], "certificate has expired"),
                                    ("future", ["--not-before", "2040-01-01"], "certificate is not yet valid")):
            with self.subTest(stem=stem):
                self.pki("issue", "server", "localhost", *words, "--out", stem)
                self.assertIn(reason, self.verify(stem, code=2))

    def test_init_can_begin_with_a_server_certificate_that_has_ended(self):
        self.pki("init", "--days", "-1")
        self.verify("ca")
        self.assertIn("certificate has expired", self.verify("server", code=2))

    def test_show_says_how_many_days_are_left_or_over(self):
        self.pki("init")
        for stem, words, shown in (("fresh", [], "(90 days left)"), ("old", ["--days", "-3"], "(ended 3 days ago)"),
                                   ("long", ["--not-before", "2500-01-01", "--not-after", "2999-12-31"], "(begins in ")):
            with self.subTest(stem=stem):
                self.pki("issue", "server", "localhost", "--out", stem, *words)
                self.assertIn(shown, self.pki("show", stem))


class Files(PkiTest):
    def mode(self, path):
        return stat.S_IMODE(path.stat().st_mode)

    def test_permissions_do_not_depend_on_the_umask(self):
        for umask in (0o000, 0o077, 0o777):
            with self.subTest(umask=oct(umask)):
                self.folder = self.scratch / f"{umask:o}" / "deeper" / "pki"
                self.pki("init", umask=umask)
                self.pki("issue", "client", "ana", umask=umask)
                for folder in (self.folder, self.folder.parent, self.folder.parent.parent):
                    self.assertEqual(self.mode(folder), 0o700)
                for path in self.folder.iterdir():
                    self.assertEqual(self.mode(path), 0o600 if path.suffix == ".key" else 0o644, path.name)

    def test_nothing_temporary_is_left_behind(self):
        self.pki("init")
        self.pki("renew", "server")
        self.assertEqual(set(self.everything()), {"ca.pem", "ca.key", "server.pem", "server.key"})

    def test_a_failed_write_leaves_everything_as_it_was(self):
        self.pki("init")
        (self.folder / "stuck.pem").mkdir()  # a rename cannot replace a folder
        before = sorted(path.name for path in self.folder.iterdir())
        self.pki("issue", "server", "localhost", "--out", "stuck", code=1)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), before)

    def test_the_usual_folder_is_in_xdg_data_home_or_below_home(self):
        for variables, place in (({"XDG_DATA_HOME": "{}/data", "HOME": "{}/home"}, "data/vitrine/pki"),
                                 ({"HOME": "{}/home"}, "home/.local/share/vitrine/pki"),
                                 ({"XDG_DATA_HOME": "relative", "HOME": "{}/other"}, "other/.local/share/vitrine/pki")):
            with self.subTest(place=place):
                env = {name: value.format(self.scratch) for name, value in variables.items()}
                self.pki("init", dir=False, env=env)
                self.assertTrue((self.scratch / place / "ca.pem").is_file())

    def test_without_a_home_the_folder_must_be_given(self):
        self.assertIn("--dir", self.pki("init", dir=False, env={}, code=1))

    def test_wildcards_and_ipv6_addresses_give_harmless_file_names(self):
        self.pki("init")
        self.pki("issue", "server", "*.Example.org", "::1")
        self.pki("issue", "server", "::1")
        self.assertTrue((self.folder / "_wildcard.example.org.key").is_file())
        self.assertTrue((self.folder / "__1.key").is_file())

    def test_of_many_that_start_at_once_one_makes_the_ca(self):
        several = [subprocess.Popen([PROGRAM, "init", "--dir", self.folder, "--if-missing"], stdout=subprocess.PIPE,
                                    stderr=subprocess.PIPE, text=True) for _ in range(8)]
        outputs = [process.communicate(timeout=LIMIT) for process in several]
        self.assertEqual([process.returncode for process in several], [0] * 8, outputs)
        self.assertEqual(sum(out != "" for out, _ in outputs), 1)
        self.verify("server")

    def test_a_link_in_the_place_of_a_file_is_replaced_and_not_followed(self):
        self.pki("init")
        target = self.scratch / "precious"
        target.write_text("precious")
        (self.folder / "server.key").unlink()
        (self.folder / "server.key").symlink_to(target)
        self.pki("renew", "server")
        self.assertEqual(target.read_text(), "precious")
        self.assertFalse((self.folder / "server.key").is_symlink())


class Renewal(PkiTest):
    def test_renew_keeps_names_use_and_kind_and_changes_key_and_dates(self):
        self.pki("init", "--name", "chat.lan", "--key", "p384", "--days", "-1")
        before = self.everything()
        names = re.search(r"DNS:localhost.*", self.text("server")).group()
        self.pki("renew", "server")
        after = self.everything()
        self.verify("server", "-verify_hostname", "chat.lan")
        self.assert_pair("server")
        self.assertIn(names, self.text("server"))
        self.assertIn("P-384", self.text("server"))
        changed = {name for name in before if before[name] != after[name]}
        self.assertEqual(changed, {"server.pem", "server.key"})

    def test_a_client_stays_a_client(self):
        self.pki("init")
        self.pki("issue", "client", "ana", "--key", "rsa2048", "--days", "1")
        self.pki("renew", "ana", "--key", "ed25519")
        self.verify("ana", "-purpose", "sslclient")
        self.assertIn("ED25519", self.text("ana").upper())
        self.assertIn("90 days left", self.pki("show", "ana"))

    def test_a_lost_key_does_not_prevent_renewal(self):
        self.pki("init")
        (self.folder / "server.key").unlink()
        self.pki("renew", "server")
        self.assert_pair("server")


class Show(PkiTest):
    def test_every_fact_is_there(self):
        self.pki("init", "--name", "192.0.2.7")
        shown = self.pki("show", "server.pem")
        fingerprint = self.openssl("x509", "-noout", "-sha256", "-fingerprint", "-in", self.folder / "server.pem")
        for fact in ('CN="localhost"', 'CN="vitrine test CA"', "localhost, 127.0.0.1, ::1, 192.0.2.7", "90 days left",
                     "ECDSA P-256", "TLS server", "digital signature", fingerprint.strip().partition("=")[2]):
            with self.subTest(fact=fact):
                self.assertIn(fact, shown)

    def test_a_file_of_several_and_a_der_file_are_read(self):
        self.pki("init")
        both = self.scratch / "both.pem"
        both.write_bytes((self.folder / "server.pem").read_bytes() + (self.folder / "ca.pem").read_bytes())
        self.assertIn("2 of 2", self.pki("show", both))
        der = self.scratch / "server.der"
        self.openssl("x509", "-in", self.folder / "server.pem", "-outform", "DER", "-out", der)
        self.assertIn('CN="localhost"', self.pki("show", der))

    def test_hostile_text_in_a_certificate_never_reaches_the_terminal_raw(self):
        evil = self.scratch / "evil.pem"
        self.openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-utf8", "-keyout",
                     self.scratch / "evil.key", "-out", evil, "-subj", "/CN=\x1b]0;pwned\x07\u202egpj",
                     "-addext", "subjectAltName=DNS:\x1b[2J,URI:http://x/,email:a@b")
        shown = self.pki("show", evil)
        self.assertIn("pwned", shown)
        self.assertFalse([c for c in shown if (ord(c) < 32 and c != "\n") or c in "\x7f\u202e"], repr(shown))

    def test_what_is_not_a_certificate_is_refused_in_words(self):
        self.pki("init")
        (self.scratch / "text").write_text("hello\n")
        (self.scratch / "empty").write_text("")
        (self.scratch / "cut").write_text((self.folder / "server.pem").read_text()[:300])
        (self.scratch / "der").write_bytes(b"\x30\x82\xff\xff")
        (self.scratch / "huge").write_bytes(b"\0" * (2 << 20))
        for file, words in (("text", "no certificate"), ("empty", "no certificate"), ("cut", "damaged"),
                            ("der", "damaged"), ("huge", "megabyte"), ("pki/server.key", "private key"),
                            ("pki", "is a folder"), ("nowhere", "no file")):
            with self.subTest(file=file):
                self.assertIn(words, self.pki("show", self.scratch / file, code=1))


class Mistakes(PkiTest):
    def test_a_second_init_is_refused_and_says_what_to_do(self):
        self.pki("init")
        before = self.everything()
        words = self.pki("init", code=1)
        for expected in ("never overwrite", "vitrine-pki issue server", f"--dir {self.folder}"):
            self.assertIn(expected, words)
        self.assertEqual(self.pki("init", "--if-missing"), "")
        self.assertEqual(self.everything(), before)

    def test_any_one_of_the_four_files_is_reason_enough_to_refuse(self):
        for name in ("ca.pem", "ca.key", "server.pem", "server.key"):
            with self.subTest(name=name):
                self.folder = self.scratch / f"with-{name}"
                self.folder.mkdir()
                (self.folder / name).write_text("mine")
                self.assertIn(name, self.pki("init", code=1))
                self.assertEqual((self.folder / name).read_text(), "mine")

    def test_issue_never_overwrites(self):
        self.pki("init")
        before = self.everything()
        self.assertIn("vitrine-pki renew server", self.pki("issue", "server", "localhost", "--out", "server", code=1))
        self.assertEqual(self.everything(), before)

    def test_without_a_ca_the_next_step_is_named(self):
        for words in (["issue", "server", "localhost"], ["issue", "client", "ana"], ["renew", "server"]):
            with self.subTest(words=words):
                self.assertIn(f"vitrine-pki init --dir {self.folder}", self.pki(*words, code=1))

    def test_a_ca_that_cannot_sign_is_explained(self):
        self.pki("init")
        key = self.folder / "ca.key"
        original = key.read_bytes()
        for content, words in (((self.folder / "server.key").read_bytes(), "not the key of"), (b"hello", "no private key"),
                               (None, "is not there")):
            with self.subTest(words=words):
                key.unlink()
                if content is not None:
                    key.write_bytes(content)
                self.assertIn(words, self.pki("issue", "server", "localhost", code=1))
        key.write_bytes(original)
        self.pki("issue", "server", "localhost")

    def test_a_folder_that_cannot_be_written_is_explained(self):
        (self.scratch / "file").write_text("")
        self.folder = self.scratch / "file" / "pki"
        self.assertIn("Cannot make the folder", self.pki("init", code=1))

    def test_a_command_line_that_makes_no_sense_ends_with_2(self):
        for words, expected in ((["init", "--kye", "p256"], "Did you mean --key?"),
                                (["isue"], "Did you mean issue?"),
                                (["issue", "sevrer", "a"], "Did you mean server?"),
                                (["init", "--key", "rsa2047"], "Did you mean rsa2048?"),
                                (["init", "--frobnicate"], "does not know"),
                                ([], "subcommand"),
                                (["issue", "server"], "NAME"),
                                (["issue", "client"], "NICK"),
                                (["issue", "client", "a", "b"], "NICK"),
                                (["issue", "client", "an a"], "no nickname"),
                                (["issue", "client", "x" * 17], "no nickname"),
                                (["issue", "client", "\x1b[2J"], "no nickname"),
                                (["issue", "server", "a b"], "neither a DNS name"),
                                (["issue", "server", ""], "neither a DNS name"),
                                (["issue", "server", "a..b"], "neither a DNS name"),
                                (["issue", "server", "-a.org", "--out", "x"], "does not know"),
                                (["issue", "server", "a-.org"], "neither a DNS name"),
                                (["issue", "server", "www.*.org"], "neither a DNS name"),
                                (["issue", "server", "999.1.1.1"], "neither a DNS name"),
                                (["issue", "server", "bücher.example"], "xn--"),
                                (["issue", "server", ".".join(["a" * 50] * 6)], "neither a DNS name"),
                                (["issue", "server", "a", "--out", "../x"], "cannot name the files"),
                                (["issue", "server", "a", "--out", ".x"], "cannot name the files"),
                                (["issue", "server", "a", "--out", "ca"], "the CA's own"),
                                (["issue", "server", "ca"], "the CA's own"),
                                (["issue", "server", "a", "--days", "many"], "--days"),
                                (["issue", "server", "a", "--days", "40000"], "--days"),
                                (["issue", "server", "a", "--not-before", "yesterday"], "not a date"),
                                (["issue", "server", "a", "--not-after", "2027-02-30"], "not a date"),
                                (["issue", "server", "a", "--not-after", "1969-01-01"], "1970"),
                                (["issue", "server", "a", "--not-after", "3000-01-01"], "2999"),
                                (["issue", "server", "a", "--not-before", "2027-01-01", "--not-after", "2026-01-01"],
                                 "before it begins"),
                                (["init", "--ca-name", "x" * 65], "CA's name"),
                                (["init", "--ca-name", "\x1b"], "CA's name"),
                                (["init", "--name", ""], "neither a DNS name"),
                                (["init", "--key", ""], "empty"),
                                (["renew", "ca"], "cannot be renewed"),
                                (["renew", "../server"], "cannot name")):
            with self.subTest(words=words):
                error = self.pki(*words, code=2, dir=bool(words) and words[0] != "isue")
                self.assertIn(expected, error)
                self.assertLessEqual(error.count("\n"), 5)
                self.assertNotIn("\x1b", error)
                self.assertFalse(self.folder.exists())

    def test_an_empty_folder_option_is_not_the_usual_folder(self):
        self.assertIn("empty", self.pki("init", "--dir", "", dir=False, code=2, env={"HOME": str(self.scratch)}))
        self.assertEqual(list(self.scratch.iterdir()), [])

    def test_output_that_cannot_be_written_is_an_error(self):
        with open("/dev/full", "w", encoding="ascii") as full:
            result = subprocess.run([PROGRAM, "--help"], stdout=full, stderr=subprocess.PIPE, text=True, timeout=LIMIT)
        self.assertEqual(result.returncode, 1)


class Help(PkiTest):
    def test_help_begins_with_examples(self):
        for words in ([], ["init"], ["issue"], ["issue", "server"], ["issue", "client"], ["renew"], ["show"]):
            for option in ("--help", "-h"):
                with self.subTest(words=words, option=option):
                    self.assertTrue(self.pki(*words, option, dir=False).startswith("Examples:\n  vitrine-pki "))

    def test_every_example_works_as_it_is_written(self):
        examples = re.findall(r"^  (vitrine-pki (?:[^ ]+ )*[^ ]+)  ", self.pki("--help", dir=False), re.MULTILINE)
        self.assertGreater(len(examples), 5)
        for example in examples:
            with self.subTest(example=example):
                if example.startswith("vitrine-pki init "):
                    shutil.rmtree(self.folder)
                self.pki(*example.split()[1:])

    def test_the_version_names_the_libraries(self):
        for option in ("--version", "-V"):
            shown = self.pki(option, dir=False)
            self.assertRegex(shown, r"^vitrine-pki \d+\.\d+\.\d+\nBotan 3\.\d+\.\d+\nCLI11 \d")


if __name__ == "__main__":
    tap.main()
