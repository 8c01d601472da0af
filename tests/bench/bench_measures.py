"""The bench itself, once round: it measures everything that a target is about."""

import json
import os
import subprocess
import unittest

import tap
import targets

BENCH = os.environ.get("VITRINE_BENCH", "")


def measured(*words):
    run = subprocess.run([BENCH, "--json", "--rounds", "1", *words], check=True, capture_output=True, text=True, timeout=60)
    return json.loads(run.stdout)["rows"]


@unittest.skipUnless(BENCH, "OpenSSL's or GnuTLS's headers are not installed")
class Measures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rows = measured() + measured("--heap") if BENCH else []

    def row(self, group, name):
        return next(row for row in self.rows if (row["group"], row["name"]) == (group, name))

    def test_each_target_is_about_something_measured(self):
        self.assertEqual([], [name for name in targets.TARGETS if name not in {(row["group"], row["name"]) for row in self.rows}])

    def test_each_target_has_what_it_is_compared_with(self):
        targets.add_targets(self.rows)
        self.assertEqual([], [(row["group"], row["name"]) for row in self.rows for target in targets.targets_of(row) if targets.bound(row, target) is None])

    def test_openssl_and_gnutls_do_what_they_know(self):
        for name in "p256 x25519 server", "p384 secp384r1 client", "ed25519 x25519 server", "rsa2048 secp256r1 client":
            peers = {peer.split(" ")[0] for peer in self.row("full handshake", name)["peers"]}
            self.assertLessEqual({"OpenSSL", "GnuTLS"}, peers, name)

    def test_a_server_s_handshake_costs_no_less_than_its_primitives(self):
        for name in "p256 x25519 server", "rsa2048 x25519 server":
            row = self.row("full handshake", name)
            self.assertGreater(row["ours"], 0.8 * row["floor"], row)

    def test_nothing_is_measured_twice_under_one_name(self):
        names = [(row["group"], row["name"]) for row in self.rows]
        self.assertEqual(len(set(names)), len(names))


if __name__ == "__main__":
    tap.main()
