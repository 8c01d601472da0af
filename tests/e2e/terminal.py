"""Both programs in real terminals: what is typed stays as it was typed, whatever arrives meanwhile."""

import os
import unittest

import tap
from screen import Screen, available
from programs import Daemon, Home, client, wait_until


@unittest.skipUnless(available(), "tmux is not installed")
class InATerminal(unittest.TestCase):
    def setUp(self):
        self.home = self.enterContext(Home())

    def in_terminal(self, program, *arguments, **size):
        return self.enterContext(Screen([os.environ[program], *arguments], self.home.environment, **size))

    def daemon_in_terminal(self):
        window = self.in_terminal("VITRINED", "--listen", "127.0.0.1:0", columns=110, rows=50)
        window.wait_for("Listening on 127.0.0.1:")
        port = window.screen.split("Listening on 127.0.0.1:")[1].split()[0]
        return window, f"127.0.0.1:{port}"

    def test_operator_and_client_talk_and_leave_with_exit(self):
        daemon, address = self.daemon_in_terminal()
        ana = self.in_terminal("VITRINE", address)
        ana.wait_for("you>")
        ana.type("hello")
        ana.press("Enter")
        daemon.wait_for("guest-1: hello")
        daemon.type("welcome in")
        daemon.press("Enter")
        ana.wait_for("server ✔: welcome in")
        ana.type("exit")
        ana.press("Enter")
        ana.wait_for("[ended with 0]")
        self.assertIn("Both sides said goodbye", ana.screen)
        daemon.type("exit")
        daemon.press("Enter")
        daemon.wait_for("[ended with 0]")

    def test_lines_that_arrive_never_disturb_what_is_typed(self):
        daemon = self.enterContext(Daemon(self.home))
        ana = self.in_terminal("VITRINE", daemon.address, columns=40, rows=24)
        ana.wait_for("you>")
        ben = self.enterContext(client(self.home, daemon.address, "--nick", "ben"))
        ben.wait_for("Secure: TLS 1.3")
        typed = "a line that is much longer than this narrow window is wide"
        ana.type(typed)
        wait_until(lambda: typed in ana.screen.replace("\n", ""), "the typed line")
        for number in range(3):
            ben.say(f"interruption {number}")
            ana.wait_for(f"ben: interruption {number}")
        self.assertEqual(1, ana.screen.replace("\n", "").count(typed), ana.screen)
        self.assertTrue(ana.screen.replace("\n", "").rstrip().endswith(typed), ana.screen)
        ana.press("Enter")
        ben.wait_for(typed, "out")

    def test_wide_characters_are_typed_and_arrive(self):
        daemon = self.enterContext(Daemon(self.home))
        ana = self.in_terminal("VITRINE", daemon.address)
        ana.wait_for("you>")
        ana.type("ユニコード ✓ żółć")
        ana.press("Enter")
        daemon.wait_for("guest-1: ユニコード ✓ żółć")

    def test_ctrl_d_leaves_with_0_and_ctrl_c_with_130(self):
        daemon = self.enterContext(Daemon(self.home))
        for key, ending in (("C-d", "[ended with 0]"), ("C-c", "[ended with 130]")):
            with self.subTest(key):
                ana = self.in_terminal("VITRINE", daemon.address)
                ana.wait_for("you>")
                ana.press(key)
                ana.wait_for(ending)
                self.assertIn("close_notify", ana.screen)

    def test_ctrl_c_in_the_daemons_window_says_goodbye(self):
        daemon, address = self.daemon_in_terminal()
        ana = self.enterContext(client(self.home, address))
        ana.wait_for("Secure: TLS 1.3")
        daemon.press("C-c")
        daemon.wait_for("[ended with 0]")
        self.assertEqual(0, ana.wait(), ana.err.text)

    def test_the_terminal_is_as_before_when_the_client_has_ended(self):
        daemon = self.enterContext(Daemon(self.home))
        command = ["sh", "-c", 'before=$(stty -g); "$0" "$1"; [ "$before" = "$(stty -g)" ] && echo the same', os.environ["VITRINE"], daemon.address]
        window = self.enterContext(Screen(command, self.home.environment))
        window.wait_for("you>")
        window.type("exit")
        window.press("Enter")
        window.wait_for("the same")

    def test_resume_typed_goes_on_under_the_same_name(self):
        daemon = self.enterContext(Daemon(self.home))
        ana = self.in_terminal("VITRINE", daemon.address, columns=120, rows=50)
        ana.wait_for("you>")
        for line, answer in (("/nick ana", "is now ana"), ("/resume", "known by the ticket of"), ("back", "back  ✔")):
            ana.type(line)
            ana.press("Enter")
            ana.wait_for(answer)
        daemon.wait_for("ana: back")
        self.assertIn("  3 ✔ Finished            the server holds that key", ana.screen)

    def test_help_lists_the_commands_and_who_lists_the_people(self):
        daemon = self.enterContext(Daemon(self.home))
        ana = self.in_terminal("VITRINE", daemon.address, "--nick", "ana")
        ana.wait_for("you>")
        ana.type("/help")
        ana.press("Enter")
        for command in ("/nick", "/who", "/me", "/rekey", "exit"):
            ana.wait_for(command)
        ana.type("/who")
        ana.press("Enter")
        ana.wait_for("server ✔ localhost")


if __name__ == "__main__":
    tap.main()
