"""Rows C, of both roles: Certificate messages, and certificates that are wrong in themselves. RFC 9846 §4.5.1, RFC 5280.

Read before: rows.py, evil/authority.py. Read next: both_signatures.py.
"""

import datetime
import functools
import time

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import dsa, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID
from rows import Row, accepted, all_of, besides, change, each, instead, refused

from evil.authority import Credential, Wishes, an_authority, usage
from evil.der import explicit_curve, with_curve, with_sha_1
from evil.messages import Extensions, message
from evil.registry import Extension

SECOND = datetime.timedelta(seconds=1)
STRANGE = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.3.6.1.4.1.99999.1"), b"\5\0")
NO_AUTHORITY = x509.BasicConstraints(False, None)
JUDGED = ("bad_certificate", "unsupported_certificate")


def altered(alter):
    """The Certificate message, changed in place by `alter`."""
    return change("Certificate", lambda certificate: alter(certificate) and None)


def replaced(make):
    """The first certificate's bytes are what `make` makes of them."""

    def alter(certificate):
        certificate.entries[0][0] = make(certificate.entries[0][0])

    return altered(alter)


def entry(kind, body=b"", times=1):
    return altered(lambda certificate: certificate.entries[0][1].extend([[kind, body]] * times))


def showing(make):
    """A certificate that `make` has made of the CA that our programs believe."""
    return lambda peer: setattr(peer, "credential", make(peer.house.ca))


def leaf(**changes):
    return showing(lambda ca: ca.issue(**changes))


def below(authority, **changes):
    """A good certificate below an intermediate authority of these wishes."""
    return showing(lambda ca: ca.issue_authority(**{"subject": "between"} | authority).issue(**changes))


def deep(ca):
    """Two authorities below one that allows none below itself."""
    one = ca.issue_authority(subject="one", constraints=x509.BasicConstraints(True, 0))
    return one.issue_authority(subject="two").issue()


def stranger(_):
    return Credential(an_authority(subject="nobody's CA")).issue()


def namesake(ca):
    """By a CA that has the name of the right one, and another key."""
    return Credential(an_authority(subject="the evil CA")).issue()


def called_like_the_authority(ca):
    """Signed by itself, under the CA's own name."""
    return Credential(Wishes(subject="the evil CA"))


@functools.cache
def huge_rsa():
    return rsa.RSAPublicNumbers(65537, (1 << 16383) + 12345).public_key()


class PublicOnly:
    """A key that nobody has: good enough for a certificate that must be refused before it is used."""

    def __init__(self, public):
        self.public = public

    def public_key(self):
        return self.public


def unusable(public):
    """Its certificate is ours; what it signs is signed by another key."""

    def make(ca):
        credential = ca.issue(key=PublicOnly(public()))
        credential.key = ca.key
        return credential

    return showing(make)


def constrained(**constraints):
    names = x509.NameConstraints(**{"permitted_subtrees": None, "excluded_subtrees": None} | constraints)
    return {"more": ((names, True),)}


def shuffled(ca):
    """The chain's tail in the wrong order, with strangers in it."""
    credential = ca.issue_authority(subject="one").issue_authority(subject="two").issue()
    credential.chain = [credential.chain[0], *stranger(ca).chain, *reversed(credential.chain[1:])]
    return credential


def explicit(**curve):
    return showing(lambda ca: with_curve(ca.issue(), ca, explicit_curve(**curve)))


def many_names(ca):
    """As many names and constraints as fit: each is to be compared with each."""
    constraints = constrained(excluded_subtrees=[x509.DNSName(f"x{n}.example") for n in range(2000)])
    return ca.issue_authority(subject="between", **constraints).issue(
        names=("localhost", *(f"a{n}.example" for n in range(2000))))


class SettledSoon:
    """Good or not, the answer does not take long."""

    def check(self, peer):
        assert peer.completed or len(peer.heard.alerts) == 1, peer.notes()
        assert time.monotonic() - peer.begin < 10, "it took long"

    def code(self, peer):
        return 0 if peer.completed else 14


