"""What both programs keep with --pcapng and --events: Wireshark reads every record of the captures without being told anything,
finds in every handshake message what our events say, and the events are as their schema has them.

One daemon keeps all sessions in one file; each client has its own. Read before: wireshark.py.
"""

import collections
import functools
import json
import os
import pathlib
import time
import unittest

import peers
import programs
import tap
import wireshark
from wireshark import values

SCHEMA = pathlib.Path(os.environ["VITRINE_SOURCE_ROOT"]) / "common/trace/events.schema.json"
WINDOW = 10.0  # seconds in which a daemon takes no early data yet (RFC 9846 §8.2)
RECORDS = ("record_received", "record_sent")
MESSAGES = ("message_received", "message_sent")
COMPRESSED = ("message_unpacked", "message_packed")  # Certificates, which Wireshark unpacks, too


def events_in(file):
    """Of each session, without the headers."""
    sessions = collections.defaultdict(list)
    for line in file.read_text(encoding="utf-8").splitlines():
        event = json.loads(line)
        if "vitrine_events" not in event:
            sessions[event["session"]].append(event)
    return list(sessions.values())


def labelled(messages, names):
    """The bytes of each value of those names, "field" or "Message.field", in the order of the messages."""
    return [field["bytes"] for message in messages for field in message["fields"] if field["part"] == "value"
            and (field["name"] in names or f"{message['name']}.{field['name']}" in names)]


