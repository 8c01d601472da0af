"""The bench over loopback: its fits find known laws again, its generator and its measures do what they say."""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import types
import unittest

import tap
from programs import DEADLINE, Peer, wait_until

HERE = pathlib.Path(__file__).resolve().parent
BUILD = pathlib.Path(os.environ["VITRINE_BUILD_ROOT"])
sys.path.append(str(HERE))
import fit
import memory
import room
import run
from generator import Generator, joined
from processes import Process, ThreadTime, Usage, tree
from servers import RoomDaemon, Vitrined

Vitrined.program = os.environ["VITRINED"]
XS = (10, 30, 100, 300, 1000)


class Fits(unittest.TestCase):
    def test_a_power_law_is_found_again(self):
        for exponent in (0.5, 1, 1.5, 2):
            with self.subTest(exponent=exponent):
                found = fit.growth(XS, [3 * x ** exponent for x in XS])
                self.assertAlmostEqual(3, found["a"])
                self.assertAlmostEqual(exponent, found["exponent"])
                self.assertAlmostEqual(exponent, found["last_step"])

    def test_a_straight_line_is_found_again(self):
        found = fit.growth_above((0, 250, 500, 1000), [7000 + 12 * x for x in (0, 250, 500, 1000)])
        self.assertAlmostEqual(7000, found["a"])
        self.assertAlmostEqual(12, found["b"])
        self.assertAlmostEqual(1, found["exponent"])
        self.assertAlmostEqual(1, found["last_step"])

    def test_a_square_above_something_is_found_again(self):
        self.assertAlmostEqual(2, fit.growth_above((0, 250, 500, 1000), [7000 + x * x for x in (0, 250, 500, 1000)])["exponent"])

    def test_a_line_through_one_point_is_refused(self):
        with self.assertRaises(ValueError):
            fit.line([2, 2], [1, 3])

    def test_what_grows_worse_than_linear_is_called_so(self):
        self.assertEqual(fit.WORSE, fit.verdict(fit.growth(XS, [x ** 1.06 for x in XS])))
        self.assertNotEqual(fit.WORSE, fit.verdict(fit.growth(XS, [x ** 1.04 for x in XS])))

    def test_what_begins_flat_and_ends_square_is_called_so(self):
        self.assertEqual(fit.WORSE, fit.verdict(fit.growth(XS, [1e6 + x * x for x in XS[:-1]] + [1e7])))


class Busy(Process):
    """A shell that waits for its child, which is busy."""

    def __init__(self, folder):
        super().__init__(["sh", "-c", "while :; do :; done & wait"], folder)


class Processes(unittest.TestCase):
    def test_the_cpu_time_of_children_counts_thread_by_thread(self):
        with tempfile.TemporaryDirectory() as folder, Busy(folder) as shell:
            wait_until(lambda: len(shell.threads()) == 2, "the child")
            with Usage(shell) as used:
                began = sum(time.running for time in shell.threads().values())
                wait_until(lambda: sum(time.running for time in shell.threads().values()) > began + 0.1, "a tenth of a second")
        self.assertEqual(2, len(used.threads))
        self.assertGreater(used.cpu, 0.1)
        self.assertGreater(used.busiest.running, 0.9 * used.cpu)

    def test_what_a_process_started_ends_with_it(self):
        with tempfile.TemporaryDirectory() as folder, Busy(folder) as shell:
            wait_until(lambda: len(shell.threads()) == 2, "the child")
            pids = list(tree(shell.child.pid))
        wait_until(lambda: not any(pathlib.Path(f"/proc/{pid}/task/{pid}/schedstat").exists() for pid in pids), "both to be gone")

    def test_what_waits_for_a_cpu_is_not_asleep(self):
        self.assertEqual(0.75, ThreadTime(running=0.5, waiting=0.25).running_or_asleep(1.0))


class LoadGenerator(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.generator = Generator(BUILD / "tests/bench/loopback/load")

    def test_it_counts_handshakes_and_no_errors(self):
        with Vitrined() as daemon:
            done = self.generator.handshakes(daemon, 4, 0.2)
            self.assertEqual({}, done["errors"])
            self.assertGreater(done["handshakes"], 4)
            established = wait_until(lambda: re.findall("secure", daemon.log.read_text()), "sessions")
            self.assertGreaterEqual(len(established), done["handshakes"])

    def test_a_server_that_hangs_up_is_an_error_and_no_handshake(self):
        with Peer(lambda connection: connection.recv(4096)) as rude:
            only_one = ["handshakes", rude.address.rpartition(":")[2], "1", "5", "1"]
            done = json.loads(subprocess.run([self.generator.program, *only_one], capture_output=True, timeout=DEADLINE, check=True).stdout)
        self.assertEqual(0, done["handshakes"])
        self.assertEqual(["closed before the handshake was complete"], list(done["errors"]))

    def test_the_parts_of_several_are_added(self):
        part = {"handshakes": 3, "seconds": 1.0, "errors": {"reset": 1}, "load_cpu_seconds": 0.5}
        self.assertEqual({"handshakes": 6, "seconds": 2.0, "errors": {"reset": 2}, "load_cpu_seconds": 1.0},
                         joined([part, part | {"seconds": 2.0}]))

    def test_everybody_in_a_room_hears_every_line(self):
        with RoomDaemon() as daemon, self.generator.members(daemon, "vitrine/1") as members:
            members.grow(3)
            self.assertEqual(5, members.grow(5)["members"])
            heard = members.talk(0.2, 0)
        self.assertEqual((0, 0), (heard["missing"], heard["lost"]))
        self.assertGreater(heard["lines"], 8)  # more than are on their way at one time
        self.assertEqual(5 * heard["lines"], heard["deliveries"])
        self.assertLessEqual(heard["latency_us"]["p50"], heard["latency_us"]["p99"])

    def test_members_that_the_daemon_ends_are_lost(self):
        with RoomDaemon() as daemon, self.generator.members(daemon, "vitrine/1") as members:
            members.grow(3)
            daemon.child.kill()
            daemon.child.wait(DEADLINE)
            self.assertEqual(3, members.talk(0.2, 0)["lost"])


class Rows(unittest.TestCase):
    def run_driver(self, *words):
        command = [sys.executable, HERE / "run.py", "--build", BUILD, "--quick", "--alone", *words]
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout

    def check(self, row):
        self.assertIn(row["better"], ("less", "more"))
        if "x" in row:
            self.assertEqual(len(row["x"]["values"]), len(row["y"]))
            self.assertIn("exponent", row["fit"])
        else:
            self.assertGreater(row["ours"], 0)
            self.assertEqual({}, row["peers"])

    def test_handshakes_become_rows(self):
        result = json.loads(self.run_driver("--json", "--only", "handshakes"))
        self.assertIn("1 thread, handshakes per CPU-second", [row["name"] for row in result["rows"]])
        for row in result["rows"]:
            self.check(row)
        self.assertEqual([], [note for note in result["notes"] if "failed" in note])

    def test_rooms_and_memory_become_rows(self):
        plan = types.SimpleNamespace(generator=Generator(BUILD / "tests/bench/loopback/load"), peers=False, talk_seconds=0.1,
                                     members=(2, 4), members_shown=(4,), sessions=(0, 4, 8, 12))
        notes = []
        rows = room.measure(plan, notes) + memory.measure(plan, notes)
        run.add_fits(rows, notes)
        self.assertEqual({"room", "memory"}, {row["group"] for row in rows})
        for row in rows:
            self.check(row)


if __name__ == "__main__":
    tap.main()
