"""Rows CH: the extensions of a ClientHello. RFC 9846 §4.3, §9.2.

Read before: client_hellos.py. Read next: second_hellos.py.
"""

import random

from rows import accepted, all_of, change, each, refused, wish

from evil.key_exchange import KeyShare
from evil.messages import host_name, list16, protocols, share
from evil.registry import Extension, Group
from evil.signatures import OFFERED
from evil.wire import vector

GREASE = 0x1a1a
SMALL_ORDER = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]


def body(kind, data):
    """The ClientHello with this body of one extension: bytes, or hexadecimal."""
    data = bytes.fromhex(data) if isinstance(data, str) else data
    return change("ClientHello", lambda hello: hello.extensions.set(kind, data))


def bodies(kind, *variants):
    return each(variants, lambda data: body(kind, data))


def without(*kinds):
    return change("ClientHello", lambda hello: hello.extensions.remove(*kinds))


def twice(kind):
    def alter(hello):
        data = hello.extensions.get(kind)
        hello.extensions += [[kind, data or b""]] * (1 if data is not None else 2)

    return change("ClientHello", alter)


def shares(*entries):
    return body(Extension.key_share, vector(2, *(share(group, public) for group, public in entries)))


def bad_points(group):
    """Wrong in each way that a point can be, by the words for it."""
    good = KeyShare(group).public
    half = 1 + len(good) // 2
    forms = {f"form {n}": bytes([n]) + good[1:] for n in (0, 1, 2, 3, 5, 6, 7)}
    return forms | {
        "off the curve": good[:-1] + bytes([good[-1] ^ 1]), "infinity": b"\0", "zeros": bytes(len(good)),
        "(0, 0)": b"\4" + bytes(len(good) - 1), "beyond p": b"\4" + b"\xff" * (len(good) - 1),
        "compressed, even": b"\2" + good[1:half], "compressed, odd": b"\3" + good[1:half], "short": good[:-1],
        "long": good + b"\0"}


def point(group, public):
    return all_of(wish(groups=[group]), shares((group, public)))


def shuffled(seed):
    return change("ClientHello", lambda hello: random.Random(seed).shuffle(hello.extensions))


def greased(hello):
    for kind, data in ((Extension.supported_versions, "081a1a030403031a1a"), (Extension.psk_key_exchange_modes, "030b012a")):
        hello.extensions.set(kind, bytes.fromhex(data))
    hello.cipher_suites.insert(0, GREASE)
    hello.extensions.set(Extension.supported_groups, list16([GREASE, Group.x25519, Group.secp256r1, 0x2a2a]))
    hello.extensions.set(Extension.signature_algorithms, list16([GREASE, *OFFERED, 0x2a2a]))
    hello.extensions.set(Extension.application_layer_protocol_negotiation, protocols(b"\x1a\x1a", b"h2"))
    own = hello.extensions.get(Extension.key_share)[2:]
    hello.extensions.set(Extension.key_share, vector(2, share(GREASE, b"\0"), own))
    hello.extensions.insert(0, [GREASE, b""])
    hello.extensions.append([0x2a2a, b"\0"])


# every number that stands for no extension in IANA's registry, far from its ends
UNASSIGNED = [*range(70, 0x0a0a), *range(0x0a0b, 0x1a1a), *range(0x1a1b, 0x2a2a), *range(0x2a2b, 0x3a3a), *range(0x4000, 0xf000)]


def many(kinds, data):
    return change("ClientHello", lambda hello: hello.extensions.extend([kind, data] for kind in kinds))


