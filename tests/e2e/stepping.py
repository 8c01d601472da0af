"""--step in a real terminal: the handshake waits for the viewer, before each flight, with any server."""

import os
import re
import subprocess
import time
import unittest

import tap
from programs import DEADLINE, Daemon, Home, Peer, Program, client, relay_to, wait_until
from screen import Screen, available

TO_THE_SERVER = "What may the client send next?"
TO_THE_CLIENT = "What may the server send next?"


class Counter:
    """How many bytes a server has got so far."""

    def __init__(self):
        self.to_server = 0

    def __call__(self, direction, data):
        if direction == "to server":
            self.to_server += len(data)
        return data


@unittest.skipUnless(available(), "tmux is not installed")
class Stepping(unittest.TestCase):
    def setUp(self):
        self.home = self.enterContext(Home())

    def daemon(self, *arguments):
        return self.enterContext(Daemon(self.home, *arguments))

    def window(self, address, *arguments):
        return self.enterContext(Screen([os.environ["VITRINE"], address, "--step", *arguments], self.home.environment, columns=150, rows=60))

    def answer(self, window, word):
        window.type(word)
        window.press("Enter")

    def letter(self, window, question, message):
        """Of that message in the last such question."""
        window.wait_for(question)
        line = [line for line in window.screen.splitlines() if line.startswith(question)][-1]
        return re.search(rf"([abc])\) {message}\b", line).group(1)

    def to_the_prompt(self, window):
        window.wait_for(TO_THE_CLIENT)
        window.press("Enter")
        window.wait_for(TO_THE_SERVER)
        window.press("Enter")
        wait_until(lambda: window.screen.count(TO_THE_CLIENT) == 2, "the last question")
        window.press("Enter")
        window.wait_for("Secure: TLS 1.3")

    def test_right_answers_lead_through_the_handshake_to_the_conversation(self):
        daemon = self.daemon()
        window = self.window(daemon.address)
        window.wait_for("About to send: ClientHello (")
        self.answer(window, self.letter(window, TO_THE_CLIENT, "ServerHello"))
        window.wait_for("✔ Right: in WAIT_SH a client takes HelloRetryRequest (§4.2.4) or ServerHello (§4.2.3)")
        self.answer(window, self.letter(window, TO_THE_SERVER, "Finished"))
        window.wait_for("✔ Right: in WAIT_FINISHED a server takes Finished (§4.5.3) and nothing else")
        window.wait_for("About to send: Finished (64 bytes in 2 records)")
        window.press("Enter")
        window.wait_for("Secure: TLS 1.3")
        self.answer(window, "hello")
        daemon.wait_for("guest-1: hello")
        self.answer(window, "exit")
        window.wait_for("[ended with 0]")

    def test_a_wrong_answer_is_told_why_and_the_handshake_goes_on(self):
        window = self.window(self.daemon().address)
        window.wait_for(TO_THE_CLIENT)
        wrong = "abc".replace(self.letter(window, TO_THE_CLIENT, "ServerHello"), "")[0]
        self.answer(window, wrong)
        window.wait_for("✘ Not ")
        self.assertIn(": in WAIT_SH a client takes", window.screen)
        window.wait_for("The server has sent: ServerHello, EncryptedExtensions, ")

    def test_what_is_no_answer_is_asked_for_again(self):
        window = self.window(self.daemon().address)
        window.wait_for(TO_THE_CLIENT)
        self.answer(window, "what?")
        window.wait_for("I take a, b or c")
        self.assertNotIn("ServerHello,", window.screen)

    def test_nothing_is_sent_before_the_viewer_has_seen_it(self):
        counter = Counter()
        daemon = self.daemon()
        with Peer(relay_to(daemon.port, counter)) as proxy:
            window = self.window(proxy.address)
            window.wait_for(TO_THE_CLIENT)
            self.assertEqual(0, counter.to_server)
            self.assertNotIn("◀ ServerHello", window.screen)
            window.press("Enter")
            window.wait_for(TO_THE_SERVER)
            hello = counter.to_server
            self.assertNotIn("About to send: Finished", window.screen)
            window.press("Enter")
            window.wait_for("About to send: Finished")
            self.assertEqual(hello, counter.to_server)
            window.press("Enter")
            wait_until(lambda: counter.to_server >= hello + 64, "the last flight")

    def test_each_field_is_shown_before_it_is_sent_at_level_bytes(self):
        window = self.window(self.daemon().address, "-v", "--groups", "x25519")
        window.wait_for(TO_THE_CLIENT)
        shown = window.screen
        self.assertIn("legacy_version", shown)
        self.assertLess(shown.index("About to send: ClientHello"), shown.index("legacy_version"))

    def test_our_own_time_limit_does_not_run_while_the_viewer_thinks(self):
        window = self.window(self.daemon().address, "--timeout", "0.2")
        window.wait_for(TO_THE_CLIENT)
        asked = time.monotonic()
        wait_until(lambda: time.monotonic() > asked + 0.4, "more time than the limit")
        self.to_the_prompt(window)

    def test_a_server_that_says_nothing_is_a_timeout_after_the_pause(self):
        with Peer(lambda connection: connection.recv(65536) and connection.recv(65536)) as silent:
            window = self.window(silent.address, "--timeout", "0.2")
            window.wait_for(TO_THE_CLIENT)
            window.press("Enter")
            window.wait_for("[ended with 24]")

    def test_a_retry_has_a_pause_of_its_own(self):
        window = self.window(self.daemon().address, "--key-shares", "none")
        window.wait_for(TO_THE_CLIENT)
        window.press("Enter")
        window.wait_for("The server has sent: HelloRetryRequest.")
        self.answer(window, "ClientHello")
        window.wait_for("✔ Right: in START_2 a server takes ClientHello (§4.2.2)")
        self.answer(window, self.letter(window, TO_THE_CLIENT, "ServerHello"))
        window.wait_for("✔ Right: in WAIT_SH_2 a client takes ServerHello (§4.2.3) and nothing else")
        window.wait_for("The server has sent: ServerHello, ")

    def test_openssl_waits_as_well(self):
        command = ["openssl", "s_server", "-accept", "127.0.0.1:0", "-tls1_3", "-rev", "-cert", str(self.home.pki / "server.pem"),
                   "-key", str(self.home.pki / "server.key")]
        try:
            server = self.enterContext(Program(command, self.home.environment))
        except FileNotFoundError:
            self.skipTest("openssl is not installed")
        port = server.wait_for(r"ACCEPT .*:(\d+)", "out").group(1)
        window = self.window(f"127.0.0.1:{port}", "--alpn", "none")
        self.to_the_prompt(window)
        self.answer(window, "olleh")
        window.wait_for("hello")

    def test_ctrl_c_at_the_first_pause_sends_nothing_and_at_a_later_one_says_goodbye(self):
        counter = Counter()
        daemon = self.daemon()
        with Peer(relay_to(daemon.port, counter)) as proxy:
            window = self.window(proxy.address)
            window.wait_for(TO_THE_CLIENT)
            window.press("C-c")
            window.wait_for("[ended with 130]")
            self.assertIn("Nothing was sent.", window.screen)
        self.assertEqual(0, counter.to_server)
        window = self.window(daemon.address)
        window.wait_for(TO_THE_CLIENT)
        window.press("Enter")
        window.wait_for(TO_THE_SERVER)
        window.press("C-c")
        window.wait_for("[ended with 130]")
        self.assertIn("close_notify", window.screen)

    def test_q_exit_and_ctrl_d_leave_with_0(self):
        daemon = self.daemon()
        for pauses, leave in ((1, ("q", "Enter")), (2, ("exit", "Enter")), (2, ("C-d",))):
            with self.subTest(leave):
                window = self.window(daemon.address)
                window.wait_for(TO_THE_CLIENT)
                if pauses == 2:
                    window.press("Enter")
                    window.wait_for(TO_THE_SERVER)
                window.press(*leave)
                window.wait_for("[ended with 0]")
                self.assertIn("Left before the handshake was over.", window.screen)
                self.assertEqual(pauses == 2, "close_notify" in window.screen)

    def test_resuming_is_stepped_through_too(self):
        window = self.window(self.daemon().address)
        self.to_the_prompt(window)
        window.wait_for("you are guest-1")
        self.answer(window, "/resume")
        wait_until(lambda: window.screen.count("About to send: ClientHello") == 2, "the second ClientHello")

    def test_a_certificate_that_is_asked_for_is_part_of_the_flight(self):
        window = self.window(self.daemon("--client-auth", "request").address)
        window.wait_for(TO_THE_CLIENT)
        window.press("Enter")
        self.answer(window, self.letter(window, TO_THE_SERVER, "Certificate"))
        window.wait_for("✔ Right: in WAIT_CERT a server takes Certificate (§4.5.1) or CompressedCertificate (RFC 8879 §4)")
        window.wait_for("About to send: Certificate, Finished (")

    def test_a_refused_certificate_is_told_without_a_question(self):
        with Home() as other, Daemon(other) as daemon:
            window = self.window(daemon.address)
            window.wait_for(TO_THE_CLIENT)
            window.press("Enter")
            window.wait_for("[ended with 11]")
            self.assertNotIn(TO_THE_SERVER, window.screen)
            self.assertIn("✘ chain", window.screen)


