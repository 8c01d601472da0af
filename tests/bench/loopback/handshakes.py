"""Handshakes per second of real servers under the same load, by wall clock and by CPU time, with one thread and with more.

Rounds are interleaved, so that a busy machine is busy for all of them; what counts is the median. Read next: run.py.
"""

import contextlib
import statistics

from processes import ALL_CPUS, Usage
from servers import PEERS, Vitrined

GROUP = "handshakes over loopback"
AT_ONE_TIME = 16
PER_CPU_SECOND, PER_SECOND = "handshakes per CPU-second", "handshakes per second"


class Round:
    """One server under load for a while."""

    def __init__(self, generator, server, seconds):
        with Usage(server) as used:
            done = generator.handshakes(server, AT_ONE_TIME, seconds)
        self.errors = done["errors"]
        count = max(done["handshakes"], 1)
        self.per_second = count / done["seconds"]
        self.per_cpu_second = count / used.cpu
        self.capacity = count / used.busiest.running
        self.capacity_awake = count / used.busiest.running_or_asleep(done["seconds"])
        self.load_share = done["load_cpu_seconds"] / (used.cpu + done["load_cpu_seconds"])


class Contender:
    def __init__(self, kind, threads):
        self.kind = kind
        self.threads = threads
        self.rounds = []

    def median(self, what):
        return statistics.median(getattr(one, what) for one in self.rounds)

    @property
    def title(self):
        return f"{self.kind.title()}, {in_words(self.threads)}"


def in_words(threads):
    return "1 thread" if threads == 1 else f"{threads} threads"


def threads_to_try(kind):
    """1 and 2; of ours also 4 and so on, and as many as there are CPUs."""
    powers = [2 ** i for i in range(8) if 2 ** i < len(ALL_CPUS)]
    return sorted({1, 2, *powers, len(ALL_CPUS)}) if kind is Vitrined else [1, 2]


def contenders(plan, notes):
    for kind in (Vitrined, *(PEERS if plan.peers else ())):
        for threads in threads_to_try(kind):
            reason = kind.cannot(threads)
            if not reason:
                yield Contender(kind, threads)
            elif reason not in notes:
                notes.append(reason)


def measure(plan, notes):
    all_of_them = list(contenders(plan, notes))
    with contextlib.ExitStack() as running:
        servers = [running.enter_context(one.kind(one.threads)) for one in all_of_them]
        for _ in range(plan.rounds):
            for one, server in zip(all_of_them, servers):
                one.rounds.append(Round(plan.generator, server, plan.round_seconds))
    for one in all_of_them:
        note_trouble(one, notes)
    share = statistics.median(one.median("load_share") for one in all_of_them)
    notes.append(f"the load generator took {share:.0%} of the CPU time that it and the server used together")
    return rows(all_of_them, notes)


def note_trouble(one, notes):
    for what, count in [error for a_round in one.rounds for error in a_round.errors.items()]:
        notes.append(f"{one.title}: {count} handshakes failed: {what}")


def rows(ones, notes):
    ours = {one.threads: one for one in ones if one.kind is Vitrined}
    found = [rate(ones, threads, what, unit) for threads in ours
             for what, unit in (("per_cpu_second", PER_CPU_SECOND), ("per_second", PER_SECOND))]
    for threads in ours:
        if threads > 1:
            found += scaling(ones, threads, notes)
    return found + ([curve(ours)] if len(ours) > 1 else [])


def rate(ones, threads, what, unit):
    values = {one.kind: round(one.median(what), 1) for one in ones if one.threads == threads}
    worth_something = what == "per_cpu_second" or len(ALL_CPUS) >= 2 * threads
    return {"group": GROUP, "name": f"{in_words(threads)}, {unit}", "unit": unit, "better": "more", **split(values),
            **({"target": {"of": "best peer", "ratio": 1.0}} if worth_something else {})}


def split(values):
    return {"ours": values[Vitrined], "peers": {kind.title(): value for kind, value in values.items() if kind is not Vitrined}}


def scaling(ones, threads, notes):
    """By wall clock only where the generator has as many CPUs of its own."""
    if len(ALL_CPUS) >= 2 * threads:
        return [against_one(ones, threads, "per_second", "wall clock")]
    notes.append(CAPACITY.format(cpus=len(ALL_CPUS), words=in_words(threads)))
    return [against_one(ones, threads, "capacity", "capacity"),
            against_one(ones, threads, "capacity_awake", "the same if all sleep was waiting for another thread")]


CAPACITY = ("with {cpus} CPUs for server and generator together the wall clock cannot show what {words} give. Capacity is handshakes divided "
            "by the CPU time of the busiest thread. It shows whether the work is dealt out evenly and whether a handshake costs more CPU time "
            "beside another thread; it does not show time in which a thread sleeps because another one holds what it needs. The row below it "
            "counts all sleep of that thread as such, though it may have had nothing to do: the truth lies between the two")


def against_one(ones, threads, what, words):
    alone = {one.kind: one.median("per_second" if what == "per_second" else "capacity") for one in ones if one.threads == 1}
    values = {one.kind: round(one.median(what) / alone[one.kind], 3) for one in ones if one.threads == threads}
    return {"group": GROUP, "name": f"{in_words(threads)} : 1 thread, {words}", "unit": "times", "better": "more", **split(values),
            **({"target": {"of": "ours", "value": 1.8}} if threads == 2 else {})}


def curve(ours):
    xs = sorted(ours)
    return {"group": GROUP, "name": "capacity of vitrined", "unit": "handshakes per second", "better": "more",
            "x": {"name": "threads", "values": xs}, "y": [round(ours[x].median("capacity"), 1) for x in xs]}
