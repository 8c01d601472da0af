"""The matrix as it is printed: for each peer and role, how many cells of each mode passed; then what could not be.

./run shows the lines that begin with "#| " after the tests. Read before: matrix.py.
"""

import collections
import contextlib

from modes import NAMES


def first_line(error):
    return str(error).partition("\n")[0]


class Table:
    def __init__(self, peers):
        self.line("peers: " + ", ".join(f"{peer.name} {peer.version or '–'} ({peer.home.words})" for peer in peers))
        self.passed = collections.Counter()
        self.failed = collections.Counter()
        self.absent = collections.defaultdict(list)
        self.remarks = []

    @contextlib.contextmanager
    def count(self, cell):
        place = str(cell.peer), cell.role, cell.mode.name
        try:
            yield
        except Exception as error:
            self.failed[place] += 1
            self.remark(f"FAILED: {cell}: {first_line(error)}")
            raise
        self.passed[place] += 1

    def no_cells(self, who, what, reason):
        self.absent[f"no cells for {what}: {reason}"].append(str(who))

    def remark(self, words):
        self.remarks.append(words)

    def rows(self):
        """For each peer and role a word for each mode."""
        places = list(dict.fromkeys(place[:2] for place in [*self.passed, *self.failed]))
        for peer, role in places:
            yield f"{peer} as {role}", [self.word((peer, role, name)) for name in NAMES]

    def word(self, place):
        passed, failed = self.passed[place], self.failed[place]
        if failed:
            return f"{passed}+{failed}✘"
        return str(passed) if passed else "–"

    def print(self):
        for title, words in [("peer", NAMES), *self.rows()]:
            columns = "  ".join(word.rjust(len(name)) for word, name in zip(words, NAMES))
            self.line(f"{title:<26}{columns}")
        for remark in [*(f"{why} ({', '.join(who)})" for why, who in self.absent.items()), *self.remarks]:
            self.line(remark)
        self.line(f"matrix: {self.passed.total()} cells passed, {self.failed.total()} failed")

    def line(self, text):
        print("#| " + text, flush=True)
