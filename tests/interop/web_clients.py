"""Everyday HTTPS clients at `vitrined --www`: curl, Python, Node, Java, and two TLS tools that are told to speak HTTP.

Each trusts our CA and verifies; each is then shown a CA of the same name that is not ours. Read next: browser.py.
"""

import pathlib
import subprocess
import sys
import unittest

import peers
import programs
import tap

FOLDER = pathlib.Path(__file__).parent
DEADLINE = 60.0
PYTHON = """
import ssl, sys, urllib.request
context = ssl.create_default_context(cafile=sys.argv[2])
with urllib.request.urlopen(sys.argv[1], context=context) as answer:
    print("TLSv1.3", answer.status)
    sys.stdout.write(answer.read().decode())
"""


class WebClients(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = programs.Home()
        cls.addClassCleanup(cls.home.__exit__)
        cls.ca = cls.home.pki / "ca.pem"
        cls.home.make("init", "--dir", str(cls.home.path / "other"))
        cls.daemon = programs.Daemon(cls.home, "--www")
        cls.addClassCleanup(cls.daemon.__exit__)
        cls.url = f"https://localhost:{cls.daemon.port}/"

    def run_client(self, command, request=b""):
        if reason := peers.missing([str(command[0])]):
            self.skipTest(reason)
        return subprocess.run([str(word) for word in command], env=self.home.environment, input=request, capture_output=True,
                              timeout=DEADLINE, check=False)

    def fetches(self, *command):
        """`command` is followed by the page's address and a CA file."""
        done = self.run_client([*command, self.url, self.ca])
        printed = done.stdout.decode()
        self.assertEqual(0, done.returncode, done.stderr.decode())
        self.assertIn("TLSv1.3 200\n", printed)
        self.assertIn("This page came over TLS 1.3", printed)
        self.assertTrue(printed.endswith("</html>\n"), printed)
        doubted = self.run_client([*command, self.url, self.home.path / "other/ca.pem"])
        self.assertNotEqual(0, doubted.returncode)
        self.assertNotIn(b"This page", doubted.stdout)
        return printed

    def test_python(self):
        self.fetches(sys.executable, "-c", PYTHON)

    def test_node(self):
        self.fetches("node", FOLDER / "fetch.js")

    def test_java(self):
        if "jdk.compiler" not in self.run_client(["java", "--list-modules"]).stdout.decode():
            self.skipTest("this java has no compiler: a JDK is needed")
        self.assertIn("<td>http/1.1</td>", self.fetches("java", FOLDER / "Fetch.java"))

    def test_curl_with_each_version_of_http(self):
        for version in ("--http1.0", "--http1.1", "--http2"):
            with self.subTest(version):
                done = self.run_client(["curl", "--silent", "--show-error", "--fail", version, "--tlsv1.3", "--cacert", self.ca,
                                        "--write-out", "%{http_code} %{ssl_verify_result}", self.url])
                self.assertEqual(0, done.returncode, done.stderr.decode())
                self.assertTrue(done.stdout.endswith(b"</html>\n200 0"), done.stdout)

    def test_curl_asks_for_the_header_and_for_what_is_not_there(self):
        for arguments, expected in ((["--head", self.url], "200 OK"), ([self.url + "favicon.ico"], "404 Not Found"),
                                    (["--data", "x=y", self.url], "405 Method Not Allowed"),
                                    (["--header", "x: " + "y" * 20_000, self.url], "431 ")):
            with self.subTest(expected):
                done = self.run_client(["curl", "--silent", "--show-error", "--include", "--cacert", self.ca, *arguments])
                self.assertEqual(0, done.returncode, done.stderr.decode())
                self.assertIn(f"HTTP/1.1 {expected}", done.stdout.decode())

    def test_curl_does_not_believe_another_ca(self):
        done = self.run_client(["curl", "--silent", "--cacert", self.home.path / "other/ca.pem", self.url])
        self.assertEqual(60, done.returncode)  # the peer's certificate cannot be verified
        self.assertEqual(b"", done.stdout)

    def test_openssl_and_gnutls_are_given_the_page_and_told_goodbye(self):
        request = b"GET / HTTP/1.0\r\n\r\n"
        for command in (["openssl", "s_client", "-connect", self.daemon.address, "-CAfile", self.ca, "-verify_return_error", "-quiet"],
                        ["gnutls-cli", "--x509cafile", self.ca, "--port", self.daemon.port, "localhost"]):
            with self.subTest(command[0]):
                done = self.run_client(command, request)
                self.assertEqual(0, done.returncode, done.stderr.decode())
                self.assertIn(b"</html>\n", done.stdout)


if __name__ == "__main__":
    tap.main()
