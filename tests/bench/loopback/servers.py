"""Servers to compare, each a process with the same certificate and the same parameters, on a free port of the loopback.

x25519, a P-256 certificate, TLS_AES_128_GCM_SHA256, TLS 1.3 alone, no tickets, no session cache. Read next: handshakes.py.
"""

import functools
import pathlib
import re
import shutil
import socket
import tempfile

from processes import ALL_CPUS, Process
from peer import free_port, printed_by
from programs import wait_until

SUITE = "TLS_AES_128_GCM_SHA256"
CERTIFICATES = pathlib.Path(__file__).resolve().parents[2] / "vectors/endpoints"


def installed(name):
    return shutil.which(name) or shutil.which(name, path="/usr/sbin")


@functools.cache
def version_of(*command):
    return re.search(r"[0-9]+[.][0-9.]*[0-9]", printed_by(*command)).group()


class Server(Process):
    """`folder` is its own, and gone when it ends."""

    def __init__(self, threads=1):
        self.threads_asked_for = threads
        self.folder = tempfile.TemporaryDirectory(prefix="bench-")
        self.path = pathlib.Path(self.folder.name)
        self.certificate, self.key = self.path / "p256.pem", self.path / "p256.key"
        for file in (self.certificate, self.key):
            shutil.copyfile(CERTIFICATES / file.name, file)
            file.chmod(0o600)
        self.port = free_port()
        super().__init__(self.command(), self.path, ALL_CPUS[:threads])
        try:
            wait_until(self.answers, f"{self.title()} to listen")
        except BaseException:
            self.__exit__()
            raise

    def answers(self):
        self.check()
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def write(self, name, text):
        (self.path / name).write_text(text)
        return self.path / name

    def __exit__(self, *trouble):
        super().__exit__(*trouble)
        self.folder.cleanup()


class Vitrined(Server):
    program = None  # the path of the one that was built
    mode = ("--echo",)

    @classmethod
    def title(cls):
        return "vitrined"

    @classmethod
    def cannot(cls, threads):
        return ""

    def command(self):
        return [self.program, "-q", "--listen", f"127.0.0.1:{self.port}", "--cert", self.certificate, "--key", self.key, "--tickets", 0,
                "--groups", "x25519", "--ciphersuites", SUITE, "--max-sessions", 100000, "--threads", self.threads_asked_for, *self.mode]


class RoomDaemon(Vitrined):
    mode = ()


class Peer(Server):
    @classmethod
    def cannot(cls, threads):
        return "" if installed(cls.name) else f"{cls.name} is not installed"

    @classmethod
    def title(cls):
        return f"{cls.name} {version_of(installed(cls.name), cls.version_option)}"


class OpenSsl(Peer):
    """One connection at a time."""

    name = "openssl"
    version_option = "version"

    @classmethod
    def cannot(cls, threads):
        return super().cannot(threads) or ("" if threads == 1 else "openssl s_server has one thread")

    @classmethod
    def title(cls):
        return super().title().replace("openssl", "openssl s_server")

    def command(self):
        return [installed(self.name), "s_server", "-accept", f"127.0.0.1:{self.port}", "-cert", self.certificate, "-key", self.key,
                "-tls1_3", "-ciphersuites", SUITE, "-groups", "X25519", "-num_tickets", 0, "-no_cache", "-www", "-quiet"]


class Nginx(Peer):
    """With a socket for each worker, so that the kernel deals connections out evenly."""

    name = "nginx"
    version_option = "-v"

    def command(self):
        paths = " ".join(f"{kind}_temp_path temp;" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        file = self.write("nginx.conf", f"""
            daemon off; pid nginx.pid; error_log stderr crit; worker_processes {self.threads_asked_for};
            events {{ worker_connections 8192; }}
            http {{ access_log off; {paths} client_header_timeout 600;
              ssl_certificate p256.pem; ssl_certificate_key p256.key; ssl_protocols TLSv1.3; ssl_ecdh_curve X25519;
              ssl_conf_command Ciphersuites {SUITE}; ssl_session_tickets off; ssl_session_cache off;
              server {{ listen 127.0.0.1:{self.port} ssl reuseport backlog=4096; return 200 "good"; }} }}""")
        return [installed(self.name), "-p", self.path, "-c", file, "-e", "stderr"]


class Haproxy(Peer):
    name = "haproxy"
    version_option = "-v"

    def command(self):
        self.write("both.pem", self.certificate.read_text() + self.key.read_text())
        file = self.write("haproxy.cfg", f"""
global
  nbthread {self.threads_asked_for}
  maxconn 8192
  tune.ssl.cachesize 0
defaults
  mode http
  timeout client 600s
  timeout http-request 600s
frontend bench
  bind 127.0.0.1:{self.port} backlog 4096 ssl crt both.pem ssl-min-ver TLSv1.3 no-tls-tickets ciphersuites {SUITE} curves X25519
  http-request return status 200
""")
        return [installed(self.name), "-db", "-f", file]


PEERS = (Nginx, Haproxy, OpenSsl)
