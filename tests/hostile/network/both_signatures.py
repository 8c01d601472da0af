"""Rows C, of both roles: CertificateVerify. RFC 9846 §4.5.2.

Read before: both_certificates.py, evil/signatures.py. Read next: client_flights.py, server_flights.py.
"""

from both_certificates import showing
from rows import all_of, each, refused

from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384

from evil.messages import CertificateVerify
from evil.registry import Scheme
from evil.signatures import OFFERED, scheme_for, sign, signed_content

ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551  # of secp256r1
KINDS = ("p256", "p384", "ed25519", "rsa2048")
OTHER_ROLE = {"client": "server", "server": "client"}
NEVER_OFFERED = [0x0401, 0x0501, 0x0601, 0x0201, 0x0203, 0x0603, 0x0808, 0x0809, 0x080a, 0x080b, 0x0a0a, 0]


def verify(make):
    """`make` gets the peer and its good message, and changes it or makes another."""
    return lambda peer: peer.on("CertificateVerify", make)


def of_kind(kind):
    return showing(lambda ca: ca.issue(kind))


def flipped(at):
    def make(_, good):
        signature = bytearray(good.signature)
        signature[at] ^= 1
        good.signature = bytes(signature)

    return verify(make)


def algorithm(scheme):
    return verify(lambda _, good: setattr(good, "algorithm", scheme))


def signature(data):
    return verify(lambda _, good: setattr(good, "signature", data))


def over(content):
    """A signature over what `content` makes of the role and the transcript's hash."""

    def make(peer, good):
        key = peer.credential.key
        return CertificateVerify(good.algorithm, sign(key, good.algorithm, content(peer.role, peer.transcript_hash())))

    return verify(make)


def pss(mask_hash, salt_length):
    def make(peer, _):
        content = signed_content(peer.role, peer.transcript_hash())
        chosen = padding.PSS(padding.MGF1(mask_hash), salt_length)
        return CertificateVerify(Scheme.rsa_pss_rsae_sha256, peer.credential.key.sign(content, chosen, SHA256()))

    return all_of(of_kind("rsa2048"), verify(make))


def pkcs1(peer, _):
    content = signed_content(peer.role, peer.transcript_hash())
    return CertificateVerify(Scheme.rsa_pkcs1_sha256, sign(peer.credential.key, Scheme.rsa_pkcs1_sha256, content))


def mismatched():
    """Each scheme that is offered under each key that it is not for."""
    fitting = {"p256": [0x0403], "p384": [0x0503], "ed25519": [0x0807], "rsa2048": [0x0804, 0x0805, 0x0806]}
    return {f"{kind} {scheme.name}": all_of(of_kind(kind), algorithm(scheme))
            for kind in KINDS for scheme in OFFERED if scheme not in fitting[kind]}


def malformed():
    """ECDSA signatures that are none, or are not DER."""
    r = "0220" + "11" * 32
    texts = ["00", "30", "3000", "3006020100020100", "3006020101020100", "3006020100020101", "3044" + r + r + "00",
             "3080" + r + r + "0000", "308144" + r + r, "3045" + r + "022100" + "ff" * 32, "30450221ff" + "11" * 32 + r,
             "00" * 72, "aa" * 60000]
    values = [encode_dss_signature(*pair) for pair in ((ORDER, 1), (1, ORDER), (ORDER + 1, 1), (0, 0), (1, 1))]
    return [bytes.fromhex(text) for text in texts] + values


def truncated_digest(peer, good):
    """Over a digest half as long as the scheme's, as if that were all."""
    content = signed_content(peer.role, peer.transcript_hash()[:16])
    return CertificateVerify(good.algorithm, sign(peer.credential.key, scheme_for(peer.credential.key), content))


ROWS = [
    refused("C18_a_byte_of_the_signature_changed_is_decrypt_error",
            each((0, 1, 4, 20, -1), flipped) | {"ed25519": all_of(of_kind("ed25519"), flipped(40)),
                                                "rsa2048": all_of(of_kind("rsa2048"), flipped(200))}, "decrypt_error"),
    refused("C19_C20_C21_C24_a_scheme_that_we_did_not_offer_is_illegal_parameter",
            each(NEVER_OFFERED, algorithm) | {"a good PKCS #1 signature": all_of(of_kind("rsa2048"), verify(pkcs1))},
            "illegal_parameter"),
    refused("C22_C23_a_scheme_that_does_not_fit_the_key_is_illegal_parameter", mismatched(), "illegal_parameter"),
    refused("C25_an_rsa_pss_signature_of_other_parameters_is_decrypt_error", {
        "salt": pss(SHA256(), 20), "no salt": pss(SHA256(), 0), "mask": pss(SHA384(), 32)}, "decrypt_error"),
    refused("C26_C27_C28_C31_a_signature_over_anything_else_is_decrypt_error", {
        "other role": over(lambda role, hashed: signed_content(OTHER_ROLE[role], hashed)),
        "63 spaces": over(lambda role, hashed: signed_content(role, hashed)[1:]),
        "no zero": over(lambda role, hashed: signed_content(role, hashed).replace(b"\0", b"", 1)),
        "no context": over(lambda role, hashed: hashed),
        "another handshake": over(lambda role, hashed: signed_content(role, hashed[::-1])),
        "half a digest": verify(truncated_digest)}, "decrypt_error"),
    refused("C29_an_empty_signature_is_refused", signature(b""), "decrypt_error", "decode_error"),
    refused("C30_a_malformed_signature_is_refused", each(malformed(), signature), "decrypt_error", "illegal_parameter",
            "decode_error"),
    refused("C52_a_second_certificate_verify_is_unexpected_message",
            lambda peer: peer.on("after CertificateVerify", lambda p, _: p.send_handshake(
                p.encoded(p.certificate_verify()))), "unexpected_message"),
]
