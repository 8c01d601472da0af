"""The client as victim: a process for each attack, its line typed in advance. Read before: rows.py, evil/server.py."""

import contextlib
import os
import threading

from against_daemon import House, no_sanitizer_spoke
from programs import Program, wait_until
from rows import Rows, all_of, wish

from evil.listener import Listener
from evil.messages import Extensions, NewSessionTicket
from evil.offered_psks import Psk
from evil.registry import Extension
from evil.schedule import ticket_psk
from evil.server import ANSWER, QUESTION, Server
from evil.wire import u32


class AgainstClient(Rows):
    lock, kept = threading.Lock(), None

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
        known = cls.kept_ticket()[1] if "{session}" in row.needs else None
        server, (code, out, err) = cls.meet(all_of(wish(known=known), attack), row.needs)
        row.expect.check(server)
        assert code == row.expect.code(server), f"exit code {code}, not {row.expect.code(server)}:\n{err}"
        assert "evil" not in out, out
        assert not [line for line in (out + err).split("\n") if not line.isprintable()], out + err
        no_sanitizer_spoke(err)

    @classmethod
    def meet(cls, prepare, options):
        """A server that `prepare` has made ready, and how the client took it."""

        def behave(connection):
            server = Server(connection, cls.credential)
            server.house = cls.house
            prepare(server)
            return server.run()

        with Listener(behave) as listener:
            visit = cls.visit(listener.port, options)
            assert "{session}" not in options or cls.kept[0] not in cls.session_path(listener.port).read_text(encoding="ascii")
            return listener.outcome(), visit

    @classmethod
    def kept_ticket(cls):
        """What our client's session file has after a good conversation with a server that gave it a ticket, and the key."""
        with cls.lock:
            if not cls.kept:
                early = Extensions([[Extension.early_data, u32(1000)]])
                ticket = NewSessionTicket(b"the ticket of this server", extensions=early)
                file = cls.house.path / "kept"
                server, _ = cls.meet(wish(tickets=[ticket]), ("--session-file", str(file)))
                _, contents = file.read_text(encoding="ascii").split()
                key = ticket_psk(server.hash_name, server.resumption_secret, ticket.ticket_nonce)
                cls.kept = contents, Psk(ticket.ticket, key, server.suite, "res binder")
        return cls.kept

    @classmethod
    def session_file(cls, port):
        """That ticket once more, for the server at this port."""
        contents, _ = cls.kept_ticket()
        return cls.house.write(cls.session_path(port).name, f"127.0.0.1:{port} {contents}\n")

    @classmethod
    def session_path(cls, port):
        return cls.house.path / f"session-{port}"

    @classmethod
    def visit(cls, port, options):
        """One run of our client: exit code and both outputs."""
        if "--servername" not in options:
            options = ("--servername", "localhost", *options)
        if "--alpn" not in options:
            options = ("--alpn", "none", *options)
        session = cls.session_file(port) if "{session}" in options else ""
        options = [option.format(house=cls.house, session=session) for option in options]
        command = [os.environ["VITRINE"], f"127.0.0.1:{port}", "--cafile", cls.house.ca_file, *options]
        with Program(command, cls.house.environment) as client:
            with contextlib.suppress(BrokenPipeError):
                client.process.stdin.write(QUESTION)
                client.process.stdin.flush()
            wait_until(lambda: ANSWER in client.out.data or client.process.poll() is not None, "an answer or an end")
            with contextlib.suppress(BrokenPipeError):
                client.end_input()
            return client.wait(), client.out.data.decode(), client.err.data.decode()
