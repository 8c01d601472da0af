"""A certification authority of this peer's own, with certificates good and bad, made by the cryptography package.

Read next: against_client.py, which shows them to our client.
"""

import datetime
import functools
import ipaddress
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

DAY = datetime.timedelta(days=1)
NO_USE = dict.fromkeys(("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
                        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"), False)
GENERATE = {
    "p256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "p384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "ed25519": ed25519.Ed25519PrivateKey.generate,
    "rsa2048": functools.cache(lambda: rsa.generate_private_key(65537, 2048)),  # once, for they take time
    "rsa1024": functools.cache(lambda: rsa.generate_private_key(65537, 1024)),
}


def usage(*allowed):
    return x509.KeyUsage(**NO_USE | dict.fromkeys(allowed, True))


@dataclass
class Wishes:
    """What a certificate says. The defaults are a good one for the server localhost."""

    subject: str = "localhost"
    names: tuple = ("localhost",)
    not_before: datetime.timedelta = -DAY
    not_after: datetime.timedelta = 30 * DAY
    key_usage: object = usage("digital_signature")
    purposes: tuple = (ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH)
    constraints: object = x509.BasicConstraints(False, None)
    more: tuple = ()  # (extension, critical) each

    def extensions(self):
        yield self.constraints, True
        yield self.key_usage, True
        if self.purposes:
            yield x509.ExtendedKeyUsage(self.purposes), False
        if self.names:
            yield x509.SubjectAlternativeName([general_name(name) for name in self.names]), False
        yield from self.more


def general_name(name):
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def an_authority(**changes):
    """Wishes for a CA."""
    chosen = {"names": (), "purposes": (), "constraints": x509.BasicConstraints(True, None)}
    return Wishes(**chosen | {"key_usage": usage("key_cert_sign", "crl_sign")} | changes)


class Credential:
    """A private key and a certificate for it: by itself, or by `issuer`, whose chain goes behind."""

    def __init__(self, wishes, issuer=None, key=None, kind="p256"):
        self.key = key or GENERATE[kind]()
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, wishes.subject)])
        self.certificate = self.build(wishes, issuer or self)
        self.der = self.certificate.public_bytes(Encoding.DER)
        self.chain = [self.der] + (issuer.chain if issuer and issuer.issued else [])
        self.issued = issuer is not None

    def build(self, wishes, issuer):
        now = datetime.datetime.now(datetime.timezone.utc)
        builder = x509.CertificateBuilder(issuer.name, self.name, self.key.public_key(), x509.random_serial_number())
        builder = builder.not_valid_before(now + wishes.not_before).not_valid_after(now + wishes.not_after)
        for extension, critical in wishes.extensions():
            builder = builder.add_extension(extension, critical)
        ed = isinstance(issuer.key, ed25519.Ed25519PrivateKey)
        return builder.sign(issuer.key, None if ed else hashes.SHA256())

    def issue(self, kind="p256", key=None, **changes):
        return Credential(Wishes(**changes), self, key, kind)

    def issue_authority(self, **changes):
        return Credential(an_authority(**changes), self)

    def write(self, folder, name):
        """Paths of NAME.pem and NAME.key in the folder."""
        certificates = (x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM) for der in self.chain)
        key = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return put(folder / f"{name}.pem", b"".join(certificates)), put(folder / f"{name}.key", key)


def put(path, data):
    """As a whole, and for our eyes only; somebody may be reading what was there before."""
    new = path.with_suffix(".new")
    new.touch(0o600)
    new.write_bytes(data)
    new.replace(path)
    return str(path)
