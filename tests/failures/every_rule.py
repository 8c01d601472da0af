"""The table of failures and the engine's sources name the same rules: none is without a check of its words."""

import os
import pathlib
import re
import sys
import unittest

ROOT = pathlib.Path(os.environ["VITRINE_SOURCE_ROOT"])
sys.path.insert(0, str(ROOT / "tests/conformance/requirements"))

import rules  # noqa: E402
import tap  # noqa: E402

ROW = re.compile(r'RuleBroken\{\w+, \w+, "([^"]+)", "((?:[^"\\]|\\.)*)"')


def in_the_table():
    text = (ROOT / "tests/failures/rules.cpp").read_text(encoding="utf-8")
    return [(section, re.sub(r"\\(.)", r"\1", words)) for section, words in ROW.findall(text)]


class EveryRule(unittest.TestCase):
    def setUp(self):
        self.known = rules.rules(ROOT / "common/tls")
        self.broken = [(row, rules.broken_rule(self.known, *row)) for row in in_the_table()]

    def test_every_rule_of_the_engine_is_in_the_table(self):
        self.assertGreater(len(self.known), 100)
        self.assertEqual([], sorted(map(str, self.known - {rule for _, rule in self.broken})))

    def test_every_row_of_the_table_is_a_rule_of_the_engine(self):
        self.assertEqual([], [row for row, rule in self.broken if rule is None])


if __name__ == "__main__":
    tap.main()
