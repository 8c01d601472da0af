"""Chromium fetches the page of `vitrined --www`, and really verifies its certificate.

The CA is trusted through an NSS database in a home of the test's own; nothing else about the browser's checks is changed.
Read before: web_clients.py.
"""

import contextlib
import html
import os
import re
import shutil
import subprocess
import unittest

import peers
import programs
import tap

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--dump-dom")
DEADLINE = 120.0  # a browser's first start takes its time


class Browser(unittest.TestCase):
    def setUp(self):
        if reason := peers.missing(["chromium", "certutil"]):
            self.skipTest(reason)
        self.open = contextlib.ExitStack()
        self.addCleanup(self.open.close)
        self.home = self.open.enter_context(programs.Home())
        self.daemon = self.open.enter_context(programs.Daemon(self.home, "--www"))

    def trust_our_ca(self):
        database = self.home.path / ".pki/nssdb"
        database.mkdir(parents=True)
        place = ["-d", f"sql:{database}"]
        peers.quietly("certutil", "-N", *place, "--empty-password", env=self.home.environment)
        peers.quietly("certutil", "-A", *place, "-n", "vitrine test CA", "-t", "C,,", "-i", self.home.pki / "ca.pem",
                      env=self.home.environment)

    def visit(self, host="localhost"):
        """The document that the browser shows, as text."""
        profile = self.home.path / "profile"
        command = ["chromium", *FLAGS, f"--user-data-dir={profile}", f"https://{host}:{self.daemon.port}/"]
        done = subprocess.run(command, env=self.home.environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=DEADLINE,
                              check=False)
        shutil.rmtree(profile, ignore_errors=True)
        return done.stdout.decode(errors="replace")

    def daemon_knows(self, group):
        """A browser's first choice is our first choice, too, as soon as we know it."""
        command = [os.environ["VITRINED"], "--groups", group, "--check-config"]
        return subprocess.run(command, env=self.home.environment, capture_output=True, timeout=DEADLINE, check=False).returncode == 0

    def rows(self, page):
        return {key: html.unescape(value) for key, value in re.findall("<th>(.*?)</th><td>(.*?)</td>", page)}

    def test_a_browser_that_trusts_our_ca_shows_the_page(self):
        self.trust_our_ca()
        page = self.visit()
        self.assertIn("This page came over TLS 1.3", page, self.daemon.err.text)
        rows = self.rows(page)
        self.assertEqual("TLS 1.3", rows["version"])
        self.assertEqual("localhost", rows["server name"])
        self.assertEqual("http/1.1", rows["ALPN"])
        self.assertEqual("X25519MLKEM768" if self.daemon_knows("X25519MLKEM768") else "x25519", rows["group"])
        self.daemon.wait_for('"GET / HTTP/1.1" was answered with 200')
        self.assertIsNone(self.daemon.process.poll())

    def test_a_browser_that_does_not_trust_our_ca_shows_something_else(self):
        page = self.visit()
        self.assertNotIn("This page came over TLS 1.3", page)
        self.daemon.wait_for("✘ session 1: the client ")
        self.assertIsNone(self.daemon.process.poll())


if __name__ == "__main__":
    tap.main()
