"""Relays between a client and a server on loopback: one delivers every byte by itself, one leads to two servers in turn.

Read before: programs.py.
"""

import contextlib
import socket
import threading

import programs

BLOCK = 65536


class Trickle(programs.Peer):
    """Relays the first connection to `port`, both ways and each way's end by itself."""

    def __init__(self, port):
        super().__init__(lambda connection: relay(connection, port, 1))
        self.port = self.listener.getsockname()[1]


class Switchboard(programs.Peer):
    """A port that leads elsewhere each time: the first connection to the first of `ports`, the second to the second."""

    def __init__(self, *ports):
        self.ports = ports
        super().__init__(None)
        self.port = self.listener.getsockname()[1]

    def serve(self, behave):
        with contextlib.suppress(OSError):
            for port in self.ports:
                connection, _ = self.listener.accept()
                threading.Thread(target=self.connect, args=(connection, port), daemon=True).start()

    def connect(self, connection, port):
        with connection:
            relay(connection, port, BLOCK)


def relay(connection, port, size):
    """Nothing that is passed on is longer than `size`."""
    with socket.create_connection(("127.0.0.1", port), programs.DEADLINE) as onward:
        for end in (connection, onward):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # or the system puts the bytes together again
        there = threading.Thread(target=pass_on, args=(connection, onward, size), daemon=True)
        there.start()
        pass_on(onward, connection, size)
        there.join(programs.DEADLINE)


def pass_on(source, target, size):
    with contextlib.suppress(OSError):
        while data := source.recv(BLOCK):
            for begin in range(0, len(data), size):
                target.sendall(data[begin:begin + size])
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)
