"""A session is an open file: vitrined makes room for as many as it is to have, and says so where it cannot."""

import os
import resource
import unittest

import tap
from programs import Home, Program

WORDS = r"The system allows 200 open files: that is some (\d+) sessions, and not the 1000 of --max-sessions"


HARD_LIMIT = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
ENOUGH = HARD_LIMIT == resource.RLIM_INFINITY or HARD_LIMIT >= 4000


@unittest.skipUnless(ENOUGH, f"the hard limit of open files here is {HARD_LIMIT}: 4000 are needed")
class OpenFiles(unittest.TestCase):
    def setUp(self):
        self.home = self.enterContext(Home())

    def daemon(self, limits, *arguments):
        command = ["prlimit", f"--nofile={limits}", os.environ["VITRINED"], "--listen", "127.0.0.1:0", "--threads", "1", *arguments]
        program = self.enterContext(Program(command, self.home.environment))
        program.wait_for("Listening on")
        return program, resource.prlimit(program.process.pid, resource.RLIMIT_NOFILE)[0]

    def test_the_limit_is_raised_as_far_as_the_sessions_need(self):
        program, limit = self.daemon("100:4000")
        self.assertTrue(1000 < limit < 1200, limit)
        self.assertNotIn("--max-sessions", program.err.text)

    def test_a_limit_that_is_high_enough_stays(self):
        _, limit = self.daemon("3000:4000")
        self.assertEqual(3000, limit)

    def test_a_limit_that_cannot_be_raised_far_enough_is_told(self):
        program, limit = self.daemon("100:200", "-q")
        self.assertEqual(200, limit)
        room = int(program.wait_for(WORDS).group(1))
        self.assertTrue(100 < room < 200, room)
        program.wait_for(f"  vitrined --max-sessions {room}  .*LimitNOFILE=1068")

    def test_what_is_advised_then_is_quiet(self):
        program, _ = self.daemon("100:200", "--max-sessions", "132")
        self.assertNotIn("open files", program.err.text)

    def test_fewer_sessions_need_less(self):
        program, limit = self.daemon("100:200", "--max-sessions", "50")
        self.assertTrue(100 < limit < 150, limit)
        self.assertNotIn("open files", program.err.text)


if __name__ == "__main__":
    tap.main()
