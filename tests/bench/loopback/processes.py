"""Processes of a bench: started on some CPUs with an empty home, looked at through /proc, ended by whoever started them.

Everything waits with a limit. Read next: servers.py.
"""

import contextlib
import os
import pathlib
import signal
import subprocess
import sys
import time

sys.path.append(str(pathlib.Path(__file__).resolve().parents[2] / "support"))
from programs import environment  # noqa: E402

ALL_CPUS = tuple(sorted(os.sched_getaffinity(0)))


class Process(contextlib.AbstractContextManager):
    """A program with its output in `log`, on these CPUs."""

    def __init__(self, command, folder, cpus=ALL_CPUS):
        self.log = pathlib.Path(folder) / "log"
        pinned = ["taskset", "-c", ",".join(map(str, cpus)), *map(str, command)]
        with self.log.open("wb") as log:
            self.child = subprocess.Popen(pinned, cwd=folder, env=environment(folder), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                          start_new_session=True)

    def check(self):
        if self.child.poll() is not None:
            raise RuntimeError(f"{self.child.args[3]} ended: {self.log.read_text(errors='replace')[-2000:]}")

    def threads(self):
        """What the threads of the process and its children have had until now, by thread."""
        return {task.name: ThreadTime.of(task) for pid in tree(self.child.pid) for task in tasks(pid)}

    def memory(self):
        """Bytes of heap and stacks: what it shares with its children counts by its share, where the kernel tells. Its code, which
        others may have mapped, too, is not among them."""
        return sum(memory_of(pid) for pid in tree(self.child.pid))

    def __exit__(self, *trouble):
        for number in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError, subprocess.TimeoutExpired):
                os.killpg(self.child.pid, number)  # itself and what it started
                self.child.wait(5)


class ThreadTime:
    """Seconds of a thread on a CPU, and ready to run while others had the CPU."""

    def __init__(self, running=0.0, waiting=0.0):
        self.running = running
        self.waiting = waiting

    @classmethod
    def of(cls, task):
        with contextlib.suppress(OSError):
            running, waiting, _ = (task / "schedstat").read_text().split()
            return cls(int(running) / 1e9, int(waiting) / 1e9)
        with contextlib.suppress(OSError):  # a kernel that does not tell who waits
            user, system = (task / "stat").read_text().rpartition(")")[2].split()[11:13]
            return cls((int(user) + int(system)) / os.sysconf("SC_CLK_TCK"))
        return cls()  # it has just ended

    def running_or_asleep(self, wall):
        """All of that time but what it waited for a CPU."""
        return max(wall - self.waiting, self.running)

    def __sub__(self, earlier):
        return ThreadTime(self.running - earlier.running, self.waiting - earlier.waiting)


class Usage:
    """What each thread of a process used between the beginning and the end of the block, and how long that took."""

    def __init__(self, process):
        self.process = process

    def __enter__(self):
        self.before, self.began = self.process.threads(), time.monotonic()
        return self

    def __exit__(self, *trouble):
        self.wall = time.monotonic() - self.began
        after = self.process.threads()
        self.threads = [time_now - self.before.get(thread, ThreadTime()) for thread, time_now in after.items()]

    @property
    def cpu(self):
        return sum(thread.running for thread in self.threads)

    @property
    def busiest(self):
        return max(self.threads, key=lambda thread: thread.running)


def tasks(pid):
    with contextlib.suppress(OSError):
        yield from pathlib.Path(f"/proc/{pid}/task").iterdir()


def tree(pid):
    """The process and all that it started."""
    yield pid
    for task in tasks(pid):
        with contextlib.suppress(OSError):
            for child in (task / "children").read_text().split():
                yield from tree(int(child))


def memory_of(pid):
    for name, field in (("smaps_rollup", "Pss_Anon:"), ("status", "RssAnon:")):
        with contextlib.suppress(OSError):
            for line in pathlib.Path(f"/proc/{pid}/{name}").read_text().splitlines():
                if line.startswith(field):
                    return int(line.split()[1]) * 1024
    return 0
