"""Level secrets: every value of the key schedule can be repeated with the command that stands under it. And below it: no secret anywhere."""

import re
import subprocess
import unittest

import tap
from programs import Daemon, Home, ask

VALUE = re.compile(r"^ *= ([0-9a-f]+)$")
CHECK = re.compile(r"^ *check:  (openssl kdf .*)$")
NAME = re.compile(r"^ *(?:├ )?(\S.*?) = (?:HKDF|HMAC|Derive)")
# What all the world can compute: made of nothing, or sent to the peer.
PUBLIC = ("early_secret", "derived of early_secret", "verify_data")


def derivations(text):
    """(name, value, command) of each."""
    name = value = None
    for line in text.splitlines():
        if match := NAME.match(line):
            name = match[1]
        elif match := VALUE.match(line):
            value = match[1]
        elif match := CHECK.match(line):
            yield name, value, match[1]


def repeated(command):
    done = subprocess.run(command.split(), capture_output=True, text=True, timeout=30)
    return done.stdout.strip().replace(":", "").lower() or done.stderr


class KeySchedule(unittest.TestCase):
    def test_openssl_comes_to_the_same_values(self):
        with Home() as home, Daemon(home) as daemon:
            _, _, err = ask(home, daemon.address, "-vv", "--session-file", str(home.path / "s"), text="hello\n")
            _, _, again = ask(home, daemon.address, "-vv", "--session-file", str(home.path / "s"), text="hello\n")
        for text, least in ((err, 25), (again, 25)):
            found = list(derivations(text))
            self.assertGreaterEqual(len(found), least, text)
            self.assertEqual([], [name for name, value, command in found if repeated(command) != value])


if __name__ == "__main__":
    tap.main()
