"""Rows E, Q, C, F, P and S for clients: a server's encrypted flight, and its messages behind it. RFC 9846 §4.4 to §4.7.

Read before: server_hellos.py. Read next: answers.py.
"""

from rows import accepted, all_of, at, besides, change, each, ends_quietly, instead, on_the_way, refused, says_goodbye, wish

from evil.conversation import Stop
from evil.messages import Extensions, NewSessionTicket, list16, message, protocols
from evil.records import plain_record
from evil.registry import Content
from evil.registry import Extension as X
from evil.registry import Group, Handshake
from evil.server import ANSWER
from evil.wire import u32, vector

FLIGHT = ("EncryptedExtensions", "Certificate", "CertificateVerify", "Finished")
OTHERS = [0, 1, 2, 3, 4, 5, 6, 12, 14, 16, 21, 22, 23, 24, 67, 254, 255]
VITRINE = ("--alpn", "vitrine/1")


def parameters(*extensions):
    """These in EncryptedExtensions."""
    return change("EncryptedExtensions", lambda m: m.extensions.extend(
        [kind, bytes.fromhex(data) if isinstance(data, str) else data] for kind, data in extensions))


def alpn(data):
    return parameters((X.application_layer_protocol_negotiation, data))


def request(alter):
    """A CertificateRequest, altered."""
    return all_of(wish(asks_for_certificate=True), lambda peer: peer.on("CertificateRequest", lambda _, m: alter(m)))


def request_with(*extensions):
    return request(lambda m: m.extensions.extend([kind, bytes.fromhex(data)] for kind, data in extensions))


def built(peer, name):
    """The good message of that name at this moment."""
    step = {"EncryptedExtensions": peer.encrypted_extensions, "CertificateRequest": peer.certificate_request,
            "Certificate": peer.certificate, "CertificateVerify": peer.certificate_verify, "Finished": peer.finished}
    return peer.encoded(step[name]())


def out_of_turn(place, name):
    return instead(place, lambda p: p.send_handshake(built(p, name)))


def wrong_turns():
    """Each good message in each place that is not its own: skipped, doubled, swapped."""
    return {f"{name} in place of {place}": out_of_turn(place, name)
            for place in FLIGHT for name in (*FLIGHT, "CertificateRequest")
            if name != place and (place, name) != ("Certificate", "CertificateRequest")}


def strange_turns():
    return {f"{kind} in place of {place}": instead(place, lambda p, kind=kind: p.send_handshake(message(kind, bytes(4))))
            for place in FLIGHT for kind in OTHERS}


def trailing(name):
    """One byte more inside the message."""
    return change(name + " bytes", lambda raw: message(raw[0], raw[4:] + b"\0"))


def cut(name, by):
    return change(name + " bytes", lambda raw: message(raw[0], raw[4:-by]))


def early_bird(peer):
    """Data right behind our Finished: §4.5.3 lets a server do that."""
    peer.send_data(b"early bird\n")


def certificate_of_none(peer):
    answers = [raw for raw in peer.heard.messages if raw[0] == Handshake.certificate]
    assert answers == [message(Handshake.certificate, bytes(4))], answers
    assert not any(raw[0] == Handshake.certificate_verify for raw in peer.heard.messages)


def ticket(**fields):
    return on_the_way("established", lambda p: p.send_handshake(NewSessionTicket(**{"ticket": b"t"} | fields).encode()))


def tickets(count, between=b""):
    def deed(peer):
        for number in range(count):
            peer.send_handshake(NewSessionTicket(b"t%d" % number).encode())
            if between:
                peer.send_data(between)

    return deed


def raw_ticket(*extensions, ticket=b"t"):
    made = NewSessionTicket(ticket, extensions=Extensions([list(pair) for pair in extensions])).encode()
    return at("established", lambda p: p.send_handshake(made))


def says_goodbye_first(peer):
    """Before the client does, and with data behind it."""
    peer.hear_until(lambda: peer.heard.data)
    peer.send_data(ANSWER)
    peer.send_alert(0, 1)
    peer.send_data(b"evil")
    raise Stop


def say_no_more(peer):
    peer.use_application_keys()
    raise Stop


def never_answer(peer):
    """Nor close, as long as the client is there."""
    peer.kept = peer.socket.dup()
    peer.hear_until(lambda: False)


