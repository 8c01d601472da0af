"""vitrined --threads in a terminal: the operator reaches the sessions of every thread."""

import os
import threading
import types
import unittest

import tap
from company import Company, at_once
from programs import DEADLINE, client, wait_until
from screen import Screen, available


@unittest.skipUnless(available(), "tmux is not installed")
class OperatorThreads(Company):
    def in_terminal(self):
        """A daemon and its address."""
        command = [os.environ["VITRINED"], "--listen", "127.0.0.1:0", "--threads", "4"]
        window = self.enterContext(Screen(command, self.home.environment, columns=110, rows=200))
        window.wait_for("Listening on 127.0.0.1:")
        return window, "127.0.0.1:" + window.screen.split("Listening on 127.0.0.1:")[1].split()[0]

    def test_the_operator_changes_levels_and_asks_for_states_while_clients_come_and_go(self):
        window, address = self.in_terminal()
        daemon = types.SimpleNamespace(port=int(address.split(":")[1]))
        over = threading.Event()
        connections = []

        def come_and_go(number):
            while not over.is_set():
                self.connect(daemon).close()
                connections.append(number)

        crowd = threading.Thread(target=at_once, args=(3, come_and_go), daemon=True)
        crowd.start()
        for _ in range(8):
            for line in ("/level quiet", "/state", "/level steps", "/state 3"):
                window.type(line)
                window.press("Enter")
        over.set()
        crowd.join(DEADLINE)
        self.assertTrue(connections)
        self.enter(window, "exit", "[ended with 0]")

    def test_the_operator_reaches_the_sessions_of_every_thread(self):
        window, address = self.in_terminal()
        members = [self.enterContext(client(self.home, address)) for _ in range(4)]
        for program in members:
            program.wait_for("Secure: TLS 1.3")
        self.enter(window, "/state", "Now:")
        for number in range(1, 5):
            window.wait_for(f"  session {number} from 127.0.0.1:")
        for number in range(1, 5):
            self.enter(window, f"/state {number}", f"session {number} from 127.0.0.1:")
            window.wait_for(" ▶ CONNECTED")
        self.enter(window, "/level bytes", "Level: bytes.")
        for number, program in enumerate(members):
            program.say("/rekey")
            window.wait_for(f"session {number + 1} ")
        wait_until(lambda: window.screen.count("KeyUpdate") >= 4, "four key updates")
        self.enter(window, "hello all", "hello all")
        for program in members:
            program.wait_for("server ✔: hello all", "out")
        self.enter(window, "exit", "[ended with 0]")

    def enter(self, window, line, answer):
        window.type(line)
        window.press("Enter")
        window.wait_for(answer)

    def test_step_takes_one_thread_and_says_so(self):
        with Screen([os.environ["VITRINED"], "--listen", "127.0.0.1:0", "--step", "--threads", "2"], self.home.environment) as window:
            window.wait_for("--step asks one question at a time")
            window.wait_for("[ended with 2]")


if __name__ == "__main__":
    tap.main()
