"""The load generator as a process (load.cpp): handshakes in one go, or members who come and talk when they are told to."""

import contextlib
import json
import select
import subprocess

from processes import ALL_CPUS

LIMIT = 120


class Generator:
    def __init__(self, program):
        self.program = program

    def command(self, cpus, *words):
        return ["taskset", "-c", ",".join(map(str, cpus)), str(self.program), *map(str, words)]

    def handshakes(self, server, at_one_time, seconds):
        """Beside the server's CPUs, where there are others."""
        cpus = ALL_CPUS[server.threads_asked_for:] or ALL_CPUS
        command = self.command(cpus, "handshakes", server.port, at_one_time, seconds)
        return json.loads(subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=True).stdout)

    def members(self, server, alpn=""):
        return Members(self.command(ALL_CPUS, "members", server.port, *([alpn] if alpn else [])))


class Members(contextlib.AbstractContextManager):
    def __init__(self, command):
        self.process = subprocess.Popen(command, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, *words):
        print(*words, file=self.process.stdin, flush=True)
        ready, _, _ = select.select([self.process.stdout], [], [], LIMIT)
        answer = self.process.stdout.readline() if ready else ""
        if not answer:
            raise RuntimeError(f"the load generator has no answer to \"{' '.join(map(str, words))}\"")
        return json.loads(answer)

    def grow(self, count):
        return self.ask("grow", count)

    def talk(self, seconds, lines_per_second):
        """0 lines per second: as many as the room can."""
        return self.ask("talk", seconds, lines_per_second)

    def __exit__(self, *trouble):
        self.process.kill()
        self.process.communicate(timeout=LIMIT)
