"""Handshakes per second of real servers under the same load, by wall clock and by CPU time, with one thread and with more.

Rounds are interleaved, so that a busy machine is busy for all of them; what counts is the median. Read next: run.py.
"""

import contextlib
import statistics

from processes import ALL_CPUS, Usage
from servers import PEERS, Vitrined

GROUP = "handshakes over loopback"
AT_ONE_TIME = 16


class Round:
    """One server under load for a while."""

    def __init__(self, generator, server, seconds):
        with Usage(server) as used:
            done = generator.handshakes(server, AT_ONE_TIME, seconds)
        self.errors = done["errors"]
        count = max(done["handshakes"], 1)
        self.per_second = count / done["seconds"]
        self.per_cpu_second = count / used.cpu
        self.capacity = count / used.busiest
        self.load_share = done["load_cpu_seconds"] / (used.cpu + done["load_cpu_seconds"])


class Contender:
    def __init__(self, server, threads):
        self.server = server
        self.threads = threads
        self.rounds = []

    def median(self, what):
        return statistics.median(getattr(one, what) for one in self.rounds)


def threads_to_try(most):
    """1, 2, 4 and so on, and all CPUs."""
    return sorted({1, 2, *(2 ** i for i in range(2, 8) if 2 ** i <= most), most}) if most > 1 else [1]


def contenders(plan, notes):
    for kind in (Vitrined, *(PEERS if plan.peers else ())):
        for threads in threads_to_try(len(ALL_CPUS)):
            reason = kind.cannot(threads)
            if not reason:
                yield Contender(kind, threads)
            elif reason not in notes:
                notes.append(reason)


def measure(plan, notes):
    all_of_them = list(contenders(plan, notes))
    with contextlib.ExitStack() as running:
        for one in all_of_them:
            one.running = running.enter_context(one.server(one.threads))
        for _ in range(plan.rounds):
            for one in all_of_them:
                one.rounds.append(Round(plan.generator, one.running, plan.round_seconds))
    for one in all_of_them:
        note_trouble(one, notes)
    return rows(all_of_them, notes)


def note_trouble(one, notes):
    for what, count in [error for a_round in one.rounds for error in a_round.errors.items()]:
        notes.append(f"{one.server.title()}, {in_words(one.threads)}: {count} handshakes failed: {what}")


def in_words(threads):
    return "1 thread" if threads == 1 else f"{threads} threads"


def by_title(ones, what):
    return {one.server.title(): round(one.median(what), 1) for one in ones if one.server is not Vitrined}


def rows(ones, notes):
    ours = {one.threads: one for one in ones if one.server is Vitrined}
    found = []
    for threads, mine in ours.items():
        others = [one for one in ones if one.threads == threads]
        for what, unit in (("per_cpu_second", "handshakes per CPU-second"), ("per_second", "handshakes per second")):
            found.append({"group": GROUP, "name": f"{in_words(threads)}, {unit.split(' ', 1)[1]}", "unit": unit, "better": "more",
                          "ours": round(mine.median(what), 1), "peers": by_title(others, what),
                          "target": {"of": "best peer", "ratio": 1.0}})
    found += [scaling(ones, ours, threads, notes) for threads in ours if threads > 1]
    if len(ours) > 1:
        found.append(curve(ours))
    share = statistics.median(one.median("load_share") for one in ones)
    notes.append(f"the load generator took {share:.0%} of the CPU time that it and the server used together")
    return found


def ratio(ones, server, threads, what):
    values = {one.threads: one.median(what) for one in ones if one.server is server}
    return values[threads] / values[1] if threads in values else None


def scaling(ones, ours, threads, notes):
    """By wall clock only where the generator has CPUs of its own."""
    alone = len(ALL_CPUS) >= 2 * threads
    what = "per_second" if alone else "capacity"
    if not alone:
        notes.append(CAPACITY.format(cpus=len(ALL_CPUS), words=in_words(threads)))
    peers = {one.title(): ratio(ones, one, threads, what) for one in PEERS if ratio(ones, one, threads, what)}
    return {"group": GROUP, "name": f"{in_words(threads)} : 1, {'wall clock' if alone else 'capacity'}", "unit": "times",
            "better": "more", "ours": round(ratio(ones, Vitrined, threads, what), 3),
            "peers": {name: round(value, 3) for name, value in peers.items()},
            **({"target": {"of": "ours", "value": 1.8}} if threads == 2 else {})}


CAPACITY = ("with {cpus} CPUs for server and generator the wall clock cannot show what {words} give. Capacity is handshakes divided by the "
            "CPU time of the busiest thread: it shows whether the work is dealt out evenly and whether a handshake costs more CPU "
            "beside another thread, but not time in which a thread sleeps because another holds what it needs")


def curve(ours):
    xs = sorted(ours)
    return {"group": GROUP, "name": "vitrined, capacity", "unit": "handshakes per second of the busiest thread",
            "x": {"name": "threads", "values": xs}, "y": [round(ours[x].median("capacity"), 1) for x in xs], "better": "more"}
