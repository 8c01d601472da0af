"""Rows K for servers: what a client offers to resume with. A key of no use makes a full handshake; a wrong binder, or an offer
that contradicts itself, ends it. RFC 9846 §4.3.9, §4.3.11.

Read before: evil/offered_psks.py, client_hello_extensions.py. Read next: early.py.
"""

import dataclasses
import signal

from against_daemon import REQUIRED, SHARED, at_ease
from rows import accepted, all_of, besides, each, refused

from evil.client import Client
from evil.offered_psks import Psk, binders, identities, psk_of, truncated
from evil.registry import Extension as X
from evil.registry import Suite
from evil.wire import u8, vector

AES_128, AES_256 = Suite.TLS_AES_128_GCM_SHA256, Suite.TLS_AES_256_GCM_SHA384
PSK_FILE = ("--psk", "{house.psk_file}")
ELSEWHERE = ("--max-sessions", "98")
RENEWED = ("--max-sessions", "99")  # a daemon for one row alone
STRANGER = Psk(b"nobody knows me", bytes(32))


def first_visit(peer, suite=AES_128, prepare=lambda client: None):
    """A conversation before the attack, which ends with tickets."""
    client = at_ease(Client(peer.daemon.port, suites=[suite]), peer.daemon)
    client.house, client.daemon = peer.house, peer.daemon
    prepare(client)
    assert client.run().completed and client.tickets, client.notes()
    return client


def ticket_for(peer, suite=AES_128):
    client = first_visit(peer, suite)
    return psk_of(client, client.tickets[0])


def offering(*others, suite=AES_128):
    """A ticket of the daemon's, and these before it."""

    def attack(peer):
        peer.psks = [*others, ticket_for(peer, suite)]
        peer.suites = [suite]

    return attack


def offered(alter):
    """A good offer, and then the hello is changed by `alter` before binders are computed."""
    return all_of(offering(), lambda peer: peer.on("ClientHello", lambda p, hello: alter(p, hello)))


def bound(make):
    """The binders are what `make` makes of peer and hello: a list of them, or bytes for all that is behind the identities."""

    def alter(peer, hello):
        peer.binds = False
        made = make(peer, hello)
        end = made if isinstance(made, bytes) else binders(made)
        hello.extensions.set(X.pre_shared_key, identities(peer.psks) + end)

    return offered(alter)


def right_binder(peer, hello):
    return peer.psks[0].binder(truncated(hello.encode(), peer.psks))


def one_identity_more(peer):
    peer.psks = [STRANGER, *peer.psks]


def over(part):
    """A binder over another part of the hello."""
    return bound(lambda peer, hello: [peer.psks[0].binder(part(hello.encode(), truncated(hello.encode(), peer.psks)))])


def moved(places):
    def alter(_, hello):
        hello.extensions.insert(len(hello.extensions) - 1 - places, hello.extensions.pop())

    return offered(alter)


