"""vitrined --threads: whichever thread a session is on, the daemon is one: one memory, one certificate, one limit."""

import contextlib
import os
import pathlib
import re
import signal
import socket

import tap
from company import Company, at_once
from programs import DEADLINE, Peer, Program, ask, client, wait_until

NOT_IN_RANGE = r"(1 to 256|\[1 - 256\])"  # CLI11 2.1, and later ones
SEEN_BEFORE = "early data refused: it was seen before, or I have not run long enough to know"


class SeveralThreads(Company):
    def ended(self, *arguments, **variables):
        """Exit code and words of a daemon that does not start."""
        with Program([os.environ["VITRINED"], "--listen", "127.0.0.1:0", *arguments], self.home.environment | variables) as program:
            return program.wait(), program.err.text

    def waits(self, daemon):
        """How often each thread of the daemon has waited for something. A sanitizer may have one of its own, without a name."""
        texts = [(task / "status").read_text() for task in pathlib.Path(f"/proc/{daemon.process.pid}/task").iterdir()]
        named = [text for text in texts if "Name:\tvitrined-" in text or f"Pid:\t{daemon.process.pid}\n" in text]
        return [int(re.search(r"\nvoluntary_ctxt_switches:\t(\d+)", text).group(1)) for text in named]

    def test_there_are_as_many_threads_as_asked_for_and_without_asking_one_for_each_core(self):
        cores = len(os.sched_getaffinity(0))
        for arguments, count in ((["--threads", "1"], 1), (["--threads", "5"], 5), ([], cores)):
            with self.subTest(arguments):
                daemon = self.daemon(*arguments)
                wait_until(lambda: len(self.waits(daemon)) == count, f"{count} threads")
                self.assertEqual(0, daemon.stop())

    def test_the_variable_and_the_configuration_file_say_it_too(self):
        self.home.environment["VITRINED_THREADS"] = "3"
        daemon = self.daemon()
        wait_until(lambda: len(self.waits(daemon)) == 3, "three threads")
        del self.home.environment["VITRINED_THREADS"]
        file = self.home.path / "conf"
        file.write_text("threads = 4\n")
        daemon = self.daemon("--config", str(file))
        wait_until(lambda: len(self.waits(daemon)) == 4, "four threads")

    def test_a_number_that_makes_no_sense_is_refused_in_one_line(self):
        for number in ("0", "-1", "100000", "257", "many", "1.5"):
            with self.subTest(number):
                code, words = self.ended("--threads", number)
                self.assertEqual(2, code)
                self.assertRegex(words, rf"^--threads: Value {number} not in range {NOT_IN_RANGE}  All options:  vitrined --help\n$")
        file = self.home.path / "conf"
        file.write_text("threads = none\n")
        code, words = self.ended("--config", str(file))
        self.assertEqual(78, code)
        self.assertRegex(words, f"threads: Value none not in range {NOT_IN_RANGE}")
        self.assertEqual(1, words.count("\n"))
        with Program([os.environ["VITRINED"], "--help"], self.home.environment) as program:
            self.assertEqual(0, program.wait())
            self.assertIn("VITRINED_THREADS", program.out.text)

    def test_sessions_are_shared_out_to_all_threads(self):
        daemon = self.daemon("--threads", "4")
        wait_until(lambda: len(self.waits(daemon)) == 4, "four threads")
        before = self.waits(daemon)
        with contextlib.ExitStack() as open_for_now:
            for _ in range(4):
                open_for_now.enter_context(self.connect(daemon)).recv(100)
            wait_until(lambda: all(now > then for now, then in zip(self.waits(daemon), before)), "a session on every thread")

    def test_the_words_for_one_failure_stand_together(self):
        daemon = self.daemon("--threads", "4")
        count = 150

        def stumble(_):
            with socket.create_connection(("127.0.0.1", daemon.port), DEADLINE) as plain:
                plain.sendall(b"GET / HTTP/1.1\r\n\r\n")
                while plain.recv(1000):
                    pass

        at_once(count, stumble)
        wait_until(lambda: daemon.err.text.count("At fault: ") == count, "words for every failure")
        whole = re.findall(r"✘ That was plain HTTP.*\n  session \d+; .*At fault: .*\n  For a browser: ", daemon.err.text)
        self.assertEqual(count, len(whole), daemon.err.text)

    def test_of_many_copies_of_early_data_at_most_one_is_taken(self):
        daemon = self.daemon("--threads", "4", "--early-data", "4096")
        file = self.home.path / "sessions"

        def come(*arguments):
            return ask(self.home, daemon.address, "--session-file", str(file), *arguments)[2]

        come()
        wait_until(lambda: "the server takes it" in come("--early-data", "early"), "early data to be taken", 2 * DEADLINE)
        flights = []
        with Peer(lambda connection: flights.append(connection.recv(65536))) as peer:
            file.write_text(file.read_text().replace(daemon.address, peer.address))
            ask(self.home, peer.address, "--session-file", str(file), "--early-data", "pay ana")
        self.assertEqual(0, daemon.err.text.count("in the middle of the handshake"))
        refused = daemon.err.text.count(SEEN_BEFORE)

        def copy(number):
            with socket.create_connection(("127.0.0.1", daemon.port), DEADLINE) as connection:
                connection.sendall(flights[0])
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(65536):
                    pass

        at_once(12, copy)
        wait_until(lambda: daemon.err.text.count("in the middle of the handshake") == 12, "twelve ends")
        self.assertEqual(0, daemon.stop())
        self.assertEqual(11, daemon.err.text.count(SEEN_BEFORE) - refused, daemon.err.text)
        self.assertNotIn("pay ana", daemon.err.text)

    def test_a_renewed_certificate_is_taken_up_on_every_thread_and_nobody_is_disconnected(self):
        daemon = self.daemon("--threads", "4", "-q")
        with contextlib.ExitStack() as open_for_now:
            before = [open_for_now.enter_context(self.connect(daemon)) for _ in range(4)]
            old = before[0].getpeercert(True)
            self.home.make("renew", "server")
            daemon.signal(signal.SIGHUP)
            daemon.wait_for("Taken up for")
            after = [open_for_now.enter_context(self.connect(daemon)) for _ in range(4)]
            self.assertNotIn(old, [connection.getpeercert(True) for connection in after])
            for number, connection in enumerate(before):
                connection.sendall(b"still %d\n" % number)
                text = b""
                while b"still %d" % number not in text:
                    text += after[number].recv(65536)

    def test_everybody_is_told_that_the_daemon_stops(self):
        daemon = self.daemon("--threads", "4", "-q")
        members = [self.enterContext(client(self.home, daemon.address)) for _ in range(6)]
        for program in members:
            program.wait_for("you are guest", "out")
        self.assertEqual(0, daemon.stop())
        for program in members:
            self.assertEqual(0, program.wait(), program.err.text)
            self.assertIn("the server stops", program.out.text + program.err.text)
            self.assertIn("Both sides said goodbye", program.err.text)
        self.assertTrue(daemon.err.text.endswith("Stopped.\n"))

    def test_a_second_signal_stops_all_threads_at_once(self):
        daemon = self.daemon("--threads", "4", "-q")
        with contextlib.ExitStack() as open_for_now:
            for _ in range(6):
                open_for_now.enter_context(self.connect(daemon))  # who does not answer a goodbye
            daemon.signal(signal.SIGTERM)
            daemon.wait_for("A second signal stops at once")
            daemon.signal(signal.SIGTERM)
            self.assertEqual(0, daemon.wait(5))
        self.assertIn("Stopped, without waiting any longer.", daemon.err.text)

    def test_the_limit_of_sessions_is_one_for_all_threads(self):
        daemon = self.daemon("--threads", "4", "--max-sessions", "3")
        with contextlib.ExitStack() as open_for_now:
            for _ in range(3):
                open_for_now.enter_context(self.connect(daemon))
            with self.assertRaises(OSError):
                self.connect(daemon)
            daemon.wait_for("as many as may be are connected")

        def is_let_in():
            with contextlib.suppress(OSError), self.connect(daemon):
                return True

        wait_until(is_let_in, "a place to be free")

    def test_an_echo_and_a_web_page_come_from_every_thread(self):
        echo, web = self.daemon("--echo", "--threads", "4", "-q"), self.daemon("--www", "--threads", "4", "-q")

        def exchange(number):
            with self.connect(echo) as connection:
                connection.sendall(b"%d" % number * 5000)
                text = b""
                while len(text) < 5000 * len(str(number)):
                    text += connection.recv(65536)
            with self.connect(web) as connection:
                connection.sendall(b"GET / HTTP/1.1\r\n\r\n")
                page = b""
                while b"</html>" not in page:
                    page += connection.recv(65536)
            return text == b"%d" % number * 5000 and b"over TLS 1.3" in page

        self.assertEqual([True] * 16, at_once(16, exchange))

    def leave(self, daemon):
        with self.connect(daemon) as connection:
            connection.sendall(b"exit\n")
            lines = connection.makefile("rb")
            lines.readline()
            while line := lines.readline():
                if b"joined" not in line and b"left" not in line:
                    return line
            return line

    def test_every_line_of_the_window_is_whole_and_says_whose_it_is(self):
        daemon = self.daemon("--threads", "4")
        self.assertEqual([b""] * 12, at_once(12, lambda number: self.leave(daemon)))
        wait_until(lambda: len(re.findall("-- guest-[0-9]+ left", daemon.err.text)) == 12, "twelve to leave")
        for line in daemon.err.text.split("Listening on")[1].splitlines()[2:]:
            self.assertRegex(line, r"^(\[\d+\] )?( *\d+\.\d ms [◀▶] |  |✔ session \d+ |── session \d+ |-- guest-\d+ |[◀▶] session \d+ )")
        for number in range(1, 13):
            self.assertEqual(1, len(re.findall(f"── session {number} from", daemon.err.text)))
            self.assertEqual(1, len(re.findall(f"✔ session {number} secure", daemon.err.text)))


if __name__ == "__main__":
    tap.main()
