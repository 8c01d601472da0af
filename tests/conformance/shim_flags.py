"""Every flag of the conformance shim, tried for real: two shims against each other; each expectation also where it is not met."""

import base64
import os
import pathlib
import re
import socket
import ssl
import unittest

import shims
import tap

ENDPOINTS = pathlib.Path(os.environ["VITRINE_SOURCE_ROOT"]) / "tests/vectors/endpoints"
P256, X25519, P384 = 23, 29, 24
AES_128, AES_256, CHACHA20 = 0x1301, 0x1302, 0x1303
ECDSA_P256, ECDSA_P384, ED25519, RSA_PSS = 0x0403, 0x0503, 0x0807, 0x0804
DN = "300c310a300806035504030c0141"  # CN=A


def shown(kind):
    return ["-cert-file", ENDPOINTS / f"{kind}.pem", "-key-file", ENDPOINTS / f"{kind}.key"]


QUICK_SERVER = [*shown("p256"), "-shim-writes-first", "-shim-shuts-down"]
QUICK_CLIENT = ["-shim-writes-first", "-shim-shuts-down"]


class Case:
    """What two command lines must come to. `client`, `server`: their tokens, or nothing for those that end well; `None`: either."""

    def __init__(self, says, client_flags, server_flags, client="", server=""):
        self.says = says
        self.flags = (client_flags, server_flags)
        self.expected = (client, server)

    def used(self):
        return {str(word) for flags in self.flags for word in flags if re.match(r"-[a-z]", str(word))}


def of_client(says, flags, *, peer=(), fails="", peer_fails=None):
    """The client is looked at; it answers until the server leaves."""
    return Case(says, list(flags), [*QUICK_SERVER, *peer], fails, "" if not fails and peer_fails is None else peer_fails)


def of_server(says, flags, *, peer=(), fails="", peer_fails=None, kind="p256"):
    """The server is looked at; it answers until the client leaves."""
    return Case(says, [*QUICK_CLIENT, *peer], [*shown(kind), *flags], "" if not fails and peer_fails is None else peer_fails, fails)