def named(name, **changes):
    """A certificate for these names."""
    return lambda peer: setattr(peer, "credential", peer.house.ca.issue(names=(name,) if isinstance(name, str) else name,
                                                                        **changes))


def wrong_names():
    names = ["example.org", "ocalhost", "localhost.example", "127.0.0.1", "local.host", "*.example.org"]
    return each(names, named) | {"common name alone": named((), subject="localhost")}


def for_name(name):
    return ("--servername", name)


ROWS = [
    refused("E01_E09_C10_C11_C12_F05_Q01_S02_a_good_message_out_of_turn_is_unexpected_message", wrong_turns(),
            "unexpected_message"),
    refused("P01_P22_P28_S01_S03_any_other_message_out_of_turn_is_unexpected_message", strange_turns(), "unexpected_message"),
    refused("E02_S04_a_message_with_a_byte_more_is_decode_error", each(FLIGHT, trailing), "decode_error"),
    refused("E02_C04_a_message_cut_short_is_decode_error",
            {f"{name} by {by}": cut(name, by) for name in FLIGHT for by in (1, 2)}, "decode_error"),
    refused("E03_an_extension_of_another_message_is_refused",
            each((51, 41, 43, 44, 13, 45, 49, 50, 21, 5, 47, 48), lambda kind: parameters((kind, "0000"))),
            "illegal_parameter", "unsupported_extension"),
    refused("E04_E10_an_extension_that_we_did_not_offer_is_unsupported_extension",
            each((42, 14, 28, 1234, 0x3a3a, 0xff01, 65535), lambda kind: parameters((kind, ""))), "unsupported_extension"),
    refused("E05_an_alpn_answer_of_anything_but_one_protocol_of_ours_is_refused",
            each(("0003026832", "0014" + 2 * "0976697472696e652f31", "", "0000", "000100", "000b0976697472696e652f3200"), alpn),
            "illegal_parameter", "decode_error", needs=VITRINE),
    refused("E05_an_alpn_answer_to_a_client_that_did_not_ask_is_unsupported_extension", alpn(protocols(b"h2")),
            "unsupported_extension"),
    refused("E06_a_server_name_acknowledgement_with_a_body_is_decode_error", parameters((X.server_name, "00")),
            "decode_error"),
    refused("E06_a_server_name_acknowledgement_for_an_address_is_unsupported_extension",
            all_of(named("127.0.0.1"), parameters((X.server_name, ""))), "unsupported_extension", needs=for_name("127.0.0.1")),
    refused("E07_an_extension_twice_is_refused", {
        "name": parameters(*[(X.server_name, "")] * 2), "groups": parameters(*[(X.supported_groups, "0002001d")] * 2)},
        "illegal_parameter", "decode_error"),
    accepted("E08_supported_groups_and_the_name_are_accepted", parameters(
        (X.supported_groups, list16([0x1a1a, Group.secp384r1])), (X.server_name, ""))),
    refused("Q02_a_request_with_a_context_is_refused", request(lambda m: setattr(m, "certificate_request_context", b"\1")),
            "illegal_parameter", "decode_error"),
    refused("Q03_a_request_without_signature_algorithms_is_refused", request(lambda m: m.extensions.clear()),
            "missing_extension", "decode_error"),
    accepted("Q04_Q07_a_request_with_strange_extensions_is_answered_with_an_empty_certificate", all_of(
        request_with((0x0a0a, "00"), (1234, "beef")), besides("connected", certificate_of_none))),
    refused("Q06_a_second_request_is_unexpected_message", all_of(
        wish(asks_for_certificate=True), out_of_turn("Certificate", "CertificateRequest")), "unexpected_message"),
    refused("Q10_a_malformed_list_of_authorities_is_refused", each(
        ((47, "0000"), (47, "00020000"), (50, "0000"), (13, "")), request_with), "decode_error", "illegal_parameter"),
    refused("Q10_an_extension_of_another_message_in_a_request_is_illegal_parameter", each((51, 43, 16), lambda kind:
            request_with((kind, ""))), "illegal_parameter"),
    refused("C01_an_empty_list_of_certificates_is_decode_error", change("Certificate", lambda m: m.entries.clear()),
            "decode_error"),
    refused("C42_a_certificate_for_another_name_is_bad_certificate", wrong_names(), "bad_certificate", "certificate_unknown",
            code=13),
    refused("C42_a_wildcard_where_none_may_be_is_bad_certificate", each(("*.localhost", "l*", "*", "*.com"), named),
            "bad_certificate", "certificate_unknown"),
    accepted("C43_a_wildcard_stands_for_one_label_in_any_case", named("*.EXAMPLE.org"), needs=for_name("www.example.ORG")),
    refused("C43_a_wildcard_stands_for_one_label_only", named("*.example.org"), "bad_certificate", "certificate_unknown",
            code=13, needs=for_name("a.b.example.org")),
    accepted("C43_an_address_is_matched_by_an_address", named("127.0.0.1"), needs=for_name("127.0.0.1")),
    refused("C51_a_raw_public_key_is_no_certificate", change("Certificate", lambda m: m.entries[0].__setitem__(
        0, m.entries[0][0][30:121])), "bad_certificate", "unsupported_certificate"),
    refused("F03_our_own_hello_in_place_of_finished_is_unexpected_message", instead(
        "Finished", lambda p: p.send_handshake(p.raw_hello)), "unexpected_message"),
    refused("F04_finished_in_the_clear_is_refused", instead("Finished", lambda p: p.send_raw(
        plain_record(Content.handshake, built(p, "Finished")))), "unexpected_message", "bad_record_mac"),
    accepted("F08_data_right_behind_the_servers_finished_is_accepted",
             lambda peer: peer.on("after Finished", lambda p, _: (p.use_application_keys(), early_bird(p),
                                                                  setattr(p, "use_application_keys", lambda: None)))),
    refused("P17_an_empty_ticket_is_decode_error", raw_ticket(ticket=b""), "decode_error"),
    refused("P17_a_malformed_ticket_is_decode_error", {
        "short": at("established", lambda p: p.send_handshake(message(4, bytes(3)))),
        "early data": raw_ticket((X.early_data, b"\0\0\0")), "more": raw_ticket((X.early_data, bytes(5)))}, "decode_error"),
    refused("P18_a_ticket_with_an_extension_twice_is_illegal_parameter", raw_ticket(*[(X.early_data, u32(1))] * 2),
            "illegal_parameter"),
    refused("P18_a_ticket_with_an_extension_of_another_message_is_illegal_parameter", raw_ticket((X.key_share, b"")),
            "illegal_parameter"),
    accepted("P16_P19_P20_P24_strange_tickets_are_ignored_or_kept_shorter", {
        "for ever": ticket(ticket_lifetime=0xffffffff), "for no time": ticket(ticket_lifetime=0),
        "unknown extensions": ticket(extensions=Extensions([[0x0a0a, b""], [1234, b""], [0xff01, b"\0"]])),
        "as long as can be": ticket(ticket=b"t" * 65535, ticket_nonce=b"n" * 255)}),
    refused("P21_the_33rd_ticket_without_data_is_unexpected_message", at("established", tickets(33)), "unexpected_message"),
    accepted("P21_a_thousand_tickets_with_data_between_do_no_harm", on_the_way("established", tickets(1000, b"line\n"))),
    refused("P25_a_request_after_the_handshake_is_unexpected_message", at("established", lambda p: p.send_handshake(
        message(Handshake.certificate_request, vector(1, b"context") + p.certificate_request().extensions.encode()))),
        "unexpected_message"),
    refused("X06_a_thousand_change_cipher_specs_are_unexpected_message", at(
        "before keys", lambda p: p.send_raw(plain_record(Content.change_cipher_spec, b"\1") * 1000)), "unexpected_message"),
    accepted("X02_change_cipher_spec_before_the_server_hello_is_dropped", on_the_way(
        "before keys", lambda p: p.send_raw(plain_record(Content.change_cipher_spec, b"\1")))),
    ends_quietly("F18_an_end_behind_the_servers_finished_is_truncation", besides("after Finished", say_no_more), 23),
    says_goodbye("A18_a_goodbye_that_is_never_answered_is_a_timeout", instead("goodbye", never_answer), 24,
                 needs=("--timeout", "2")),
    says_goodbye("A09_A12_a_server_may_leave_first_and_what_comes_behind_its_close_notify_is_not_heard",
                 at("established", says_goodbye_first), 0),
]
