"""What Wireshark (tshark) reads in a capture file, without a key log and without any setting: it has to have everything in it."""

import subprocess

import programs

CHECKS = ("-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE")

# Wireshark's name of a field: ours in the events' labels. The values of the first are numbers, of the others bytes.
NUMBERS = {
    "tls.handshake.version": ("legacy_version",),
    "tls.handshake.ciphersuite": ("cipher_suites", "cipher_suite"),
    "tls.handshake.extension.type": ("extension_type",),
    "tls.handshake.extensions_supported_group": ("named_group_list",),
    "tls.handshake.extensions_key_share_group": ("group",),
    "tls.handshake.extensions_key_share_selected_group": ("selected_group",),
    "tls.handshake.extensions.supported_version": ("versions", "selected_version"),
    "tls.handshake.sig_hash_alg": ("supported_signature_algorithms", "CertificateVerify.algorithm"),
    "tls.extension.psk_ke_mode": ("ke_modes",),
    "tls.handshake.session_ticket_lifetime_hint": ("ticket_lifetime",),
    "tls.handshake.session_ticket_age_add": ("ticket_age_add",),
    "tls.handshake.key_update.request_update": ("request_update",),
}
BYTES = {
    "tls.handshake.random": ("random",),
    "tls.handshake.session_id": ("legacy_session_id", "legacy_session_id_echo"),
    "tls.handshake.extensions_key_share_key_exchange": ("key_exchange",),
    "tls.handshake.session_ticket_nonce": ("ticket_nonce",),
    "tls.handshake.certificate": ("Certificate.cert_data",),
}
TEXTS = {
    "tls.handshake.extensions_alpn_str": ("protocol_name",),
    "tls.handshake.extensions_server_name": ("host_name",),
}


TROUBLES = ("_ws.malformed", "tcp.analysis.flags")
OTHERS = ("tcp.stream", "tcp.flags.str", "tcp.checksum.status", "ip.checksum.status", "frame.comment", "tls.record.length",
          "tls.record.content_type", "tls.record.opaque_type", "tls.handshake.type", "tls.handshake.length")
FIELDS = (*OTHERS, *TROUBLES, *NUMBERS, *BYTES, *TEXTS)
GOOD_SUM = "1"


class Capture:
    """`packets` has for each packet a dictionary from the names of fields to the lists of their values."""

    def __init__(self, file, environment):
        shown = subprocess.run(["tshark", "-r", file, *CHECKS, "-T", "fields", "-E", "aggregator=;",
                                *(word for name in FIELDS for word in ("-e", name))], capture_output=True, text=True,
                               check=True, timeout=programs.DEADLINE, env=environment).stdout
        cells = [[cell.split(";") if cell else [] for cell in line.split("\t")] for line in shown.splitlines()]
        self.packets = [dict(zip(FIELDS, row, strict=True)) for row in cells]

    def streams(self):
        """The packets of each TCP connection."""
        numbers = sorted({int(packet["tcp.stream"][0]) for packet in self.packets})
        return [[packet for packet in self.packets if packet["tcp.stream"] == [str(number)]] for number in numbers]

    def closed_records(self):
        """How many have no type of their own: encrypted ones that were not opened."""
        return sum(len(packet["tls.record.length"]) - len(packet["tls.record.content_type"]) for packet in self.packets)

    def troubles(self):
        return [packet for packet in self.packets if any(packet[name] for name in TROUBLES)
                or packet["tcp.checksum.status"] != [GOOD_SUM] or packet["ip.checksum.status"] not in ([GOOD_SUM], [])]


def values(packets, name):
    return [value for packet in packets for value in packet[name]]
