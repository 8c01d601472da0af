"""A daemon with several certificates: which one a client gets, how they are given, and how they are renewed."""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import unittest

import tap
from programs import DEADLINE, Daemon, Home, Program, ask, wait_until


def s_client(port, *arguments):
    """What OpenSSL's client says about a handshake: names of the certificate, and its errors."""
    command = ["openssl", "s_client", "-tls1_3", "-connect", f"127.0.0.1:{port}", *arguments]
    try:
        done = subprocess.run(command, input=b"", capture_output=True, timeout=DEADLINE)
    except FileNotFoundError:
        raise unittest.SkipTest("openssl is not installed") from None
    return (done.stdout + done.stderr).decode("utf-8", "replace")


class Certificates(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = Home()
        cls.addClassCleanup(cls.home.__exit__)
        for names, key, out in (("chat.lan", "p256", "chat"), ("chat.lan", "rsa2048", "chat-rsa"),
                                ("*.wild.lan", "p256", "wild"), ("a.wild.lan", "ed25519", "a")):
            cls.home.make("issue", "server", names, "--key", key, "--out", out)

    def pair(self, name):
        return ["--cert", str(self.home.pki / f"{name}.pem"), "--key", str(self.home.pki / f"{name}.key")]

    def daemon(self, *names, more=()):
        daemon = Daemon(self.home, *[word for name in names for word in self.pair(name)], *more)
        self.addCleanup(daemon.__exit__)
        self.addCleanup(daemon.stop)
        return daemon

    def assert_gets(self, port, subject, *arguments):
        self.assertRegex(s_client(port, *arguments), rf"subject=CN ?= ?{re.escape(subject)}\n")

    def test_the_name_that_openssl_asks_for_decides(self):
        port = self.daemon("server", "chat", "wild", "a").port
        self.assert_gets(port, "localhost", "-servername", "localhost")
        self.assert_gets(port, "chat.lan", "-servername", "chat.lan")
        self.assert_gets(port, "*.wild.lan", "-servername", "b.wild.lan")
        self.assert_gets(port, "a.wild.lan", "-servername", "a.wild.lan")
        self.assert_gets(port, "localhost", "-servername", "unknown.lan")
        self.assert_gets(port, "localhost", "-noservername")

    def test_the_signatures_that_openssl_knows_decide(self):
        port = self.daemon("chat-rsa", "chat", "a").port
        for schemes, kind in (("ECDSA+SHA256:RSA-PSS+SHA256", "ECDSA"), ("RSA-PSS+SHA256", "RSA-PSS")):
            said = s_client(port, "-servername", "chat.lan", "-sigalgs", schemes)
            self.assertIn(f"Peer signature type: {kind}", said)
            self.assertRegex(said, r"subject=CN ?= ?chat.lan\n")
        self.assertIn("alert handshake failure", s_client(port, "-servername", "chat.lan", "-sigalgs", "ed25519"))

    def test_an_unknown_name_can_be_refused(self):
        daemon = self.daemon("server", "chat", more=["--unknown-name", "refuse"])
        self.assertIn("SSL alert number 112", s_client(daemon.port, "-servername", "unknown.lan"))
        daemon.wait_for(r"✘ session 1: the client wants a host that does not live here; sent unrecognized_name \(112\).*\n.*unknown\.lan")
        self.assert_gets(daemon.port, "chat.lan", "-servername", "chat.lan")

    def test_the_first_line_names_them_all(self):
        daemon = self.daemon("server", "chat", "chat-rsa")
        daemon.wait_for(r'as "localhost", "chat\.lan" \(3 certificates, the first to end good for 90 days\)')

    def test_a_configuration_file_has_them_as_lists(self):
        lists = {option: [str(self.home.pki / f"{name}.{end}") for name in ("server", "chat")]
                 for option, end in (("cert", "pem"), ("key", "key"))}
        file = self.home.path / "lists.conf"
        file.write_text("".join(f"{option} = {str(files).replace(chr(39), chr(34))}\n" for option, files in lists.items()))
        port = self.daemon(more=["--config", str(file)]).port
        self.assert_gets(port, "localhost", "-servername", "localhost")
        self.assert_gets(port, "chat.lan", "-servername", "chat.lan")

    def complaint(self, *arguments):
        with Program([os.environ["VITRINED"], *arguments], self.home.environment) as running:
            return running.wait(), running.err.text

    def test_an_ocsp_response_and_timestamps_go_to_clients_that_ask(self):
        ocsp, sct = self.home.path / "ocsp.der", self.home.path / "list.sct"
        ocsp.write_bytes(bytes.fromhex("30030a0106"))  # OCSPResponse: unauthorized
        sct.write_bytes(bytes.fromhex("00040002abcd"))
        daemon = self.daemon("chat", more=[*self.pair("server"), "--ocsp", str(ocsp), "--sct", str(sct)])
        self.assertIn("OCSP Response Status: unauthorized", s_client(daemon.port, "-servername", "localhost", "-status"))
        self.assertIn("OCSP response: no response sent", s_client(daemon.port, "-servername", "chat.lan", "-status"))
        code, _, words = ask(self.home, daemon.address, "--servername", "localhost")
        self.assertEqual(0, code, words)
        self.assertRegex(words, r"◀ OCSP response +5 bytes about revocation, not verified here")
        self.assertRegex(words, r"◀ SCT +1 certificate timestamp, not verified here")

    def test_what_stands_beside_a_certificate_must_have_one_and_be_something(self):
        nonsense = self.home.path / "nonsense"
        nonsense.write_text("nonsense")
        for option in ("--ocsp", "--sct"):
            code, words = self.complaint(option, str(nonsense), *self.pair("server"))
            self.assertEqual(2, code, words)
            self.assertIn("behind the --cert", words)
            code, words = self.complaint(*self.pair("server"), option, str(nonsense))
            self.assertEqual(78, code, words)
            self.assertIn("nonsense is no ", words)

    def test_each_pair_must_belong_together(self):
        chat, wild = self.pair("chat"), self.pair("wild")
        code, words = self.complaint(*self.pair("server"), "--cert", chat[1], "--key", wild[3])
        self.assertEqual(78, code, words)
        self.assertRegex(words, r"The key .*wild\.key does not belong to the certificate .*chat\.pem")
        code, words = self.complaint(*chat, "--cert", wild[1])
        self.assertEqual(2, code, words)
        self.assertIn("each certificate with its key", words)

    def test_a_certificate_that_is_not_for_signatures_is_refused(self):
        for name in ("agreement.pem", "agreement.key"):
            made = pathlib.Path(os.environ["VITRINE_SOURCE_ROOT"], "tests/vectors/signed_otherwise", name)
            shutil.copyfile(made, self.home.pki / name)
            (self.home.pki / name).chmod(0o600)
        code, words = self.complaint(*self.pair("agreement"))
        self.assertEqual(78, code, words)
        self.assertRegex(words, r"agreement\.pem is not for signatures")

    def test_sighup_takes_up_all_or_none(self):
        self.home.make("issue", "server", "one.lan")
        self.home.make("issue", "server", "two.lan")
        daemon = self.daemon("one.lan", "two.lan")

        def fingerprint(name):
            return re.search(r"-----BEGIN.*END", s_client(daemon.port, "-servername", name), re.DOTALL).group()

        before = {name: fingerprint(name) for name in ("one.lan", "two.lan")}
        self.home.make("renew", "one.lan")
        good = (self.home.pki / "two.lan.pem").read_text()
        (self.home.pki / "two.lan.pem").write_text("nonsense")
        daemon.signal(signal.SIGHUP)
        daemon.wait_for(r"✘ What was loaded before stays\. .*two\.lan\.pem")
        self.assertEqual(before, {name: fingerprint(name) for name in before})

        (self.home.pki / "two.lan.pem").write_text(good)
        daemon.signal(signal.SIGHUP)
        daemon.wait_for(r'Taken up for "one\.lan", "two\.lan": 2 certificates')
        wait_until(lambda: fingerprint("one.lan") != before["one.lan"], "another certificate")
        self.assertEqual(before["two.lan"], fingerprint("two.lan"))


if __name__ == "__main__":
    tap.main()
