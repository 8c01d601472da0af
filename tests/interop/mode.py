"""What a session of the matrix is like, and how it can differ: the plain one, one with a retry, one with new keys.

A mode is a class: how both sides are started, what they say to each other, and what our own programs must have told
afterwards. Read before: cell.py. Read next: record_modes.py.
"""

import contextlib

import peers
from cell import must_end_well, must_not_say, must_say
from peers import GROUPS, SUITES


class Session:
    """One round trip, a line each way, a goodbye each way. The others override what is different with them."""

    name = ""
    roles = ("client", "server")  # what the peer can be in it
    suites = SUITES
    other_suites = ""  # why the rest of them cannot be
    in_pairs = False  # does every value meet every other, or only every peer?
    round_trips = "1 round trip,"
    chosen = "no retry"
    known = "verified"  # how our client knows the server
    guest = "guest-1"  # what the room calls the peer
    shown = "guest-1"  # the same in the daemon's window

    def is_for(self, peer):
        return not peer.fetches_pages

    def cannot(self, peer, role):
        """Why this peer's program cannot do it; "" if it can."""
        return ""

    def prepare(self, cell):
        """What takes its time and can be begun before the cell's turn comes."""

    def clean_up(self):
        """Whatever was prepared and not needed."""

    def way_to(self, server):
        """Whatever has the port that the client connects to."""
        return contextlib.nullcontext(server)

    def groups(self, peer):
        return peer.shares or peer.knows()

    # ── the peer is the client of our daemon ─────────────────────────────────────────────────────────────────────────

    def as_client(self, cell):
        with self.our_daemon(cell) as daemon:
            with self.way_to(daemon) as way, self.their_client(cell, way.port) as client:
                client.wait_for(f"welcome, {self.guest}\\b", "out")
                self.talk_as_client(cell, daemon, client)
                self.leave(cell, client)
            daemon.wait_for(f"-- {self.shown} left\n")
            daemon.wait_for("◀ session 1 close_notify")
            daemon.wait_for("▶ session 1 close_notify")
            self.look_at_daemon(cell, daemon.err.text)

    def our_daemon(self, cell, *more):
        return peers.daemon(cell.certificates, "--groups", self.daemon_groups(cell), *self.daemon_options(cell), *more)

    def daemon_groups(self, cell):
        return ",".join(peers.ALL_GROUPS)

    def daemon_options(self, cell):
        return []

    def their_client(self, cell, port):
        return cell.peer.client(cell.certificates, port, self.offered_by_peer(cell), [cell.suite],
                                self.client_options(cell))

    def offered_by_peer(self, cell):
        return [cell.group]

    def client_options(self, cell):
        return []

    def talk_as_client(self, cell, daemon, client):
        client.say(f"hello from {cell.peer.name}")
        daemon.wait_for(f"{self.shown}: hello from {cell.peer.name}\n")

    def leave(self, cell, client):
        if cell.peer.name == "NSS":  # tstclnt waits for the server to leave first
            client.say("exit")
        client.end_input()
        must_end_well(client)

    def look_at_daemon(self, cell, told):
        must_say(told, f"chosen: {cell.suite}, {cell.group} (", self.chosen)
        must_not_say(told, "✘")

    # ── the peer is the server for our client ────────────────────────────────────────────────────────────────────────

    def as_server(self, cell):
        with self.their_server(cell) as server:
            with self.way_to(server) as way, self.our_client(cell, way.port) as client:
                self.talk_as_server(cell, server, client)
                client.end_input()
                must_end_well(client)
            self.look_at_client(cell, client.err.text)
            self.look_at_server(cell, server)

    def their_server(self, cell):
        return cell.peer.server(cell.certificates, **self.server_limits(cell), **self.server_options(cell))

    def server_limits(self, cell):
        """What the peer is told to take; our client is the one that is limited unless a mode says otherwise."""
        return {"groups": cell.peer.knows()}

    def server_options(self, cell):
        return {}

    def our_client(self, cell, port, *more):
        return peers.vitrine(cell.certificates, port, "--groups", self.offered_by_us(cell), "--ciphersuites", cell.suite,
                             *self.our_options(cell), *more)

    def offered_by_us(self, cell):
        return cell.group

    def our_options(self, cell):
        return []

    def look_at_server(self, cell, server):
        """What the peer must have said, where our own words do not tell it all."""

    def talk_as_server(self, cell, server, client):
        self.ask(cell, client, "GET /hello HTTP/1.0")

    def ask(self, cell, client, line):
        client.say(line)
        if cell.peer.name == "NSS":  # an HTTP request ends with an empty line
            client.say("")
        client.wait_for(cell.peer.answer_to(line), "out")

    def how_known(self, cell):
        return self.known

    def look_at_client(self, cell, told):
        must_say(told, f"Secure: TLS 1.3, {cell.group}, {cell.suite}, server \"localhost\" {self.how_known(cell)}",
                 f". {self.round_trips}", "Both sides said goodbye")
        must_not_say(told, "✘")


