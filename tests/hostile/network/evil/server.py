"""The server: the other half of client.py. It waits for a line and answers with one. Read next: ../against_client.py."""

import contextlib

from cryptography import x509

from evil import messages as m
from evil.conversation import Peer
from evil.key_exchange import KeyShare
from evil.records import Protection
from evil.registry import TLS_1_3, Extension, Group, Suite
from evil.schedule import Schedule, verify_data
from evil.signatures import OFFERED, scheme_for, sign, signed_content, verify
from evil.wire import Reader, u16, vector

QUESTION, ANSWER = b"still here?\n", b"of course\n"


class Server(Peer):
    STAGES = {"before keys": "before ServerHello", "during the handshake": "keys", "established": "connected"}
    role = "server"
    echoed = False  # whether the other side sends all data back

    def __init__(self, connection, credential):
        super().__init__()
        self.talk_over(connection)
        self.credential = credential
        self.suite = Suite.TLS_AES_128_GCM_SHA256
        self.group = Group.x25519
        self.retry_group = self.retry_cookie = None  # either: ask for another hello
        self.known = None  # a PSK that the client may offer, with early data even
        self.psk = self.psk_index = None  # selected
        self.asks_for_certificate = False
        self.tickets = ()  # NewSessionTickets to give
        self.hello = self.first_hello = self.early = None
        self.expected, self.answers = QUESTION, ANSWER
        self.conversation = self.exchange_lines
        self.client_key = None
        self.client_finished = False

    # ── what the client says ─────────────────────────────────────────────────────────────────────────────────────────

    def on_client_hello(self, raw):
        self.first_hello = self.first_hello or m.ClientHello.parse(raw)
        self.hello = m.ClientHello.parse(raw)
        self.before_hello, self.raw_hello = self.transcript, raw
        self.transcript += raw
        if self.known and self.offered(Extension.early_data) is not None:
            secret = Schedule(self.known.hash_name, self.known.key).derive("c e traffic", self.transcript_hash())
            self.early = Protection(self.known.suite, secret)

    def opened(self, header, body):
        """Under the key of early data as long as that fits: a client may use it until it has heard whether it was taken."""
        if self.early:
            with contextlib.suppress(AssertionError):
                return self.early.open(header, body)
            self.early.sequence -= 1
        return super().opened(header, body)

    def on_certificate(self, raw):
        self.transcript += raw
        entries = m.Certificate.parse(raw).entries
        self.client_key = x509.load_der_x509_certificate(entries[0][0]).public_key() if entries else None

    def on_certificate_verify(self, raw):
        message = m.CertificateVerify.parse(raw)
        verify(self.client_key, message.algorithm, message.signature, signed_content("client", self.transcript_hash()))
        self.transcript += raw

    def on_end_of_early_data(self, raw):
        self.transcript += raw

    def on_finished(self, raw):
        expected = verify_data(self.hash_name, self.receiving.secret, self.transcript_hash())
        assert raw[4:] == expected, "a Finished of the client that is wrong"
        self.transcript += raw
        self.client_finished = True
        self.receiving = self.client_application

    def offered(self, kind):
        return self.hello.extensions.get(kind)

    def client_share(self, group=None):
        shares = Reader(Reader(self.offered(Extension.key_share)).vector(2))
        while shares.data:
            if shares.number(2) == (group or self.group):
                return shares.vector(2)
            shares.vector(2)
        raise AssertionError(f"no key share for {self.group.name}")

    def offered_identities(self):
        body = Reader(Reader(self.offered(Extension.pre_shared_key) or b"\0\0").vector(2))
        found = []
        while body.data:
            found.append(body.vector(2))
            body.number(4)
        return found

    def select(self, psk):
        """Takes this key of those that are offered, once its binder proves right."""
        self.psk, self.psk_index = psk, self.offered_identities().index(psk.identity)
        body = Reader(self.offered(Extension.pre_shared_key))
        body.vector(2)
        covered = self.before_hello + self.raw_hello[:-len(body.data)]
        binders = Reader(body.vector(2))
        theirs = [binders.vector(1) for _ in self.offered_identities()]
        assert theirs[self.psk_index] == psk.binder(covered), "a binder that is wrong"

    # ── what the server says ─────────────────────────────────────────────────────────────────────────────────────────

    def retry_request(self):
        hello = m.ServerHello(self.suite, self.hello.legacy_session_id, random=m.RETRY_RANDOM)
        hello.extensions.set(Extension.supported_versions, u16(TLS_1_3))
        if self.retry_cookie:
            hello.extensions.set(Extension.cookie, vector(2, self.retry_cookie))
        if self.retry_group:
            hello.extensions.set(Extension.key_share, u16(self.retry_group))
        return hello

    def server_hello(self):
        self.share = KeyShare(self.group)
        hello = m.ServerHello(self.suite, self.hello.legacy_session_id)
        hello.extensions.set(Extension.supported_versions, u16(TLS_1_3))
        hello.extensions.set(Extension.key_share, m.share(self.group, self.share.public))
        if self.psk:
            hello.extensions.set(Extension.pre_shared_key, u16(self.psk_index))
        return hello

    def use_handshake_keys(self):
        self.flush()
        self.schedule = Schedule(self.hash_name, self.psk and self.psk.key)
        self.schedule.next_stage(self.share.agree(self.client_share()))
        self.sending = self.protection("s hs traffic")
        self.receiving = self.protection("c hs traffic")

    def encrypted_extensions(self):
        return m.EncryptedExtensions()

    def certificate_request(self):
        request = m.CertificateRequest()
        request.extensions.set(Extension.signature_algorithms, m.list16(OFFERED))
        return request

    def certificate(self):
        return m.Certificate([[der, m.Extensions()] for der in self.credential.chain])

    def certificate_verify(self, scheme=None, content=None):
        scheme = scheme or scheme_for(self.credential.key)
        content = signed_content("server", self.transcript_hash()) if content is None else content
        return m.CertificateVerify(scheme, sign(self.credential.key, scheme, content))

    def finished(self):
        return m.finished(verify_data(self.hash_name, self.sending.secret, self.transcript_hash()))

    def use_application_keys(self):
        self.flush()
        self.schedule.next_stage()
        self.client_application = self.protection("c ap traffic")
        self.sending = self.protection("s ap traffic")

    # ── from beginning to end ────────────────────────────────────────────────────────────────────────────────────────

    def hear_hello(self):
        self.hello = None
        self.hear_until(lambda: self.hello)

    def ask_again(self):
        first = m.message_hash(self.transcript_hash())
        self.hooked("before HelloRetryRequest")
        raw = self.hooked("HelloRetryRequest bytes", self.encoded(self.hooked("HelloRetryRequest", self.retry_request())))
        self.transcript = first + raw
        self.send_handshake(raw)
        self.hooked("after HelloRetryRequest")
        self.hear_hello()
        self.hooked("second ClientHello", self.hello)

    def converse(self):
        self.hear_hello()
        self.hooked("ClientHello", self.hello)
        if self.retry_group or self.retry_cookie:
            self.ask_again()
        self.say("ServerHello", self.server_hello)
        self.use_handshake_keys()
        self.hooked("keys")
        self.say_flight()
        self.hear_until(lambda: self.client_finished)
        self.resumption_secret = self.schedule.derive("res master", self.transcript_hash())
        for ticket in self.tickets:
            self.send_handshake(ticket.encode())
        self.hooked("connected")
        self.conversation()
        self.hear_until(lambda: self.heard.alerts)
        self.hooked("goodbye")
        self.send_alert(0, 1)

    def exchange_lines(self):
        self.hear_until(lambda: len(self.heard.data) >= len(self.expected))
        assert self.heard.data == self.expected, f"not the line that was typed: {self.heard.data[:50]}"
        self.send_data(self.answers)

    def say_flight(self):
        self.say("EncryptedExtensions", self.encrypted_extensions)
        if not self.psk:
            if self.asks_for_certificate:
                self.say("CertificateRequest", self.certificate_request)
            self.say("Certificate", self.certificate)
            self.say("CertificateVerify", self.certificate_verify)
        self.say("Finished", self.finished)
        self.use_application_keys()
