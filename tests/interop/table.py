"""The matrix as it is printed: for each peer and role, how many cells of each mode passed; then what could not be.

./run shows the lines that begin with "#| " after the tests. Read before: matrix.py.
"""

import collections
import contextlib

from modes import NAMES

WIDTH = 130
FIRST = 26  # the column with the peers


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
        self.absent[what, reason].append(str(who))

    def reasons(self):
        """What cannot be of the same peers, for the same reason, is one line."""
        lines = collections.defaultdict(list)
        for (what, reason), who in self.absent.items():
            lines[f"{reason} ({', '.join(who)})"].append(what)
        for why, whats in lines.items():
            yield f"no cells for {'; '.join(whats)}: {why}"

    def remark(self, words):
        self.remarks.append(words)

    def blocks(self):
        """The columns, as many side by side as a window has room for."""
        block = []
        for name in NAMES:
            if sum(len(other) + 2 for other in [*block, name]) > WIDTH - FIRST:
                yield block
                block = []
            block.append(name)
        yield block

    def rows(self, names):
        """For each peer and role a word for each of these modes."""
        yield "peer", names
        for peer, role in dict.fromkeys(place[:2] for place in [*self.passed, *self.failed]):
            yield f"{peer} as {role}", [self.word((peer, role, name)) for name in names]

    def word(self, place):
        passed, failed = self.passed[place], self.failed[place]
        if failed:
            return f"{passed}+{failed}✘"
        return str(passed) if passed else "–"

    def print(self):
        for names in self.blocks():
            for title, words in self.rows(names):
                columns = "  ".join(word.rjust(len(name)) for word, name in zip(words, names))
                self.line(f"{title:<{FIRST}}{columns}")
        for remark in [*self.reasons(), *self.remarks]:
            self.line(remark)
        self.line(f"matrix: {self.passed.total()} cells passed, {self.failed.total()} failed")

    def line(self, text):
        print("#| " + text, flush=True)