@unittest.skipUnless(available(), "tmux is not installed")
class TheDaemonsSide(unittest.TestCase):
    def setUp(self):
        self.home = self.enterContext(Home())
        command = [os.environ["VITRINED"], "--listen", "127.0.0.1:0", "--step", "--handshake-timeout", "1"]
        self.window = self.enterContext(Screen(command, self.home.environment, columns=150, rows=60))
        self.window.wait_for("Listening on 127.0.0.1:")
        self.address = "127.0.0.1:" + self.window.screen.split("Listening on 127.0.0.1:")[1].split()[0]

    def client(self):
        return self.enterContext(client(self.home, self.address, "--timeout", "60"))

    def answer(self, word):
        self.window.type(word)
        self.window.press("Enter")

    def test_the_operator_is_asked_before_each_flight_and_nothing_times_out(self):
        ana = self.client()
        self.window.wait_for("session 1: The client has sent: ClientHello.")
        asked = time.monotonic()
        wait_until(lambda: time.monotonic() > asked + 1.5, "more time than --handshake-timeout")
        self.assertNotIn("◀ ServerHello", ana.err.text)
        self.answer("serverhello")
        self.window.wait_for("✔ Right: in WAIT_SH a client takes")
        self.window.wait_for("session 1: About to send: ServerHello, EncryptedExtensions, ")
        self.assertNotIn("◀ ServerHello", ana.err.text)
        self.answer("finished")
        self.window.wait_for("✔ Right: in WAIT_FINISHED a server takes Finished")
        ana.wait_for("Secure: TLS 1.3")
        self.window.wait_for("session 1: The client has sent: Finished.")
        self.answer("")
        self.window.wait_for("session 1: About to send: NewSessionTicket, NewSessionTicket (")
        self.answer("")
        ana.say("hello")
        self.window.wait_for("guest-1: hello")
        self.answer("to you, too")
        ana.wait_for("to you, too", "out")

    def test_q_sends_this_client_away_and_exit_stops_the_daemon(self):
        ana = self.client()
        self.window.wait_for("session 1: What may the server send next?")
        self.answer("q")
        ana.wait()
        self.assertIn("◀ close_notify", ana.err.text)
        self.client()
        self.window.wait_for("session 2: What may the server send next?")
        self.answer("exit")
        self.window.wait_for("[ended with 0]")


class WithoutATerminal(unittest.TestCase):
    def test_a_daemon_with_step_is_refused_where_nobody_can_answer(self):
        with Home() as home:
            done = subprocess.run([os.environ["VITRINED"], "--step"], stdin=subprocess.DEVNULL, env=home.environment,
                                  capture_output=True, text=True, timeout=DEADLINE)
        self.assertEqual(2, done.returncode, done.stderr)
        self.assertIn("needs a terminal", done.stderr)

    def test_step_is_refused_where_nobody_can_answer(self):
        with Home() as home, Daemon(home) as daemon:
            done = subprocess.run([os.environ["VITRINE"], daemon.address, "--step"], input="a\n", env=home.environment,
                                  capture_output=True, text=True, timeout=DEADLINE)
        self.assertEqual(2, done.returncode, done.stderr)
        self.assertIn("needs a terminal", done.stderr)
        self.assertEqual("", done.stdout)


if __name__ == "__main__":
    tap.main()
