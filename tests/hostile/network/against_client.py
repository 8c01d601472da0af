"""The client as victim: a process for each attack, its line typed in advance. Read before: rows.py, evil/server.py."""

import contextlib
import os

from against_daemon import House, no_sanitizer_spoke
from programs import Program, wait_until
from rows import Rows

from evil.conversation import Listener
from evil.server import ANSWER, QUESTION, Server


class AgainstClient(Rows):
    @classmethod
    def begin(cls, pool):
        cls.house = House()
        cls.credential = cls.house.ca.issue()
        super().begin(pool)

    @classmethod
    def end(cls):
        super().end()
        cls.house.folder.cleanup()

    @classmethod
    def run_attack(cls, row, attack):
        def behave(connection):
            server = Server(connection, cls.credential)
            server.house = cls.house
            attack(server)
            return server.run()

        with Listener(behave) as listener:
            code, out, err = cls.visit(listener.port, row.needs)
            server = listener.outcome()
        row.expect.check(server)
        assert code == row.expect.code(server), f"exit code {code}, not {row.expect.code(server)}:\n{err}"
        assert "evil" not in out, out
        no_sanitizer_spoke(err)

    @classmethod
    def visit(cls, port, options):
        """One run of our client: exit code and both outputs."""
        if "--servername" not in options:
            options = ("--servername", "localhost", *options)
        if "--alpn" not in options:
            options = ("--alpn", "none", *options)
        options = [option.format(psk=cls.house.psk_file, folder=cls.house.path) for option in options]
        command = [os.environ["VITRINE"], f"127.0.0.1:{port}", "--cafile", cls.house.ca_file, *options]
        with Program(command, cls.house.environment) as client:
            with contextlib.suppress(BrokenPipeError):
                client.process.stdin.write(QUESTION)
                client.process.stdin.flush()
            wait_until(lambda: ANSWER in client.out.data or client.process.poll() is not None, "an answer or an end")
            with contextlib.suppress(BrokenPipeError):
                client.end_input()
            return client.wait(), client.out.text, client.err.text