class Full(Session):
    """A full handshake."""

    name = "full"
    in_pairs = True


class Retry(Session):
    """The first key share is for a group that the server does not take, so it asks for another (HelloRetryRequest)."""

    name = "retry"
    round_trips = "2 round trips"
    chosen = "after a retry"

    def groups(self, peer):
        return [group for group in peer.knows() if group not in peer.shares]

    def other(self, cell):
        return next(group for group in GROUPS if group != cell.group)

    def daemon_groups(self, cell):
        return cell.group

    def offered_by_peer(self, cell):
        return [self.other(cell), cell.group]

    def look_at_daemon(self, cell, told):
        super().look_at_daemon(cell, told)
        must_say(told, f"asked: the same again, with a key share for {cell.group}\n")

    def server_limits(self, cell):
        return {"groups": [cell.group]}

    def offered_by_us(self, cell):
        return f"{self.other(cell)},{cell.group}"


class KeyUpdate(Session):
    """New keys while the session lasts: the peer's own, then ours at its wish; where it serves, ours, and its if it can."""

    name = "KeyUpdate"
    commands = {"OpenSSL": ("k", "K"), "GnuTLS": ("^rekey1^", "^rekey^")}  # update_not_requested, update_requested

    def cannot(self, peer, role):
        return "tstclnt has no command for it" if peer.name == "NSS" and role == "client" else ""

    def client_options(self, cell):
        return ["--inline-commands"] if cell.peer.name == "GnuTLS" else []

    def talk_as_client(self, cell, daemon, client):
        own, both = self.commands[cell.peer.name]
        client.say(own)
        daemon.wait_for(r"◀ session 1 KeyUpdate: new receiving key \(generation 1\)")
        client.say(both)
        daemon.wait_for(r"◀ session 1 KeyUpdate: new receiving key \(generation 2\)")
        super().talk_as_client(cell, daemon, client)
        daemon.wait_for(r"▶ session 1 KeyUpdate: new sending key \(generation 1\)")

    def server_options(self, cell):
        return {"more": ["-msg"]} if cell.peer.name == "OpenSSL" else {}

    def talk_as_server(self, cell, server, client):
        client.wait_for("Secure:")
        client.say("/rekey")
        client.wait_for(r"▶ KeyUpdate +new sending key \(generation 1\)")
        if cell.peer.name == "OpenSSL":
            self.talk_with_s_server(server, client)
        else:
            super().talk_as_server(cell, server, client)

    def talk_with_s_server(self, server, client):
        for generation, command in enumerate("kK", 1):
            server.say(command)
            client.wait_for(rf"◀ KeyUpdate .*\(generation {generation}\)")
        client.say("hello with the next key")
        server.wait_for("hello with the next key\n", "out")
        client.wait_for(r"▶ KeyUpdate .*\(generation 2\)")
        server.say("answer with the next key")
        client.wait_for("answer with the next key\n", "out")
