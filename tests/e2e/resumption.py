"""Coming back in the two programs: tickets in memory and in a file, early data, shared keys, and who else may use them."""

import contextlib
import os
import re
import signal
import socket
import threading
import unittest

import tap
from programs import DEADLINE, Daemon, Home, Program, ask, client, wait_until

KEY, OTHER_KEY = "00112233445566778899aabbccddeeff", "ffeeddccbbaa99887766554433221100"
RESUMED = "known by the ticket of .* ago \\(verified then; certificate still good today\\)"
NOT_LONG_ENOUGH = "early data refused: it was seen before, or I have not run long enough to know \\(§8.2\\)"


class Between(contextlib.AbstractContextManager):
    """Stands between one client and the daemon. What the client says after the server has answered waits for release()."""

    def __init__(self, port):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.listener.getsockname()[1]}"
        self.port, self.first_flight = port, b""
        self.answered, self.released = threading.Event(), threading.Event()
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        self.client, _ = self.listener.accept()
        self.server = socket.create_connection(("127.0.0.1", self.port), DEADLINE)
        threading.Thread(target=self.carry_answers, daemon=True).start()
        with contextlib.suppress(OSError):
            while data := self.client.recv(65536):
                if self.answered.is_set():
                    self.released.wait(DEADLINE)
                else:
                    self.first_flight += data
                self.server.sendall(data)
            self.server.shutdown(socket.SHUT_WR)

    def carry_answers(self):
        with contextlib.suppress(OSError):
            while data := self.server.recv(65536):
                self.answered.set()
                self.client.sendall(data)
            self.client.shutdown(socket.SHUT_WR)

    def release(self):
        self.released.set()

    def __exit__(self, *trouble):
        self.release()
        for one in (self.listener, self.client, self.server):
            one.close()