HYBRID, P521 = 4588, 25
GROUPS = [
    of_client("a hybrid comes with a classical share", ["-curves", X25519, "-curves", HYBRID, "-expect-curve-id", HYBRID, "-expect-no-hrr"], peer=["-curves", HYBRID]),
    of_client("the largest of the NIST curves", ["-curves", P521, "-expect-curve-id", P521], peer=["-curves", P521]),
    of_client("a client offers the groups it is told", ["-curves", P384, "-expect-curve-id", P384]),
    of_client("a group that is not the expected one", ["-curves", P384, "-expect-curve-id", P256], fails="UNEXPECTED_GROUP"),
    of_server("a server takes the groups it is told", ["-curves", P256, "-curves-flags", 1, "-curves", X25519, "-curves-flags", 0, "-expect-curve-id", P256],
              peer=["-curves", P256]),
    of_client("no key share leads to a retry", ["-no-key-shares", "-expect-hrr"], peer=["-expect-hrr"]),
    of_client("a retry that does not come", ["-expect-hrr"], fails="MISSED_HELLO_RETRY_REQUEST"),
    of_client("no retry where the share fits", ["-curves", P256, "-curves", X25519, "-key-shares", X25519, "-expect-no-hrr", "-expect-curve-id", X25519]),
    of_client("a retry that nobody wants", ["-no-key-shares", "-expect-no-hrr"], fails="UNEXPECTED_HELLO_RETRY_REQUEST"),
    of_client("a hint about the server's groups saves the retry",
              ["-curves", X25519, "-curves", P256, "-server-supported-groups-hint", P256, "-expect-no-hrr"], peer=["-curves", P256]),
    of_client("no group in common", ["-curves", X25519], peer=["-curves", P256], fails="PEER_ALERT_HANDSHAKE_FAILURE_AT_ONCE",
              peer_fails="NO_COMMON_GROUP"),
]
SUITES = [
    of_client("a suite is expected where there is hardware for AES", ["-expect-cipher-aes", AES_128, "-expect-cipher-no-aes", AES_128, "-cipher", "ALL"]),
    of_client("another suite", ["-expect-cipher-aes", CHACHA20, "-expect-cipher-no-aes", CHACHA20], fails="UNEXPECTED_CIPHER_SUITE"),
    of_server("a server with an order of its own", ["-server-preference", "-expect-cipher-aes", AES_128]),
]
SIGNATURES = [
    of_client("what the peer signed with", ["-expect-peer-signature-algorithm", ECDSA_P256]),
    of_client("it signed with something else", ["-expect-peer-signature-algorithm", ED25519], fails="UNEXPECTED_PEER_SIGNATURE"),
    of_server("what the peer can verify", ["-expect-peer-verify-pref", ECDSA_P256, "-expect-peer-verify-pref", ED25519],
              peer=["-verify-prefs", ECDSA_P256, "-verify-prefs", ED25519]),
    of_server("it can verify less", ["-expect-peer-verify-pref", ECDSA_P256, "-expect-peer-verify-pref", ED25519],
              peer=["-verify-prefs", ECDSA_P256], fails="UNEXPECTED_PEER_VERIFY_PREFS"),
    of_server("no scheme in common", [], peer=["-verify-prefs", ED25519], fails="NO_COMMON_SIGNATURE_SCHEME",
              peer_fails="PEER_ALERT_HANDSHAKE_FAILURE_AT_ONCE"),
    of_server("a client signs, too", ["-require-any-client-certificate", "-expect-peer-signature-algorithm", ED25519], peer=shown("ed25519")),
]
NAMES = [
    of_server("a client names its server", ["-expect-server-name", "localhost"], peer=["-host-name", "localhost"]),
    of_server("it names another", ["-expect-server-name", "elsewhere"], peer=["-host-name", "localhost"], fails="UNEXPECTED_SERVER_NAME"),
    of_server("a name without an answer", ["-no-server-name-ack"], peer=["-host-name", "localhost"]),
    of_client("a protocol is chosen", ["-advertise-alpn", "\x03foo\x03bar", "-expect-alpn", "bar"],
              peer=["-select-alpn", "bar", "-expect-advertised-alpn", "\x03foo\x03bar"]),
    of_client("another protocol is chosen", ["-advertise-alpn", "\x03foo\x03bar", "-expect-alpn", "foo"], peer=["-select-alpn", "bar"],
              fails="UNEXPECTED_APPLICATION_PROTOCOL"),
    of_server("other protocols are advertised", ["-select-alpn", "foo", "-expect-advertised-alpn", "\x03bar"],
              peer=["-advertise-alpn", "\x03foo", "-expect-alpn", "foo"], fails="UNEXPECTED_APPLICATION_PROTOCOLS_ADVERTISED"),
    of_server("no protocol is chosen", ["-decline-alpn"], peer=["-advertise-alpn", "\x03foo"]),
    of_server("no protocol is good enough", ["-reject-alpn"], peer=["-advertise-alpn", "\x03foo"], fails="APPLICATION_PROTOCOL_REFUSED",
              peer_fails="PEER_ALERT_NO_APPLICATION_PROTOCOL"),
    of_server("a protocol without a name", ["-select-empty-alpn"], peer=["-advertise-alpn", "\x03foo"], fails="APPLICATION_PROTOCOL_EMPTY",
              peer_fails="PEER_ALERT_INTERNAL_ERROR"),
    of_client("a protocol that was not offered", ["-advertise-alpn", "\x03foo"], peer=["-select-alpn", "bar"],
              fails="APPLICATION_PROTOCOL_NOT_OFFERED", peer_fails="PEER_ALERT_ILLEGAL_PARAMETER"),
]
CERTIFICATES = [
    of_client("the server's certificate", ["-trust-cert", "anything", "-verify-peer", "-expect-verify-result", "-expect-peer-cert-file", ENDPOINTS / "p256.pem"]),
    of_client("another certificate", ["-expect-peer-cert-file", ENDPOINTS / "p384.pem"], fails="UNEXPECTED_PEER_CERTIFICATE"),
    of_client("a chain is refused", ["-verify-peer", "-verify-fail"], fails="CHAIN_REFUSED", peer_fails="PEER_ALERT_HANDSHAKE_FAILURE"),
    of_client("a chain is refused by a program", ["-use-custom-verify-callback", "-verify-fail"], fails="CHAIN_REFUSED",
              peer_fails="PEER_ALERT_CERTIFICATE_UNKNOWN"),
    of_client("a chain that nobody minds", ["-verify-fail", "-expect-verify-result"]),
    of_client("a verdict that was not expected", ["-on-resume-verify-fail", "-on-initial-expect-verify-result"]),
    of_server("a certificate is asked for and not given", ["-verify-peer", "-expect-verify-result"]),
    of_server("a certificate is needed and not given", ["-require-any-client-certificate"], fails="NO_CLIENT_CERTIFICATE",
              peer_fails=None),
    of_server("a client's certificate", ["-require-any-client-certificate", "-expect-peer-cert-file", ENDPOINTS / "p384.pem"], peer=shown("p384")),
    of_server("a client's chain is refused", ["-require-any-client-certificate", "-verify-fail"], peer=shown("p384"), fails="CHAIN_REFUSED",
              peer_fails=None),
    of_server("names of CAs", ["-verify-peer", "-use-client-ca-list", DN], peer=["-expect-client-ca-list", DN]),
    of_server("no names of CAs", ["-verify-peer", "-use-client-ca-list", "<EMPTY>"], peer=["-expect-client-ca-list", DN],
              peer_fails="UNEXPECTED_CERTIFICATE_AUTHORITIES"),
    of_client("a message that is too long", ["-max-cert-list", 100], fails="MESSAGE_TOO_LONG", peer_fails="PEER_ALERT_DECODE_ERROR"),
    of_client("a message that is not too long", ["-max-cert-list", 65536]),
]
BEHAVIOUR = [
    of_client("one byte at a time", ["-async"], peer=["-async"]),
    of_client("no handshake but by reading", ["-implicit-handshake"]),
    of_server("no handshake but by writing", ["-implicit-handshake"], peer=["-implicit-handshake"]),
    of_client("nothing happens twice", ["-no-op-extra-handshake"]),
    of_client("goodbyes on both sides", ["-check-close-notify"], peer=["-check-close-notify"]),
    of_client("pieces of two bytes", ["-read-size", 2]),
    of_client("new keys for each answer", ["-key-update"], peer=["-check-close-notify"]),
    of_client("new keys before each read", ["-key-update-before-read"], peer=["-check-close-notify"]),
    of_client("reading before the last word is out", ["-async", "-read-with-unfinished-write"]),
    Case("an alert in place of an answer", ["-send-alert"], shown("p256"), "", "PEER_ALERT_DECOMPRESSION_FAILURE"),
    of_client("traffic secrets", ["-export-traffic-secrets"], peer=["-export-traffic-secrets", "-check-close-notify"]),
]
VERSIONS = [
    of_client("the version is TLS 1.3", ["-expect-version", 772, "-enable-grease"]),
    of_client("the version is not TLS 1.2", ["-expect-version", 771], fails="UNEXPECTED_VERSION"),
    of_client("versions that are not here are no loss",
              ["-no-tls1", "-no-tls11", "-no-tls12", "-min-version", 769, "-max-version", 772, "-fallback-scsv", "-renegotiate-freely",
               "-no-legacy-server-connect", "-expect-extended-master-secret", "-expect-secure-renegotiation"]),
]
TICKET_KEY = base64.b64encode(bytes(48)).decode()
EXPORT = ["-export-keying-material", 100, "-export-label", "label", "-use-export-context", "-export-context", "context"]


