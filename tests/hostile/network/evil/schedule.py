"""The key schedule (RFC 9846 §7): HKDF from the standard library's HMAC, and the three stages. Read next: records.py."""

import hashlib
import hmac

from evil.wire import u8, u16, vector


def digest(hash_name, data):
    return hashlib.new(hash_name, data).digest()


def hkdf_extract(hash_name, salt, key):
    return hmac.new(salt, key, hash_name).digest()


def hkdf_expand(hash_name, secret, info, length):
    output, block = b"", b""
    for counter in range(1, -(-length // hashlib.new(hash_name).digest_size) + 1):
        block = hmac.new(secret, block + info + u8(counter), hash_name).digest()
        output += block
    return output[:length]


def hkdf_expand_label(hash_name, secret, label, context, length):
    info = u16(length) + vector(1, b"tls13 ", label.encode()) + vector(1, context)
    return hkdf_expand(hash_name, secret, info, length)


def verify_data(hash_name, base_key, transcript_hash):
    """Of Finished and of binders: §4.5.3, §4.3.11.2."""
    size = hashlib.new(hash_name).digest_size
    finished_key = hkdf_expand_label(hash_name, base_key, "finished", b"", size)
    return hmac.new(finished_key, transcript_hash, hash_name).digest()


class Schedule:
    """The figure of §7.1 from top to bottom: `secret` is the early, then the handshake, then the main secret."""

    def __init__(self, hash_name, psk=None):
        self.hash_name = hash_name
        self.size = hashlib.new(hash_name).digest_size
        self.secret = hkdf_extract(hash_name, bytes(self.size), bytes(self.size) if psk is None else psk)

    def derive(self, label, transcript_hash):
        return hkdf_expand_label(self.hash_name, self.secret, label, transcript_hash, self.size)

    def next_stage(self, shared_secret=None):
        salt = self.derive("derived", digest(self.hash_name, b""))
        self.secret = hkdf_extract(self.hash_name, salt, bytes(self.size) if shared_secret is None else shared_secret)

    def binder_key(self, label="res binder"):
        return self.derive(label, digest(self.hash_name, b""))


def ticket_psk(hash_name, resumption_secret, nonce):
    """The key behind a ticket: §4.7.1."""
    return hkdf_expand_label(hash_name, resumption_secret, "resumption", nonce, len(resumption_secret))
