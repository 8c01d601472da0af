"""Every MUST of RFC 9846 is in the table; what the table says is true of the code; each rule is broken by a test it names.

    requirements.py --markdown    prints the table for people: tests/conformance/requirements.md
"""

import os
import pathlib
import sys
import unittest

import rules
import table
import tests

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent.parent
TABLE = table.Table(HERE)


def sections_and_numbers():
    return {f"{section}-{number}" for section, count in TABLE.counts.items() for number in range(1, count + 1)}


class Requirements(unittest.TestCase):
    maxDiff = None

    def test_every_requirement_of_every_section_is_in_the_table_once(self):
        self.assertEqual(sorted(sections_and_numbers()), sorted(TABLE.ids()))

    def test_every_row_has_a_test_or_a_reason(self):
        self.assertEqual([], [(row.ids, row.words) for row in TABLE.rows if not row.test and not row.why])

    def test_every_row_with_a_test_says_where_it_is_so(self):
        self.assertEqual([], [(row.ids, row.words) for row in TABLE.rows if row.test and not (row.rule or row.code or row.why)])

    def test_every_rule_of_the_table_is_in_the_code_and_the_other_way_round(self):
        named = {rule for row in TABLE.rows for rule in row.rule}
        self.assertEqual(sorted(map(str, rules.rules(ROOT / "common/tls"))), sorted(named))

    def test_every_place_of_the_table_is_in_the_code(self):
        for entry in {entry for row in TABLE.rows for entry in row.code}:
            path, words = entry.split(": ", 1)
            self.assertIn(words, (ROOT / path).read_text(encoding="utf-8"), path)

    def test_every_test_of_the_table_exists(self):
        named = {test for row in TABLE.rows for test in row.test}
        self.assertEqual([], sorted(named - tests.existing({test.split(" ", 1)[0] for test in named}, ROOT)))

    def test_the_table_for_people_is_fresh(self):
        self.assertEqual(table.markdown(TABLE), (HERE.parent / "requirements.md").read_text(encoding="utf-8"), "see requirements/README.md")


class Rules(unittest.TestCase):
    maxDiff = None

    def test_every_rule_is_broken_by_a_test_of_each_row_that_names_it(self):
        rows = [row for row in TABLE.rows if row.rule]
        seen = tests.broken(sorted({test for row in rows for test in row.test}))
        known = {str(rule): rule for rule in rules.rules(ROOT / "common/tls")}
        unbroken = []
        for row in rows:
            failed = set().union(*(seen.get(test, ()) for test in row.test))
            for name in row.rule:
                if not row.why and not any(rules.broken_rule(known.values(), *check) == known[name] for check in failed):
                    unbroken.append((row.ids or row.words, name))
        self.assertEqual([], unbroken)


if __name__ == "__main__":
    if sys.argv[1:] == ["--markdown"]:
        print(table.markdown(TABLE), end="")
    else:
        import tap

        print(f"#| requirements of RFC 9846: {TABLE.tested()} of {len(TABLE.ids())} have a test (the others have a reason)")
        tap.main()
