"""Rows Q, C, F and A for servers: the last flight of a client. RFC 9846 §4.5, §6.1.

Read before: second_hellos.py. Read next: offers.py.
"""

from against_daemon import REQUIRED
from both_certificates import entry
from rows import TYPES, all_of, at, besides, each, ends_quietly, instead, refused, says_goodbye

from evil.conversation import Stop
from evil.messages import EncryptedExtensions, NewSessionTicket, finished, key_update, message
from evil.records import plain_record
from evil.registry import Content, Extension, Handshake

COMPRESSED_CERTIFICATE = 25  # RFC 8879, which the daemon offers to take
REQUESTED = ("--client-auth", "request", "--client-ca", "{house.ca_file}")


def ana(peer):
    peer.credential = peer.house.ana


def showing_ana(attack):
    return all_of(ana, attack)


def omit(name):
    """The message is neither sent nor hashed."""
    return lambda peer: peer.on(name + " bytes", lambda *_: b"")


def finished_alone(peer):
    peer.send_handshake(peer.encoded(peer.finished()))


def application_data(peer):
    peer.use_application_keys()
    peer.send_data(b"evil")


def servers_finished(peer):
    peer.send_handshake([raw for raw in peer.heard.messages if raw[0] == Handshake.finished][-1])


def empty_and_verified(peer):
    """An empty Certificate, and a CertificateVerify behind it."""
    peer.send_handshake(message(Handshake.certificate, bytes(4)))
    peer.credential = peer.house.ana
    peer.send_handshake(peer.encoded(peer.certificate_verify()))


def half_close(peer):
    peer.send_raw(peer.sending.seal(Content.application_data, b"last words")
                  + peer.sending.seal(Content.alert, b"\1\0")
                  + peer.sending.seal(Content.application_data, b"evil"))
    peer.hear_until(lambda: peer.heard.alerts)
    assert peer.heard.data == b"last words", peer.heard.data


def swapped_with_next(peer):
    """CertificateVerify before Certificate."""
    peer.send_handshake(peer.encoded(peer.certificate_verify()))


def nothing_before_finished(peer):
    """The server has said Finished, and sends no data before ours (half-RTT) however long we listen."""
    assert not peer.heard.data and not peer.tickets, "it speaks before it knows us"
    raise Stop


OTHERS = [t for t in TYPES if t != Handshake.finished]
ROWS = [
    refused("Q08_no_certificate_where_one_is_required_is_certificate_required", lambda peer: None, "certificate_required",
            needs=REQUIRED),
    refused("Q09_a_certificate_that_was_not_asked_for_is_unexpected_message",
            showing_ana(instead("flight", lambda p: p.send_handshake(p.encoded(p.certificate())))), "unexpected_message"),
    refused("C08_a_status_that_the_daemon_did_not_ask_for_is_unsupported_extension", {
        kind: showing_ana(entry(kind, b"\0"))
        for kind in (Extension.status_request, Extension.signed_certificate_timestamp)}, "unsupported_extension",
        needs=REQUIRED),
    refused("C14_a_certificate_without_certificate_verify_is_unexpected_message", showing_ana(omit("CertificateVerify")),
            "unexpected_message", needs=REQUIRED),
    refused("C14_a_certificate_alone_is_unexpected_message_where_one_is_only_requested",
            showing_ana(omit("CertificateVerify")), "unexpected_message", needs=REQUESTED),
    refused("C15_data_under_application_keys_in_place_of_finished_is_never_answered",
            instead("Finished", application_data), "bad_record_mac"),
    refused("C15_data_in_place_of_certificate_and_all_is_never_answered", showing_ana(instead("flight", application_data)),
            "bad_record_mac", needs=REQUIRED),
    refused("C16_an_empty_certificate_with_certificate_verify_is_unexpected_message",
            instead("Certificate", empty_and_verified), "unexpected_message", needs=REQUESTED),
    refused("C17_finished_where_a_certificate_was_requested_is_unexpected_message", instead("flight", finished_alone),
            "unexpected_message", needs=REQUESTED),
    refused("C17_finished_where_a_certificate_is_required_is_unexpected_message", instead("flight", finished_alone),
            "unexpected_message", needs=REQUIRED),
    refused("S01_S02_F05_C14_any_other_message_in_place_of_finished_is_unexpected_message",
            each(OTHERS, lambda t: instead("flight", lambda p: p.send_handshake(message(t, bytes(4))))),
            "unexpected_message"),
    refused("S01_S02_any_other_message_in_place_of_certificate_is_unexpected_message",
            each([t for t in TYPES if t not in (Handshake.certificate, COMPRESSED_CERTIFICATE)], lambda t: showing_ana(instead(
                "flight", lambda p: p.send_handshake(message(t, bytes(4)))))), "unexpected_message", needs=REQUIRED),
    refused("S02_certificate_verify_before_certificate_is_unexpected_message",
            showing_ana(instead("Certificate", swapped_with_next)), "unexpected_message", needs=REQUIRED),
    refused("F03_the_servers_own_finished_reflected_is_refused", instead("Finished", servers_finished), "decrypt_error",
            "bad_record_mac"),
    refused("F04_finished_in_the_clear_is_refused", instead("Finished", lambda p: p.send_raw(
        plain_record(Content.handshake, p.encoded(p.finished())))), "unexpected_message", "bad_record_mac"),
    refused("F01_F09_data_behind_a_wrong_finished_is_never_answered", all_of(
        lambda p: p.on("Finished bytes", lambda _, raw: raw[:-1] + bytes([raw[-1] ^ 1])),
        besides("after Finished", application_data)), "decrypt_error"),
    refused("F02_a_client_finished_of_the_length_of_another_hash_is_refused", instead(
        "Finished", lambda p: p.send_handshake(finished(bytes(p.schedule.size + 16)))), "decode_error", "decrypt_error"),
    ends_quietly("F09_F18_the_server_says_nothing_before_the_clients_finished",
                 besides("before Finished", nothing_before_finished), 0),
    refused("P23_a_ticket_of_a_client_is_unexpected_message",
            at("established", lambda p: p.send_handshake(NewSessionTicket(b"t").encode())), "unexpected_message"),
    refused("X01_change_cipher_spec_before_the_client_hello_is_unexpected_message",
            at("before keys", lambda p: p.send_raw(plain_record(Content.change_cipher_spec, b"\1"))), "unexpected_message"),
    refused("X06_a_thousand_change_cipher_specs_are_unexpected_message", at(
        "during the handshake", lambda p: p.send_raw(plain_record(Content.change_cipher_spec, b"\1") * 1000)),
        "unexpected_message"),
    refused("P26_a_servers_message_of_a_client_is_unexpected_message", {
        "EncryptedExtensions": at("established", lambda p: p.send_handshake(EncryptedExtensions().encode())),
        "KeyUpdate in two halves": at("established", lambda p: [
            p.send_record(Content.handshake, key_update()[:2]), p.send_data(b"evil")])}, "unexpected_message"),
    says_goodbye("A09_A12_what_comes_before_close_notify_is_answered_and_nothing_after_it",
                 at("established", half_close), 0),
]
