"""Key shares (RFC 9846 §4.3.8.2, §7.4.2): X25519 and two NIST curves. Read next: client.py."""

from cryptography.hazmat.primitives.asymmetric import ec, x25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from evil.registry import Group

CURVES = {Group.secp256r1: ec.SECP256R1, Group.secp384r1: ec.SECP384R1}


class KeyShare:
    """A private key for one handshake, and the bytes that go with it."""

    def __init__(self, group):
        self.group = group
        if group == Group.x25519:
            self.private = x25519.X25519PrivateKey.generate()
            self.public = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        else:
            self.private = ec.generate_private_key(CURVES[group]())
            self.public = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def agree(self, theirs):
        if self.group == Group.x25519:
            return self.private.exchange(x25519.X25519PublicKey.from_public_bytes(theirs))
        point = ec.EllipticCurvePublicKey.from_encoded_point(CURVES[self.group](), theirs)
        return self.private.exchange(ec.ECDH(), point)