X = Extension
ONE = share(Group.x25519, b"\x09" + bytes(31))
ROWS = [
    refused("CH06_a_tls_1_2_client_hello_is_protocol_version", without(X.supported_versions), "protocol_version"),
    refused("CH07_CH09_supported_versions_without_ours_are_protocol_version",
            bodies(X.supported_versions, "020303", "0403030302", "027f1c", "06030503067a7a"), "protocol_version"),
    accepted("CH08_supported_versions_with_strangers_and_ours_are_accepted",
             bodies(X.supported_versions, "081a1a030503040303", "0a0305030603077f1c0304")),
    refused("CH10_malformed_supported_versions_are_decode_error",
            bodies(X.supported_versions, "", "00", "0103", "03030403", "02030400", "040304"), "decode_error"),
    refused("CH18_any_extension_twice_is_refused",
            each((0, 10, 13, 43, 45, 51, 0x0a0a, 21, 49, 1234, 0xffff), twice), "illegal_parameter", "decode_error"),
    accepted("CH19_every_unassigned_extension_is_ignored", {
        f"{at} {data}": many(UNASSIGNED[at:at + 8000], data)
        for at in range(0, len(UNASSIGNED), 8000) for data in (b"", b"\xbe\xef")}),
    refused("CH20_an_extension_that_may_not_stand_in_a_client_hello_is_illegal_parameter",
            body(X.oid_filters, "0000"), "illegal_parameter"),
    # a body that is malformed is decode_error (§6.2), whatever else is wrong with it
    refused("CH20_CH41_a_body_where_none_belongs_is_decode_error", {
        "early_data": body(X.early_data, "00"), "post_handshake_auth": body(X.post_handshake_auth, "00"),
        "modes": body(X.psk_key_exchange_modes, "00"), "cookie": body(X.cookie, "0000"),
        "authorities": body(X.certificate_authorities, "0000"), "algorithms": body(X.signature_algorithms_cert, "0000")},
        "decode_error"),
    accepted("CH41_post_handshake_auth_is_accepted", body(X.post_handshake_auth, "")),
    refused("CH21_CH22_CH23_a_mandatory_extension_that_is_missing_is_missing_extension",
            each((X.signature_algorithms, X.supported_groups, X.key_share), without), "missing_extension"),
    refused("CH24_a_share_of_a_group_that_is_not_offered_is_illegal_parameter",
            shares((Group.secp521r1, b"\4" + bytes(132))), "illegal_parameter"),
    refused("CH25_two_shares_of_one_group_are_illegal_parameter", {
        "": body(X.key_share, vector(2, ONE, ONE)), "many": body(X.key_share, vector(2, *[ONE] * 1000))},
        "illegal_parameter"),
    refused("CH26_no_common_group_is_handshake_failure",
            all_of(body(X.supported_groups, "00040019001e"), body(X.key_share, "0000")), "handshake_failure",
            "insufficient_security", needs=("--groups", "x25519")),
    accepted("CH27_no_share_is_answered_with_a_hello_retry_request", wish(shares={})),
    refused("CH28_an_x25519_share_of_another_length_is_refused",
            each((0, 1, 31, 33, 65), lambda n: shares((Group.x25519, b"\x09" * n))), "illegal_parameter", "decode_error"),
    refused("CH29_small_order_x25519_points_are_refused",
            each(SMALL_ORDER, lambda p: shares((Group.x25519, bytes.fromhex(p)))), "illegal_parameter", "handshake_failure"),
    refused("CH30_a_bad_point_of_a_nist_curve_is_illegal_parameter", {
        f"{group.name} {words}": point(group, public) for group in (Group.secp256r1, Group.secp384r1)
        for words, public in bad_points(group).items()}, "illegal_parameter"),
    refused("CH31_a_share_of_another_curve_is_illegal_parameter", {
        "384 in 256": point(Group.secp256r1, KeyShare(Group.secp384r1).public),
        "256 in 384": point(Group.secp384r1, KeyShare(Group.secp256r1).public)}, "illegal_parameter"),
    refused("CH32_a_malformed_server_name_is_refused", bodies(
        X.server_name, "", "0000", "00040000016100", "0003000000", "00080000016100000162", "000401000161",
        "00070000046100" "6263", host_name("127.0.0.1"), host_name("\x1b["), host_name(" "),
        vector(2, b"\0" + vector(2, b"a" * 60000))), "decode_error", "illegal_parameter"),
    refused("CH33_a_malformed_alpn_list_is_refused", bodies(
        X.application_layer_protocol_negotiation, "", "0000", "000100", "0002016100", "0003000161", "00020261"),
        "decode_error", "illegal_parameter"),
    refused("CH34_alpn_without_overlap_is_no_application_protocol", wish(alpn=[b"h2"]), "no_application_protocol",
            needs=("--alpn", "vitrine/1")),
    # the daemon's log is looked at when it has ended
    refused("CH35_control_bytes_in_names_stay_out_of_the_log", {
        "ALPN": wish(alpn=[b"\x1b]0;evil\7\r\n\0\x9b"]),
        "SNI": body(X.server_name, host_name("\x1b[2J\r\n\0"))}, "no_application_protocol", "illegal_parameter",
        needs=("--alpn", "vitrine/1")),
    refused("CH36_malformed_signature_algorithms_are_decode_error",
            bodies(X.signature_algorithms, "", "0000", "000104", "0003040304", "0002040300", "00040403"), "decode_error"),
    refused("CH37_only_signature_schemes_of_old_are_handshake_failure",
            bodies(X.signature_algorithms, "0006040105010601", "000402010203", "00021a1a", "00020807"), "handshake_failure"),
    accepted("CH38_32715_signature_schemes_with_the_good_one_last_are_accepted",
             body(X.signature_algorithms, list16([*range(0x1000, 0x1000 + 32600), 0x0403]))),
    refused("CH39_malformed_supported_groups_are_decode_error",
            bodies(X.supported_groups, "", "0000", "000100", "0003001d00", "0002001d00"), "decode_error"),
    accepted("CH40_a_cookie_that_nobody_baked_is_ignored", body(X.cookie, "0003aabbcc")),
    accepted("CH42_extensions_in_any_order_are_accepted", each(range(24), shuffled)),
    accepted("CH43_grease_in_every_list_is_accepted_and_never_chosen", change("ClientHello", greased)),
    refused("CH_a_record_size_limit_below_64_is_illegal_parameter", bodies(X.record_size_limit, "0000", "003f"),
            "illegal_parameter"),
]