class Recordings(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if reason := peers.missing(["tshark"]):
            raise unittest.SkipTest(reason)
        cls.home = programs.Home()
        cls.addClassCleanup(cls.home.__exit__)
        cls.home.make("issue", "client", "ana")
        cls.hold_sessions()

    @classmethod
    def hold_sessions(cls):
        """Each scene is a run of the client, with files of its own."""
        home, cls.scenes = cls.home, {}
        options = ["--early-data", "4096", "--client-auth", "request", "--keylogfile", home.path / "keys"]
        with programs.Daemon(home, *cls.kept("daemon"), *options) as daemon:
            began = time.monotonic()
            ticket = ["--session-file", home.path / "ticket"]
            ana = ["--cert", home.pki / "ana.pem", "--key", home.pki / "ana.key"]
            cls.visit(daemon, "full", *ticket, text="hello\n/rekey\nhello again\n")
            cls.visit(daemon, "retry", "--key-shares", "none", "--ciphersuites", "TLS_CHACHA20_POLY1305_SHA256")
            cls.visit(daemon, "certificate", "--ciphersuites", "TLS_AES_256_GCM_SHA384", *ana)
            cls.visit(daemon, "refused_early", *ticket, "--early-data", "too early")
            cls.visit(daemon, "resumed", *ticket, "-vv")
            cls.visit(daemon, "failed", "--servername", "somebody.else", code=13)
            programs.wait_until(lambda: time.monotonic() - began > WINDOW, "a daemon that takes early data")
            cls.visit(daemon, "early", *ticket, "--early-data", "early bird")
            daemon.stop()
        cls.files = ["daemon", *cls.scenes]

    @classmethod
    def kept(cls, name):
        return ["--pcapng", cls.home.path / f"{name}.pcapng", "--events", cls.home.path / f"{name}.jsonl"]

    @classmethod
    def visit(cls, daemon, name, *arguments, text="hello\n", code=0):
        done, _, told = programs.ask(cls.home, daemon.address, *cls.kept(name), *arguments, text=text)
        if done != code:
            raise AssertionError(told)
        cls.scenes[name] = told

    @functools.cache
    def capture(self, name):
        return wireshark.Capture(self.home.path / f"{name}.pcapng", self.home.environment)

    def sessions(self):
        """Of every file: its name, and the packets and events of each session."""
        for name in self.files:
            for packets, events in zip(self.capture(name).streams(), self.events(name), strict=True):
                yield name, packets, events

    def events(self, name):
        return events_in(self.home.path / f"{name}.jsonl")

    def test_wireshark_opens_every_record_and_finds_nothing_wrong(self):
        for name in self.files:
            with self.subTest(name):
                capture = self.capture(name)
                skipped = [event for events in self.events(name) for event in events if event["event"] == "record_skipped"]
                self.assertGreater(len(values(capture.packets, "tls.record.opaque_type")), len(skipped))
                self.assertEqual(capture.closed_records(), len(skipped))  # the daemon never had the key of those
                self.assertEqual(capture.troubles(), [])

    def test_without_its_secrets_a_capture_stays_closed(self):
        """So that the test above can fail."""
        closed = self.home.path / "closed.pcapng"
        closed.write_bytes((self.home.path / "full.pcapng").read_bytes().replace(b"TRAFFIC_SECRET", b"TRAFFIC_SECRXT"))
        self.assertGreater(wireshark.Capture(closed, self.home.environment).closed_records(), 0)

    def test_each_session_is_a_connection_with_a_beginning_and_an_end(self):
        for _, packets, _ in self.sessions():
            flags = values(packets, "tcp.flags.str")
            self.assertEqual([flag.strip("·") for flag in flags[:3]], ["S", "A··S", "A"])
            self.assertRegex("".join(flags[-3:]), "[FR]")

    def test_wireshark_sees_the_records_that_the_events_tell(self):
        for name, packets, events in self.sessions():
            with self.subTest(name, session=events[0]["session"]):
                types = [int(value) for value in values(packets, "tls.record.content_type")]
                self.assertEqual(types, [event["type_number"] for event in events if event["event"] in RECORDS])

    def test_wireshark_s_values_of_every_message_are_those_of_the_events(self):
        seen = set()
        for name, packets, events in self.sessions():
            messages = [event for event in events if event["event"] in MESSAGES]
            inside = [event for event in events if event["event"] in COMPRESSED]
            with self.subTest(name, session=events[0]["session"]):
                self.assert_same_values(packets, messages, inside)
            seen |= {message["name"] for message in messages}
        self.assertLessEqual({"ClientHello", "HelloRetryRequest", "ServerHello", "EncryptedExtensions", "CertificateRequest",
                              "CertificateVerify", "Finished", "EndOfEarlyData", "NewSessionTicket", "KeyUpdate"}, seen)

    def assert_same_values(self, packets, messages, inside):
        def compare(field, read, ours):
            """Where a handshake failed, Wireshark reads on."""
            theirs = [read(value) for value in values(packets, field)]
            self.assertEqual(theirs[:len(ours)] if failed else theirs, ours, field)

        failed = any("failed: " in comment for comment in values(packets, "frame.comment"))
        compare("tls.handshake.type", int, [message["type_number"] for message in messages])
        compare("tls.handshake.length", int, [len(message["bytes"]) // 2 - 4 for message in messages])
        for field, names in wireshark.NUMBERS.items():
            compare(field, lambda value: int(value, 0), [int(value, 16) for value in labelled(messages, names)])
        for field, names in wireshark.BYTES.items():
            compare(field, lambda value: value.replace(":", ""), labelled([*messages, *inside], names))
        for field, names in wireshark.TEXTS.items():
            compare(field, lambda value: value.encode().hex(), labelled(messages, names))

    def test_comments_say_what_a_packet_led_to(self):
        comments = " ".join(values(self.capture("full").packets, "frame.comment"))
        for words in ("state START → WAIT_SH", "WAIT_FINISHED → CONNECTED on Finished", "alert received: close_notify (0)"):
            self.assertIn(words, comments)
        comments = " ".join(values(self.capture("failed").packets, "frame.comment"))
        for words in ("refused: §", "alert sent: ", "failed: "):
            self.assertIn(words, comments)

    def test_a_capture_says_that_it_holds_secrets_and_is_its_owner_s_alone(self):
        self.assertIn("full.pcapng. Whoever reads that file can read what is said.", self.scenes["full"])
        for name in self.files:
            for ending in ("pcapng", "jsonl"):
                self.assertEqual((self.home.path / f"{name}.{ending}").stat().st_mode & 0o777, 0o600)

    def test_every_event_is_as_the_schema_has_it_and_every_kind_happens(self):
        try:
            import jsonschema
        except ImportError:
            self.skipTest("jsonschema is not installed")
        validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
        happened = set()
        for name in self.files:
            for line in (self.home.path / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
                event = json.loads(line)
                validator.validate(event)
                happened.add(event.get("event", "header"))
        kinds = {kind for one in validator.schema["$defs"].values() if "event" in one.get("properties", {})
                 for kind in one["properties"]["event"].get("enum", [one["properties"]["event"].get("const")])} - {None}
        self.assertEqual(kinds - happened, set())

    def test_the_schema_refuses_what_is_not_an_event(self):
        """So that the test above can fail."""
        try:
            import jsonschema
        except ImportError:
            self.skipTest("jsonschema is not installed")
        validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
        event = next(event for event in self.events("full")[0] if event["event"] == "check")
        self.assertTrue(validator.is_valid(event))
        for change in ({"event": "chek"}, {"passed": "yes"}, {"more": 1}, {"session": 0}):
            self.assertFalse(validator.is_valid(event | change), change)

    def test_events_have_secrets_only_where_they_were_asked_for(self):
        secrets = [line.split()[2] for line in (self.home.path / "keys").read_text().splitlines()]
        self.assertGreater(len(secrets), 20)
        for name in self.files:
            text = (self.home.path / f"{name}.jsonl").read_text(encoding="utf-8")
            self.assertEqual(any(secret in text for secret in secrets), name == "resumed", name)
            self.assertEqual("secret_value" in text, name == "resumed", name)

    def test_a_file_that_is_not_ours_is_left_alone(self):
        for option in ("--pcapng", "--events"):
            file = self.home.path / "thesis"
            file.write_text("three years of work")
            code, _, told = programs.ask(self.home, "127.0.0.1:1", option, file)
            self.assertEqual(code, 2)
            self.assertIn("thesis: it is there already and no recording of ours", told)
            self.assertEqual(file.read_text(), "three years of work")

    def test_a_device_is_no_recording(self):
        code, _, told = programs.ask(self.home, "127.0.0.1:1", "--pcapng", "/dev/full")
        self.assertEqual(code, 2)
        self.assertIn("/dev/full: it is not a regular file", told)

    def test_our_own_explanation_of_a_capture_has_every_message(self):
        for name in self.files:
            explained = programs.explain(self.home, self.home.path / f"{name}.pcapng")
            for event in (event for events in self.events(name) for event in events):
                if event["event"] in MESSAGES:
                    self.assertIn(f" {event['name']} ", explained)
            skipped = any(event["event"] == "record_skipped" for events in self.events(name) for event in events)
            self.assertEqual("Note:" in explained, skipped, explained)


if __name__ == "__main__":
    tap.main()
