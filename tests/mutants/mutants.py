"""Takes one check of ours away at a time and looks whether a test notices. Read before: catalogue.py."""

import unittest

import tap
from catalogue import MUTANTS, NOT_HERE
from instrumented import SUITES, Tree

tree = None
killed = []


def setUpModule():
    """What is to notice a mutant must be there, and must pass without it."""
    global tree
    tree = Tree()
    build(*SUITES)
    for suite, cases in {mutant.tests for mutant in MUTANTS}:
        if not tree.run(suite, cases=cases):
            raise RuntimeError(f"{suite} {' '.join(cases)} does not pass without any mutant")


def tearDownModule():
    if tree is None:
        return
    print(f"#| mutants: {len(killed)} killed of {len(MUTANTS)} ({len(NOT_HERE)} more are the running daemon's)")


def build(*suites):
    trouble = tree.compile(*suites)
    if trouble:
        raise RuntimeError(trouble)


def change(mutant):
    for name, old, new in mutant.changes:
        path = tree.source / name
        text = path.read_text(encoding="utf-8")
        if text.count(old) != 1:
            raise LookupError(f"{mutant.name}: its text stands {text.count(old)} times in {name}: {old}")
        path.write_text(text.replace(old, new), encoding="utf-8")


def is_noticed(mutant):
    """By the tests that ought to, or else by any other."""
    suite, cases = mutant.tests
    build(suite)
    if not tree.run(suite, cases=cases):
        return True
    print(f"# {mutant.name}: {suite} {' '.join(cases)} did not notice", flush=True)
    build(*SUITES)
    return any(not tree.run(other) for other in SUITES)


class Mutants(unittest.TestCase):
    def is_killed(self, mutant):
        try:
            change(mutant)
            noticed = is_noticed(mutant)
        finally:
            for name, _, _ in mutant.changes:
                tree.copy.put(name)
        self.assertTrue(noticed, f"no test notices that {mutant.what}")
        killed.append(mutant)


def case_for(mutant):
    return lambda self: self.is_killed(mutant)


for each in MUTANTS:
    words = each.what.replace(" ", "_").replace(":", "").replace(",", "").replace("'", "")
    setattr(Mutants, f"test_{each.name}_{words}", case_for(each))

if __name__ == "__main__":
    tap.main()
