"""Real servers over loopback: handshakes, a room, memory. README.md says what it measures and how to read it.

  run.py --build DIR [--json] [--quick] [--only WORD] [--alone]
"""

import argparse
import json
import pathlib
import sys

import fit
import handshakes
import memory
import room
import table
from generator import Generator
from servers import Vitrined

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
        self.sessions = (0, 50, 100, 200) if quick else (0, 250, 500, 1000, 2000)


def add_fits(rows):
    """A power law for what grows from nothing; a straight line for memory, which begins with the program itself."""
    for row in rows:
        if "x" not in row:
            continue
        xs, ys = row["x"]["values"], row["y"]
        if row["group"] == memory.GROUP:
            a, b = fit.line(xs, ys)
            above = [(x, y - ys[0]) for x, y in zip(xs, ys) if x > xs[0] and y > ys[0]]
            exponent = fit.power(*zip(*above))[1]
            row["fit"] = {"law": "y = a + b x", "a": a, "b": b, "exponent": exponent}
        else:
            a, exponent = fit.power(xs, ys)
            row["fit"] = {"law": "y = a x^b", "a": a, "exponent": exponent}
        if row["better"] == "less":
            row["fit"]["verdict"] = fit.verdict(exponent)


def parsed(words):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=pathlib.Path, required=True, help="where vitrined and the load generator were built")
    parser.add_argument("--json", action="store_true", help="one object instead of tables")
    parser.add_argument("--quick", action="store_true", help="less of everything")
    parser.add_argument("--only", metavar="WORD", choices=MEASURES, help=f"one of {', '.join(MEASURES)}")
    parser.add_argument("--alone", action="store_true", help="vitrined without the others")
    return parser.parse_args(words)


def main(words):
    options = parsed(words)
    Vitrined.program = options.build.resolve() / "daemon/vitrined"
    options.build = options.build.resolve()
    plan, rows, notes = Plan(options), [], []
    for name, measure in MEASURES.items():
        if options.only in (None, name):
            print(f"{name} ...", file=sys.stderr, flush=True)
            rows += measure.measure(plan, notes)
    add_fits(rows)
    print(json.dumps({"rows": rows, "notes": notes}, ensure_ascii=False) if options.json else table.of(rows, notes))


if __name__ == "__main__":
    main(sys.argv[1:])