def twice(says, client_flags, server_flags, client="", server=""):
    """A session and its resumption: the client writes and answers until the server leaves."""
    count = ["-resume-count", 1]
    return Case(says, [*count, *client_flags], [*count, *QUICK_SERVER, *server_flags], client, server)


EARLY = ["-enable-early-data", "-expect-ticket-supports-early-data"]
RESUMPTION = [
    twice("a session is resumed", ["-expect-no-hrr"], []),
    twice("a session is resumed with a given key", [], ["-ticket-key", TICKET_KEY]),
    twice("a session is not resumed", [], ["-on-resume-no-ticket"], "SESSION_NOT_RESUMED", "SESSION_NOT_RESUMED"),
    twice("a session is not to be resumed", ["-expect-session-miss", "-on-resume-expect-no-session"], ["-expect-session-miss", "-on-resume-no-ticket"]),
    twice("a session is resumed though it should not be", ["-expect-session-miss"], [], "SESSION_RESUMED", None),
    of_client("no ticket, no session", ["-expect-no-session"], peer=["-no-ticket"]),
    of_client("a ticket that nobody expected", ["-expect-no-session"], fails="UNEXPECTED_SESSION"),
    of_client("no ticket though one was expected", [], peer=["-no-ticket"], fails="MISSED_SESSION"),
    twice("two clocks that agree", ["-resumption-delay", 10], ["-resumption-delay", 10, "-expect-ticket-age-skew", 0]),
    twice("a clock that runs ahead", ["-resumption-delay", 15], ["-resumption-delay", 10, "-expect-ticket-age-skew", 5]),
    twice("a clock that runs behind", ["-resumption-delay", 7], ["-resumption-delay", 10, "-expect-ticket-age-skew", -3]),
    twice("a clock that does not run ahead", ["-resumption-delay", 10], ["-resumption-delay", 10, "-expect-ticket-age-skew", 5], None,
          "UNEXPECTED_TICKET_AGE_SKEW"),
    twice("a chain is not judged again", ["-verify-peer", "-on-resume-verify-fail"], []),
    twice("a chain is judged again", ["-verify-peer", "-reverify-on-resume", "-on-resume-verify-fail"], [], "CHAIN_REFUSED",
          "PEER_ALERT_HANDSHAKE_FAILURE"),
    twice("a chain is judged again and found good", ["-verify-peer", "-reverify-on-resume", "-expect-verify-result"], []),
    twice("what the peer signed with is remembered", ["-expect-peer-signature-algorithm", ECDSA_P256], []),
]
EARLY_DATA = [
    twice("early data is taken", [*EARLY, "-on-resume-expect-accept-early-data", "-on-resume-shim-writes-first", "-on-resume-expect-early-data-reason", "accepted"],
          ["-enable-early-data", "-on-resume-expect-accept-early-data", "-on-resume-expect-early-data-reason", "accepted"]),
    twice("early data is refused", [*EARLY, "-on-resume-expect-reject-early-data", "-on-resume-shim-writes-first", "-on-retry-expect-session-miss",
                                    "-on-retry-expect-early-data-reason", "session_not_resumed", "-on-retry-expect-no-session"],
          ["-enable-early-data", "-on-resume-no-ticket", "-on-resume-expect-reject-early-data", "-on-resume-expect-session-miss"]),
    twice("a retry judges the certificate", [*EARLY, "-verify-peer", "-on-retry-verify-fail", "-on-resume-shim-writes-first", "-on-resume-expect-reject-early-data"],
          ["-enable-early-data", "-on-resume-no-ticket", "-on-resume-expect-session-miss"], "CHAIN_REFUSED", "PEER_ALERT_HANDSHAKE_FAILURE"),
    twice("early data is refused though it should not be", [*EARLY, "-on-resume-expect-accept-early-data", "-on-resume-shim-writes-first"],
          ["-enable-early-data", "-on-resume-no-ticket", "-on-resume-expect-session-miss"], "EARLY_DATA_REJECTED", None),
    twice("early data is taken though it should not be", [*EARLY, "-on-resume-expect-reject-early-data", "-on-resume-shim-writes-first"],
          ["-enable-early-data"], "EARLY_DATA_ACCEPTED", None),
    twice("early data for another reason", [*EARLY, "-on-resume-expect-early-data-reason", "hello_retry_request"], ["-enable-early-data"],
          "UNEXPECTED_EARLY_DATA_REASON", None),
    of_client("a ticket that is not for early data", EARLY, fails="UNEXPECTED_EARLY_DATA_IN_TICKET"),
    twice("early data is too old", [*EARLY, "-resumption-delay", 100, "-on-resume-expect-reject-early-data", "-on-resume-shim-writes-first"],
          ["-enable-early-data", "-on-resume-expect-early-data-reason", "ticket_age_skew"]),
]
OCSP, TIMESTAMPS = (base64.b64encode(data).decode() for data in (bytes([1, 2, 3, 4]), bytes([0, 6, 0, 4, 5, 6, 7, 8])))
STAPLED = [
    of_client("an OCSP response", ["-enable-ocsp-stapling", "-expect-ocsp-response", OCSP], peer=["-ocsp-response", OCSP]),
    of_client("another OCSP response", ["-enable-ocsp-stapling", "-expect-ocsp-response", TIMESTAMPS], peer=["-ocsp-response", OCSP],
              fails="UNEXPECTED_OCSP_RESPONSE"),
    of_client("timestamps", ["-enable-signed-cert-timestamps", "-expect-signed-cert-timestamps", TIMESTAMPS], peer=["-signed-cert-timestamps", TIMESTAMPS]),
    of_client("no timestamps without being asked", ["-expect-signed-cert-timestamps", TIMESTAMPS], peer=["-signed-cert-timestamps", TIMESTAMPS],
              fails="UNEXPECTED_SIGNED_CERTIFICATE_TIMESTAMPS"),
]
MATERIAL = [
    of_client("keying material", EXPORT, peer=EXPORT),
    of_server("a key signs with what it is told", ["-signing-prefs", 0x0806, "-signing-prefs", RSA_PSS], kind="rsa2048",
              peer=["-expect-peer-signature-algorithm", 0x0806]),
    of_client("short records", ["-max-send-fragment", 512], peer=["-max-send-fragment", 512]),
    of_server("no version is left", ["-no-tls1", "-no-tls11", "-no-tls12", "-no-tls13"], fails="NO_VERSION_LEFT", peer_fails=None),
]
ALL = [*STAPLED, *RESUMPTION, *EARLY_DATA, *MATERIAL, *GROUPS, *SUITES, *SIGNATURES, *NAMES, *CERTIFICATES, *BEHAVIOUR, *VERSIONS]


