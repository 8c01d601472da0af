"""A tiny runner for the conformance shim: two of them, client and server, joined through a relay on loopback.

Each shim connects to us, says who it is, and then speaks TLS to the other one; we carry the bytes. Read next: conformance/README.md.
"""

import contextlib
import os
import socket
import subprocess
import threading

DEADLINE = 20.0
CLIENT, SERVER = 1, 2


def shim(*arguments, **options):
    """Runs it by itself, to its end."""
    return subprocess.run([os.environ["SHIM"], *map(str, arguments)], capture_output=True, text=True, timeout=DEADLINE, **options)


class Ended:
    """How one of them ended."""

    def __init__(self, process):
        self.out, self.err = process.communicate(timeout=DEADLINE)
        self.code = process.returncode

    def __repr__(self):
        return f"exit {self.code} {self.err.strip()!r}"


def carry(source, target):
    """Bytes, then the end, from one to the other; a side that is gone takes nothing more."""
    with contextlib.suppress(OSError):
        while chunk := source.recv(65536):
            target.sendall(chunk)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)


def join(client, server):
    threads = [threading.Thread(target=carry, args=pair) for pair in ((client, server), (server, client))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(DEADLINE)


def receive_exactly(connection, size):
    data = b""
    while len(data) < size:
        chunk = connection.recv(size - len(data))
        if not chunk:
            raise AssertionError(f"only {len(data)} bytes")
        data += chunk
    return data


class Runner(contextlib.AbstractContextManager):
    """Where shims connect to. A connection is known by the 8 bytes that its shim begins with."""

    def __init__(self, family=socket.AF_INET):
        host = "::1" if family == socket.AF_INET6 else "127.0.0.1"
        self.listener = socket.create_server((host, 0), family=family)
        self.listener.settimeout(DEADLINE)
        self.port = self.listener.getsockname()[1]
        self.ipv6 = ["-ipv6"] if family == socket.AF_INET6 else []
        self.processes = []

    def start(self, number, *arguments):
        command = [os.environ["SHIM"], "-port", str(self.port), "-shim-id", str(number), *self.ipv6, *map(str, arguments)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.processes.append(process)
        return process

    def accept(self):
        """The next connection and the number of its shim."""
        connection, _ = self.listener.accept()
        connection.settimeout(DEADLINE)
        return int.from_bytes(receive_exactly(connection, 8), "little"), connection

    def __exit__(self, *trouble):
        self.listener.close()
        for process in self.processes:
            if process.poll() is None:
                process.kill()
            process.wait()
            for stream in (process.stdout, process.stderr):
                stream.close()


def all_ended(processes):
    return all(process.poll() is not None for process in processes)


def accept_both(runner):
    """A connection of each by number; nothing once both have ended instead."""
    found = {}
    runner.listener.settimeout(0.05)
    while len(found) < 2:
        try:
            number, connection = runner.accept()
        except TimeoutError:
            if any(process.poll() is not None for process in runner.processes):
                break
            continue
        found[number] = connection
    return found


def together(client, server, family=socket.AF_INET):
    """Both command lines against each other, for as many connections as they make. Returns how each ended."""
    with Runner(family) as runner:
        processes = [runner.start(CLIENT, *client), runner.start(SERVER, "-server", *server)]
        while len(both := accept_both(runner)) == 2:
            join(both[CLIENT], both[SERVER])
            for connection in both.values():
                connection.close()
        for connection in both.values():
            connection.close()
        return tuple(Ended(process) for process in processes)
