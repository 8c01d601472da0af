"""The matrix: every peer in both roles, in every mode, with every kind of certificate, group and suite that it knows.

A cell is a session that really took place, or two where a ticket is used, and what was agreed in it is read from our own programs' words. In full handshakes
each value meets each of another dimension; in the other modes each value meets each peer, role and mode.
Read next: cell.py, mode.py, then retries_and_new_keys.py.
"""

import concurrent.futures
import os
import unittest

import peers
import programs
import table
import tap
from cell import Cell
from modes import MODES

AT_ONE_TIME = 2 * (os.cpu_count() or 1)


def every_value(*dimensions):
    """Few combinations in which each value of each dimension is found: all dimensions walked through side by side."""
    longest = max(len(dimension) for dimension in dimensions)
    return [tuple(dimension[number % len(dimension)] for dimension in dimensions) for number in range(longest)]


def every_pair(certificates, groups, suites):
    """Each certificate with each group, and the suites so that each meets all of both."""
    return [(certificate, group, suites[(row + column) % len(suites)])
            for row, certificate in enumerate(certificates) for column, group in enumerate(groups)]


def kinds_of(peer):
    return [kind for kind in peers.KINDS if not peer.cannot(kind)]


def roles_and_modes(peer):
    return [(role, mode) for role in peer.roles for mode in MODES if role in mode.roles and mode.is_for(peer)]


class Matrix(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = programs.Home(init=False)
        cls.addClassCleanup(cls.home.__exit__)
        cls.certificates = {kind: peers.Certificates(cls.home, kind) for kind in peers.KINDS}
        cls.table = table.Table(peers.all_peers())
        cls.addClassCleanup(cls.table.print)
        for mode in MODES:
            cls.addClassCleanup(mode.clean_up)
        with concurrent.futures.ThreadPoolExecutor(AT_ONE_TIME) as pool:
            cls.cells = {peer: pool.submit(cls.prepare, peer) for peer in peers.all_peers() if not peer.missing()}

    @classmethod
    def prepare(cls, peer):
        """The cells of a peer, and their modes know of them."""
        peer.prepare([cls.certificates[kind] for kind in kinds_of(peer)])
        cells = [cell for role, mode in roles_and_modes(peer) if not mode.cannot(peer, role)
                 for cell in cls.cells_of(peer, role, mode)]
        for cell in cells:
            cell.mode.prepare(cell)
        return cells

    @classmethod
    def cells_of(cls, peer, role, mode):
        combinations = every_pair if mode.in_pairs else every_value
        certificates = [cls.certificates[kind] for kind in kinds_of(peer)]
        groups = [group for group in peers.ALL_GROUPS if group in mode.groups(peer)]
        return [Cell(peer, role, mode, *values) for values in combinations(certificates, groups, mode.suites)]

    def say_what_is_left_out(self, peer):
        for kind in set(peers.KINDS).difference(kinds_of(peer)):
            self.table.no_cells(peer, kind, peer.cannot(kind))
        for group in set(peers.ALL_GROUPS).difference(peer.knows()):
            self.table.no_cells(peer, group, "the group is unknown there")
        for role, mode in roles_and_modes(peer):
            if reason := mode.cannot(peer, role):
                self.table.no_cells(f"{peer} as {role}", mode.name, reason)
            elif others := set(peers.SUITES).difference(mode.suites):
                self.table.no_cells(f"{peer} as {role}", f"{mode.name}, {', '.join(others)}", mode.other_suites)

    def every_cell(self, peer):
        if reason := peer.missing():
            self.table.remark(f"skipped: {peer}: {reason}")
            self.skipTest(f"{peer}: {reason}")
        self.say_what_is_left_out(peer)
        cells = self.cells[peer].result()
        with concurrent.futures.ThreadPoolExecutor(AT_ONE_TIME) as pool:
            for cell, done in [(cell, pool.submit(cell.run)) for cell in cells]:
                with self.subTest(str(cell)), self.table.count(cell):
                    done.result()


def add_tests():
    """A test for each peer, so that its name is in the report."""
    for peer in peers.all_peers():
        name = f"test_{peer.name}_{peer.home.words}".lower().translate({ord(" "): "_", ord("'"): None})
        setattr(Matrix, name, lambda self, peer=peer: self.every_cell(peer))


add_tests()

if __name__ == "__main__":
    tap.main()