class Resumption(unittest.TestCase):
    def setUp(self):
        self.open = contextlib.ExitStack()
        self.addCleanup(self.open.close)
        self.home = self.open.enter_context(Home())
        self.file = str(self.home.path / "sessions")

    def daemon(self, *arguments):
        return self.open.enter_context(Daemon(self.home, *arguments))

    def come(self, daemon, *arguments, text="", code=0):
        """One run with the session file; what it printed to stderr."""
        got, _, err = ask(self.home, daemon.address, "--session-file", self.file, *arguments, text=text)
        self.assertEqual(code, got, err)
        return err

    def keys(self, text, name="keys"):
        path = self.home.path / name
        path.write_text(text)
        path.chmod(0o600)
        return ["--psk", str(path)]

    def test_the_second_run_resumes_and_needs_no_certificate(self):
        daemon = self.daemon()
        first = self.come(daemon, text="one\n")
        self.assertIn("CertificateVerify", first)
        self.assertEqual(0o600, os.stat(self.file).st_mode & 0o777)
        second = self.come(daemon, text="two\n")
        self.assertNotIn("CertificateVerify", second)
        self.assertRegex(second, RESUMED)
        self.assertIn("it knows us from before: the ticket's key and a new key share", second)
        self.assertIn("  3 ✔ Finished            the server holds that key", second)
        daemon.wait_for("▶ NewSessionTicket +[0-9]+ B   good for 24 hours\n")
        daemon.wait_for("its ticket is one of ours, so no certificate")
        daemon.wait_for("resumed by a ticket of .* ago; no certificate was needed")

    def test_a_ticket_leaves_the_file_when_it_is_used(self):
        daemon = self.daemon("--tickets", "1")
        self.come(daemon)
        with open(self.file, encoding="ascii") as file:
            before = file.read()
        self.come(daemon)
        with open(self.file, encoding="ascii") as file:
            self.assertNotIn(before.strip(), file.read())

    def test_a_session_file_that_others_can_read_is_refused(self):
        daemon = self.daemon()
        self.come(daemon)
        os.chmod(self.file, 0o644)
        self.assertIn("chmod 600", self.come(daemon, code=2))

    def test_resume_comes_back_under_the_same_name_and_numbers_its_steps_anew(self):
        daemon = self.daemon()
        code, out, err = ask(self.home, daemon.address, text="/nick ana\none\n/resume\ntwo\n")
        self.assertEqual(0, code, err)
        self.assertIn("Connecting again, to resume", err)
        self.assertRegex(err, RESUMED)
        self.assertEqual(2, err.count("  1 ▶ ClientHello"))
        self.assertIn("2 lines sent", err)
        daemon.wait_for("ana: one")
        daemon.wait_for("◀ session 1 close_notify(.|\n)*ana left(.|\n)*session 2 from(.|\n)*now ana(.|\n)*ana: two")
        self.assertNotIn("✘", daemon.err.text)

    def test_who_showed_a_certificate_is_still_known_after_resume(self):
        self.home.make("issue", "client", "ana")
        daemon = self.daemon("--client-auth", "require")
        showing = ["--cert", str(self.home.pki / "ana.pem"), "--key", str(self.home.pki / "ana.key")]
        code, _, err = ask(self.home, daemon.address, *showing, text="one\n/resume\ntwo\n")
        self.assertEqual(0, code, err)
        self.assertEqual(1, err.count("and I showed \"ana\""))
        daemon.wait_for("ana ✔ joined(.|\n)*resumed by a ticket(.|\n)*ana ✔ joined(.|\n)*ana ✔: two")

    def test_resume_without_a_ticket_says_so_and_stays(self):
        daemon = self.daemon("--tickets", "0")
        code, _, err = ask(self.home, daemon.address, text="/resume\nstill here\n")
        self.assertEqual(0, code, err)
        self.assertIn("I have no ticket to resume with", err)
        daemon.wait_for("guest-1: still here")
        self.assertNotIn("NewSessionTicket", daemon.err.text)

    def test_a_restart_keeps_tickets_only_where_the_keys_are_in_a_file(self):
        keys = self.home.path / "ticket-keys"
        for arguments, resumed in (((), False), (("--ticket-keys", str(keys)), True)):
            with self.subTest(resumed=resumed):
                first = self.daemon(*arguments)
                self.come(first)
                self.assertEqual(0, first.stop())
                with Program([os.environ["VITRINED"], "--listen", first.address, *arguments], self.home.environment) as again:
                    again.wait_for("Listening on")
                    again.address = first.address
                    (self.assertRegex if resumed else self.assertNotRegex)(self.come(again), RESUMED)
        self.assertEqual(0o600, keys.stat().st_mode & 0o777)

    def test_two_daemons_with_the_same_keys_take_each_others_tickets(self):
        keys = ["--ticket-keys", str(self.home.path / "ticket-keys")]
        one, two, stranger = self.daemon(*keys), self.daemon(*keys), self.daemon()
        self.come(one)
        with open(self.file, encoding="ascii") as file:
            tickets = file.read()
        for other, resumed in ((two, True), (stranger, False)):
            with open(self.file, "w", encoding="ascii") as file:
                file.write(tickets.replace(one.address, other.address))
            (self.assertRegex if resumed else self.assertNotRegex)(self.come(other), RESUMED)

    def test_a_bad_key_file_stops_a_start_but_not_a_running_daemon(self):
        keys = self.home.path / "ticket-keys"
        daemon = self.daemon("--ticket-keys", str(keys))
        self.come(daemon)
        keys.write_text("no key\n")
        daemon.signal(signal.SIGHUP)
        daemon.wait_for("✘ What was loaded before stays.*ticket-keys cannot be used: line 1 is not a ticket key")
        self.assertRegex(self.come(daemon), RESUMED)
        for damage, words in ((lambda: None, "line 1 is not a ticket key"), (lambda: keys.chmod(0o640), "chmod 600")):
            damage()
            with Program([os.environ["VITRINED"], "--listen", "127.0.0.1:0", "--ticket-keys", str(keys)],
                         self.home.environment) as bad:
                self.assertEqual(78, bad.wait(), bad.err.text)
                self.assertIn(words, bad.err.text)

    def early(self, daemon, text, *arguments):
        return self.come(daemon, "--early-data", text, *arguments)

    def until_taken(self, daemon):
        """A daemon takes none until it has run for a while: before, it cannot know what it has seen."""
        self.come(daemon)
        tries = iter(range(1000))
        return wait_until(lambda: (lambda err: "the server takes it" in err and err)(
            self.early(daemon, f"early {next(tries)}")), "early data to be taken", 2 * DEADLINE)

    def test_early_data_is_refused_and_taken_with_words_on_both_sides(self):
        daemon = self.daemon("--early-data", "4096")
        self.assertIn('Not sent: "too soon", for I have no ticket. Type it to say it.', self.early(daemon, "too soon"))
        refused = self.early(daemon, "refused")
        self.assertIn('Early data: "refused" goes out before the server has answered', refused)
        self.assertIn("✘ early data          the server does not take it", refused)
        self.assertIn('Nobody heard "refused"; type it to say it.', refused)
        self.assertIn("0 lines sent", refused)
        daemon.wait_for(NOT_LONG_ENOUGH)
        taken = self.until_taken(daemon)
        self.assertRegex(taken, "✔ [0-9]+  early")
        self.assertIn("1 line sent", taken)
        self.assertLessEqual(len(taken[:taken.index("Secure")].splitlines()) + 2, 10, taken)
        daemon.wait_for("early data taken\n(.|\n)*guest-[0-9]+: early")
        self.assertNotRegex(daemon.err.text, ": (refused|too soon)\n")
        self.assertIn("that allows so much early data", self.early(daemon, "x" * 4096))
        self.assertIn("1 line sent", self.early(daemon, "hello", "--nick", "ana"))
        daemon.wait_for("ana: hello")

    def test_early_data_is_held_back_until_the_client_has_vouched_for_it_and_a_replay_is_not_taken(self):
        daemon = self.daemon("--early-data", "4096")
        self.until_taken(daemon)
        between = self.open.enter_context(Between(daemon.port))
        with open(self.file, encoding="ascii") as file:
            tickets = file.read()
        with open(self.file, "w", encoding="ascii") as file:
            file.write(tickets.replace(daemon.address, between.address))
        with client(self.home, between.address, "--session-file", self.file, "--early-data", "pay ana") as program:
            program.wait_for("Secure: ")
            self.assertNotIn("pay ana", daemon.err.text)
            between.release()
            daemon.wait_for("guest-[0-9]+: pay ana")
            program.end_input()
            self.assertEqual(0, program.wait(), program.err.text)
        heard = daemon.err.text.count("pay ana")
        with socket.create_connection(("127.0.0.1", daemon.port), DEADLINE) as again:
            again.sendall(between.first_flight)
            again.shutdown(socket.SHUT_WR)
            while again.recv(65536):
                pass
        daemon.wait_for("the client left in the middle of the handshake(.|\n)*" + NOT_LONG_ENOUGH)
        self.assertEqual(heard, daemon.err.text.count("pay ana"))

    def test_a_shared_key_stands_in_for_the_certificate(self):
        for kind in ("external", "imported"):
            keys = self.keys(f"# ours\n{kind} ana {KEY}\n")
            daemon = self.daemon(*keys)
            code, _, err = ask(self.home, daemon.address, *keys, text="hello\n")
            self.assertEqual(0, code, err)
            self.assertIn('known by the shared key "ana"', err)
            self.assertIn("it has the key that we share, and sends a new key share", err)
            self.assertNotIn("Certificate  ", err)
            daemon.wait_for('the client knows the shared key "ana"')

    def test_another_key_under_the_same_name_is_20_and_both_sides_say_so(self):
        daemon = self.daemon(*self.keys(f"external ana {KEY}\n"))
        code, _, err = ask(self.home, daemon.address, *self.keys(f"external ana {OTHER_KEY}\n", "others"))
        self.assertEqual(20, code, err)
        self.assertIn("decrypt_error (51)", err)
        self.assertIn("Does the server have the keys of ~/others, each of the same kind?", err)
        daemon.wait_for("the client names a pre-shared key that we know, and has another one; sent decrypt_error")

    def test_a_key_that_the_server_does_not_know_leads_to_a_full_handshake(self):
        daemon = self.daemon(*self.keys(f"external ana {KEY}\n"))
        code, _, err = ask(self.home, daemon.address, *self.keys(f"external bob {OTHER_KEY}\n", "others"))
        self.assertEqual(0, code, err)
        self.assertIn('server "127.0.0.1" verified', err)

    def test_a_damaged_key_file_names_the_line(self):
        keys = self.keys(f"external ana {KEY}\nimported bob {KEY}\n")
        daemon = self.daemon()
        code, _, err = ask(self.home, daemon.address, *keys)
        self.assertEqual(2, code, err)
        self.assertIn("line 2 of the keys in ~/keys", err)
        with Program([os.environ["VITRINED"], "--listen", "127.0.0.1:0", *keys], self.home.environment) as bad:
            self.assertEqual(78, bad.wait(), bad.err.text)
            self.assertIn("line 2 of the keys in ~/keys", bad.err.text)

    def test_a_stateless_retry_costs_a_round_trip_and_resumes_none_the_less(self):
        daemon = self.daemon("--stateless-retry", "--early-data", "4096")
        first = self.come(daemon, text="hello\n")
        self.assertIn("2 round trips", first)
        daemon.wait_for("asked: the same again, with a cookie; nothing is remembered until then   §4.3.2")
        second = self.early(daemon, "hi")
        self.assertRegex(second, RESUMED)
        self.assertIn("Early data refused: a HelloRetryRequest came between", second)
        daemon.wait_for("early data refused: a HelloRetryRequest came between")

    def test_sizes_and_padding_are_agreed_on_and_kept(self):
        daemon = self.daemon("--record-size-limit", "512", "--record-padding", "256", "-v")
        code, _, err = ask(self.home, daemon.address, "-v", "--record-size-limit", "300", "--record-padding", "64",
                           text="a" * 1000 + "\n")
        self.assertEqual(0, code, err)
        inside = r" record [^\n]*length (\d+) bytes\n *🔒 content [^\n]*, type application_data"
        sent, received = ([int(size) for size in re.findall(sign + inside, err)] for sign in "▶◀")
        self.assertTrue(sent and received, err)
        self.assertLessEqual(max(sent), 512 + 16)
        self.assertLessEqual(max(received), 300 + 16)
        self.assertRegex(err, r"zeros [1-9]")

    def test_grease_is_there_unless_nobody_wants_it(self):
        daemon = self.daemon()
        for arguments, there in (((), True), (("--no-grease",), False)):
            _, _, err = ask(self.home, daemon.address, "-v", *arguments)
            (self.assertIn if there else self.assertNotIn)("GREASE", err)

    def test_options_that_make_no_sense_say_so(self):
        for program, arguments, words in (
                ("VITRINE", ["--early-data", "hi"], "--session-file"),
                ("VITRINE", ["--record-size-limit", "63"], "63"),
                ("VITRINED", ["--early-data", "1", "--tickets", "0"], "--early-data has no use with --tickets 0"),
                ("VITRINED", ["--tickets", "17"], "17"), ("VITRINED", ["--record-size-limit", "20000"], "20000")):
            with self.subTest(words), Program([os.environ[program], *arguments], self.home.environment) as running:
                self.assertEqual(2, running.wait(), running.err.text)
                self.assertIn(words, running.err.text)


if __name__ == "__main__":
    tap.main()
