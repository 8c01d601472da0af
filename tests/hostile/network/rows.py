"""What a row of the tables is: attacks, and what must become of them; and how rows become test cases.

An attack is a function of the peer before it runs; it sets hooks and wishes. Read next: server_hellos.py, or any other table.
"""

import concurrent.futures
import os
import re
import traceback
import unittest
from dataclasses import dataclass, field

from evil.conversation import Stop
from evil.registry import Alert, name_of

STAGES = ("before keys", "during the handshake", "established")
PROTECTED = STAGES[1:]
POINTS = ("connected", "keys", "goodbye")  # hooks that are no message's

TYPES = [*range(26), *range(26, 256, 17), 67, 254, 255]  # of handshake messages: the assigned ones, and some others

# ── attacks ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def change(name, alter):
    """`alter` gets the message (or with "NAME bytes" its bytes), changes it in place or returns another."""
    return lambda peer: peer.on(name, lambda _, message: alter(message))


def instead(name, deed):
    """In place of that message `deed` is done with the peer, and nothing more is said."""

    def hook(peer, _):
        deed(peer)
        raise Stop

    return lambda peer: peer.on(name if name in POINTS else "before " + name, hook)


def besides(name, deed):
    """At the hook of that name `deed` is done with the peer, and the conversation goes on."""
    return lambda peer: peer.on(name, lambda *_: deed(peer))


def wish(**wishes):
    """Attributes of the peer."""

    def attack(peer):
        for name, value in wishes.items():
            assert hasattr(peer, name), name
            setattr(peer, name, value)

    return attack


def all_of(*attacks):
    def attack(peer):
        for one in attacks:
            one(peer)

    return attack


def at(stage, deed):
    """The deed of a peer of either role at this stage, and nothing more is said."""

    def hook(peer, _):
        deed(peer)
        raise Stop

    return lambda peer: peer.on(peer.STAGES[stage], hook)


def on_the_way(stage, deed):
    """The same, and the conversation goes on."""
    return lambda peer: peer.on(peer.STAGES[stage], lambda *_: deed(peer))


# ── expectations ─────────────────────────────────────────────────────────────────────────────────────────────────────


def alerts_of(peer):
    return [name_of(Alert, description) for description in peer.heard.descriptions()]


@dataclass
class Refused:
    """Exactly one alert, one of these, fatal, under the keys of its moment; and nothing more."""

    alerts: tuple
    exit_code: int = 0  # 0: the one that goes with the alert

    def check(self, peer):
        heard = alerts_of(peer)
        assert len(heard) == 1 and heard[0] in self.alerts, f"expected one alert of {self.alerts}, heard {heard}"
        level, _, protected = peer.heard.alerts[0]
        assert level == 2, f"an error alert of level {level}"
        assert protected == bool(peer.receiving or peer.early), "an alert in the clear under keys, or the other way"
        assert peer.heard.closed and not peer.completed, "a connection that goes on"
        assert b"evil" not in peer.heard.data, "it has answered what it should have refused"

    def code(self, peer):
        usual = {"bad_record_mac": 22, "unknown_ca": 11, "certificate_expired": 12, "bad_certificate": 14,
                 "unsupported_certificate": 14, "internal_error": 1}
        return self.exit_code or usual.get(alerts_of(peer)[0], 21)


@dataclass
class Connected:
    """The attack was harmless: a good conversation up to both goodbyes."""

    def check(self, peer):
        assert peer.completed, f"the conversation was cut short: {peer.notes()}"
        assert alerts_of(peer) == ["close_notify"], f"heard {alerts_of(peer)}"

    def code(self, _):
        return 0


@dataclass
class EndsQuietly:
    """The connection is over, and no alert was sent, unless a close_notify behind ours."""

    exit_code: int

    def check(self, peer):
        assert peer.heard.closed and not peer.completed, "a connection that goes on"
        assert not alerts_of(peer), f"heard {alerts_of(peer)}"
        assert b"evil" not in peer.heard.data, "it has answered what it should have refused"

    def code(self, _):
        return self.exit_code


@dataclass
class SaysGoodbye:
    """The victim closes, too, with close_notify."""

    exit_code: int

    def check(self, peer):
        assert alerts_of(peer) == ["close_notify"], f"heard {alerts_of(peer)}"
        assert peer.heard.closed and b"evil" not in peer.heard.data, "it goes on, or answers what it should not hear"

    def code(self, _):
        return self.exit_code


@dataclass
class Row:
    """`name` begins with the ids. Attacks: one, or many by their labels. `needs`: options of our program."""

    name: str
    attacks: object
    expect: object
    needs: tuple = ()
    wishes: dict = field(default_factory=dict)  # for the peer's constructor

    def each_attack(self):
        return self.attacks.items() if isinstance(self.attacks, dict) else [("", self.attacks)]


def refused(name, attacks, *alerts, code=0, **more):
    return Row(name, attacks, Refused(alerts, code), **more)


def accepted(name, attacks, **more):
    return Row(name, attacks, Connected(), **more)


def ends_quietly(name, attacks, code, **more):
    return Row(name, attacks, EndsQuietly(code), **more)


def says_goodbye(name, attacks, code, **more):
    return Row(name, attacks, SaysGoodbye(code), **more)


def each(values, attack):
    """An attack for each value, labelled with it."""
    return {f"{str(value)[:50]} ({number})": attack(value) for number, value in enumerate(values)}


# ── rows as test cases ───────────────────────────────────────────────────────────────────────────────────────────────


def ids(names):
    """The ids of all these rows: "CH04_CH05_another..." has two, "CH_a_client..." has none."""
    return {word for name in names for word in re.match(r"(?:[A-Z]+\d*_)*", name).group().split("_") if word[-1:].isdigit()}


class Rows(unittest.TestCase):
    """All rows of one kind, done some at a time by a pool; each case then says what became of its row."""

    table = ()

    @classmethod
    def begin(cls, pool):
        """ROWS in the environment, a regular expression, picks some."""
        wanted = [row for row in cls.table if re.search(os.environ.get("ROWS", ""), row.name)]
        cls.outcomes = {row.name: pool.submit(cls.outcome, row) for row in wanted}

    @classmethod
    def end(cls):
        for outcome in cls.outcomes.values():
            outcome.cancel()
        concurrent.futures.wait(cls.outcomes.values())

    @classmethod
    def outcome(cls, row):
        """What went wrong, "" if nothing did."""
        troubles = []
        for label, attack in row.each_attack():
            troubles += cls.trouble(label, lambda attack=attack: cls.run_attack(row, attack))
        troubles += cls.trouble("afterwards", lambda: cls.afterwards(row))
        return "\n".join(troubles)

    @staticmethod
    def trouble(label, deed):
        try:
            deed()
        except Exception:  # anything at all is a failure of this row
            return [f"{label}: {traceback.format_exc()}"]
        return []

    @classmethod
    def run_attack(cls, row, attack):
        raise NotImplementedError

    @classmethod
    def afterwards(cls, row):
        """Once all attacks of the row are over."""

    @classmethod
    def take_up(cls, table):
        table = list(table)
        cls.table = [*cls.table, *table]
        for row in table:
            assert not hasattr(cls, "test_" + row.name), row.name
            setattr(cls, "test_" + row.name, lambda self, name=row.name: self.look_at(name))

    def look_at(self, name):
        if name not in self.outcomes:
            self.skipTest("not asked for")
        trouble = self.outcomes[name].result()
        if trouble:
            self.fail(trouble)