def flipped(bit):
    def alter(raw):
        changed = bytearray(raw)
        changed[-1 - bit // 8] ^= 1 << bit % 8
        return bytes(changed)

    return all_of(offering(), late(alter))


def late(alter):
    """Bytes of the hello are changed when its binders are there."""
    return lambda peer: peer.on("ClientHello bytes", lambda _, raw: alter(raw))


def relabelled(label):
    def attack(peer):
        peer.psks = [dataclasses.replace(ticket_for(peer), label=label)]

    return attack


def changed_ticket(at):
    def attack(peer):
        ticket = ticket_for(peer)
        identity = bytearray(ticket.identity)
        identity[at % len(identity)] ^= 1
        peer.psks = [dataclasses.replace(ticket, identity=bytes(identity))]

    return attack


def modes(*values):
    return offered(lambda _, hello: hello.extensions.set(X.psk_key_exchange_modes, vector(1, bytes(values))))


def has_resumed(peer):
    assert peer.server_key is None, "a full handshake, where the ticket was good"


def has_not_resumed(peer):
    assert peer.server_key is not None, "resumed, where there should be a full handshake"
    assert peer.server_hello.extensions.get(X.pre_shared_key) is None


def resumes(attack):
    return all_of(attack, besides("connected", has_resumed))


def starts_afresh(attack):
    return all_of(attack, besides("connected", has_not_resumed))


def with_shared_key(*psks):
    return lambda peer: setattr(peer, "psks", list(psks))


def many(count):
    return lambda peer: setattr(peer, "psks", [Psk(b"\1", b"key")] * count)


def tickets_are_different(peer):
    """Each has its own nonce, its own disguise of its age, and its own key: §4.7.1."""
    clients = [first_visit(peer) for _ in range(8)]
    tickets = [ticket for client in clients for ticket in client.tickets]
    assert len({ticket.ticket for ticket in tickets}) == len(tickets)
    assert len({ticket.ticket_age_add for ticket in tickets}) == len(tickets)
    for client in clients:
        assert len({ticket.ticket_nonce for ticket in client.tickets}) == len(client.tickets)


def other_name(peer):
    offering()(peer)
    peer.server_name = "elsewhere.example"


def from_elsewhere(peer):
    """A ticket of another daemon, which has other keys for tickets."""
    here, peer.daemon = peer.daemon, peer.daemons.get(ELSEWHERE)
    offering()(peer)
    peer.daemon = here


def of_an_older_certificate(peer):
    """The daemon has taken up a renewed certificate since it gave the ticket."""
    offering()(peer)
    peer.house.renew()
    peer.daemon.signal(signal.SIGHUP)
    peer.daemon.wait_for("Nobody was disconnected")


def shown_before(peer):
    """A ticket of a session with a certificate, offered where one is required."""
    client = first_visit(peer, prepare=lambda c: setattr(c, "credential", c.house.ana))
    peer.psks, peer.suites = [psk_of(client, client.tickets[0])], [AES_128]


ROWS = [
    accepted("K_a_ticket_with_a_right_binder_resumes", each(
        (AES_128, AES_256), lambda suite: resumes(offering(suite=suite)))),
    accepted("K_a_shared_key_with_a_right_binder_is_taken", resumes(with_shared_key(SHARED)), needs=PSK_FILE),
    refused("K01_pre_shared_key_anywhere_but_last_is_illegal_parameter", each(range(1, 6), moved), "illegal_parameter"),
    refused("K02_pre_shared_key_without_psk_key_exchange_modes_is_missing_extension",
            offered(lambda _, hello: hello.extensions.remove(X.psk_key_exchange_modes)), "missing_extension"),
    refused("K03_more_or_fewer_binders_than_identities_are_illegal_parameter", {
        "more": bound(lambda peer, hello: [right_binder(peer, hello), bytes(32)]),
        "fewer": all_of(bound(lambda peer, hello: [right_binder(peer, hello)]), one_identity_more)},
        "illegal_parameter"),
    refused("K04_no_binder_or_one_of_less_than_32_bytes_is_decode_error", {
        "none": bound(lambda *_: []), "no list": bound(lambda *_: b"")} | each(
            (0, 1, 16, 31), lambda n: bound(lambda *_: [bytes(n)])), "decode_error"),
    refused("K05_a_binder_longer_than_the_hash_is_refused", each((33, 48, 64, 255), lambda n: bound(
        lambda peer, hello: [(right_binder(peer, hello) * 8)[:n]])), "decrypt_error", "illegal_parameter"),
    refused("K06_a_bit_changed_in_the_binder_is_decrypt_error", each(range(0, 256, 17), flipped), "decrypt_error"),
    refused("K06_a_bit_changed_in_the_binder_of_a_shared_key_is_decrypt_error", all_of(
        with_shared_key(SHARED), late(lambda raw: raw[:-1] + u8(raw[-1] ^ 1))), "decrypt_error",
        needs=PSK_FILE),
    refused("K07_a_binder_over_another_part_of_the_hello_is_decrypt_error", {
        "all": over(lambda raw, _: raw), "with the list's length": over(lambda raw, short: raw[:len(short) + 2]),
        "with the binder's length": over(lambda raw, short: raw[:len(short) + 3]),
        "without the header": over(lambda _, short: short[4:]), "nothing": over(lambda *_: b"")}, "decrypt_error"),
    refused("K07_a_binder_of_another_kind_of_key_is_decrypt_error", each(("ext binder", "imp binder"), relabelled),
            "decrypt_error"),
    accepted("K09_an_unknown_identity_alone_makes_a_full_handshake", starts_afresh(with_shared_key(STRANGER))),
    accepted("K09_an_unknown_identity_before_a_good_one_is_passed_over", resumes(offering(STRANGER))),
    accepted("K10_K25_a_ticket_with_any_byte_changed_makes_a_full_handshake",
             each(range(0, 200, 13), lambda at: starts_afresh(changed_ticket(at)))),
    accepted("K12_a_ticket_of_a_suite_with_another_hash_makes_a_full_handshake", starts_afresh(all_of(
        offering(suite=AES_128), lambda peer: setattr(peer, "suites", [AES_256])))),
    accepted("K13_a_client_that_offers_psk_ke_alone_gets_a_full_handshake",
             each((0, 2, 0x0b), lambda mode: starts_afresh(modes(mode)))),
    accepted("K14_of_many_identities_only_the_first_four_are_looked_up", {
        "three": resumes(offering(*[STRANGER] * 3)), "four": starts_afresh(offering(*[STRANGER] * 4)),
        "1630": starts_afresh(many(1630))}),
    accepted("K15_K18_K24_every_ticket_is_different", besides("connected", tickets_are_different)),
    accepted("K16_a_ticket_of_a_daemon_with_other_keys_makes_a_full_handshake", starts_afresh(from_elsewhere)),
    accepted("K21_a_ticket_of_before_the_certificate_was_renewed_makes_a_full_handshake",
             starts_afresh(of_an_older_certificate), needs=RENEWED),
    accepted("K19_a_ticket_of_a_client_with_a_certificate_is_good_where_one_is_required", resumes(shown_before),
             needs=REQUIRED),
    accepted("K20_a_ticket_under_another_server_name_makes_a_full_handshake", starts_afresh(other_name)),
]
