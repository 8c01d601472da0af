"""What CertificateVerify signs (RFC 9846 §4.5.2), and the signature schemes of §4.3.3. Read next: authority.py."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

from evil.registry import Scheme

HASHES = {"256": hashes.SHA256, "384": hashes.SHA384, "512": hashes.SHA512}
OFFERED = [Scheme.ecdsa_secp256r1_sha256, Scheme.ecdsa_secp384r1_sha384, Scheme.ed25519, Scheme.rsa_pss_rsae_sha256,
           Scheme.rsa_pss_rsae_sha384, Scheme.rsa_pss_rsae_sha512]


def context(role):
    return f"TLS 1.3, {role} CertificateVerify".encode()


def signed_content(role, transcript_hash):
    return b" " * 64 + context(role) + b"\0" + transcript_hash


def scheme_for(key):
    """The first choice for a private key."""
    if isinstance(key, rsa.RSAPrivateKey):
        return Scheme.rsa_pss_rsae_sha256
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return Scheme.ed25519
    return Scheme.ecdsa_secp256r1_sha256 if key.curve.name == "secp256r1" else Scheme.ecdsa_secp384r1_sha384


def parameters(scheme):
    """What the package wants besides key and content."""
    if scheme == Scheme.ed25519:
        return ()
    chosen = HASHES[Scheme(scheme).name[-3:]]()
    if "ecdsa" in Scheme(scheme).name:
        return (ec.ECDSA(chosen),)
    if "pkcs1" in Scheme(scheme).name:
        return padding.PKCS1v15(), chosen
    return padding.PSS(padding.MGF1(chosen), chosen.digest_size), chosen


def sign(key, scheme, content):
    return key.sign(content, *parameters(scheme))


def verify(public_key, scheme, signature, content):
    try:
        public_key.verify(signature, content, *parameters(scheme))
    except InvalidSignature:
        raise AssertionError(f"a CertificateVerify that does not verify ({Scheme(scheme).name})") from None
