"""The numbers of RFC 9846 by their names there, as far as this peer needs them. Read next: schedule.py."""

from enum import IntEnum


class Content(IntEnum):  # §5.1
    change_cipher_spec = 20
    alert = 21
    handshake = 22
    application_data = 23


class Handshake(IntEnum):  # §4
    client_hello = 1
    server_hello = 2
    new_session_ticket = 4
    end_of_early_data = 5
    encrypted_extensions = 8
    certificate = 11
    certificate_request = 13
    certificate_verify = 15
    finished = 20
    key_update = 24
    message_hash = 254


class Alert(IntEnum):  # §6
    close_notify = 0
    unexpected_message = 10
    bad_record_mac = 20
    record_overflow = 22
    handshake_failure = 40
    bad_certificate = 42
    unsupported_certificate = 43
    certificate_revoked = 44
    certificate_expired = 45
    certificate_unknown = 46
    illegal_parameter = 47
    unknown_ca = 48
    access_denied = 49
    decode_error = 50
    decrypt_error = 51
    protocol_version = 70
    insufficient_security = 71
    internal_error = 80
    user_canceled = 90
    missing_extension = 109
    unsupported_extension = 110
    unrecognized_name = 112
    certificate_required = 116
    general_error = 117
    no_application_protocol = 120


class Extension(IntEnum):  # §4.3
    server_name = 0
    status_request = 5
    supported_groups = 10
    signature_algorithms = 13
    application_layer_protocol_negotiation = 16
    signed_certificate_timestamp = 18
    padding = 21
    record_size_limit = 28
    pre_shared_key = 41
    early_data = 42
    supported_versions = 43
    cookie = 44
    psk_key_exchange_modes = 45
    certificate_authorities = 47
    oid_filters = 48
    post_handshake_auth = 49
    signature_algorithms_cert = 50
    key_share = 51


class Group(IntEnum):  # §4.3.7
    secp256r1 = 0x0017
    secp384r1 = 0x0018
    secp521r1 = 0x0019
    x25519 = 0x001D


class Suite(IntEnum):  # Appendix B.4
    TLS_AES_128_GCM_SHA256 = 0x1301
    TLS_AES_256_GCM_SHA384 = 0x1302
    TLS_CHACHA20_POLY1305_SHA256 = 0x1303


class Scheme(IntEnum):  # §4.3.3
    rsa_pkcs1_sha256 = 0x0401
    ecdsa_secp256r1_sha256 = 0x0403
    ecdsa_secp384r1_sha384 = 0x0503
    rsa_pss_rsae_sha256 = 0x0804
    rsa_pss_rsae_sha384 = 0x0805
    rsa_pss_rsae_sha512 = 0x0806
    ed25519 = 0x0807


TLS_1_2, TLS_1_3 = 0x0303, 0x0304
PSK_KE, PSK_DHE_KE = 0, 1  # §4.3.9


def name_of(registry, number):
    """Its name, or the bare number of one that is not there."""
    try:
        return registry(number).name
    except ValueError:
        return str(number)
