"""Records (RFC 9846 §5): plain ones, and protected ones under the keys of a traffic secret. Read next: messages.py."""

from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305

from evil.registry import TLS_1_2, Content, Suite
from evil.schedule import hkdf_expand_label
from evil.wire import u8, u16

MAX_PLAINTEXT = 1 << 14
TAG = 16


@dataclass(frozen=True)
class Primitives:
    hash_name: str
    key_length: int
    aead: type


PRIMITIVES = {
    Suite.TLS_AES_128_GCM_SHA256: Primitives("sha256", 16, AESGCM),
    Suite.TLS_AES_256_GCM_SHA384: Primitives("sha384", 32, AESGCM),
    Suite.TLS_CHACHA20_POLY1305_SHA256: Primitives("sha256", 32, ChaCha20Poly1305),
}


def header(content_type, length, version=TLS_1_2):
    return u8(content_type) + u16(version) + u16(length)


def plain_record(content_type, content, version=TLS_1_2):
    return header(content_type, len(content), version) + content


class Protection:
    """One direction under one traffic secret: §5.2, §5.3, §7.3."""

    def __init__(self, suite, secret):
        self.primitives = PRIMITIVES[suite]
        self.install(secret)

    def install(self, secret):
        self.secret = secret
        self.key = self.primitives.aead(self.expand("key", self.primitives.key_length))
        self.iv = int.from_bytes(self.expand("iv", 12), "big")
        self.sequence = 0

    def expand(self, label, length):
        return hkdf_expand_label(self.primitives.hash_name, self.secret, label, b"", length)

    def update(self):
        """The next generation: §7.2."""
        self.install(self.expand("traffic upd", len(self.secret)))

    def nonce(self):
        number = (self.iv ^ self.sequence).to_bytes(12, "big")
        self.sequence += 1
        return number

    def seal(self, content_type, content, padding=0):
        return self.seal_inner(content + u8(content_type) + bytes(padding))

    def seal_inner(self, inner, outer=Content.application_data):
        """TLSInnerPlaintext as it is, well-formed or not."""
        additional = header(outer, len(inner) + TAG)
        return additional + self.key.encrypt(self.nonce(), inner, additional)

    def open(self, additional, body):
        """(type, content) of what the other side sealed."""
        try:
            inner = self.key.decrypt(self.nonce(), body, additional).rstrip(b"\0")
        except InvalidTag:
            raise AssertionError("a record that is not under the key that its sender should have by now") from None
        assert inner, "a protected record without a type"
        return inner[-1], inner[:-1]
