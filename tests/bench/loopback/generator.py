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

    def command(self, server, *words):
        """On other CPUs than the server's, where there are others."""
        cpus = ALL_CPUS[server.threads_asked_for:] or ALL_CPUS
        return ["taskset", "-c", ",".join(map(str, cpus)), str(self.program), *map(str, words)]

    def handshakes(self, server, at_one_time, seconds):
        """One generator for each thread of the server, and their sum."""
        command = self.command(server, "handshakes", server.port, at_one_time, seconds)
        children = [subprocess.Popen(command, text=True, stdout=subprocess.PIPE) for _ in range(server.threads_asked_for)]
        return joined([json.loads(child.communicate(timeout=LIMIT)[0]) for child in children])

    def members(self, server, alpn=""):
        return Members(self.command(server, "members", server.port, *([alpn] if alpn else [])))


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


def joined(parts):
    errors = {}
    for part in parts:
        for what, count in part["errors"].items():
            errors[what] = errors.get(what, 0) + count
    sums = {name: sum(part[name] for part in parts) for name in ("handshakes", "load_cpu_seconds")}
    return sums | {"errors": errors, "seconds": max(part["seconds"] for part in parts)}
