"""Examples:
  ./run bench                              everything, as tables (some minutes; the machine should have nothing else to do)
  ./run bench --keep                       and kept in tests/bench/measured, with the README's picture of it
  ./run bench --quick                      everything, with less care
  ./run bench --only 'p256 x25519'         what has this in its title: a certificate, a group, a suite, resumption, record, loopback …
  ./run bench --rounds 1000 --only record  with more care
  ./run bench --json > results.json        for programs; tests/bench/plot.py and --from read it again
  ./run bench --from results.json          the tables of that
"""

import argparse
import json
import pathlib
import subprocess
import sys

import machine
import plot
import tables
import targets

HERE = pathlib.Path(__file__).resolve().parent
MEASURED = HERE / "measured"
LOOPBACK = {"handshakes": "loopback handshakes", "room": "loopback room", "memory": "loopback memory"}


def parsed(words):
    parser = argparse.ArgumentParser(
        prog="./run bench", usage=argparse.SUPPRESS, description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, help=argparse.SUPPRESS)
    parser.add_argument("--rounds", type=int, help="interleaved rounds of each measurement in memory (60)")
    parser.add_argument("--only", metavar="WORD", default="", help="only what has this in its title")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, shorter runs")
    parser.add_argument("--json", action="store_true", help="JSON in place of tables")
    parser.add_argument("--results", type=pathlib.Path, metavar="FILE", help="keep the JSON there, too")
    parser.add_argument("--plot", type=pathlib.Path, metavar="FILE", help="draw an SVG")
    parser.add_argument("--keep", action="store_true", help="both, as the README shows them: in tests/bench/measured")
    parser.add_argument("--from", dest="kept", type=pathlib.Path, metavar="FILE", help="measure nothing, take these results")
    options = parser.parse_args(words)
    if options.keep:
        options.results, options.plot = MEASURED / "results.json", MEASURED / "figure.svg"
    return options


def measured_by(title, command):
    """The object that a measuring program prints. Its progress goes where ours goes. What fails leaves a note, and the rest as it is."""
    try:
        run = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, text=True, check=True)
        return json.loads(run.stdout)
    except (OSError, subprocess.CalledProcessError, json.JSONDecodeError) as trouble:
        return {"rows": [], "notes": [f"{title}: not measured. {trouble}"]}


def commands(options):
    """What measures what was asked for."""
    rounds = options.rounds or (20 if options.quick else 60)
    for title, more in ("in memory", []), ("heap", ["--heap"]):
        yield title, [options.build / "tests/bench/bench", "--rounds", rounds, "--only", options.only, "--json", *more]
    for word, title in LOOPBACK.items():
        if options.only in title:
            quick = ["--quick"] if options.quick else []
            yield title, [sys.executable, HERE / "loopback/run.py", "--build", options.build, "--json", "--only", word, *quick]


def measure(options):
    results = {"machine": machine.particulars(), "rows": [], "notes": []}
    for title, command in commands(options):
        part = measured_by(title, command)
        results["rows"] += part["rows"]
        results["notes"] += part.get("notes", [])
    if not results["rows"]:
        raise SystemExit("\n".join([*results["notes"], f"Nothing has '{options.only}' in its title."]))
    targets.add_targets(results["rows"])
    return results


def main(words):
    options = parsed(words)
    results = json.loads(options.kept.read_text(encoding="utf-8")) if options.kept else measure(options)
    text = json.dumps(results, ensure_ascii=False, indent=1)
    if options.results:
        options.results.write_text(text + "\n", encoding="utf-8")
    if options.plot:
        options.plot.write_text(plot.figure(results), encoding="utf-8")
    print(text if options.json else tables.all_of(results))


if __name__ == "__main__":
    main(sys.argv[1:])
