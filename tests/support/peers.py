"""Other people's TLS 1.3: OpenSSL, GnuTLS and NSS as clients of our daemon and as servers for our client.

Each peer is a class with the same face: missing() says why it cannot take part ("" if it can), cannot(kind) why it
cannot with one kind of certificate; client(...) and server(...) start its programs, limited to the groups and suites given.
Read next: programs.py for how processes are started, waited for and ended.
"""

import re
import shutil
import socket
import subprocess

import programs
from programs import DEADLINE, Program, wait_until

KINDS = ("p256", "p384", "ed25519", "rsa2048")
GROUPS = ("x25519", "secp256r1", "secp384r1")
SUITES = ("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256")


def quietly(*words, **options):
    return subprocess.run([str(word) for word in words], check=True, capture_output=True, timeout=DEADLINE, **options)


def free_port():
    """A port that was free a moment ago, for programs that cannot be told to take any."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


class Certificates:
    """A CA and a server certificate for localhost, both with keys of one kind."""

    def __init__(self, home, kind):
        self.home = home
        self.kind = kind
        self.folder = home.path / "kinds" / kind
        self.ca = self.folder / "ca.pem"
        self.chain = self.folder / "server.pem"
        self.key = self.folder / "server.key"
        if not self.ca.exists():
            home.make("init", "--dir", self.folder, "--key", kind)

    def for_daemon(self):
        return ["--cert", self.chain, "--key", self.key]


def daemon(certificates, *arguments):
    return programs.Daemon(certificates.home, *certificates.for_daemon(), *arguments)


def vitrine(certificates, port, *arguments):
    """Our client, which offers no ALPN, as these peers talk plain lines."""
    return programs.client(certificates.home, f"localhost:{port}", "--cafile", certificates.ca, "--alpn", "none", *arguments)


class Since:
    """What a program prints on one of its outputs from now on."""

    def __init__(self, program, where="err"):
        self.stream = getattr(program, where)
        self.program = program
        self.begin = len(self.stream.data)

    @property
    def text(self):
        return self.stream.data[self.begin:].decode("utf-8", "replace")

    def wait_for(self, pattern):
        def look():
            ended = self.program.process.poll() is not None and not self.stream.is_alive()
            if found := re.search(pattern, self.text):
                return found
            if ended:
                raise AssertionError(f"{self.program.process.args[0]} ended without {pattern!r}:\n{self.text}")
            return None

        try:
            return wait_until(look, repr(pattern))
        except AssertionError as error:
            raise AssertionError(f"{error}; so far:\n{self.text}") from None


class TalkingThroughSocket(Program):
    """Its standard input is a socket: tstclnt does not notice the end of a pipe."""

    def __init__(self, command, env):
        ours, theirs = socket.socketpair()
        with theirs:
            super().__init__(command, env, theirs)
        self.process.stdin = ours.makefile("wb")
        ours.close()  # the file keeps it open


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
        printed = (self.out.data + self.err.data).decode("utf-8", "replace")
        if found := re.search(ready, printed):
            return int(found.group(1)) if found.groups() else True
        if self.process.poll() is not None:
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


class OpenSsl:
    name = "OpenSSL"
    tools = ("openssl",)
    groups = {"x25519": "X25519", "secp256r1": "P-256", "secp384r1": "P-384"}

    def missing(self):
        return missing(self.tools)

    def cannot(self, kind):  # it knows them all
        return ""

    def limits(self, groups, suites):
        return ["-groups", ":".join(self.groups[group] for group in groups), "-ciphersuites", ":".join(suites)]

    def client(self, certificates, port, groups=GROUPS, suites=SUITES, more=()):
        return Program(["openssl", "s_client", "-connect", f"127.0.0.1:{port}", "-servername", "localhost", "-CAfile",
                        certificates.ca, "-verify_hostname", "localhost", "-verify_return_error",
                        *self.limits(groups, suites), *(more or ["-brief"])], certificates.home.environment)

    def server(self, certificates, groups=GROUPS, suites=SUITES, more=("-rev",)):
        """-rev, the usual here, sends each line back with its letters reversed."""
        return Server(["openssl", "s_server", "-accept", "127.0.0.1:0", "-tls1_3", "-cert", certificates.chain, "-key",
                       certificates.key, *self.limits(groups, suites), *more], certificates, r"ACCEPT .*:(\d+)")

    def answer_to(self, line):
        return line[::-1]


class GnuTls:
    name = "GnuTLS"
    tools = ("gnutls-cli", "gnutls-serv")
    groups = {"x25519": "GROUP-X25519", "secp256r1": "GROUP-SECP256R1", "secp384r1": "GROUP-SECP384R1"}
    suites = {"TLS_AES_128_GCM_SHA256": "AES-128-GCM", "TLS_AES_256_GCM_SHA384": "AES-256-GCM",
              "TLS_CHACHA20_POLY1305_SHA256": "CHACHA20-POLY1305"}

    def missing(self):
        return missing(self.tools)

    def cannot(self, kind):
        return ""

    def priority(self, groups, suites):
        return ":".join(["NORMAL:-VERS-ALL:+VERS-TLS1.3", "-GROUP-ALL", *("+" + self.groups[group] for group in groups),
                         "-CIPHER-ALL", *("+" + self.suites[suite] for suite in suites)])

    def client(self, certificates, port, groups=GROUPS, suites=SUITES, more=()):
        return Program(["gnutls-cli", "--port", str(port), "--x509cafile", certificates.ca, "--sni-hostname", "localhost",
                        "--verify-hostname", "localhost", "--single-key-share", "--priority", self.priority(groups, suites),
                        *more, "127.0.0.1"], certificates.home.environment)

    def server(self, certificates, groups=GROUPS, suites=SUITES, more=()):
        """Sends each line back."""
        return server_on_free_port(lambda port: [
            "gnutls-serv", "--echo", "--port", port, "--x509certfile", certificates.chain, "--x509keyfile",
            certificates.key, "--priority", self.priority(groups, suites), *more], certificates,
            r"listening on IPv4 .*\.\.\.done")

    def answer_to(self, line):
        return line


class Nss:
    """Its server knows only HTTP: the line is a request, and the answer quotes it."""

    name = "NSS"
    tools = ("certutil", "pk12util", "selfserv", "tstclnt", "openssl")
    groups = {"x25519": "x25519", "secp256r1": "P256", "secp384r1": "P384"}
    suites = {"TLS_AES_128_GCM_SHA256": ":1301", "TLS_AES_256_GCM_SHA384": ":1302", "TLS_CHACHA20_POLY1305_SHA256": ":1303"}

    def missing(self):
        return missing(self.tools)

    def cannot(self, kind):
        if kind != "ed25519":
            return ""
        usage = subprocess.run(["tstclnt"], capture_output=True, text=True, timeout=DEADLINE, check=False)
        return "" if "ed25519" in usage.stdout + usage.stderr else "this NSS has no ed25519 signatures in TLS"

    def database(self, certificates):
        folder = certificates.folder / "nss"
        place = ["-d", f"sql:{folder}"]
        if not folder.exists():
            folder.mkdir()
            quietly("certutil", "-N", *place, "--empty-password")
            quietly("certutil", "-A", *place, "-n", "ca", "-t", "C,,", "-i", certificates.ca)
            quietly("openssl", "pkcs12", "-export", "-in", certificates.chain, "-inkey", certificates.key, "-name", "server",
                    "-passout", "pass:", "-out", folder / "server.p12")
            quietly("pk12util", "-i", folder / "server.p12", *place, "-W", "")
        return place

    def limits(self, groups, suites):
        return ["-V", "tls1.3:tls1.3", "-I", ",".join(self.groups[group] for group in groups), "-c",
                "".join(self.suites[suite] for suite in suites)]

    def client(self, certificates, port, groups=GROUPS, suites=SUITES, more=()):
        return TalkingThroughSocket(["tstclnt", "-4", "-h", "localhost", "-p", str(port), *self.database(certificates),
                                     *self.limits(groups, suites), *more], certificates.home.environment)

    def server(self, certificates, groups=GROUPS, suites=SUITES, more=()):
        kind = [] if certificates.kind.startswith("rsa") else ["-e", "server"]
        return server_on_free_port(lambda port: [
            "selfserv", "-n", "server", *kind, "-p", port, *self.database(certificates), *self.limits(groups, suites), "-v",
            *more], certificates, "About to call accept")

    def answer_to(self, line):
        return line


def missing(tools):
    lacking = [tool for tool in tools if shutil.which(tool) is None]
    return f"{' and '.join(lacking)} not installed" if lacking else ""


PEERS = (OpenSsl(), GnuTls(), Nss())


def assert_no_trouble(test, text):
    """Our programs mark everything that went wrong with this sign."""
    test.assertNotIn("✘", text)
