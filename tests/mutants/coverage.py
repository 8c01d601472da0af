"""Which lines and branches of the engine the tests in memory reach. Branches that none reaches need a reason in unreached.txt.

A branch is a condition in the source (&&, ||, ?:, if, a loop, a case) in one of its two outcomes; what exceptions could do
between two lines is not counted, only that which is written.
"""

import collections
import functools
import json
import os
import pathlib
import subprocess
import unittest

import tap
from instrumented import SUITES, Tree
from source_copy import ROOT

FOLDERS = ("common/tls", "common/wire", "common/crypto")
LEAST_LINES = 95
LEAST_BRANCHES = 90
REASONS = pathlib.Path(__file__).with_name("unreached.txt")
PROFDATA, COV = (os.environ.get("VITRINE_LLVM_" + name) for name in ("PROFDATA", "COV"))

lines = {}     # file -> (reached, all)
branches = {}  # (file, line, column, outcome) -> whether it was taken


def measure(tree):
    """Runs everything and returns llvm-cov's report."""
    folder = tree.build / "coverage"
    folder.mkdir(exist_ok=True)
    for suite in SUITES:
        if not tree.run(suite, profile=folder / f"{suite}.profraw"):
            raise RuntimeError(f"{suite} does not pass")
    merged = folder / "all.profdata"
    subprocess.run([PROFDATA, "merge", "-sparse", *folder.glob("*.profraw"), "-o", merged], check=True)
    return export(tree, merged)


def export(tree, profile):
    first, *others = (tree.program(suite) for suite in SUITES)
    objects = [word for other in others for word in ("-object", other)]
    command = [COV, "export", "-skip-functions", f"-instr-profile={profile}", first, *objects,
               *(tree.source / folder for folder in FOLDERS)]
    report = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return report["data"][0]["files"]


def read(files, source):
    """A template's branches come once for each use: reached by one is reached. What an assert must not find is no branch, nor that
    a switch has no case for its value."""
    for file in files:
        name = str(pathlib.Path(file["filename"]).relative_to(source))
        summary = file["summary"]["lines"]
        lines[name] = summary["covered"], summary["count"]
        for line, column, _, _, taken, not_taken, *_ in file["branches"]:
            if text_of(name, line).startswith(("assert(", "switch (")):
                continue
            for outcome, count in (True, taken), (False, not_taken):
                key = name, line, column, outcome
                branches[key] = branches.get(key, False) or count > 0


@functools.cache
def text(file):
    return (ROOT / file).read_text(encoding="utf-8").splitlines()


def text_of(file, line):
    return text(file)[line - 1].strip()


def unreached():
    """(file, text of the line) -> how many of its branches are never taken."""
    return collections.Counter((file, text_of(file, line)) for (file, line, _, _), taken in branches.items() if not taken)


def reasons():
    """unreached.txt: `file: text of the line`, and below it the reason, indented."""
    found = {}
    key = None
    for row in REASONS.read_text(encoding="utf-8").splitlines():
        if not row or row.startswith("#"):
            continue
        if row.startswith("  "):
            found[key] = row.strip()
        else:
            file, _, text = row.partition(": ")
            key = file, text
    return found


def without_reason():
    return [f"{file}: {line}" for file, line in unreached() if (file, line) not in reasons()]


def percent_of_lines():
    return 100 * sum(reached for reached, _ in lines.values()) / sum(count for _, count in lines.values())


def percent_of_branches():
    return 100 * sum(branches.values()) / len(branches)


def setUpModule():
    tree = Tree()
    trouble = tree.compile(*SUITES)
    if trouble:
        raise RuntimeError(trouble)
    read(measure(tree), tree.source.resolve())


def tearDownModule():
    if not branches:
        return
    print(f"#| coverage of {', '.join(FOLDERS)}: lines {percent_of_lines():.1f} %, branches {percent_of_branches():.1f} % "
          f"({sum(unreached().values())} are not reached, {len(without_reason())} lines of them without a reason in unreached.txt)")


class Coverage(unittest.TestCase):
    def test_lines(self):
        self.assertGreaterEqual(percent_of_lines(), LEAST_LINES)

    def test_branches(self):
        self.assertGreaterEqual(percent_of_branches(), LEAST_BRANCHES)

    def test_each_branch_that_is_not_reached_has_a_reason(self):
        self.assertEqual(without_reason(), [], "write the reason into tests/mutants/unreached.txt, or a test that reaches it")

    def test_no_reason_is_out_of_date(self):
        self.assertEqual(set(reasons()) - set(unreached()), set())


if __name__ == "__main__":
    tap.main()