ROWS = [
    refused("C03_a_certificate_of_no_bytes_is_decode_error",
            replaced(lambda der: b""),
            "decode_error"),
    refused("C04_S04_a_certificate_message_cut_or_with_more_behind_is_decode_error",
            each((-200, -100, -2, -1), lambda n: change("Certificate bytes", lambda raw: message(11, raw[4:n])))
            | {"more": change("Certificate bytes", lambda raw: message(11, raw[4:] + b"\0"))}, "decode_error"),
    refused("C02_a_request_context_is_refused", altered(lambda c: setattr(c, "certificate_request_context", b"\7")),
            "illegal_parameter", "decode_error"),
    refused("C05_a_certificate_that_is_none_is_refused", {
        "garbage": replaced(lambda der: b"\x30" * 300),
        "more": replaced(lambda der: der + b"\0")},
        "bad_certificate", "decode_error"),
    accepted("C07_a_chain_of_a_hundred_certificates_does_no_harm",
             altered(lambda c: c.entries.extend([c.entries[-1]] * 100))),
    refused("C08_an_extension_beside_a_certificate_that_nobody_asked_for_is_unsupported_extension",
            each((1234, 0x0a0a, 0xff01), lambda kind: entry(kind, b"\0")), "unsupported_extension"),
    refused("C09_an_extension_beside_a_certificate_twice_is_refused", entry(Extension.status_request, b"\0", 2),
            "illegal_parameter", "decode_error"),
    refused("C32_a_modulus_of_16384_bits_is_refused", unusable(huge_rsa), *JUDGED, "unknown_ca", "insufficient_security"),
    refused("C33_an_rsa_key_of_1024_bits_is_refused", leaf(kind="rsa1024"), "bad_certificate", "insufficient_security",
            "unsupported_certificate"),
    refused("C34_a_curve_told_by_its_numbers_is_refused", {
        "right": explicit(), "prime of 8192 bits": explicit(prime=(1 << 8191) + 1)}, *JUDGED),
    refused("C35_a_key_that_may_not_sign_is_refused", leaf(key_usage=usage("key_agreement")), *JUDGED),
    refused("C36_a_certificate_for_another_purpose_is_refused",
            each((ExtendedKeyUsageOID.CODE_SIGNING, ExtendedKeyUsageOID.OCSP_SIGNING), lambda p: leaf(purposes=(p,))),
            *JUDGED),
    refused("C37_a_certificate_out_of_date_is_refused", {
        "over": leaf(not_before=-10 * SECOND, not_after=-SECOND), "early": leaf(not_before=3600 * SECOND)},
        "certificate_expired", "bad_certificate", code=12),
    refused("C38_C45_an_unknown_issuer_is_unknown_ca", {
        "stranger": showing(stranger), "like the CA": showing(called_like_the_authority),
        "self-signed": showing(lambda ca: Credential(Wishes()))}, "unknown_ca"),
    # a CA of the right name is found, and its signature does not verify (§6.2 has both alerts for that)
    refused("C38_a_namesake_of_the_issuer_is_refused", showing(namesake), "bad_certificate", "unknown_ca"),
    refused("C39_an_issuer_that_is_no_authority_is_refused", {
        "no CA": below({"constraints": NO_AUTHORITY}), "may not sign": below({"key_usage": usage("digital_signature")})},
        "unknown_ca", "bad_certificate"),
    refused("C40_more_authorities_than_allowed_are_refused", showing(deep), "unknown_ca", "bad_certificate"),
    refused("C41_an_unknown_critical_extension_is_refused", {
        "leaf": leaf(more=((STRANGE, True),)), "between": below({"more": ((STRANGE, True),)})}, *JUDGED),
    refused("C44_a_name_that_the_issuer_may_not_give_is_refused", {
        "excluded": below(constrained(excluded_subtrees=[x509.DNSName("localhost")])),
        "not permitted": below(constrained(permitted_subtrees=[x509.DNSName("example.org")]))}, "bad_certificate",
        "unknown_ca", "certificate_unknown"),
    accepted("C46_a_chain_in_any_order_with_strangers_in_it_is_accepted", {
        "shuffled": showing(shuffled), "an unreadable one": altered(lambda c: c.entries.append([b"\1", Extensions()])),
        "intermediate": below({})}),
    refused("C47_a_certificate_signed_with_sha_1_is_refused", {
        "leaf": showing(lambda ca: with_sha_1(ca.issue(), ca)),
        "between": showing(lambda ca: with_sha_1(ca.issue_authority(subject="between"), ca).issue())},
        "bad_certificate", "unknown_ca"),
    Row("C48_thousands_of_names_and_constraints_are_judged_soon", all_of(showing(many_names), besides(
        "before Certificate", lambda p: setattr(p, "begin", time.monotonic()))), SettledSoon()),
    refused("C53_a_key_of_an_unknown_kind_is_refused",
            unusable(lambda: dsa.generate_private_key(1024).public_key()), "unsupported_certificate", "bad_certificate"),
    refused("C52_a_second_certificate_is_unexpected_message",
            instead("CertificateVerify", lambda p: p.send_handshake(p.encoded(p.certificate()))), "unexpected_message"),
]
