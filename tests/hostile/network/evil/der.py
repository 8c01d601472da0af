"""Certificates that no library writes: with a public key in a form of our own, or an old signature. Read before: authority.py."""

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

PRIME_FIELD, EC_PUBLIC_KEY = bytes.fromhex("06072a8648ce3d0101"), bytes.fromhex("06072a8648ce3d0201")
ECDSA_WITH_SHA1 = bytes.fromhex("300906072a8648ce3d0401")
ECDSA_WITH_SHA256 = bytes.fromhex("300a06082a8648ce3d040302")
P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffff  # of secp256r1, as the next ones
A, B = P - 3, 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b
G = bytes.fromhex("046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
                  "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5")
ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551


def element(tag, *parts):
    data = b"".join(parts)
    size = len(data).to_bytes((len(data).bit_length() + 7) // 8, "big")
    return bytes([tag]) + (bytes([len(data)]) if len(data) < 128 else bytes([0x80 | len(size)]) + size) + data


def sequence(*parts):
    return element(0x30, *parts)


def integer(number):
    return element(2, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def octets(number):
    return element(4, number.to_bytes(32, "big"))


def bits(data):
    return element(3, b"\0", data)


def explicit_curve(prime=P):
    """A curve by its numbers, in place of its name."""
    field = sequence(PRIME_FIELD, integer(prime))
    return sequence(integer(1), field, sequence(octets(A), octets(B)), element(4, G), integer(ORDER), integer(1))


def contents(encoded):
    """Without tag and length."""
    return encoded[2 + (encoded[1] & 0x7f if encoded[1] & 0x80 else 0):]


def with_curve(credential, issuer, curve):
    """The credential, its key's curve told otherwise, and signed by the issuer again."""
    public = credential.key.public_key()
    named = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    told = sequence(sequence(EC_PUBLIC_KEY, curve), bits(public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)))
    body = contents(credential.certificate.tbs_certificate_bytes)
    assert named in body
    signed = sequence(body.replace(named, told))
    credential.chain[0] = sequence(signed, ECDSA_WITH_SHA256, bits(issuer.key.sign(signed, ECDSA(SHA256()))))
    return credential


def with_sha_1(credential, issuer):
    """The credential, signed by the issuer again with SHA-1, which the package will not do."""
    body = contents(credential.certificate.tbs_certificate_bytes)
    signed = sequence(body.replace(ECDSA_WITH_SHA256, ECDSA_WITH_SHA1, 1))
    credential.chain[0] = sequence(signed, ECDSA_WITH_SHA1, bits(issuer.key.sign(signed, ECDSA(SHA1()))))
    return credential
