"""Pre-shared keys as a client offers them (RFC 9846 §4.3.11), and their binders. Read before: client.py."""

from dataclasses import dataclass

from evil.messages import NewSessionTicket
from evil.records import PRIMITIVES
from evil.registry import Extension, Suite
from evil.schedule import Schedule, digest, ticket_psk, verify_data
from evil.wire import u32, vector


@dataclass
class Psk:
    identity: bytes
    key: bytes
    suite: Suite = Suite.TLS_AES_128_GCM_SHA256
    label: str = "ext binder"
    obfuscated_ticket_age: int = 0

    @property
    def hash_name(self):
        return PRIMITIVES[self.suite].hash_name

    def binder(self, data):
        """Over these bytes: the transcript before, and the hello up to its identities (§4.3.11.2)."""
        base_key = Schedule(self.hash_name, self.key).binder_key(self.label)
        return verify_data(self.hash_name, base_key, digest(self.hash_name, data))


def psk_of(client, ticket: NewSessionTicket, age=0):
    """The key behind a ticket that this client was given."""
    key = ticket_psk(client.hash_name, client.resumption_secret(), ticket.ticket_nonce)
    return Psk(ticket.ticket, key, client.suite, "res binder", (age + ticket.ticket_age_add) % (1 << 32))


def identities(psks):
    return vector(2, *(vector(2, psk.identity) + u32(psk.obfuscated_ticket_age) for psk in psks))


def binders(values):
    return vector(2, *(vector(1, value) for value in values))


def placeholders(psks):
    return binders([bytes(len(psk.binder(b""))) for psk in psks])


def add_offer(hello, psks):
    if psks:
        hello.extensions.set(Extension.pre_shared_key, identities(psks) + placeholders(psks))


def truncated(raw, psks):
    """The hello up to and without its binders."""
    return raw[:-len(placeholders(psks))]


def with_binders(raw, psks, before):
    """The same hello, its binders right. `before`: the transcript up to this hello."""
    covered = truncated(raw, psks)
    return covered + binders([psk.binder(before + covered) for psk in psks])
