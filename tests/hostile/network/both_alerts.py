"""Rows A and X, of both roles: alerts, closure and change_cipher_spec. RFC 9846 §5, §6, Appendix E.4.

Read before: both_records.py. Read next: both_messages.py.
"""

from both_records import content, everywhere, raw
from rows import PROTECTED, STAGES, accepted, at, ends_quietly, on_the_way, refused

from evil.records import plain_record
from evil.registry import Alert, Content

ERRORS = [alert for alert in Alert if alert not in (Alert.close_notify, Alert.user_canceled, Alert.bad_record_mac)]
STRANGE = [1, 21, 30, 41, 60, 86, 100, 115, 121, 255]
CHANGE_CIPHER_SPEC = plain_record(Content.change_cipher_spec, b"\1")


def alert(description, level):
    """And some data behind it, which nobody may take."""

    def deed(peer):
        peer.send_alert(description, level)
        if peer.sending:
            peer.send_data(b"evil")

    return deed


def several(deed, count):
    return lambda peer: [deed(peer) for _ in range(count)]


def plain_alert(description):
    return raw(plain_record(Content.alert, bytes([2, description])))


def change_cipher_spec(body):
    return raw(plain_record(Content.change_cipher_spec, body))


ROWS = [
    refused("A01_A02_an_alert_record_of_other_than_two_bytes_is_refused",
            everywhere(STAGES, {n: content(Content.alert, b"\1" * n) for n in (1, 3, 4, 16384)}), "decode_error",
            "unexpected_message"),
    ends_quietly("A03_A10_A15_every_error_alert_ends_it_whatever_its_level_and_is_not_answered",
                 everywhere(("during the handshake", "established"),
                            {f"{d} {level}": alert(d, level) for i, d in enumerate(ERRORS) for level in [1 + i % 2]})
                 | everywhere(("before keys",), {d: alert(d, 2) for d in (40, 80)}), 20),
    ends_quietly("A03_bad_record_mac_from_the_peer_has_an_exit_code_of_its_own",
                 everywhere(STAGES, {level: alert(Alert.bad_record_mac, level) for level in (1, 2)}), 22),
    ends_quietly("A04_unknown_alerts_end_it", everywhere(("established",), {
        f"{d} {level}": alert(d, level) for i, d in enumerate(STRANGE) for level in [1 + i % 2]}), 20),
    # §6: the level is ignored, where the older text asked for an alert
    ends_quietly("A05_an_undefined_level_is_ignored_and_the_alert_is_not",
                 everywhere(STAGES, {level: alert(Alert.handshake_failure, level) for level in (0, 3, 255)}), 20),
    accepted("A06_user_canceled_is_ignored", {stage: on_the_way(stage, content(Content.alert, b"\1\x5a"))
                                             for stage in STAGES}),
    refused("A07_the_fifth_user_canceled_is_unexpected_message",
            everywhere(STAGES, {"": several(content(Content.alert, b"\1\x5a"), 5)}), "unexpected_message"),
    ends_quietly("A08_close_notify_in_the_handshake_is_a_failure_of_its_own",
                 everywhere(STAGES[:2], {"": content(Content.alert, b"\1\0")}), 20),
    ends_quietly("A13_a_plain_error_alert_in_the_handshake_ends_it",
                 everywhere(PROTECTED[:1], {d: plain_alert(d) for d in (10, 40, 47, 80, 255)}), 20),
    refused("A13_a_plain_alert_after_the_handshake_is_unexpected_message",
            everywhere(PROTECTED[1:], {d: plain_alert(d) for d in (0, 10, 40, 90, 255)}), "unexpected_message"),
    ends_quietly("A16_no_renegotiation_in_the_handshake_ends_it",
                 everywhere(PROTECTED[:1], {"": alert(100, 1)}), 20),
    accepted("X02_X08_change_cipher_spec_during_the_handshake_changes_nothing", {
        "once": on_the_way("during the handshake", raw(CHANGE_CIPHER_SPEC)),
        "twice": on_the_way("during the handshake", several(raw(CHANGE_CIPHER_SPEC), 2))}),
    refused("X03_change_cipher_spec_with_another_body_is_refused",
            everywhere(PROTECTED[:1], {len(b): change_cipher_spec(b) for b in (b"\0", b"", b"\1\1", b"\1" * 16384)}),
            "unexpected_message", "decode_error"),
    refused("X05_change_cipher_spec_after_the_handshake_is_unexpected_message",
            at("established", raw(CHANGE_CIPHER_SPEC)), "unexpected_message"),
    refused("X06_the_third_change_cipher_spec_is_unexpected_message",
            at("during the handshake", several(raw(CHANGE_CIPHER_SPEC), 3)), "unexpected_message"),
    refused("X07_change_cipher_spec_between_fragments_is_unexpected_message",
            at("during the handshake", lambda p: (p.send_record(Content.handshake, b"\x14\0\0"),
                                                  p.send_raw(CHANGE_CIPHER_SPEC))), "unexpected_message"),
]
