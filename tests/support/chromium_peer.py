"""Chromium as a peer: without a window it loads one page, prints what became of it, and ends. What it offers cannot be limited,
so our daemon is. Read before: peer.py.
"""

import re
import tempfile

from peer import Peer, printed_by, quietly
from programs import Program

OPTIONS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
           "--disable-dev-shm-usage", "--no-first-run")


class Chromium(Peer):
    name = "Chromium"
    tools = ("chromium", "certutil")
    roles = ("client",)
    fetches_pages = True
    deadline = 120.0  # its first start takes its time
    groups = {"X25519MLKEM768": "", "x25519": "", "secp256r1": "", "secp384r1": ""}
    shares = ("X25519MLKEM768", "x25519")

    def look_version(self):
        return re.search(r"[\d.]+", printed_by(self.program("chromium"), "--version")).group()

    def cannot(self, kind):
        return "browsers take no certificates with ed25519" if kind == "ed25519" else ""

    def home_of(self, certificates):
        """It believes the CAs of the NSS database below its home."""
        return certificates.folder / "chromium"

    def prepare(self, certificates):
        for each in certificates:
            folder = self.home_of(each) / ".pki/nssdb"
            folder.mkdir(parents=True)
            quietly("certutil", "-N", "-d", f"sql:{folder}", "--empty-password")
            quietly("certutil", "-A", "-d", f"sql:{folder}", "-n", "ca", "-t", "C,,", "-i", each.ca)

    def client(self, certificates, port, groups=(), suites=(), more=()):
        home = self.home_of(certificates)
        return Program(["chromium", *OPTIONS, f"--user-data-dir={tempfile.mkdtemp(dir=home)}", *more, "--dump-dom",
                        f"https://localhost:{port}/"], certificates.home.environment | {"HOME": str(home)})
