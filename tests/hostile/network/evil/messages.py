"""Handshake messages (RFC 9846 §4) and bodies of their extensions (§4.3). Read next: conversation.py, credentials.py."""

import os
from dataclasses import dataclass, field

from evil.registry import TLS_1_2, TLS_1_3, Extension, Handshake
from evil.wire import Reader, numbers, u8, u16, u24, u32, vector

RETRY_RANDOM = bytes.fromhex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c")  # §4.2.3


def message(handshake_type, body):
    return u8(handshake_type) + vector(3, body)


def body_of(raw):
    return Reader(raw[4:])


class Extensions(list):
    """[type, body] pairs in their order."""

    def get(self, kind):
        return next((body for known, body in self if known == kind), None)

    def set(self, kind, body):
        """In its place if it is there, else at the end, though never behind pre_shared_key."""
        for entry in self:
            if entry[0] == kind:
                entry[1] = body
                return
        last = bool(self) and self[-1][0] == Extension.pre_shared_key
        self.insert(len(self) - last, [kind, body])

    def remove(self, *kinds):
        self[:] = [entry for entry in self if entry[0] not in kinds]

    def encode(self):
        return vector(2, *(u16(kind) + vector(2, body) for kind, body in self))

    @classmethod
    def parse(cls, data):
        reader, found = Reader(data), cls()
        while reader.data:
            found.append([reader.number(2), reader.vector(2)])
        return found


@dataclass
class ClientHello:  # §4.2.2
    random: bytes = field(default_factory=lambda: os.urandom(32))
    legacy_session_id: bytes = field(default_factory=lambda: os.urandom(32))
    cipher_suites: list = field(default_factory=list)
    extensions: Extensions = field(default_factory=Extensions)
    legacy_version: int = TLS_1_2
    legacy_compression_methods: bytes = b"\0"

    def encode(self):
        fields = u16(self.legacy_version) + self.random + vector(1, self.legacy_session_id)
        lists = vector(2, numbers(self.cipher_suites)) + vector(1, self.legacy_compression_methods)
        return message(Handshake.client_hello, fields + lists + self.extensions.encode())

    @classmethod
    def parse(cls, raw):
        body = body_of(raw)
        version, random, session_id = body.number(2), body.take(32), body.vector(1)
        suites, compression = body.numbers(2), body.vector(1)
        return cls(random, session_id, suites, Extensions.parse(body.vector(2)), version, compression)


@dataclass
class ServerHello:  # §4.2.3; with RETRY_RANDOM it is a HelloRetryRequest
    cipher_suite: int
    legacy_session_id_echo: bytes = b""
    extensions: Extensions = field(default_factory=Extensions)
    random: bytes = field(default_factory=lambda: os.urandom(32))
    legacy_version: int = TLS_1_2
    legacy_compression_method: int = 0

    def encode(self):
        fields = u16(self.legacy_version) + self.random + vector(1, self.legacy_session_id_echo)
        choice = u16(self.cipher_suite) + u8(self.legacy_compression_method)
        return message(Handshake.server_hello, fields + choice + self.extensions.encode())

    @classmethod
    def parse(cls, raw):
        body = body_of(raw)
        version, random, session_id, suite = body.number(2), body.take(32), body.vector(1), body.number(2)
        return cls(suite, session_id, Extensions.parse(Reader(body.data[1:]).vector(2)), random, version, body.data[0])


@dataclass
class EncryptedExtensions:  # §4.4.1
    extensions: Extensions = field(default_factory=Extensions)

    def encode(self):
        return message(Handshake.encrypted_extensions, self.extensions.encode())


@dataclass
class CertificateRequest:  # §4.4.2
    extensions: Extensions = field(default_factory=Extensions)
    certificate_request_context: bytes = b""

    def encode(self):
        return message(Handshake.certificate_request, vector(1, self.certificate_request_context) + self.extensions.encode())


@dataclass
class Certificate:  # §4.5.1
    entries: list = field(default_factory=list)  # [DER, Extensions] each
    certificate_request_context: bytes = b""

    def encode(self):
        entries = (vector(3, der) + extensions.encode() for der, extensions in self.entries)
        return message(Handshake.certificate, vector(1, self.certificate_request_context) + vector(3, *entries))

    @classmethod
    def parse(cls, raw):
        body = body_of(raw)
        found = cls(certificate_request_context=body.vector(1))
        entries = Reader(body.vector(3))
        while entries.data:
            found.entries.append([entries.vector(3), Extensions.parse(entries.vector(2))])
        return found


@dataclass
class CertificateVerify:  # §4.5.2
    algorithm: int
    signature: bytes

    def encode(self):
        return message(Handshake.certificate_verify, u16(self.algorithm) + vector(2, self.signature))

    @classmethod
    def parse(cls, raw):
        body = body_of(raw)
        return cls(body.number(2), body.vector(2))


@dataclass
class NewSessionTicket:  # §4.7.1
    ticket: bytes
    ticket_nonce: bytes = b"\0"
    ticket_lifetime: int = 7200
    ticket_age_add: int = 0
    extensions: Extensions = field(default_factory=Extensions)

    def encode(self):
        head = u32(self.ticket_lifetime) + u32(self.ticket_age_add) + vector(1, self.ticket_nonce)
        return message(Handshake.new_session_ticket, head + vector(2, self.ticket) + self.extensions.encode())

    @classmethod
    def parse(cls, raw):
        body = body_of(raw)
        lifetime, age_add, nonce, ticket = body.number(4), body.number(4), body.vector(1), body.vector(2)
        return cls(ticket, nonce, lifetime, age_add, Extensions.parse(body.vector(2)))


def finished(verify_data):
    return message(Handshake.finished, verify_data)


def key_update(request_update=0):
    return message(Handshake.key_update, u8(request_update))


def message_hash(hashed):
    """What stands for the first ClientHello after a HelloRetryRequest: §4.1."""
    return u8(Handshake.message_hash) + u24(len(hashed)) + hashed


def share(group, public):
    """A KeyShareEntry: §4.3.8."""
    return u16(group) + vector(2, public)


def host_name(name):
    return vector(2, u8(0), vector(2, name.encode()))


def protocols(*names):
    return vector(2, *(vector(1, name) for name in names))


def versions(*offered):
    return vector(1, numbers(offered or [TLS_1_3]))


def list16(values):
    return vector(2, numbers(values))
