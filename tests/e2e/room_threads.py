"""vitrined --threads: the room is one, and who reads all the time is never cut, however many speak or leave at once."""

import contextlib
import json
import signal
import threading

import tap
from company import Company, at_once
from programs import DEADLINE

MEMBERS, LINES, PASTED = 8, 40, 500
CROWD = 300  # more than the lines that may wait for a member


class RoomThreads(Company):
    def one_voice(self, daemon, number, all_here):
        """Joins, says its lines when all are here, and returns every numbered line that it heard."""
        with self.connect(daemon, "vitrine/1") as connection:
            lines = connection.makefile("rb")
            heard = [json.loads(lines.readline())]
            all_here.wait(DEADLINE)
            for line in range(LINES):
                connection.sendall(b'{"kind":"say","text":"%d.%d","id":%d}\n' % (number, line, line))
            while sum(line["kind"] == "say" for line in heard) < MEMBERS * LINES:
                heard.append(json.loads(lines.readline()))
            all_here.wait(DEADLINE)
            return heard

    def test_everybody_hears_the_same_lines_in_the_same_order_on_every_thread(self):
        daemon = self.daemon("--threads", "4", "-q")
        all_here = threading.Barrier(MEMBERS)
        stories = at_once(MEMBERS, lambda number: self.one_voice(daemon, number, all_here))
        order = {}
        for story in stories:
            first = story[0]["seq"]
            self.assertEqual("welcome", story[0]["kind"])
            self.assertEqual([first + i for i in range(len(story))], [line["seq"] for line in story])
            for line in story[1:]:
                text = (line["kind"], line["from"], line.get("text"))
                self.assertEqual(text, order.setdefault(line["seq"], text))
        for number, story in enumerate(stories):
            own = [line["text"] for line in story if line["kind"] == "say" and line["text"].startswith(f"{number}.")]
            self.assertEqual([f"{number}.{line}" for line in range(LINES)], own)
            self.assertEqual(LINES, sum("id" in line for line in story))

    def test_who_asks_and_leaves_at_once_still_has_the_answers(self):
        daemon = self.daemon("--threads", "3", "-q")
        for _ in range(9):
            with self.connect(daemon) as connection:
                connection.sendall(b"one\n/who\n/nick !\nexit\n")
                text = connection.makefile("rb").read()
            self.assertRegex(text, rb"(?s)welcome.*server.*!! ")

    def test_who_pastes_many_short_lines_has_nobody_cut(self):
        for threads in ("1", "4"):
            with self.subTest(threads=threads):
                daemon = self.daemon("--threads", threads, "-q")
                with self.connect(daemon) as listener, self.connect(daemon) as speaker:
                    self.assertIn(b"welcome", listener.recv(1000))
                    speaker.sendall(b"a\n" * 4000 + b"exit\n")
                    text = b""
                    while b" left" not in text:
                        piece = listener.recv(65536)
                        self.assertTrue(piece, text[-500:])
                        text += piece
                    self.assertEqual(4000, text.count(b": a\n"))

    def paste(self, daemon, all_here):
        """Pastes its lines when all are here, and returns how many of the others' it was given before they left or it was cut."""
        with self.connect(daemon) as connection:
            text = connection.recv(65536)
            all_here.wait(DEADLINE)
            connection.sendall(b"a\n" * PASTED)
            while text.count(b": a\n") < (MEMBERS - 1) * PASTED and (piece := connection.recv(65536)):
                text += piece
            all_here.wait(DEADLINE)
            return text.count(b": a\n")

    def test_when_all_paste_many_lines_at_once_nobody_is_cut(self):
        for threads in ("1", "4"):
            with self.subTest(threads=threads):
                daemon = self.daemon("--threads", threads, "-q")
                all_here = threading.Barrier(MEMBERS)
                given = at_once(MEMBERS, lambda number: self.paste(daemon, all_here))
                self.assertEqual([(MEMBERS - 1) * PASTED] * MEMBERS, given)
                self.assertNotIn("reads too slowly", daemon.err.text)

    def test_who_does_not_read_can_leave_and_is_cut_at_last_and_told_why_when_it_reads_on(self):
        daemon = self.daemon("--threads", "2", "-q")
        with self.connect(daemon, "vitrine/1") as speaker, self.connect(daemon) as slow:
            heard = speaker.makefile("rb")

            def say_long_line():
                speaker.sendall(b'{"kind":"say","text":"%s"}\n' % (b"x" * 4000))
                while b'"say"' not in heard.readline():
                    pass

            for _ in range(12):  # half of what may wait: when the one is cut, so much waits for the other
                say_long_line()
            with self.connect(daemon) as leaving:
                while "cut, because" not in daemon.err.text:
                    say_long_line()
                leaving.sendall(b"exit\n")
                while (line := json.loads(heard.readline()))["kind"] != "leave" or line["from"] != "guest-3":
                    pass
                self.assertRegex(slow.makefile("rb").read(), rb"you are disconnected: too much was waiting to be sent to you\n$")

    def test_a_crowd_is_told_that_the_daemon_stops_and_nobody_is_drowned_in_goodbyes(self):
        daemon = self.daemon("--threads", "2", "-q", "--max-sessions", str(CROWD))
        with contextlib.ExitStack() as open_for_now:
            members = [open_for_now.enter_context(self.connect(daemon)) for _ in range(CROWD)]
            for member in members:  # on the other thread somebody who came earlier may be welcomed later
                while b"welcome" not in member.recv(65536):
                    pass
            daemon.signal(signal.SIGTERM)
            stories = [connection.makefile("rb").read() for connection in members]
        self.assertEqual(0, daemon.wait())
        self.assertEqual(CROWD, sum(b"the server stops" in story for story in stories))
        self.assertEqual(0, sum(b" left" in story for story in stories))
        self.assertNotIn("reads too slowly", daemon.err.text)


if __name__ == "__main__":
    tap.main()
