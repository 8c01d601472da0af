"""The three programs as a person starts them: a daemon on a port of its own with a PKI of its own, clients in pipes.

Every wait has a deadline, every process is ended by whoever started it.
"""

import contextlib
import os
import pathlib
import re
import signal
import socket
import subprocess
import tempfile
import threading
import time

DEADLINE = 20.0


def wait_until(condition, what, deadline=DEADLINE):
    """Looks again and again until `condition()` is true, and returns what it returned."""
    end = time.monotonic() + deadline
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"waited {deadline:g} s in vain for {what}")
        time.sleep(0.01)


def environment(home, **extra):
    """Nothing of the person who runs the tests: an empty home, a UTF-8 locale, no variables that the programs read."""
    kept = ("PATH", "ASAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS", "LD_LIBRARY_PATH")
    keep = {name: os.environ[name] for name in kept if name in os.environ}
    return keep | {"HOME": str(home), "LC_ALL": "C.UTF-8", "TERM": "dumb"} | extra


class Home(contextlib.AbstractContextManager):
    """A folder that stands for somebody's home, with a PKI in it."""

    def __init__(self, **pki_options):
        self.folder = tempfile.TemporaryDirectory(prefix="vitrine-")
        self.path = pathlib.Path(self.folder.name)
        self.pki = self.path / ".local/share/vitrine/pki"
        self.environment = environment(self.path)
        if pki_options.get("init", True):
            self.make("init")

    def make(self, *arguments):
        subprocess.run([os.environ["VITRINE_PKI"], *arguments], env=self.environment, check=True, capture_output=True, timeout=DEADLINE)

    def __exit__(self, *trouble):
        self.folder.cleanup()


class Reader(threading.Thread):
    """Reads a pipe to its end, so that nobody blocks on it."""

    def __init__(self, stream):
        super().__init__(daemon=True)
        self.stream = stream
        self.data = b""
        self.start()

    def run(self):
        while chunk := os.read(self.stream.fileno(), 65536):
            self.data += chunk

    @property
    def text(self):
        return self.data.decode("utf-8", "ignore")  # it may end inside a character


class Program(contextlib.AbstractContextManager):
    """A running program, its input open, its two outputs collected."""

    def __init__(self, command, env, stdin=subprocess.PIPE):
        self.process = subprocess.Popen(command, env=env, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.out = Reader(self.process.stdout)
        self.err = Reader(self.process.stderr)

    def say(self, line):
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()

    def end_input(self):
        self.process.stdin.close()

    def signal(self, number):
        self.process.send_signal(number)

    def wait(self, deadline=DEADLINE):
        code = self.process.wait(deadline)
        self.out.join(deadline)
        self.err.join(deadline)
        return code

    def wait_for(self, pattern, where="err", deadline=DEADLINE):
        """The match of `pattern` in what was printed so far, as soon as there is one."""
        stream = getattr(self, where)

        def look():
            ended = self.process.poll() is not None and not stream.is_alive()  # before the look: its last words count
            if found := re.search(pattern, stream.text):
                return found
            if ended:
                raise AssertionError(f"{self.process.args[0]} ended without {pattern!r}:\n{stream.text}")
            return None

        try:
            return wait_until(look, repr(pattern), deadline)
        except AssertionError as error:
            raise AssertionError(f"{error}; so far:\n{stream.text}") from None

    def __exit__(self, *trouble):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(DEADLINE)
        for reader in (self.out, self.err):
            reader.join(DEADLINE)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            with contextlib.suppress(OSError):
                if stream:
                    stream.close()


class Daemon(Program):
    """vitrined on a free port. `port` is the real one."""

    def __init__(self, home, *arguments, **extra):
        super().__init__([os.environ["VITRINED"], "--listen", "127.0.0.1:0", *arguments], home.environment | extra, subprocess.DEVNULL)
        self.home = home
        self.port = int(self.wait_for(r"Listening on 127\.0\.0\.1:(\d+)").group(1))
        self.address = f"127.0.0.1:{self.port}"

    def stop(self):
        self.signal(signal.SIGTERM)
        return self.wait()


def client(home, address, *arguments, **extra):
    return Program([os.environ["VITRINE"], address, *arguments], home.environment | extra)


def ask(home, address, *arguments, text="", **extra):
    """A client that says `text` and leaves: exit code, what it printed to stdout, and to stderr."""
    with client(home, address, *arguments, **extra) as program:
        with contextlib.suppress(BrokenPipeError):  # it may be gone already
            program.process.stdin.write(text.encode())
            program.end_input()
        return program.wait(), program.out.text, program.err.text


def explain(home, *arguments, code=0):
    """What `vitrine explain` prints, when it ends with that code."""
    done = subprocess.run([os.environ["VITRINE"], "explain", *arguments], env=home.environment, check=False, capture_output=True,
                          text=True, timeout=DEADLINE)
    assert done.returncode == code, f"exit code {done.returncode}: {done.stderr}"
    return done.stdout


class Peer(contextlib.AbstractContextManager):
    """A listener in Python that does `behave(connection)` with the first who connects."""

    def __init__(self, behave):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.listener.getsockname()[1]}"
        self.thread = threading.Thread(target=self.serve, args=(behave,), daemon=True)
        self.thread.start()

    def serve(self, behave):
        with contextlib.suppress(OSError):
            connection, _ = self.listener.accept()
            with connection:
                connection.settimeout(DEADLINE)
                behave(connection)

    def __exit__(self, *trouble):
        self.listener.close()
        self.thread.join(DEADLINE)


def relay_to(port, change):
    """A man in the middle for Peer: passes everything on to `port`; `change(direction, data)` may alter or cut (None) it."""

    def pump(source, target, direction):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                data = change(direction, data)
                if data is None:
                    break
                target.sendall(data)
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def behave(connection):
        with socket.create_connection(("127.0.0.1", port), DEADLINE) as onward:
            there = threading.Thread(target=pump, args=(connection, onward, "to server"), daemon=True)
            there.start()
            pump(onward, connection, "to client")
            there.join(DEADLINE)

    return behave
