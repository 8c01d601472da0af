"""Real servers over loopback: handshakes, a room, memory. README.md says what it measures and how to read it.

  run.py --build DIR [--json] [--quick] [--only WORD] [--alone]
"""

import argparse
import json
import pathlib
import resource
import signal
import sys

import fit
import handshakes
import memory
import room
from generator import Generator
from servers import Vitrined

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import tables  # of tests/bench

SPARE = 100  # descriptors that are no sessions
MEASURES = {"handshakes": handshakes, "room": room, "memory": memory}


class Plan:
    """How much of everything: some three minutes, or some twenty seconds."""

    def __init__(self, options):
        self.generator = Generator(options.build / "tests/bench/loopback/load")
        self.peers = not options.alone
        quick = options.quick
        self.rounds, self.round_seconds = (1, 0.5) if quick else (5, 1.0)
        self.members = (3, 10, 30, 100) if quick else (10, 30, 100, 300, 1000)
        self.members_shown = (100,) if quick else (100, 1000)
        self.talk_seconds = 0.5 if quick else 1.5
        self.sessions = (0, 100, 200, 400) if quick else (0, 250, 500, 1000, 2000)


def raise_limit_of_descriptors(plan, notes):
    """For the servers; what does not fit is not tried."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    if most - SPARE < max(plan.sessions):
        notes.append(f"at most {most} open files: fewer sessions and members than usual")
        plan.sessions, plan.members = (tuple(n for n in counts if n <= most - SPARE) for counts in (plan.sessions, plan.members))


def add_fits(rows, notes):
    """A power law; for memory, which begins with the program itself, a straight line."""
    for row in rows:
        if "x" in row:
            fitted = fit.growth_above if row["group"] == memory.GROUP else fit.growth
            row["fit"] = fitted(row["x"]["values"], row["y"])
            if row["better"] == "less":
                row["fit"]["verdict"] = fit.verdict(row["fit"])
                if row["fit"]["verdict"] == fit.WORSE:
                    notes.append(f"{row['group']}: {row['name']} grows worse than linear with {row['x']['name']}")


def parsed(words):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=pathlib.Path, required=True, help="where vitrined and the load generator were built")
    parser.add_argument("--json", action="store_true", help="one object instead of tables")
    parser.add_argument("--quick", action="store_true", help="less of everything")
    parser.add_argument("--only", metavar="WORD", choices=MEASURES, help=f"one of {', '.join(MEASURES)}")
    parser.add_argument("--alone", action="store_true", help="vitrined without the others")
    return parser.parse_args(words)


def main(words):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended by a signal"))  # so that the servers are ended, too
    options = parsed(words)
    Vitrined.program = options.build.resolve() / "daemon/vitrined"
    options.build = options.build.resolve()
    plan, rows, notes = Plan(options), [], []
    raise_limit_of_descriptors(plan, notes)
    for name, measure in MEASURES.items():
        if options.only in (None, name):
            print(f"{name} ...", file=sys.stderr, flush=True)
            rows += measure.measure(plan, notes)
    add_fits(rows, notes)
    print(json.dumps({"rows": rows, "notes": notes}, ensure_ascii=False) if options.json else tables.all_of({"rows": rows, "notes": notes}))


if __name__ == "__main__":
    main(sys.argv[1:])
