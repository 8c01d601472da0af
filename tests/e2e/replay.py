"""`vitrine replay`: the traces of RFC 8448, every value of which our engine makes again."""

import os
import re
import subprocess
import unittest

import tap
from programs import environment
from screen import Screen, available

TRACES = ("rfc8448-3", "rfc8448-4", "rfc8448-5", "rfc8448-6", "rfc8448-7")


def replay(*arguments, **variables):
    command = [os.environ["VITRINE"], "replay", *arguments]
    return subprocess.run(command, env=environment("/nonexistent", **variables), stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, timeout=60)


class Replay(unittest.TestCase):
    def test_every_value_of_every_trace_is_the_rfcs_on_either_side(self):
        for trace in TRACES:
            for role in ("client", "server"):
                with self.subTest(trace, role=role):
                    done = replay(trace, "--role", role)
                    self.assertEqual((0, ""), (done.returncode, done.stderr))
                    self.assertRegex(done.stdout, r"✔ \d+ values as in the RFC, none different\.\n$")
                    self.assertNotIn("✘", done.stdout)
                    secrets = re.findall(r"= [0-9a-f]{24,}(.*)", done.stdout)
                    self.assertGreater(len(secrets), 15)

    def test_without_a_name_the_traces_are_listed(self):
        done = replay()
        self.assertEqual(0, done.returncode)
        for trace in TRACES:
            self.assertRegex(done.stdout, rf"(?m)^{trace}  [a-z].{{20,}}$")

    def test_a_level_shows_less(self):
        lengths = [len(replay("rfc8448-3", "--level", level).stdout) for level in ("quiet", "steps", "bytes", "secrets")]
        self.assertEqual(sorted(set(lengths)), lengths)
        self.assertNotIn("traffic_secret =", replay("rfc8448-3", "--level", "bytes").stdout)

    def test_step_waits_for_nobody_where_there_is_no_terminal(self):
        self.assertEqual(0, replay("rfc8448-3", "--step").returncode)

    def test_mistakes_name_what_was_meant_and_end_with_2(self):
        for arguments, words in ((("rfc8448-9",), "Did you mean rfc8448-"), (("rfc8448-3", "--rule", "server"), "Did you mean --role?"),
                                 (("rfc8448-3", "--level", "loud"), "There is no level loud"), (("--step=1",), "--step takes no value")):
            with self.subTest(arguments):
                done = replay(*arguments)
                self.assertEqual((2, ""), (done.returncode, done.stdout))
                self.assertIn(words, done.stderr)

    @unittest.skipUnless(available(), "tmux is not installed")
    def test_step_goes_on_with_enter(self):
        command = [os.environ["VITRINE"], "replay", "rfc8448-7", "--step", "--level", "steps"]
        window = self.enterContext(Screen(command, environment("/nonexistent"), columns=110, rows=70))
        window.wait_for("── 1. The client makes a key pair")
        window.wait_for("Enter goes on")
        self.assertNotIn("── 2.", window.screen)
        for step in range(2, 7):
            window.press("Enter")
            window.wait_for(f"── {step}. ")
        window.wait_for("[ended with 0]")


if __name__ == "__main__":
    tap.main()
