"""A network that delivers every byte by itself: a relay between a client and a server on loopback. Read before: programs.py."""

import contextlib
import socket
import threading

import programs


class Trickle(programs.Peer):
    """Relays the first connection to `port`, both ways and each way's end by itself."""

    def __init__(self, port):
        super().__init__(lambda connection: relay(connection, port))
        self.port = self.listener.getsockname()[1]


def relay(connection, port):
    with socket.create_connection(("127.0.0.1", port), programs.DEADLINE) as onward:
        for end in (connection, onward):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # or the system puts the bytes together again
        there = threading.Thread(target=pass_on, args=(connection, onward), daemon=True)
        there.start()
        pass_on(onward, connection)
        there.join(programs.DEADLINE)


def pass_on(source, target):
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            for byte in data:
                target.sendall(bytes([byte]))
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)
