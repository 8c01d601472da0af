"""The daemon as victim: one for each set of options, started when it is first needed, and asked for a good handshake after
every row. Read before: rows.py, evil/client.py.
"""

import concurrent.futures
import contextlib
import dataclasses
import pathlib
import tempfile
import threading

from programs import Daemon, environment
from rows import Connected, Rows, all_of

from evil.authority import Credential, an_authority
from evil.client import Client
from evil.offered_psks import Psk

SHARED = Psk(b"shared", bytes(range(32)))  # what our programs know by --psk
REQUIRED = ("--client-auth", "require", "--client-ca", "{house.ca_file}")
SANITIZERS = ("Sanitizer", "runtime error:")


def no_sanitizer_spoke(text):
    for sign in SANITIZERS:
        assert sign not in text, text


class House:
    """A folder with a CA of the evil peer's, which our programs are told to believe."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="vitrine-")
        self.path = pathlib.Path(self.folder.name)
        self.environment = environment(self.path)
        self.ca = Credential(an_authority(subject="the evil CA"))
        self.ca_file, _ = self.ca.write(self.path, "ca")
        self.server = self.ca.issue()
        self.certificate, self.key = self.server.write(self.path, "server")
        self.ana = self.ca.issue(subject="ana")
        self.psk_file = self.write("keys", f"external {SHARED.identity.decode()} {SHARED.key.hex()}\n")

    def renew(self):
        """Another certificate for the same key."""
        self.ca.issue(key=self.server.key).write(self.path, "server")

    def write(self, name, text):
        path = self.path / name
        path.touch(0o600)
        path.write_text(text, encoding="utf-8")
        return str(path)


class Daemons:
    def __init__(self, house):
        self.house = house
        self.running = {}
        self.lock = threading.Lock()

    def get(self, options):
        with self.lock:
            if options not in self.running:
                self.running[options] = self.start(options)
            return self.running[options]

    def start(self, options):
        mode = () if "--room" in options else ("--echo",)
        wanted = [option.format(house=self.house) for option in options if option != "--room"]
        files = ("--cert", self.house.certificate, "--key", self.house.key)
        return Daemon(self.house, *mode, *files, *wanted)

    def stop_all(self):
        """Exit codes and logs."""
        with self.lock:
            daemons = list(self.running.values())
        with contextlib.ExitStack() as all_of_them:
            for daemon in daemons:
                all_of_them.enter_context(daemon)
            return [(daemon.stop(), daemon.err.text) for daemon in daemons]


def needing(options, prepare, table):
    """The rows of both roles, for a daemon with these options; `prepare` is done to each client before its attack."""
    for row in table:
        attacks = {label: all_of(prepare, attack) for label, attack in row.each_attack()}
        yield dataclasses.replace(row, attacks=attacks, needs=options)


def at_ease(client, daemon):
    """A client that asks a room for no echo."""
    if "--echo" not in daemon.process.args:
        client.conversation = lambda: None
    return client


class AgainstDaemon(Rows):
    @classmethod
    def begin(cls, pool):
        cls.house = House()
        cls.daemons = Daemons(cls.house)
        super().begin(pool)

    @classmethod
    def end(cls):
        super().end()
        cls.daemons.stop_all()
        cls.house.folder.cleanup()

    @classmethod
    def run_attack(cls, row, attack):
        daemon = cls.daemons.get(row.needs)
        client = Client(daemon.port, **row.wishes)
        client.house, client.daemon, client.daemons = cls.house, daemon, cls.daemons
        attack(client)
        row.expect.check(client.run())

    @classmethod
    def afterwards(cls, row):
        """The daemon serves on."""
        daemon = cls.daemons.get(row.needs)
        client = at_ease(Client(daemon.port), daemon)
        client.credential = cls.house.ana
        Connected().check(client.run())

    def test_the_daemons_lived_through_it_all_and_stop_with_0_and_no_sanitizer_spoke(self):
        concurrent.futures.wait(self.outcomes.values())
        for code, log in self.daemons.stop_all():
            self.assertEqual(0, code)
            no_sanitizer_spoke(log)
            strange = [line for line in log.split("\n") if not line.isprintable()]
            self.assertEqual([], strange)
