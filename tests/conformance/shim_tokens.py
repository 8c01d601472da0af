"""The tokens of the conformance shim and their translation: every one exists, and its words are the engine's."""

import json
import os
import pathlib
import re
import unittest

import shims
import tap

ROOT = pathlib.Path(os.environ["VITRINE_SOURCE_ROOT"])
FOLDER = ROOT / "tests/conformance"
THEIRS = set("""
WRONG_SIGNATURE_TYPE CERTIFICATE_VERIFY_FAILED BAD_SIGNATURE BAD_ECPOINT UNSUPPORTED_PROTOCOL NO_COMMON_SIGNATURE_ALGORITHMS
DECODE_ERROR UNEXPECTED_MESSAGE EXCESS_HANDSHAKE_DATA ERROR_PARSING_EXTENSION WRONG_VERSION_NUMBER DIGEST_CHECK_FAILED
UNEXPECTED_EXTENSION WRONG_CURVE DECRYPTION_FAILED_OR_BAD_RECORD_MAC HTTP_REQUEST UNEXPECTED_RECORD TOO_MANY_EMPTY_FRAGMENTS
PSK_IDENTITY_BINDER_COUNT_MISMATCH CLIENTHELLO_PARSE_FAILED MISSING_KEY_SHARE KEY_USAGE_BIT_INCORRECT BAD_ALERT DATA_LENGTH_TOO_LONG
HANDSHAKE_FAILURE_ON_CLIENT_HELLO PEER_DID_NOT_RETURN_A_CERTIFICATE BAD_DECRYPT INVALID_COMPRESSION_LIST WRONG_CIPHER_RETURNED
INVALID_ALPN_PROTOCOL PARSE_TLSEXT PRE_SHARED_KEY_MUST_BE_LAST MISSING_EXTENSION UNSUPPORTED_ALGORITHM DUPLICATE_EXTENSION
SECOND_SERVERHELLO_VERSION_MISMATCH CANNOT_PARSE_LEAF_CERT TLSV1_ALERT_RECORD_OVERFLOW HTTPS_PROXY_REQUEST
NO_SUPPORTED_VERSIONS_ENABLED TOO_MANY_WARNING_ALERTS UNKNOWN_ALERT_TYPE TOO_MANY_KEY_UPDATES SSLV3_ALERT_DECOMPRESSION_FAILURE
ENCRYPTED_LENGTH_TOO_LONG EXCESSIVE_MESSAGE_SIZE NO_APPLICATION_PROTOCOL OLD_SESSION_PRF_HASH_MISMATCH NO_SHARED_GROUP
INVALID_OUTER_RECORD_TYPE DUPLICATE_KEY_SHARE EMPTY_HELLO_RETRY_REQUEST PSK_IDENTITY_NOT_FOUND
""".split())
RULE = re.compile(r'(?:\{|require\(.*?,|Abort\()\s*(?:AlertDescription::)?([a-z_]+),\s*"[0-9A-E][0-9.]*",\s*"([^"]+)"', re.DOTALL)
CAUSE = re.compile(r'Cause\{"((?:[^"\\]|\\.)*)",\s*"([A-Z0-9_]+)"\}')


def error_map():
    return json.loads((FOLDER / "shim_errors.json").read_text(encoding="utf-8"))["ErrorMap"]


def without_colons():
    return {theirs: ours for theirs, ours in error_map().items() if not theirs.startswith(":")}


def without_joints(source):
    """A text that was cut over two lines is one again."""
    return re.sub(r'"\s*\n\s*"', "", source)


def sources(*folders):
    files = [path for folder in folders for path in (ROOT / folder).rglob("*.[ch]pp") if path.name != "causes.cpp"]
    return "\n".join(without_joints(path.read_text(encoding="utf-8")) for path in files)


class Tokens(unittest.TestCase):
    def setUp(self):
        self.tokens = shims.shim("-list-tokens").stdout.split()

    def test_no_token_stands_for_two_causes(self):
        self.assertEqual(len(self.tokens), len(set(self.tokens)))
        self.assertTrue(all(re.fullmatch("[A-Z][A-Z0-9_]*", token) for token in self.tokens))

    def test_ours_in_the_translation_are_tokens_that_the_shim_can_print(self):
        self.assertEqual(set(), {token for ours in without_colons().values() for token in ours} - set(self.tokens))

    def test_theirs_in_the_translation_are_tokens_that_they_have(self):
        self.assertEqual(set(), set(without_colons()) - THEIRS)

    def test_every_token_of_theirs_is_translated(self):
        self.assertEqual(set(), THEIRS - set(without_colons()))

    def test_each_translation_stands_there_bare_and_between_colons(self):
        between = {f":{theirs}:": [f":{token}:" for token in ours] for theirs, ours in without_colons().items()}
        self.assertEqual(without_colons() | between, error_map())

    def test_the_words_of_each_cause_are_in_the_sources(self):
        text = sources("common/tls", "tests/conformance/shim")
        for words, token in CAUSE.findall(without_joints((FOLDER / "shim/causes.cpp").read_text(encoding="utf-8"))):
            for part in re.split(r'\(\\"', words):  # what is quoted in brackets is a greeting of its own
                self.assertIn(part, text, token)


    def test_every_rule_of_the_engine_has_a_token_of_its_own(self):
        words = [words for words, _ in CAUSE.findall(without_joints((FOLDER / "shim/causes.cpp").read_text(encoding="utf-8")))]
        rules = {rule for _, rule in RULE.findall(sources("common/tls")) if not rule.endswith(" ")}  # others are parts
        self.assertGreater(len(rules), 50)
        self.assertEqual([], sorted(rule for rule in rules if sum(part in rule for part in words) != 1))


class Process(unittest.TestCase):
    def test_it_has_no_handshaker(self):
        ended = shims.shim("-is-handshaker-supported")
        self.assertEqual((0, "No\n", ""), (ended.returncode, ended.stdout, ended.stderr))

    def test_what_it_cannot_do_is_89(self):
        for flags in (["-no-such-flag"], ["-curves"], ["-curves", "1"], ["-curves", "x"], ["-min-version", "773"], ["-max-version", "771"],
                      ["-on-initial-no-such-flag"], ["-signing-prefs", "513"], ["-no-tls13"], ["-curves-flags", "2"], ["-allow-unknown-alpn-protos"]):
            with self.subTest(" ".join(flags)):
                self.assertEqual(89, shims.shim(*flags).returncode)

    def test_flags_of_a_handshaker_are_nobodys(self):
        self.assertEqual("No\n", shims.shim("-on-handshaker-cert-file", "nowhere", "-is-handshaker-supported").stdout)

    def test_without_any_version_there_is_nothing_to_do(self):
        ended = shims.shim("-no-tls1", "-no-tls11", "-no-tls12", "-no-tls13")
        self.assertEqual((1, True), (ended.returncode, ":NO_VERSION_LEFT:" in ended.stderr), ended.stderr)


if __name__ == "__main__":
    tap.main()