def fits(ended, token):
    if token is None:
        return True
    return (ended.code, ended.err) == (0, "") if token == "" else ended.code == 1 and f":{token}:" in ended.err


class Flags(unittest.TestCase):
    def test_each_flag_does_what_it_says(self):
        for case in ALL:
            with self.subTest(case.says):
                ended = shims.together(*case.flags)
                for side, how, token in zip(("client", "server"), ended, case.expected):
                    self.assertTrue(fits(how, token), f"{side}: expected {token!r}, {ended}")

    def test_every_flag_of_the_table_is_tried(self):
        listed = set(shims.shim("-list-flags").stdout.split())
        prefix = re.compile("^-on-(initial|resume|retry|shim)(?=-)")
        tried = {"-server"} | {prefix.sub("", word) for case in ALL for word in case.used()}
        self.assertEqual(set(), listed - tried)


class Stranger:
    """OpenSSL, as Python brings it along, on the runner's side of the socket."""

    def __init__(self, *arguments, server_side):
        purpose = ssl.PROTOCOL_TLS_SERVER if server_side else ssl.PROTOCOL_TLS_CLIENT
        self.context = ssl.SSLContext(purpose)
        self.context.minimum_version = ssl.TLSVersion.TLSv1_3
        self.context.check_hostname = False
        self.context.verify_mode = ssl.CERT_NONE
        if server_side:
            self.context.load_cert_chain(ENDPOINTS / "p256.pem", ENDPOINTS / "p256.key")
        self.server_side = server_side
        self.arguments = arguments

    def meet(self, runner, conversation, session=None):
        """One connection; `conversation` is given its TLS socket. Returns the shim's number and the session."""
        number, connection = runner.accept()
        with self.context.wrap_socket(connection, server_side=self.server_side, session=session) as tls:
            conversation(tls)
            session = tls.session
            tls.unwrap()
        return number, session

    def talk(self, *conversations):
        """One connection for each, every one with the session of the one before. Returns numbers, and how the shim ended."""
        session = None
        numbers = []
        with shims.Runner() as runner:
            process = runner.start(7, *self.arguments)
            for conversation in conversations:
                number, session = self.meet(runner, conversation, None if self.server_side else session)
                numbers.append(number)
            return numbers, shims.Ended(process)


