"""Every row of rows.txt has a test with its id in its name, or a place where it is looked at otherwise; no test has an id that is not a row."""

import os
import pathlib
import re
import unittest

import tap

ROOT = pathlib.Path(os.environ["VITRINE_SOURCE_ROOT"])
ROWS = ROOT / "tests/hostile/rows.txt"
ID = re.compile(r"(?:R|A|CH|H|SH|E|Q|C|F|X|P|K|Z|S)\d\d")
CPP_NAME = re.compile(r"BOOST_(?:AUTO|DATA)_TEST_(?:CASE|SUITE)\(\s*(\w+)")
PYTHON_NAME = re.compile(r"^    def test_(\w+)\(", re.MULTILINE)


def rows():
    """{id: remark}, in their order. The remark may be empty."""
    found = {}
    for line in ROWS.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        name, words, *remark = line.split(" | ")
        if name in found or not words or len(remark) > 1:
            raise ValueError(f"rows.txt: {line}")
        found[name] = remark[0] if remark else ""
    return found


def ids_in(name):
    """The ids that a test's name begins with: R18_R19_a_sentence."""
    ids = []
    for part in name.split("_"):
        if not ID.fullmatch(part):
            break
        ids.append(part)
    return ids


def names_in(suffix, pattern):
    for path in sorted((ROOT / "tests").rglob(f"*{suffix}")):
        yield from pattern.findall(path.read_text(encoding="utf-8"))


def tested_ids():
    names = [*names_in(".cpp", CPP_NAME), *names_in(".py", PYTHON_NAME)]
    return {each for name in names for each in ids_in(name)}


class Rows(unittest.TestCase):
    def test_every_row_has_a_test_or_a_place(self):
        without = [row for row, remark in rows().items() if row not in tested_ids() and not remark.startswith("elsewhere: ")]
        self.assertEqual([], without)

    def test_every_id_in_the_name_of_a_test_is_a_row(self):
        self.assertEqual(set(), tested_ids() - set(rows()))

    def test_a_remark_is_of_a_known_kind(self):
        for row, remark in rows().items():
            self.assertRegex(remark, r"^$|^(elsewhere|differs): \S", row)


if __name__ == "__main__":
    every = rows()
    tested = tested_ids() & set(every)
    print(f"#| hostile rows: {len(tested)} of {len(every)} tested (reasons for the other {len(every) - len(tested)} in tests/hostile/rows.txt)")
    tap.main()
