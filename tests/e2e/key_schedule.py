"""Level secrets: every value of the key schedule can be repeated with the command that stands under it. And below it: no secret anywhere."""

import re
import subprocess
import unittest

import tap
from programs import Daemon, Home, ask

# name = formula / context = bytes, perhaps / = value / check:  command, for what was derived
DERIVATION = re.compile(r"^ *(?:├ )?(?P<name>\S.*?) = (?:HKDF|HMAC|Derive|from the key exchange|known to both)[^\n]*\n"
                        r"(?: *\S[^\n]* = [0-9a-f]+\n)?"
                        r" *= (?P<value>[0-9a-f]+)\n"
                        r"(?: *check:  (?P<command>openssl kdf [^\n]*)\n)?", re.MULTILINE)
# What all the world can compute: made of nothing, or sent to the peer.
PUBLIC = ("early_secret", "derived of early_secret", "verify_data of finished_key")
# What a capture is asked for: Wireshark needs them (RFC 9850).
IN_CAPTURES = re.compile(r"(client|server)_(handshake|application)_traffic_secret|exporter_secret")


def secrets_in(text):
    """The values that nobody else may know, by name."""
    return {match["name"]: match["value"] for match in DERIVATION.finditer(text) if match["name"] not in PUBLIC}


def found_in(secrets, data):
    """Which of them stand there, as bytes or in hexadecimal."""
    text = data.lower()
    return {name for name, value in secrets.items() if value.encode() in text or bytes.fromhex(value) in data}


def repeated(command):
    done = subprocess.run(command.split(), capture_output=True, text=True, timeout=30)
    return done.stdout.strip().replace(":", "").lower() or done.stderr


class KeySchedule(unittest.TestCase):
    def test_openssl_comes_to_the_same_values(self):
        with Home() as home, Daemon(home) as daemon:
            _, _, err = ask(home, daemon.address, "-vv", "--session-file", str(home.path / "s"), text="hello\n")
            _, _, again = ask(home, daemon.address, "-vv", "--session-file", str(home.path / "s"), text="hello\n")
        for text, least in ((err, 25), (again, 25)):
            found = [match for match in DERIVATION.finditer(text) if match["command"]]
            self.assertGreaterEqual(len(found), least, text)
            self.assertEqual([], [match["name"] for match in found if repeated(match["command"]) != match["value"]])

    def test_secrets_stand_nowhere_below_their_level(self):
        with Home() as home:
            files = {name: home.path / name for name in ("d.json", "d.pcapng", "c.json", "c.pcapng")}
            recorders = ["--events", str(files["d.json"]), "--pcapng", str(files["d.pcapng"])]
            with Daemon(home, "-v", *recorders) as daemon:
                _, _, err = ask(home, daemon.address, "-vv", text="hello\n")
                daemon.stop()
                logs = {"the daemon's log": daemon.err.text.encode()}
            secrets = secrets_in(err)
            self.assertGreaterEqual(len(secrets), 20, secrets.keys())
            self.assertEqual(set(secrets), found_in(secrets, err.encode()))
            self.check_files(secrets, logs, [files["d.json"], files["d.pcapng"]])

            with Daemon(home, "-vv") as daemon:
                _, out, err = ask(home, daemon.address, "-v", "--events", str(files["c.json"]), "--pcapng", str(files["c.pcapng"]), text="hello\n")
                daemon.stop()
                secrets = secrets_in(daemon.err.text)
            self.assertGreaterEqual(len(secrets), 20, secrets.keys())
            self.check_files(secrets, {"the client's log": (out + err).encode()}, [files["c.json"], files["c.pcapng"]])

    def check_files(self, secrets, logs, files):
        for name, data in (logs | {path.name: path.read_bytes() for path in files}).items():
            self.assertGreater(len(data), 500, name)
            found = {secret for secret in found_in(secrets, data) if not (name.endswith("pcapng") and IN_CAPTURES.fullmatch(secret))}
            self.assertEqual(set(), found, name)


if __name__ == "__main__":
    tap.main()
