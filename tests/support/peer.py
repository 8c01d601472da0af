"""What OpenSSL, GnuTLS and NSS have in common as peers: where their programs are, how they start, what they print.

Read next: openssl_peer.py, gnutls_peer.py, nss_peer.py.
"""

import functools
import os
import pathlib
import re
import shutil
import socket
import subprocess

from programs import DEADLINE, Program, wait_until

KINDS = ("p256", "p384", "ed25519", "rsa2048")
GROUPS = ("x25519", "secp256r1", "secp384r1")
ALL_GROUPS = (*GROUPS, "secp521r1", "X25519MLKEM768", "SecP256r1MLKEM768")
SHARED_KEY = ("Vera", "5a" * 32)  # a pre-shared key, with SHA-256: nobody's program can be told of another hash
SUITES = ("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256")


def quietly(*words, **options):
    return subprocess.run([str(word) for word in words], check=True, capture_output=True, timeout=DEADLINE, **options)


def printed_by(*words):
    """Whatever a program says when it is asked about itself."""
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=DEADLINE, check=False)
    return done.stdout + done.stderr


def free_port():
    """A port that was free a moment ago, for programs that cannot be told to take any."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def missing(tools):
    lacking = [tool for tool in tools if shutil.which(tool) is None]
    return f"{' and '.join(lacking)} not installed" if lacking else ""


class System:
    """The programs that the distribution installed."""

    words = "the system's"

    def program(self, tool):
        return tool

    def missing(self, tools):
        return missing(tools)

    def libraries(self):
        return pathlib.Path("/usr/lib").glob("*-linux-gnu")


class Newer(System):
    """Those of the next release, which ./run unpacked into a folder (tests/interop/newer_peers.sh)."""

    words = "the next release's"

    def __init__(self):
        self.folder = pathlib.Path(os.environ.get("VITRINE_NEWER_PEERS", "/nowhere"))

    def program(self, tool):
        return str(self.folder / "bin" / tool)

    def missing(self, tools):
        return "" if self.folder.is_dir() else "not fetched; ./run test does it where there is a network"

    def libraries(self):
        return (self.folder / "usr/lib").glob("*-linux-gnu")


class Peer:
    """A maker's client and server. `groups` maps our names to theirs; `cannot` and `missing` are reasons, "" for none."""

    name = ""
    tools = ()
    roles = ("client", "server")
    fetches_pages = False  # or does it talk in our room?
    deadline = DEADLINE
    groups = {}
    shares = ()  # the groups of its key shares, if nobody can tell it which
    early_words = {"taken": (), "refused": ()}  # what its client tells of early data
    says_again = False  # or is what was refused as early data lost?

    def __init__(self, home=System()):
        self.home = home

    def program(self, tool):
        return self.home.program(tool)

    def missing(self):
        return self.home.missing(self.tools)

    def cannot(self, kind):
        return ""

    def cannot_speak_early(self):
        return ""

    def prepare(self, certificates):
        """Whatever has to be made from them once, before sessions run side by side."""

    @functools.cached_property
    def version(self):
        return "" if self.missing() else self.look_version()

    def look_version(self):
        raise NotImplementedError

    def knows(self):
        """The names of the groups that it knows, ours."""
        return tuple(self.groups)

    def __str__(self):
        return f"{self.name} {'.'.join(self.version.split('.')[:2])}" if self.version else f"{self.name} ({self.home.words})"


class Server(Program):
    """Somebody else's server. `port` is where it listens."""

    def __init__(self, command, certificates, ready):
        super().__init__([str(word) for word in command], certificates.home.environment)
        try:
            self.port = wait_until(lambda: self.look(ready), f"{command[0]} to listen")
        except AssertionError:
            self.__exit__()
            raise

    def look(self, ready):
        ended = self.process.poll() is not None and not (self.out.is_alive() or self.err.is_alive())
        printed = (self.out.data + self.err.data).decode("utf-8", "replace")
        if found := re.search(ready, printed):
            return int(found.group(1)) if found.groups() else True
        if ended:
            raise AssertionError(printed)
        return None


def server_on_free_port(command, certificates, ready):
    """`command` is made from a port, `ready` is what it prints when it listens there; somebody may be faster, so try again."""
    for attempt in range(5):
        port = free_port()
        try:
            server = Server(command(port), certificates, ready)
            server.port = port
            return server
        except AssertionError:
            if attempt == 4:
                raise
    return None


class TalkingThroughSocket(Program):
    """Its standard input is a socket: tstclnt does not notice the end of a pipe."""

    def __init__(self, command, env):
        ours, theirs = socket.socketpair()
        with theirs:
            super().__init__(command, env, theirs)
        self.process.stdin = ours.makefile("wb")
        ours.close()  # the file keeps it open