class Conversation(unittest.TestCase):
    MESSAGE = bytes(range(256)) * 5

    def echo(self, tls):
        tls.sendall(self.MESSAGE)
        self.assertEqual(bytes(byte ^ 0xFF for byte in self.MESSAGE), shims.receive_exactly(tls, len(self.MESSAGE)))

    def check(self, conversation, *arguments, server_side=True):
        numbers, ended = Stranger(*arguments, server_side=server_side).talk(conversation)
        self.assertEqual(([7], 0, ""), (numbers, ended.code, ended.err))

    def check_resumption(self, *arguments, server_side):
        resumed = []

        def conversation(tls):
            resumed.append(tls.session_reused)
            self.echo(tls)

        numbers, ended = Stranger("-resume-count", "1", *arguments, server_side=server_side).talk(conversation, conversation)
        self.assertEqual(([7, 7], 0, ""), (numbers, ended.code, ended.err))
        self.assertEqual([False, True], resumed)

    def test_a_client_comes_back_to_a_stranger_with_its_ticket(self):
        self.check_resumption(server_side=True)

    def test_a_stranger_comes_back_to_a_server_with_its_ticket(self):
        self.check_resumption("-server", *shown("p256"), server_side=False)

    def test_a_client_sends_back_what_it_hears_with_every_bit_turned(self):
        self.check(self.echo)

    def test_so_does_a_server(self):
        self.check(self.echo, "-server", *shown("p256"), server_side=False)

    def test_one_byte_at_a_time_it_is_the_same(self):
        self.check(self.echo, "-async", "-read-size", "3", "-key-update")

    def test_the_first_word_is_hello(self):
        def conversation(tls):
            self.assertEqual(b"hello", shims.receive_exactly(tls, 5))
            self.echo(tls)

        self.check(conversation, "-shim-writes-first")

    def test_traffic_secrets_come_with_their_length_in_front(self):
        def conversation(tls):
            size = int.from_bytes(shims.receive_exactly(tls, 2), "little")
            self.assertEqual(32 if "SHA256" in tls.cipher()[0] else 48, size)
            self.assertNotEqual(shims.receive_exactly(tls, size), shims.receive_exactly(tls, size))

        self.check(conversation, "-export-traffic-secrets")

    def test_records_are_as_short_as_they_are_told_to_be(self):
        def conversation(tls):
            tls.sendall(b"x" * 16384)
            longest = 0
            for _ in range(16384 // 512):
                longest = max(longest, len(tls.recv(16384)))
            self.assertEqual(512, longest)

        self.check(conversation, "-max-send-fragment", "512", "-read-size", "16384")

    def test_a_runner_on_ipv6_is_reached(self):
        try:
            ended = shims.together(["-shim-writes-first", "-shim-shuts-down"], shown("p256"), socket.AF_INET6)
        except OSError as error:
            self.skipTest(f"no IPv6 loopback: {error}")
        self.assertTrue(all(fits(how, "") for how in ended), ended)


if __name__ == "__main__":
    tap.main()
