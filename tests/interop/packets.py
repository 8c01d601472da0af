"""A TCP connection as a network and tcpdump would show it: link layers, IPv4 and IPv6, segments that come twice, overlap, in the
wrong order or not at all; in the classic pcap format, of either byte order. Shares nothing with our own writer."""

import random
import struct

CLIENT, SERVER = 0, 1
PORTS = (50123, 4433)
ADDRESSES = {4: (bytes([192, 0, 2, 1]), bytes([198, 51, 100, 7])),
             6: (bytes.fromhex("20010db8" + "00" * 11 + "01"), bytes.fromhex("20010db8" + "00" * 11 + "02"))}
ETHERTYPE = {4: b"\x08\x00", 6: b"\x86\xdd"}
FIN_ACK, SYN, PSH_ACK, ACK = 0x11, 0x02, 0x18, 0x10
MICROSECONDS, NANOSECONDS = 0xA1B2C3D4, 0xA1B23C4D

# the link type's number, and what stands before IP of that version
LINKS = {
    "ethernet": (1, lambda version: b"\x02" * 12 + ETHERTYPE[version]),
    "ethernet with a VLAN": (1, lambda version: b"\x02" * 12 + b"\x81\x00\x00\x07" + ETHERTYPE[version]),
    "linux cooked": (113, lambda version: b"\x00" * 14 + ETHERTYPE[version]),
    "linux cooked 2": (276, lambda version: ETHERTYPE[version] + b"\x00" * 18),
    "raw IP": (101, lambda version: b""),
    "loopback": (0, lambda version: b"\x02\x00\x00\x00" if version == 4 else b"\x1e\x00\x00\x00"),
}


def tcp(sender, sequence, flags, payload):
    options = b"\x01\x01\x08\x0a" + b"\x00" * 8  # a timestamp, as most systems send it
    return struct.pack("!HHIIBBHHH", PORTS[sender], PORTS[1 - sender], sequence % 2**32, 1, (5 + 3) << 4, flags, 1000, 0,
                       0) + options + payload


def ip(version, sender, inside):
    source, target = ADDRESSES[version][sender], ADDRESSES[version][1 - sender]
    if version == 4:
        return struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(inside), 1, 0, 64, 6, 0) + source + target + inside
    return struct.pack("!IHBB", 0x60000000, len(inside), 6, 64) + source + target + inside


class Network:
    """Sends `said`, pairs of sender and bytes, in segments of any size, some of them badly."""

    def __init__(self, said, seed=1, version=4, lost=None):
        """`lost` is a byte of the server's that never arrives."""
        self.random = random.Random(seed)
        self.version = version
        self.lost = lost
        self.next = [2**32 - 100, 7_000]  # one of them wraps around
        self.packets = []
        for sender in (CLIENT, SERVER):
            self.send(sender, SYN | (ACK if sender == SERVER else 0), b"", 1)
        for sender, data in said:
            self.speak(sender, data)
        for sender in (CLIENT, SERVER):
            self.send(sender, FIN_ACK, b"", 1)

    def send(self, sender, flags, payload, counts=0):
        self.packets.append(ip(self.version, sender, tcp(sender, self.next[sender], flags, payload)))
        self.next[sender] += len(payload) + counts

    def speak(self, sender, data):
        flight = []
        while data:
            size = self.random.choice((1, 7, 100, 1448))
            flight.append((self.next[sender], data[:size]))
            self.next[sender] += len(data[:size])
            data = data[size:]
        flight += [self.random.choice(flight) for _ in range(2)]  # again
        whole = b"".join(part for _, part in flight[:2])
        flight.append((flight[0][0], whole if len(flight) > 3 else flight[0][1]))  # and together
        for at in range(len(flight) - 1):
            if self.random.random() < 0.3:
                flight[at], flight[at + 1] = flight[at + 1], flight[at]
        self.packets += [ip(self.version, sender, tcp(sender, sequence, PSH_ACK, part)) for sequence, part in flight
                         if not self.loses(sender, sequence, part)]

    def loses(self, sender, sequence, part):
        first = 7_001
        return sender == SERVER and self.lost is not None and sequence <= first + self.lost < sequence + len(part)

    def pcap(self, link="ethernet", order="<", magic=MICROSECONDS):
        number, header = LINKS[link]
        file = struct.pack(order + "IHHiIII", magic, 2, 4, 0, 0, 262144, number)
        for at, packet in enumerate(self.packets):
            frame = header(self.version) + packet
            frame += b"\x00" * max(0, 60 - len(frame)) if link == "ethernet" else b""  # what a network card sends at least
            file += struct.pack(order + "IIII", 1_700_000_000, at, len(frame), len(frame)) + frame
        return file
