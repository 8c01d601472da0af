"""The client: a good TLS 1.3 handshake step by step (RFC 9846 §2), each step open to a hook. Read next: server.py."""

import os
import socket

from cryptography import x509

from evil import messages as m
from evil.conversation import Peer
from evil.key_exchange import KeyShare
from evil.offered_psks import add_offer, with_binders
from evil.records import Protection
from evil.registry import PSK_DHE_KE, TLS_1_3, Content, Extension, Group, Handshake, Suite
from evil.schedule import Schedule, digest, verify_data
from evil.signatures import OFFERED, scheme_for, sign, signed_content, verify
from evil.wire import Reader, u8, vector

GREETING = b"still here?"


class Client(Peer):
    GOOD_GROUPS = (Group.x25519, Group.secp256r1, Group.secp384r1)
    # where a deed of either role is done: see ../rows.py
    STAGES = {"before keys": "before ClientHello", "during the handshake": "before flight", "established": "connected"}
    role = "client"
    echoed = True  # whether the other side sends all data back

    def __init__(self, port, suites=tuple(Suite), groups=GOOD_GROUPS, shares=None, source="127.0.0.1"):
        super().__init__()
        self.address, self.source = ("127.0.0.1", port), (source, 0)
        self.suites, self.groups = list(suites), list(groups)
        self.shares = {group: KeyShare(group) for group in (groups[:1] if shares is None else shares)}
        self.random, self.session_id = os.urandom(32), os.urandom(32)
        self.server_name = "localhost"
        self.alpn = ()
        self.credential = None  # shown when asked for
        self.psks = []
        self.binds = True  # binders are computed; else a hook has put some there
        self.early_data = None  # bytes to say with the first PSK
        self.more = []  # further extensions
        self.hello = self.retry = self.server_hello = self.requested = self.early = None
        self.early_data_accepted = False
        self.server_key = self.schemes = None
        self.tickets = []
        self.opening, self.conversation = self.open_conversation, self.exchange_greetings

    def connect(self, room=None):
        """Not before it is wanted: the other side may count the time from here. `room`: how much we take without reading."""
        connection = socket.socket()
        if room:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
        connection.bind(self.source)
        connection.connect(self.address)
        self.talk_over(connection)
        return connection

    def run(self):
        self.connect()
        return super().run()

    # ── what is offered ──────────────────────────────────────────────────────────────────────────────────────────────

    def client_hello(self):
        hello = m.ClientHello(self.random, self.session_id, list(self.suites))
        shares = (m.share(group, share.public) for group, share in self.shares.items())
        for kind, body in (
                (Extension.server_name, m.host_name(self.server_name) if self.server_name else None),
                (Extension.supported_groups, m.list16(self.groups)),
                (Extension.signature_algorithms, m.list16(OFFERED)),
                (Extension.application_layer_protocol_negotiation, m.protocols(*self.alpn) if self.alpn else None),
                (Extension.supported_versions, m.versions(TLS_1_3)),
                (Extension.psk_key_exchange_modes, vector(1, u8(PSK_DHE_KE))),
                (Extension.key_share, vector(2, *shares)),
                (Extension.early_data, b"" if self.early_data is not None and not self.retry else None),
                (Extension.cookie, self.retry.extensions.get(Extension.cookie) if self.retry else None)):
            if body is not None:
                hello.extensions.set(kind, body)
        for kind, body in self.more:
            hello.extensions.set(kind, body)
        add_offer(hello, self.psks)
        return hello

    def say_hello(self, name):
        self.hooked("before " + name)
        self.hello = self.hooked(name, self.client_hello())
        raw = self.encoded(self.hello)
        if self.binds and self.psks and self.hello.extensions[-1][0] == Extension.pre_shared_key:
            raw = with_binders(raw, self.psks, self.transcript)
        raw = self.hooked(name + " bytes", raw)
        self.raw_hello = raw
        self.transcript += raw
        self.send_handshake(raw)
        self.hooked("after " + name)

    def say_early_data(self):
        """Under the secret of the first PSK and of this hello: §4.3.10."""
        psk = self.psks[0]
        schedule = Schedule(psk.hash_name, psk.key)
        secret = schedule.derive("c e traffic", digest(psk.hash_name, self.transcript))
        self.early = Protection(psk.suite, secret)
        self.hooked("before early data")
        if self.early_data:
            self.send_raw(self.early.seal(Content.application_data, self.early_data))
        self.hooked("after early data")

    # ── what the server says ─────────────────────────────────────────────────────────────────────────────────────────

    def on_server_hello(self, raw):
        hello = m.ServerHello.parse(raw)
        assert hello.legacy_session_id_echo == self.hello.legacy_session_id, "another legacy_session_id_echo"
        self.suite = Suite(hello.cipher_suite)
        if hello.random == m.RETRY_RANDOM:
            self.retry = hello
            self.transcript = m.message_hash(self.transcript_hash()) + raw
            return
        self.transcript += raw
        self.server_hello = hello
        self.agree(hello)

    def agree(self, hello):
        selected = hello.extensions.get(Extension.pre_shared_key)
        psk = None if selected is None else self.psks[int.from_bytes(selected, "big")]
        self.schedule = Schedule(self.hash_name, psk and psk.key)
        share = hello.extensions.get(Extension.key_share)
        reader = Reader(share)
        self.schedule.next_stage(self.shares[reader.number(2)].agree(reader.vector(2)))
        self.receiving = self.protection("s hs traffic")
        self.sending = self.protection("c hs traffic")

    def on_encrypted_extensions(self, raw):
        self.transcript += raw
        self.encrypted_extensions = m.Extensions.parse(m.body_of(raw).vector(2))
        self.early_data_accepted = self.encrypted_extensions.get(Extension.early_data) is not None

    def on_certificate_request(self, raw):
        self.transcript += raw
        self.requested = raw

    def on_certificate(self, raw):
        self.transcript += raw
        self.server_certificate = m.Certificate.parse(raw).entries[0][0]
        self.server_key = x509.load_der_x509_certificate(self.server_certificate).public_key()

    def on_certificate_verify(self, raw):
        message = m.CertificateVerify.parse(raw)
        verify(self.server_key, message.algorithm, message.signature, signed_content("server", self.transcript_hash()))
        self.transcript += raw

    def on_finished(self, raw):
        expected = verify_data(self.hash_name, self.receiving.secret, self.transcript_hash())
        assert raw[4:] == expected, "a Finished of the server that is wrong"
        self.transcript += raw
        self.up_to_server_finished = self.transcript_hash()
        self.schedule.next_stage()
        self.receiving = self.protection("s ap traffic")

    def on_new_session_ticket(self, raw):
        self.tickets.append(m.NewSessionTicket.parse(raw))

    # ── from beginning to end ────────────────────────────────────────────────────────────────────────────────────────

    def open_conversation(self):
        self.say_hello("ClientHello")
        if self.early_data is not None:
            self.say_early_data()
        self.hear_until(lambda: self.retry or self.server_hello)
        if self.retry:
            self.answer_retry()

    def shake_hands(self):
        self.opening()
        self.hear_until(lambda: self.has_heard(Handshake.finished))
        self.say_flight()

    def converse(self):
        self.shake_hands()
        self.hooked("connected")
        self.conversation()
        self.send_alert(0, 1)
        self.hear_until(lambda: self.heard.alerts)

    def has_heard(self, kind):
        return any(raw[0] == kind for raw in self.heard.messages)

    def answer_retry(self):
        wanted = self.retry.extensions.get(Extension.key_share)
        if wanted is not None:
            group = Group(int.from_bytes(wanted, "big"))
            self.shares = {group: KeyShare(group)}
        self.say_hello("second ClientHello")
        self.hear_until(lambda: self.server_hello)

    def say_flight(self):
        self.hooked("before flight")
        if self.early_data_accepted:
            self.say_end_of_early_data()
        if self.requested:
            self.say("Certificate", self.certificate)
            if self.credential:
                self.say("CertificateVerify", self.certificate_verify)
        self.say("Finished", self.finished)
        self.use_application_keys()

    def say_end_of_early_data(self):
        self.hooked("before EndOfEarlyData")
        raw = m.message(Handshake.end_of_early_data, b"")
        self.transcript += raw
        self.send_raw(self.early.seal(Content.handshake, raw))

    def certificate(self):
        chain = self.credential.chain if self.credential else []
        return m.Certificate([[der, m.Extensions()] for der in chain])

    def certificate_verify(self, role="client"):
        scheme = scheme_for(self.credential.key)
        content = signed_content(role, self.transcript_hash())
        return m.CertificateVerify(scheme, sign(self.credential.key, scheme, content))

    def finished(self):
        return m.finished(verify_data(self.hash_name, self.sending.secret, self.transcript_hash()))

    def use_application_keys(self):
        self.flush()
        self.sending = self.protection("c ap traffic", self.up_to_server_finished)

    def resumption_secret(self):
        return self.schedule.derive("res master", self.transcript_hash())

    def exchange_greetings(self):
        """With a server that sends everything back."""
        self.send_data(GREETING)
        self.hear_until(lambda: len(self.heard.data) >= len(GREETING))
        assert self.heard.data == GREETING, f"an echo that is none: {self.heard.data[:50]}"
